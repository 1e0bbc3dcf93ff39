"""Moves, turns and seats: the vocabulary of the game."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from debatebot.pack.models import Side

CHAIR = "chair"


class MoveKind(StrEnum):
    """What a turn does. The last four are the chair's."""

    OPEN = "open"
    ARGUE = "argue"
    REBUT = "rebut"
    UNDERMINE = "undermine"
    UNDERCUT = "undercut"
    QUESTION = "question"
    ANSWER = "answer"
    CONCEDE = "concede"
    RETRACT = "retract"
    SUMMARISE = "summarise"
    CLOSE = "close"
    WELCOME = "welcome"
    ANNOUNCE = "announce"
    CAUTION = "caution"
    VERDICT = "verdict"


ATTACKS = frozenset({MoveKind.REBUT, MoveKind.UNDERMINE, MoveKind.UNDERCUT})
UTTERANCES = ATTACKS | {MoveKind.OPEN, MoveKind.ARGUE}  # the moves that put an argument on the table
CHAIR_MOVES = frozenset({MoveKind.WELCOME, MoveKind.ANNOUNCE, MoveKind.CAUTION, MoveKind.VERDICT})


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the debate. `persona` is None where a person sits in it; `user` names that person."""

    number: int
    side: Side
    persona: str | None = None
    user: str | None = None
    assigned_against_view: bool = False

    @property
    def speaker(self) -> str:
        """The persona's id, or the person's name."""
        return self.persona or self.user or f"seat {self.number}"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a debate is, before its first turn. With the pack it fixes every turn of the personas."""

    motion: str
    seats: tuple[Seat, ...]
    rounds: int
    seed: int
    capped: bool = True
    standard: str = "balance"

    @property
    def format(self) -> str:
        """`capped` or `uncapped`, as the log keeps it."""
        return "capped" if self.capped else "uncapped"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing a seat may do.

    `argument` is uttered by it; `target` is the argument it is about (attacked, questioned, conceded, or the own one
    that is answered for or taken back); `question` a critical question; `facts` the evidence an answer gives.
    """

    kind: MoveKind
    argument: str | None = None
    target: str | None = None
    question: str | None = None
    facts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A stable name of the move, for ties and for reasons."""
        return " ".join(filter(None, (self.kind.value, self.argument, self.target, self.question, *self.facts)))


@dataclass(frozen=True, slots=True)
class Turn:
    """A move that was made, in words. Chair's turns have no seat and no side.

    `reason` says why the speaker made it; `provenance` which templates, wordings and facts made the text, and what
    was passed over.
    """

    seq: int
    seat: int | None
    speaker: str
    side: Side | None
    move: MoveKind
    argument: str | None
    target: str | None
    question: str | None
    replies_to: int | None
    issue: str | None
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    text: str
    reason: str
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of_chair(self) -> bool:
        """Whether the chair spoke it."""
        return self.seat is None
