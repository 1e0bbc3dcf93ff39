"""YAML with line numbers, and only the YAML that a pack needs.

Text stays text (no and on are words, 1921-03-16 is not a date object), numbers are whole numbers, and what would
surprise an author is refused: a key given twice, a tab, an anchor, a second document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from debatebot.pack.problems import Problem

Path = tuple[str | int, ...]
LARGEST = 4_000_000  # bytes; our own bank has 0.25 million
DEEPEST = 12  # levels; our own pack has 7


# events and not nodes: the composer of libyaml recurses, and a file of brackets would crash the whole process
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content and the line (from 1) of every value, by its path of keys and list positions."""

    file: str
    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(file: str, content: bytes) -> tuple[Document | None, list[Problem]]:
    """The document in `content`, or None, and what is wrong with it. `file` is only for messages."""
    if len(content) > LARGEST:
        return None, [Problem(file, 0, "", f"the file is larger than {LARGEST:,} bytes; split the pack")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [Problem(file, line, "", "this is not UTF-8; save the file with UTF-8 encoding")]
    problems = [
        Problem(file, number, "", "a tab is used to indent; write spaces instead")
        for number, row in enumerate(text.split("\n"), 1)
        if re.match(r"^ *\t", row) and row.strip()
    ]
    if problems:
        return None, problems
    reader = _Reader(file, problems)
    try:
        data = reader.document(text)
    except yaml.YAMLError as error:
        return None, [*problems, _syntax(file, error, text)]
    except _TooDeepError:
        return None, problems
    return Document(file, data, reader.lines), problems


class _TooDeepError(Exception):
    """Nesting that no pack needs; the rest of the file is not read."""


class _Reader:
    """Builds the data of a file from YAML's events, and notes the line of everything."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems
        self.lines: dict[Path, int] = {}

    def document(self, text: str) -> Any:
        """The data of the one document in `text`, or None if it is empty. Raises yaml.YAMLError, _TooDeepError."""
        parser = _Parser(text)
        data = None
        try:
            while (event := parser.get_event()) is not None:
                if isinstance(event, yaml.DocumentStartEvent) and self.lines:
                    self._problem(event, (), "a second document begins here; remove the line ---")
                    break
                if isinstance(event, yaml.NodeEvent):
                    data = self._value(parser, event, ())
        finally:
            parser.dispose()
        return data

    def _problem(self, event: yaml.Event, path: Path, message: str) -> None:
        self.problems.append(Problem(self.file, _line(event), dotted(path), message))

    def _value(self, parser: Any, event: yaml.Event, path: Path) -> Any:
        self.lines[path] = _line(event)
        if len(path) > DEEPEST:
            self._problem(event, path[:3], "nested too deeply; a pack needs eight levels at most")
            raise _TooDeepError
        if getattr(event, "anchor", None) is not None:
            self._problem(event, path, "anchors (&) and aliases (*) are not used in packs; write the text out")
        elif (tag := getattr(event, "tag", None)) is not None:
            self._problem(event, path, f"the tag {tag} is not used in packs; write plain text")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(parser, path)
        if isinstance(event, yaml.SequenceStartEvent):
            found: list[Any] = []
            while not isinstance(event := parser.get_event(), yaml.SequenceEndEvent):
                found.append(self._value(parser, event, (*path, len(found))))
            return found
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, parser: Any, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := parser.get_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem(event, path, "a key must be a word; put text with { or [ in quotes")
                kept, self.lines = self.lines, {}
                self._value(parser, event, (*path, "?"))
                self._value(parser, parser.get_event(), (*path, "?"))
                self.lines = kept
                continue
            key, place, line = event.value, (*path, event.value), _line(event)
            if key in found:
                self._problem(event, place, f"the key is given twice (first on line {self.lines[place]}); keep one")
                kept, self.lines = self.lines, {}
                self._value(parser, parser.get_event(), place)
                self.lines = kept
                continue
            found[key] = self._value(parser, parser.get_event(), place)
            self.lines[place] = line
        return found


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> str | int | bool | None:
    """Text, except for a bare whole number, true, false and null."""
    text: str = event.value
    if event.style or text not in {"true", "false", "null", "~", ""}:
        return int(text) if not event.style and _WHOLE.fullmatch(text) else text
    return text == "true" if text in {"true", "false"} else None


def _syntax(file: str, error: yaml.YAMLError, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    start = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
    context = str(getattr(error, "context", None) or "")
    line = mark.line + 1 if mark else _unprintable(text)
    if "nesting" in said:
        return Problem(file, line, "", "nested too deeply; a pack needs eight levels at most")
    if "quoted scalar" in context and "unexpected" in said and start is not None:
        # what closes too late is found at the end of the file; what the author looks for is where it was opened
        return Problem(file, start.line + 1, "", "a quotation mark is opened here and not closed; close it")
    hint = "check the indentation, and put text that contains a colon, # or a quotation mark in double quotes"
    if "alias" in f"{said} {context}" or "anchor" in f"{said} {context}":
        hint = "anchors (&) and aliases (*) are not used in packs; put text that begins with & or * in quotes"
    elif "flow" in context and start is not None:
        line, hint = (
            start.line + 1,
            "the bracket [ or { that is opened here must be closed, with commas between its parts",
        )
    elif "did not find expected" in said:
        hint = "check the indentation; if this line is right, look above it for a quotation mark that is not closed"
    elif "escape" in said:
        hint = "a backslash means something in double quotes; put the text in single quotes, or leave the backslash out"
    elif "control characters" in said or "special characters" in said:
        hint = "there is an invisible character; delete it and type the text anew"
    return Problem(file, line, "", f"this is not YAML ({said}); {hint}")


def _unprintable(text: str) -> int:
    """The line of the first character that YAML does not allow, for errors that come without a place."""
    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def dotted(path: Path) -> str:
    """`('arguments', 3, 'claim')` as `arguments[3].claim`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
