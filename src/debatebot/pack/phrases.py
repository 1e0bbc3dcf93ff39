"""The ready phrases of a persona: frames (declared templates) and sentences by motion and side (plain text)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Template = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Test = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]

# what a frame may wait for, and the variable that comes with it; speech.occasion says when each of them holds
CONDITIONS: Mapping[str, frozenset[str]] = {
    "ahead": frozenset(),
    "behind": frozenset(),
    "first": frozenset(),
    "again": frozenset(),
    "late": frozenset(),
    "back": frozenset(),
    "better-evidence": frozenset(),
    "whole": frozenset(),
    "little": frozenset(),
    "their-own": frozenset(),
    "defending": frozenset({"mine"}),
    "standing": frozenset({"earlier"}),
    "clash": frozenset({"other"}),
    "published": frozenset({"published"}),
    "granted": frozenset({"granted"}),
}
When = Literal[
    "ahead", "behind", "first", "again", "late", "back", "better-evidence", "whole", "little", "their-own",
    "defending", "standing", "clash", "published", "granted",
]  # fmt: skip

# what each kind of frame may use, and what it must use; see pack.frames
FRAME_VARIABLES: Mapping[str, frozenset[str]] = {
    "rebut": frozenset({"opponent", "restate", "about", "reason"}),
    "undermine": frozenset({"opponent", "restate", "about", "reason"}),
    "undercut": frozenset({"opponent", "restate", "about", "reason"}),
    "argue": frozenset({"opponent", "restate", "about"}),
    "question": frozenset({"opponent", "restate", "about", "question"}),
    "answer": frozenset({"opponent", "restate", "about"}),
    "concede": frozenset({"opponent", "restate", "about", "point"}),
    "retract": frozenset({"point"}),
    "summarise": frozenset({"points"}),
    "unanswered": frozenset({"opponent", "point"}),
    "admit": frozenset({"opponent", "restate", "about"}),
    "weigh": frozenset({"opponent", "restate", "about", "point"}),
    "declare": frozenset({"motion"}),
    "borrow": frozenset({"school"}),
}
FRAME_MUST: Mapping[str, frozenset[str]] = {
    "question": frozenset({"question"}),
    "concede": frozenset({"restate", "point"}),
    "retract": frozenset({"point"}),
    "summarise": frozenset({"points"}),
    "unanswered": frozenset({"point"}),
    "admit": frozenset({"restate"}),
    "weigh": frozenset({"restate", "point"}),
    "borrow": frozenset({"school"}),
}
# what a frame of each kind may wait for; elsewhere it could never hold, or would mean something else
_ABOUT_A_POINT = frozenset(
    {"ahead", "behind", "first", "again", "standing", "granted", "defending", "clash", "published"}
)
_ATTACK = _ABOUT_A_POINT | {"back", "late", "better-evidence"}
KIND_CONDITIONS: Mapping[str, frozenset[str]] = {
    "rebut": _ATTACK,
    "undermine": _ATTACK,
    "undercut": _ATTACK,
    "argue": _ATTACK,
    "question": _ABOUT_A_POINT,
    "answer": frozenset({"ahead", "behind", "again", "standing", "granted"}),
    "concede": _ABOUT_A_POINT | {"back"},
    "retract": frozenset({"ahead", "behind", "little", "standing"}),
    "summarise": frozenset({"ahead", "behind", "whole", "little", "standing", "granted"}),
    "unanswered": frozenset({"ahead", "behind"}),
    "admit": frozenset({"ahead", "behind", "granted"}),
    "weigh": frozenset({"ahead", "behind", "standing", "granted", "better-evidence"}),
    "declare": frozenset(),
    "borrow": frozenset({"again", "their-own"}),
}
# templates that are no frames of a move: critical questions in own words, and answers to the other side's criterion
TEMPLATE_VARIABLES: Mapping[str, frozenset[str]] = {
    "questions": frozenset({"opponent", "restate", "about"}),
    "rejoinder": frozenset({"opponent"}),
}
TEMPLATE_MUST: Mapping[str, frozenset[str]] = {"questions": frozenset({"restate"})}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Waiting(_Model):
    """A frame that is used only when the debate offers what it waits for."""

    when: When = Field(description="what it waits for, such as behind, back or published")
    say: Template = Field(description="the frame")


Frame = Template | Waiting


def _frames(what: str, least: int = 2) -> list[Frame]:
    field: list[Frame] = Field(min_length=least, description=what)
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
    weigh: list[Frame] = _frames("frames that weigh a point of the other side against an own one", 1)
    declare: list[Frame] = _frames("frames that say that the side is assigned", 1)
    borrow: list[Frame] = _frames("frames that attribute the next sentence to a school")

    def of(self, kind: str) -> list[Frame]:
        """The frames of a kind (a key of FRAME_VARIABLES)."""
        found: list[Frame] = getattr(self, kind)
        return found


class BySide(_Model):
    """Sentences for each side of a motion. `for` is a word of Python's, hence the alias."""

    for_: list[Sentence] = Field(alias="for", min_length=1, description="sentences for the motion")
    against: list[Sentence] = Field(min_length=1, description="sentences against the motion")

    def of(self, side: str) -> list[str]:
        """The sentences of `side` (`for` or `against`)."""
        return self.for_ if side == "for" else self.against


class Criterion(_Model):
    """An opening sentence that sets a criterion: which of the motion's, in the persona's words."""

    test: Test = Field(description="the id of a criterion of the motion, on the same side")
    say: Sentence = Field(description="the sentence")


class CriteriaSaid(_Model):
    """Opening sentences by side."""

    for_: list[Criterion] = Field(alias="for", min_length=1, description="sentences with the criterion they set")
    against: list[Criterion] = Field(min_length=1, description="sentences with the criterion they set")

    def of(self, side: str) -> list[Criterion]:
        """The sentences of `side` (`for` or `against`)."""
        return self.for_ if side == "for" else self.against


class Rejoinders(_Model):
    """What each side says at the end to a criterion that the other side set, by the id of that criterion."""

    for_: dict[Test, list[Template]] = Field(alias="for", description="answers to the criteria of the side against")
    against: dict[Test, list[Template]] = Field(description="answers to the criteria of the side for")

    def of(self, side: str) -> dict[str, list[str]]:
        """What `side` (`for` or `against`) says, by the criterion that the other side set."""
        return self.for_ if side == "for" else self.against


class Phrases(_Model):
    """All ready phrases of a persona."""

    frames: Frames = Field(description="templates by move")
    questions: dict[str, dict[str, list[Template]]] = Field(
        default={}, description="critical questions in its own words, by scheme and question"
    )
    criterion: dict[str, CriteriaSaid] = Field(
        description="opening sentences by motion and side: what decides the motion"
    )
    rejoinder: dict[str, Rejoinders] = Field(
        default={}, description="closing answers to the criterion of the other side, by motion and side"
    )
    follows: dict[str, BySide] = Field(description="what an argument means for the motion, by motion and side")
    closing: dict[str, BySide] = Field(description="last words, by motion and side")


def frame_text(frame: Frame) -> str:
    """The template of a frame."""
    return frame if isinstance(frame, str) else frame.say


def frame_when(frame: Frame) -> str | None:
    """What a frame waits for; None if it fits always."""
    return None if isinstance(frame, str) else frame.when


def asked_in_own_words(phrases: Phrases, scheme: str, question: str) -> list[str]:
    """The persona's templates for a critical question of a scheme, `{{ restate }}` in them; an empty list if none."""
    return phrases.questions.get(scheme, {}).get(question, [])
