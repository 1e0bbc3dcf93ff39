"""What a turn is made of: parts with their origin, a draft of them, and the finished utterance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SHORTEST = 30  # words of a turn, sources in brackets included
LONGEST = 80


@dataclass(slots=True)  # never changed; not frozen, since a turn makes hundreds and that would cost a third more
class Part:
    """A piece of a turn and its origin.

    `phrases` are the restatements it used, `evidence` says that it states facts, `when` what its frame waited for,
    `test` the criterion that it sets or answers. `names_target` is not logged: whether the words take up the point.
    """

    kind: str
    text: str
    frame: str | None = None
    phrases: tuple[str, ...] = ()
    evidence: bool = False
    when: str | None = None
    test: str | None = None
    names_target: bool = False

    def provenance(self) -> dict[str, Any]:
        """The part as the log keeps it."""
        kept: dict[str, Any] = {"kind": self.kind, "text": self.text}
        if self.frame is not None:
            kept["frame"] = self.frame
        if self.phrases:
            kept["phrases"] = list(self.phrases)
        if self.evidence:
            kept["evidence"] = True
        if self.when is not None:
            kept["when"] = self.when
        if self.test is not None:
            kept["test"] = self.test
        return kept


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words of a turn with what they cite and where each part comes from."""

    text: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    parts: tuple[Part, ...]
    takes_up: bool  # whether the words take up the other side's latest point

    def provenance(self) -> dict[str, Any]:
        """The parts, as the log keeps them."""
        return {"parts": [part.provenance() for part in self.parts]}


@dataclass(slots=True)
class Draft:
    """A way of saying a turn, before its words are counted."""

    parts: list[Part]
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    takes_up: bool = False
    extras: list[Part] = field(default_factory=list)
    generous: bool = True  # whether extras may come in where they are not needed to fill the turn
    may_grow: bool = True  # a person's words get none: nothing is put into a student's mouth
