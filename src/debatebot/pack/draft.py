"""A pack as it is read: what could be built from its files, where each thing stands, and what is wrong so far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from debatebot.pack.messages import location_in, say
from debatebot.pack.models import Argument, Fact, Issue, Motion, PackHead, Persona, Source
from debatebot.pack.problems import PackError, Problem
from debatebot.pack.yamltext import Document, dotted, read
from debatebot.pack.yamltext import Path as KeyPath

T = TypeVar("T")
BANK: dict[str, type[BaseModel]] = {"sources": Source, "facts": Fact, "arguments": Argument}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in memory. The dictionaries keep the order of the files; `version` is the hash of all of them."""

    head: PackHead
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    arguments: Mapping[str, Argument]
    personas: Mapping[str, Persona]
    version: str
    issues: Mapping[str, Issue] = field(default_factory=dict)
    motions: Mapping[str, Motion] = field(default_factory=dict)
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for a pack: for what follows from the pack alone and many debates need."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.head.id


@dataclass(slots=True)
class Draft:
    """A pack as read, before the lint: what could be built, where each thing stands, and what is wrong so far."""

    folder: Path
    head: PackHead | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[Document, KeyPath]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)
    digest: str = ""

    def known(self, kind: str) -> list[str]:
        """Every id of `kind` that the files name, also of entries that have an error: they are there all the same."""
        return self.ids.get(kind, [])

    def names(self, kind: str, entries: Any) -> None:
        """Notes the ids in a list as read, whatever else may be wrong with its entries."""
        found = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        self.ids.setdefault(kind, []).extend(name for name in found if isinstance(name, str))

    def problem(self, kind: str, name: str, path: KeyPath, message: str) -> None:
        """Notes `message` at `path` inside the thing `name` of `kind` (source, fact, argument, persona, head)."""
        document, base = self.places[kind, name]
        full = (*base, *path)
        label = dotted(path if kind == "head" else (name, *path))
        self.problems.append(Problem(document.file, document.line(full), label, message))

    def pack(self) -> Pack:
        """The finished pack. Raises PackError if anything is wrong."""
        if self.problems or self.head is None:
            raise PackError(self.problems)
        return Pack(
            self.head,
            self.sources,
            self.facts,
            self.arguments,
            self.personas,
            self.digest,
            {issue.id: issue for issue in self.head.issues},
            {motion.id: motion for motion in self.head.motions},
        )


def read_draft(folder: Path) -> Draft:
    """Everything in `folder` that can be read, with the problems of form."""
    draft = Draft(folder)
    if not folder.is_dir():
        draft.problems.append(Problem(str(folder), 0, "", "there is no such folder; give the folder of a pack"))
        return draft
    digest = hashlib.sha256()
    for path in _files(folder, draft.problems):
        name = path.relative_to(folder).as_posix()
        if path.parent == folder and name != "pack.yaml":
            draft.names("persona", [{"id": path.stem}])
        try:
            content = path.read_bytes()
        except OSError as error:
            draft.problems.append(Problem(name, 0, "", f"cannot be read ({error.strerror}); check the permissions"))
            continue
        # line ends may differ from one checkout to the next; the pack is the same
        digest.update(name.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
        document, problems = read(name, content)
        draft.problems += problems
        if document is not None:
            _take(draft, document)
    draft.digest = digest.hexdigest()[:16]
    return draft


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    wanted = [folder / "pack.yaml", *(folder / "bank" / f"{part}.yaml" for part in BANK)]
    for path in wanted:
        if not path.is_file():
            name = path.relative_to(folder).as_posix()
            problems.append(Problem(name, 0, "", "the file is missing; every pack has one (see the guide for authors)"))
    personas = sorted(path for path in folder.glob("*.yaml") if path.name != "pack.yaml")
    for path in sorted(folder.glob("*.yml")):
        problems.append(Problem(path.name, 0, "", f"is not read; rename it to {path.stem}.yaml"))
    if not personas:
        say = "there is no persona; add a file for each, such as pipes.yaml, beside pack.yaml"
        problems.append(Problem(str(folder), 0, "", say))
    return [path for path in wanted if path.is_file()] + personas


def _take(draft: Draft, document: Document) -> None:
    if document.file == "pack.yaml":
        for kind in ("issue", "motion"):
            draft.names(kind, document.data.get(f"{kind}s") if isinstance(document.data, dict) else None)
        head = _validate(draft, document, (), PackHead, document.data)
        if isinstance(head, PackHead):
            draft.head = head
            draft.places["head", head.id] = (document, ())
        return
    part = document.file.removeprefix("bank/").removesuffix(".yaml")
    if document.file.startswith("bank/"):
        _take_bank(draft, document, part)
        return
    if isinstance(document.data, dict) and document.data.get("id") != part:
        draft.names("persona", [document.data])
    persona = _validate(draft, document, (), Persona, document.data)
    if isinstance(persona, Persona):
        if persona.id != part:
            message = f"the id is {persona.id} but the file is called {document.file}; make them the same"
            draft.problems.append(Problem(document.file, document.line(("id",)), "id", message))
        draft.personas[persona.id] = persona
        draft.places["persona", persona.id] = (document, ())


def _take_bank(draft: Draft, document: Document, part: str) -> None:
    data = document.data
    if not isinstance(data, dict) or list(data) != [part] or not isinstance(data[part], list):
        message = f'the file must have one key, "{part}:", with a list under it (each entry begins with "- id:")'
        draft.problems.append(Problem(document.file, 1, "", message))
        return
    kept: dict[str, Any] = getattr(draft, part)
    kind = part.removesuffix("s")
    draft.names(kind, data[part])
    for i, entry in enumerate(data[part]):
        thing = _validate(draft, document, (part, i), BANK[part], entry)
        if thing is None:
            continue
        name: str = thing.id
        if name in kept:
            first = document.line((*draft.places[kind, name][1], "id"))
            message = f"the id {name} is used twice (first on line {first}); give one of them another name"
            draft.problems.append(Problem(document.file, document.line((part, i, "id")), f"{name}.id", message))
            continue
        kept[name] = thing
        draft.places[kind, name] = (document, (part, i))


def _validate(draft: Draft, document: Document, base: KeyPath, model: type[BaseModel], data: Any) -> Any:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        name = data.get("id") if isinstance(data, dict) else None
        found = error.errors(include_url=False)
        for item in found:
            # where text or a group of keys will do, a group with a mistake is no wrong text
            if item["type"] == "string_type" and isinstance(item["input"], dict) and len(found) > 1:
                continue
            location = location_in(data, item["loc"])
            place = (*base, *location)
            line = document.line(place)
            shown = dotted(location)
            label = f"{name}.{shown}" if isinstance(name, str) and shown else shown or dotted(base)
            draft.problems.append(Problem(document.file, line, label, say(model, location, item)))
        return None
