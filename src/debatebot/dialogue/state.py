"""The state of a debate. It follows from the turns alone, so a debate resumes from its log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from debatebot.argumentation import Label, Labelling, grounded, quadratic_energy
from debatebot.dialogue.case import CONTRARY, MOTION, Case
from debatebot.dialogue.moves import UTTERANCES, Move, MoveKind, Turn
from debatebot.pack import Grade, Side

# base scores of the grades: apart enough to matter, near enough that two good inferences outweigh one document
BASE = {Grade.DOCUMENT: 0.7, Grade.SCHOLARSHIP: 0.55, Grade.INFERENCE: 0.4}


@dataclass(frozen=True, slots=True)
class Commitments:
    """A side's commitment store (Hamblin 1970): what it asserted, what it granted, what it was asked about."""

    asserted: frozenset[str]
    conceded: frozenset[str]
    challenged: frozenset[str]


class State:
    """Everything the game knows after some turns. Never changed: `State(case, turns)` makes the next one."""

    def __init__(self, case: Case, turns: Iterable[Turn]) -> None:
        self.case = case
        self.turns = tuple(t for t in turns if not t.of_chair)
        self.spoken_by: dict[str, int] = {}  # argument -> seat
        self.said_in: dict[str, Turn] = {}  # argument -> the turn that uttered it
        self.retracted: set[str] = set()
        self.asked: dict[str, Turn] = {}  # argument -> the turn that questioned it
        self.answered: set[str] = set()
        self.conceded: dict[Side, set[str]] = {Side.FOR: set(), Side.AGAINST: set()}
        self.given: set[str] = set()  # facts that an answer has already laid out
        for turn in self.turns:
            self._take(turn)
        self.legal: dict[tuple[int, str], list[Move]] = {}  # what the protocol found, so that it looks once
        self.uttered = [name for name in self.spoken_by if name not in self.retracted]

    def _take(self, turn: Turn) -> None:
        if turn.move in UTTERANCES and turn.argument is not None and turn.seat is not None:
            self.spoken_by[turn.argument] = turn.seat
            self.said_in[turn.argument] = turn
        elif turn.target is None or turn.side is None:
            return
        elif turn.move is MoveKind.QUESTION:
            self.asked[turn.target] = turn
        elif turn.move is MoveKind.ANSWER:
            self.answered.add(turn.target)
            self.given.update(turn.facts)
        elif turn.move is MoveKind.RETRACT:
            self.retracted.add(turn.target)
        elif turn.move is MoveKind.CONCEDE:
            self.conceded[turn.side].add(turn.target)

    @cached_property
    def labelling(self) -> Labelling:
        """The grounded labelling of motion, contrary and all uttered arguments that were not taken back."""
        return grounded(self.case.framework(self.uttered))

    @cached_property
    def strengths(self) -> dict[str, float]:
        """The strength in [0, 1] of each uttered argument (quadratic energy, Potyka 2018)."""
        index = {name: i for i, name in enumerate(self.uttered)}
        attackers: list[list[int]] = [[] for _ in index]
        for name, i in index.items():
            for target in self.case.defeats[name]:
                if target in index:
                    attackers[index[target]].append(i)
        base = [BASE[self.case.pack.arguments[name].grade] for name in self.uttered]
        return dict(zip(self.uttered, quadratic_energy(base, attackers), strict=True))

    @cached_property
    def balance(self) -> float:
        """The motion's strength in [0, 1]: standing arguments for it support it, those against it attack it."""
        inside = {Side.FOR: [], Side.AGAINST: []}  # type: dict[Side, list[float]]
        for name in self.standing:
            inside[self.case.sides[name]].append(self.strengths[name])
        pro, con = inside[Side.FOR], inside[Side.AGAINST]
        base = [0.5, *pro, *con]
        # the strengths are settled already, so the motion is one step above them
        attackers: list[range] = [range(1 + len(pro), len(base)), *[range(0)] * (len(base) - 1)]
        return quadratic_energy(base, attackers, {0: range(1, 1 + len(pro))})[0]

    @cached_property
    def standing(self) -> list[str]:
        """The uttered arguments that are in, in the order they were said."""
        return [name for name in self.uttered if self.labelling[name] is Label.IN]

    @cached_property
    def alive(self) -> frozenset[str]:
        """The uttered arguments that have not fallen."""
        return frozenset(name for name in self.uttered if self.labelling[name] is not Label.OUT)

    def plus(self, names: Sequence[str]) -> State:
        """The state as it would be with some unsaid arguments on the table too."""
        other = State(self.case, ())
        other.uttered = [*self.uttered, *names]
        return other

    def live(self, name: str) -> bool:
        """Whether `name` was uttered and has not fallen."""
        return name in self.alive

    def favoured(self, side: Side) -> bool:
        """Whether `side` holds its node: the motion, or the contrary, is in."""
        return self.labelling[MOTION if side is Side.FOR else CONTRARY] is Label.IN

    def burden(self, seat: int) -> str | None:
        """The argument of `seat` that was questioned and neither answered for nor taken back."""
        for name in self.asked:
            if self.spoken_by.get(name) == seat and name not in self.answered and name not in self.retracted:
                return name
        return None

    def commitments(self, side: Side) -> Commitments:
        """What `side` is committed to."""
        own = {name for name in self.uttered if self.case.sides[name] is side}
        asked = {n for n in self.asked if n in own and n not in self.answered}
        return Commitments(frozenset(own), frozenset(self.conceded[side]), frozenset(asked))

    def contradictions(self, side: Side) -> list[tuple[str, str]]:
        """Pairs of own arguments and conceded ones of which one defeats the other; a coherent speaker has none."""
        store, defeats = self.commitments(side), self.case.defeats
        return [
            (own, granted)
            for own in sorted(store.asserted)
            for granted in sorted(store.conceded)
            if granted in defeats[own] or own in defeats[granted]
        ]
