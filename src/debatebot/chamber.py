"""One debate, start to finish: the game, its words, and the log. It knows no screen and no Discord.

Every turn follows from the setup, the pack and the turns before it, so a chamber that is given the turns of a log
goes on exactly where the log ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from debatebot import __version__
from debatebot.dialogue import (
    ATTACKS,
    CHAIR,
    UTTERANCES,
    Board,
    Case,
    Choice,
    Move,
    MoveKind,
    Phase,
    Seat,
    Setup,
    State,
    Turn,
    Verdict,
    choose,
    decide,
    legal_moves,
    may_say,
    to_move,
)
from debatebot.dialogue.protocol import last_point
from debatebot.dialogue.tactics import draw
from debatebot.pack import Pack, Side
from debatebot.speech import Announcement, Chair, Composer, Memory, Prompts


class Record(Protocol):
    """Where turns are written before they are spoken; the log's journal is one."""

    def record(self, debate_id: str, turn: Turn, labels: Mapping[str, str]) -> None:
        """Writes a turn and the labels after it."""

    def finish(self, debate_id: str, *, outcome: str, closed_by: str) -> None:
        """Marks the debate as finished."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A person's turn: the seat and what is legal there."""

    seat: Seat
    phase: Phase
    moves: tuple[Move, ...]


class Chamber:
    """A debate in progress. `turns` holds all turns so far, the chair's too."""

    def __init__(
        self,
        pack: Pack,
        setup: Setup,
        prompts: Prompts,
        turns: Iterable[Turn] = (),
        record: Record | None = None,
        debate_id: str = "",
    ) -> None:
        self.case = Case(pack, setup)
        self.turns = list(turns)
        self._record = record
        self._debate_id = debate_id
        self._memory = Memory(self.turns)
        self._composer = Composer(self.case, prompts, self._memory)
        self._chair = Chair(self.case, prompts, self._memory)
        self._state: State | None = None

    @property
    def state(self) -> State:
        """The state of the game after the turns so far."""
        if self._state is None:
            self._state = State(self.case, self.turns)
        return self._state

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict; ask for it when the debate is over."""
        return decide(self.state)

    @property
    def over(self) -> bool:
        """Whether the verdict has been spoken."""
        return bool(self.turns) and self.turns[-1].move is MoveKind.VERDICT

    def step(self, chosen: Move | None = None) -> Turn | Awaiting | None:
        """The next turn, logged before it is returned; what a person may do, if it is a person's turn; None at the end.

        `chosen` is the move of the person whose turn it is. Raises ValueError if it is not legal.
        """
        turn = self._next(chosen)
        if not isinstance(turn, Turn):
            return turn
        self._take(turn)
        return turn

    def run(self) -> Iterator[Turn]:
        """All turns that are left. For debates between personas only."""
        while isinstance(turn := self.step(), Turn):
            yield turn

    def _take(self, turn: Turn) -> None:
        before = self._state
        self.turns.append(turn)
        if not turn.of_chair:
            self._state = State(self.case, self.turns)
        if self._record is not None:
            try:
                self._record.record(self._debate_id, turn, self.labels())
            except BaseException:
                # what is not logged was not said
                self.turns.pop()
                self._state = before
                raise
        self._memory.add(turn)
        if turn.move is MoveKind.VERDICT:
            self.conclude()

    def recall(self, turn: Turn) -> None:
        """Takes in a turn of the log as it was said, without playing it."""
        self.turns.append(turn)
        self._state = None
        self._memory.add(turn)

    def conclude(self) -> None:
        """Marks a debate whose verdict is in the log as finished; harmless when it is marked already."""
        if self._record is not None and self.over:
            self._record.finish(self._debate_id, outcome=self.verdict.outcome, closed_by=self.verdict.closed_by)

    def labels(self) -> dict[str, str]:
        """The label of every uttered argument, of the motion and of its contrary."""
        labelling = self.state.labelling
        return {name: label.value for name, label in zip(labelling.framework.nodes, labelling.labels, strict=True)}

    # what comes next

    def _next(self, chosen: Move | None) -> Turn | Awaiting | None:
        if self.over:
            return None
        if not self.turns:
            return self._of_chair(MoveKind.WELCOME, self._chair.welcome(), None)
        caution = self._caution()
        if caution is not None:
            return caution
        phase, number = to_move(self.state)
        if number is None:
            return self._of_chair(MoveKind.VERDICT, self._chair.verdict(self.state, self.verdict), None)
        seat = self.case.setup.seats[number]
        moves = legal_moves(self.state, number, phase)
        if seat.persona is None:
            if chosen is None:
                return Awaiting(seat, phase, tuple(moves))
            if chosen not in moves:
                raise ValueError(f"{chosen.key} is not a legal move here")
            return self._spoken(number, Choice(chosen, "person", "A person chose it.", ()))
        choice = self._choice(number, moves, phase)
        return self._announcement(number, choice.move) or self._spoken(number, choice)

    def _choice(self, number: int, moves: list[Move], phase: Phase) -> Choice:
        persona = self.case.pack.personas[self.case.setup.seats[number].persona or ""]
        choice = choose(Board(self.state, number, persona), moves)
        if phase is Phase.SUMMARIES:
            return Choice(choice.move, choice.rule, "The rounds are over, so every speaker sums up.", ())
        if phase is Phase.CLOSINGS:
            return Choice(
                choice.move, choice.rule, "Every speaker has a last word; whoever opened has the very last.", ()
            )
        return choice

    def _caution(self) -> Turn | None:
        """The caution on the argument just used, unless it was spoken."""
        last = self.turns[-1]
        if last.move not in UTTERANCES or last.argument is None:
            return None
        words = self._chair.caution(last.argument, len(self.state.turns))
        return None if words is None else self._of_chair(MoveKind.CAUTION, words, last.issue, last.argument)

    def _announcement(self, number: int, move: Move) -> Turn | None:
        """A change of issue, announced before the first turn on it that does not answer the point just made."""
        if self.turns[-1].move is MoveKind.ANNOUNCE or move.kind not in ATTACKS | {MoveKind.ARGUE}:
            return None
        issue = self.case.pack.arguments[move.argument or ""].issue
        said = [t.issue for t in self.turns if t.issue is not None]
        seat = self.case.setup.seats[number]
        if not said or issue in said or move.target == last_point(self.state, seat.side):
            return None
        words = self._chair.announce(issue, len(self.state.turns), seat)
        return None if words is None else self._of_chair(MoveKind.ANNOUNCE, words, issue)

    def _of_chair(self, kind: MoveKind, words: Announcement, issue: str | None, target: str | None = None) -> Turn:
        reason = {
            MoveKind.WELCOME: "The chair opens the debate.",
            MoveKind.ANNOUNCE: "The chair announces a change of issue.",
            MoveKind.CAUTION: "The pack asks for this whenever the argument is used.",
            MoveKind.VERDICT: "The debate is over.",
        }[kind]
        return Turn(
            seq=len(self.turns),
            seat=None,
            speaker=CHAIR,
            side=None,
            move=kind,
            argument=None,
            target=target,
            question=None,
            replies_to=self.turns[-1].seq if kind is MoveKind.CAUTION else None,
            issue=issue,
            facts=words.facts,
            sources=words.sources,
            text=words.text,
            reason=reason,
            provenance=words.provenance(),
        )

    def _spoken(self, number: int, choice: Choice) -> Turn:
        seat, move, state = self.case.setup.seats[number], choice.move, self.state
        utterance = self._composer.compose(state, number, choice)
        name = move.argument or move.target
        return Turn(
            seq=len(self.turns),
            seat=number,
            speaker=seat.speaker,
            side=seat.side,
            move=move.kind,
            argument=move.argument,
            target=move.target,
            question=move.question,
            replies_to=self._replies_to(move, seat.side, utterance.takes_up),
            issue=self.case.pack.arguments[name].issue if name else None,
            facts=utterance.facts,
            sources=utterance.sources,
            text=utterance.text,
            reason=choice.reason,
            provenance={
                "rule": choice.rule,
                "passed_over": [list(pair) for pair in choice.passed_over],
                **utterance.provenance(),
            },
        )

    def _replies_to(self, move: Move, side: Side, takes_up: bool) -> int | None:
        """The turn that a move answers: the one that made its target, or asked; else the latest one it takes up."""
        state = self.state
        if move.kind is MoveKind.ANSWER or move.kind is MoveKind.RETRACT:
            return state.asked[move.target or ""].seq
        if move.target is not None:
            return state.said_in[move.target].seq
        if move.kind is MoveKind.ARGUE and takes_up:
            return next((t.seq for t in reversed(state.turns) if t.side is side.other), None)
        return None


def engine_version(prompts: Path) -> str:
    """The version of the code and of the prompts that make turns: with the same one, a seed gives the same words."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    code = [p for part in ("argumentation", "dialogue", "speech") for p in (here / part).glob("*.py")]
    for path in sorted(code) + sorted(p for part in ("moves", "chair") for p in (prompts / part).glob("*.j2")):
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"


def make_setup(
    pack: Pack,
    motion: str,
    for_: Iterable[str],
    against: Iterable[str],
    *,
    rounds: int,
    seed: int,
    capped: bool = True,
    standard: str = "balance",
) -> Setup:
    """A setup for personas (or, with a name the pack does not know, persons): two to four seats, sides in turn.

    Which side opens is drawn from the seed: the side that speaks second has the last word of the rounds, and over many
    debates that must not favour one of them. Raises ValueError for too few or too many speakers, and for a persona that
    has nothing to say on its side.
    """
    rows: dict[Side, list[str]] = {Side.FOR: list(for_), Side.AGAINST: list(against)}
    seats: list[Seat] = []
    names = " ".join((motion, *rows[Side.FOR], *rows[Side.AGAINST]))
    first = Side.FOR if draw(seed, 0, f"opens {names}")[0] % 2 == 0 else Side.AGAINST
    if len(rows[Side.FOR]) != len(rows[Side.AGAINST]):
        first = max(Side, key=lambda side: len(rows[side]))  # two against one: the one speaks between the two
    for i in range(max(map(len, rows.values()))):
        for side in (first, first.other):
            if i < len(rows[side]):
                seats.append(_seat(pack, motion, len(seats), side, rows[side][i]))
    if not 2 <= len(seats) <= 4 or not rows[Side.FOR] or not rows[Side.AGAINST]:
        raise ValueError("a debate has two to four speakers, at least one on each side")
    for seat in seats:
        if seat.persona is not None and not may_say(pack, seat.persona, motion, seat.side):
            name = pack.personas[seat.persona].name
            raise ValueError(f"{name} knows no argument {seat.side.value} the motion {motion}; choose another speaker")
    return Setup(motion, tuple(seats), rounds, seed, capped, standard)


def _seat(pack: Pack, motion: str, number: int, side: Side, name: str) -> Seat:
    persona = pack.personas.get(name)
    if persona is None:
        return Seat(number, side, user=name)
    return Seat(number, side, name, None, persona.view(motion, side) == "against")
