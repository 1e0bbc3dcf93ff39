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


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A loader that knows whole numbers, true, false and null, and takes all else as text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9]\d{0,8})$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])


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
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        return None, [_syntax(file, error)]
    except RecursionError:
        return None, [Problem(file, 1, "", "the file is nested too deeply; a pack needs five levels at most")]
    finally:
        loader.dispose()
    lines: dict[Path, int] = {}
    data = _build(node, (), lines, problems, file) if node is not None else None
    return Document(file, data, lines), problems


def _build(node: Any, path: Path, lines: dict[Path, int], problems: list[Problem], file: str) -> Any:
    line = node.start_mark.line + 1
    lines[path] = line
    if len(path) > 12:
        problems.append(Problem(file, line, dotted(path), "nested too deeply; a pack needs five levels at most"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, problems, file)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, i), lines, problems, file) for i, child in enumerate(node.value)]
    match node.tag.rpartition(":")[2]:
        case "int":
            return int(node.value)
        case "bool":
            return node.value == "true"
        case "null":
            return None
        case "str":
            return node.value
    problems.append(Problem(file, line, dotted(path), f"{node.tag} is not allowed in a pack; write plain text"))
    return None


def _mapping(node: Any, path: Path, lines: dict[Path, int], problems: list[Problem], file: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(file, line, dotted(path), "a key must be a word; put text with { or [ in quotes"))
            continue
        key = key_node.value
        if key in found:
            first = lines[(*path, key)]
            message = f"the key is given twice (first on line {first}); keep one of them"
            problems.append(Problem(file, line, dotted((*path, key)), message))
            continue
        found[key] = _build(value_node, (*path, key), lines, problems, file)
        lines[(*path, key)] = line
    return found


def _syntax(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    said = str(getattr(error, "problem", None) or error)
    hint = "check the indentation, and put text that contains a colon, # or a quotation mark in double quotes"
    if "alias" in said or "anchor" in said:
        hint = "anchors (&) and aliases (*) are not used in packs; write the text out"
    elif "single document" in said or "expected a single" in str(getattr(error, "context", "")):
        hint = "one document a file: remove the line ---"
    elif "found unexpected end of stream" in said or "end of stream" in said:
        hint = "a quotation mark or bracket is opened and not closed"
    return Problem(file, line, "", f"this is not YAML ({said}); {hint}")


def dotted(path: Path) -> str:
    """`('arguments', 3, 'claim')` as `arguments[3].claim`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
