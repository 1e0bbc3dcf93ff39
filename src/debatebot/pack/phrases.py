"""The ready phrases of a persona: frames (declared templates) and sentences by motion and side (plain text)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Frame = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]

# what each kind of frame may use, and what it must use; see speech.frames
FRAME_VARIABLES: dict[str, frozenset[str]] = {
    "rebut": frozenset({"opponent", "restate", "reason"}),
    "undermine": frozenset({"opponent", "restate", "reason"}),
    "undercut": frozenset({"opponent", "restate", "reason"}),
    "argue": frozenset({"opponent", "restate"}),
    "question": frozenset({"opponent", "restate", "question"}),
    "answer": frozenset({"opponent", "restate"}),
    "concede": frozenset({"opponent", "restate", "point"}),
    "retract": frozenset({"point"}),
    "summarise": frozenset({"points"}),
    "unanswered": frozenset({"opponent", "point"}),
    "admit": frozenset({"opponent", "restate"}),
    "declare": frozenset({"motion"}),
    "borrow": frozenset({"school"}),
}
FRAME_MUST: dict[str, frozenset[str]] = {
    "question": frozenset({"question"}),
    "concede": frozenset({"restate", "point"}),
    "retract": frozenset({"point"}),
    "summarise": frozenset({"points"}),
    "unanswered": frozenset({"point"}),
    "admit": frozenset({"restate"}),
    "borrow": frozenset({"school"}),
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _frames(what: str, least: int = 2) -> list[str]:
    field: list[str] = Field(min_length=least, description=what)
    return field


class Frames(_Model):
    """Templates, by move. Each may use only the variables that FRAME_VARIABLES lists for it."""

    rebut: list[Frame] = _frames("frames that deny a conclusion")
    undermine: list[Frame] = _frames("frames that doubt the evidence")
    undercut: list[Frame] = _frames('frames that say "that does not follow"')
    argue: list[Frame] = _frames("frames that open a fresh line")
    question: list[Frame] = _frames("frames that ask a critical question")
    answer: list[Frame] = _frames("frames that lead into the evidence asked for")
    concede: list[Frame] = _frames("frames that grant a point")
    retract: list[Frame] = _frames("frames that take back a point", 1)
    summarise: list[Frame] = _frames("frames that sum up own points")
    unanswered: list[Frame] = _frames("frames that name a point left unanswered")
    admit: list[Frame] = _frames("frames that admit what still stands against it", 1)
    declare: list[Frame] = _frames("frames that say that the side is assigned", 1)
    borrow: list[Frame] = _frames("frames that attribute the next sentence to a school")


class BySide(_Model):
    """Sentences for each side of a motion. `for` is a word of Python's, hence the alias."""

    for_: list[Sentence] = Field(alias="for", min_length=1, description="sentences for the motion")
    against: list[Sentence] = Field(min_length=1, description="sentences against the motion")

    def of(self, side: str) -> list[str]:
        """The sentences of `side` (`for` or `against`)."""
        return self.for_ if side == "for" else self.against


class Phrases(_Model):
    """All ready phrases of a persona."""

    frames: Frames = Field(description="templates by move")
    criterion: dict[str, BySide] = Field(description="opening sentences by motion and side: what decides the motion")
    follows: dict[str, BySide] = Field(description="what an argument means for the motion, by motion and side")
    closing: dict[str, BySide] = Field(description="last words, by motion and side")
