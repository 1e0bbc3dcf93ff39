"""What a pack is made of. Unknown keys are errors, and each field's description is what the loader tells an author."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from debatebot.pack.phrases import Phrases


class Side(StrEnum):
    """The side an argument or a speaker serves in a motion."""

    FOR = "for"
    AGAINST = "against"

    @property
    def other(self) -> Side:
        """The opposing side."""
        return Side.AGAINST if self is Side.FOR else Side.FOR


class Grade(StrEnum):
    """What an argument rests on: `document` > `scholarship` > `inference`."""

    DOCUMENT = "document"
    SCHOLARSHIP = "scholarship"
    INFERENCE = "inference"

    @property
    def weight(self) -> int:
        """3, 2 or 1: greater is better evidence."""
        return {"document": 3, "scholarship": 2, "inference": 1}[self.value]


class AttackKind(StrEnum):
    """What an attack is aimed at: conclusion, grounds or inference."""

    REBUT = "rebut"
    UNDERMINE = "undermine"
    UNDERCUT = "undercut"


Stance = Literal["for", "leans-for", "mixed", "rejects-premise", "leans-against", "against"]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1500, strip_whitespace=True)]
# a clause that others can say after "You say": so it begins with "that"
Clause = Annotated[str, StringConstraints(pattern=r"^that \S.*[^.?!]$", max_length=200)]
# YAML reads a bare year as a number; a date is text to us
Date = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]


class Model(BaseModel):
    """Base of everything in a pack: frozen, and no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, str_strip_whitespace=True)


class Source(Model):
    """A book, article, document or speech."""

    id: Id = Field(description="a short name such as pipes-1990")
    author: Text = Field(description="who wrote or issued it")
    title: Text = Field(description="its title")
    year: int | None = Field(description="the year it appeared, or null where it has none")
    cite: Text = Field(description="how a speaker cites it, such as Pipes 1990")
    kind: Literal[
        "monograph", "essay", "decree", "archive-statistics", "speech", "resolution", "testament", "memoir",
        "official-history",
    ] = Field(description="what kind of source it is")  # fmt: skip
    camp: Text = Field(description="the school of history it belongs to, in a few words")
    published: Text = Field(description="where it appeared")
    public_since: int | None = Field(default=None, description="the first year it could be read, where not the year")
    note: Text | None = Field(default=None, description="a remark for teachers")

    @property
    def known_since(self) -> int:
        """The first year in which a speaker can know it; 0 where there is none."""
        return self.public_since or self.year or 0


class Figure(Model):
    """A number with who gives it; a range is written as text."""

    what: Text = Field(description="what was counted")
    value: Text = Field(description="the number or range, in quotes")
    given_by: Text = Field(description="who gives the number")


class Fact(Model):
    """Something that happened or was written, with its sources."""

    id: Id = Field(description="a short name such as nep-1921")
    issue: Id = Field(description="the id of an issue of pack.yaml")
    date: Date = Field(description='when it happened, such as "1921-03-16" or "1920-1921"')
    statement: Text = Field(description="the fact in one or two plain sentences")
    figures: list[Figure] = Field(default=[], description="numbers, each with what, value and given_by")
    sources: list[Id] = Field(min_length=1, description="ids of sources, at least one")
    confidence: Literal["high", "medium", "contested"] = Field(description="high, medium or contested")
    public_since: int | None = Field(default=None, description="the year it became public, if later than the date")
    note: Text | None = Field(default=None, description="a remark for teachers")
    tends_to: Literal["continuity", "break", "both", "context"] = Field(
        description="continuity, break, both or context"
    )
    verified: Literal["page", "knowledge"] = Field(description="page (seen on a page) or knowledge (to be checked)")
    seen_at: Text | None = Field(default=None, description="where the point was seen; never shown to a class")
    quotes: list[Text] = Field(default=[], description="words that may stand in quotation marks, exactly as recorded")

    @property
    def known_since(self) -> int:
        """The first year in which a speaker can know it; 0 where the fact has no date."""
        if self.public_since is not None:
            return self.public_since
        return max((int(year) for year in re.findall(r"\d{4}", self.date)), default=0)


class Attack(Model):
    """One argument against another. `reason` completes "for ..."; an undercut names a critical question."""

    target: Id = Field(description="the id of the argument it is aimed at")
    kind: AttackKind = Field(description="rebut (its conclusion), undermine (its grounds) or undercut (its inference)")
    question: Id | None = Field(default=None, description="for an undercut: a critical question of the target's scheme")
    reason: Text = Field(description="why the attack hits, as a clause without capital letter and full stop")


class School(Model):
    """How others name the school a persona stands for, and since which year it can be named."""

    name: Text = Field(description="a noun phrase in the singular or plural, such as the Western school")
    since: int = Field(description="the year of its first work")


class Caution(Model):
    """What the chair says whenever the argument has been used, and the facts it shows with it."""

    say: Text = Field(description="one or two plain sentences for a class")
    show: list[Id] = Field(default=[], description="ids of facts that are shown with it")


class Argument(Model):
    """A claim with its grounds, the side it serves in each motion, and what it attacks."""

    id: Id = Field(description="a short name such as ban-was-tool")
    issue: Id = Field(description="the id of an issue of pack.yaml")
    claim: Text = Field(description="the claim in one plain sentence")
    restate: list[Clause] = Field(min_length=2, description='two fair summaries that begin with "that", no full stop')
    about: list[Text] = Field(default=[], description='noun phrases for what it is about, such as "the ban of 1921"')
    opener: bool = Field(default=True, description="false if it makes sense only as an answer, and opens no debate")
    scheme: Id = Field(description="the id of an argumentation scheme")
    grade: Grade = Field(description="document, scholarship or inference: what the argument rests on")
    grounds: list[Id] = Field(min_length=1, description="ids of facts, at least one")
    sources: list[Id] = Field(min_length=1, description="ids of sources, at least one")
    motions: dict[Id, Side] = Field(min_length=1, description="for each motion it serves: for or against")
    caution: Caution | None = Field(default=None, description="what is always said with it")
    care: Text | None = Field(default=None, description="a warning to authors; not spoken")
    made_by: School | None = Field(
        default=None, description="who first made it in print, if that is somebody of the time"
    )
    only: list[Id] = Field(default=[], description="personas who alone may voice it, even as an advocate")
    attacks: list[Attack] = Field(default=[], description="the arguments it attacks")
    supports: list[Id] = Field(default=[], description="ids of arguments of the same side that it supports")
    clashes: list[Id] = Field(default=[], description="ids of arguments that one speaker can hardly hold beside it")


class Issue(Model):
    """A field of the debate, with the question the chair puts to it."""

    id: Id = Field(description="a short name such as party-control")
    title: Text = Field(description="a few words")
    question: Text = Field(description="what is at stake, in one sentence")
    matters: list[Text] = Field(min_length=1, description="one or more sentences that say why the issue matters")


class Criteria(Model):
    """The criteria by which each side may ask the motion to be judged, as clauses after "asked", by id."""

    for_: dict[Id, Text] = Field(alias="for", min_length=1, description="criteria of the side for, such as whether ...")
    against: dict[Id, Text] = Field(min_length=1, description="criteria of the side against, such as whether ...")

    def of(self, side: Side) -> dict[str, str]:
        """The criteria of `side`, by id."""
        return self.for_ if side is Side.FOR else self.against


class Motion(Model):
    """What is debated: `text` as a title, `clause` as it stands inside a sentence."""

    id: Id = Field(description="a short name such as natural-heir")
    text: Text = Field(description="the motion as a sentence without full stop")
    clause: Text = Field(description="the motion as it reads after the word that")
    criteria: Criteria = Field(description="by what each side may ask it to be judged, under for: and against:")


class PackHead(Model):
    """pack.yaml."""

    id: Id = Field(description="the folder's name")
    title: Text = Field(description="the pack's title")
    about: Text = Field(description="what the pack is, in a few sentences")
    licence: Text = Field(description="under which terms it may be used")
    issues: list[Issue] = Field(min_length=1, description="the issues of the debate")
    motions: list[Motion] = Field(min_length=1, description="the motions")


class Position(Model):
    """A proposition that a persona published, with the works it stands in."""

    proposition: Text = Field(description="the proposition in one sentence")
    sources: list[Id] = Field(min_length=1, description="ids of the persona's own works")
    leans_on: list[Id] = Field(default=[], description="ids of facts")


class View(Model):
    """A persona's own view of a motion."""

    side: Stance = Field(description="for, leans-for, mixed, rejects-premise, leans-against or against")
    why: Text = Field(description="why, in a few words")


class Voice(Model):
    """How a persona speaks, as notes for authors."""

    register_: Text = Field(alias="register", description="the tone in a few words")
    habits: list[Text] = Field(description="what it always does")
    vocabulary: list[Text] = Field(description="words it likes")
    devices: list[Text] = Field(description="figures of speech and of argument")
    avoid: list[Text] = Field(description="what it never says")
    never: list[Text] = Field(default=[], description="words that must not stand in any of its texts")


class Wordings(Model):
    """An argument in a persona's words, by the place in the debate that they serve."""

    open: list[Text] = Field(min_length=1, description="said as a first statement: needs nothing before it")
    reply: list[Text] = Field(min_length=1, description="follows on words that answered the opponent")
    close: list[Text] = Field(min_length=1, description="the point once more, in one short sentence")

    @property
    def full(self) -> list[str]:
        """The wordings that can carry a turn: those of `open`, then those of `reply`."""
        return [*self.open, *self.reply]


class Limit(Model):
    """A tactic with a number: at most so often in a debate, or after so many own turns."""

    rule: Id = Field(description="the name of a tactic")
    at_most: int = Field(ge=0, le=20, description="a number from 0 to 20")


class Persona(Model):
    """A speaker: what it may say, what it prefers, and its words."""

    id: Id = Field(description="the file's name without .yaml")
    name: Text = Field(description="the name shown, with the word simulated in it")
    called: Text = Field(description="how others name it in a sentence, such as Mr Pipes")
    label: Text = Field(description="the sentence that says that the voice is simulated")
    composite: bool = Field(description="true if it is no single real person")
    real_persons: list[Text] = Field(description="the real persons behind it, or an empty list")
    horizon: int = Field(ge=1000, le=2100, description="the last year it may know")
    school: School = Field(description="how others name its school, and since which year")
    works: list[Id] = Field(min_length=1, description="ids of its own works among the sources")
    voice: Voice = Field(description="notes on how it speaks")
    positions: dict[Id, list[Position]] = Field(description="its published propositions by issue")
    concedes: list[Text] = Field(default=[], description="what it grants")
    rejects: list[Text] = Field(default=[], description="what it never grants")
    targets: list[Id] = Field(default=[], description="ids of personas it argues against most")
    stance: dict[Id, View] = Field(description="its own view of every motion")
    repertoire: list[Id] = Field(min_length=1, description="ids of the arguments it may voice as its own")
    reported: dict[Id, Id] = Field(default={}, description="arguments it holds only as a source reports it: the source")
    spirit: list[Id] = Field(default=[], description="arguments of its school that it voices only with attribution")
    grants: list[Id] = Field(default=[], description="arguments of others that its published concessions cover")
    favours: list[Id] = Field(default=[], description="schemes or issues it likes to argue from")
    tactics: list[Id | Limit] = Field(min_length=1, description="its preferences, the most important first")
    phrases: Phrases = Field(description="its ready phrases by move and motion")
    wordings: dict[Id, Wordings] = Field(description="its own words for each argument of its repertoire")
    as_advocate: dict[Id, Wordings] = Field(
        default={}, description="its words for arguments of others, said after it has named their school"
    )

    def words_for(self, argument: str) -> Wordings | None:
        """Its words for an argument, its own or as an advocate; None where it would only say the claim."""
        return self.wordings.get(argument) or self.as_advocate.get(argument)

    def view(self, motion: str, side: Side) -> Literal["own", "open", "against"]:
        """How an assigned side stands to its published view: its own, open, or against it."""
        stance = self.stance[motion].side
        if stance == "mixed":
            return "open"
        if stance == "rejects-premise":
            # who rejects a motion's premise can argue against it in earnest, and for it only as an advocate
            return "own" if side is Side.AGAINST else "against"
        return "own" if stance.removeprefix("leans-") == side.value else "against"
