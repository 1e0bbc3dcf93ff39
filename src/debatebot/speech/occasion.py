"""What the debate offers a speaker: which conditions of frames hold at a turn, and the clauses that come with them.

The conditions are those of `pack.phrases.CONDITIONS`; the guide for authors says when each holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from debatebot.dialogue import ATTACKS, UTTERANCES, Case, Move, MoveKind, Seat, State, Turn
from debatebot.dialogue.case import within_horizon
from debatebot.dialogue.protocol import last_point, round_turns
from debatebot.dialogue.verdict import CARRIED_ABOVE, DEFEATED_BELOW
from debatebot.pack import Argument, AttackKind, Persona, Side
from debatebot.speech.words import cap

OFTEN = 3  # answers to one opponent after which "again" holds
LITTLE = 1  # own points left standing at which "little" holds
# what names something that was said or published comes before other frames
POINTED = frozenset({"defending", "published", "clash", "granted", "their-own"})
POINTED_MOST = 2  # times that a speaker may use a pointed condition in a debate

Brings = Mapping[str, str]  # variable -> the argument that it restates


@dataclass(frozen=True)
class Occasion:
    """The moment before a seat makes a move: `target` is the point, `school` the school, that its words are about."""

    case: Case
    state: State
    seat: Seat
    move: Move
    target: str | None = None
    school: str | None = None

    def holds(self, when: str) -> Brings | None:
        """What a condition brings if it holds (often nothing), or None."""
        found: Brings | None = getattr(self, f"_{when.replace('-', '_')}")
        return found

    # the debate as a whole

    @cached_property
    def _own_share(self) -> float:
        return self.state.balance if self.seat.side is Side.FOR else 1 - self.state.balance

    @property
    def _ahead(self) -> Brings | None:
        return _if(bool(self.state.uttered) and self._own_share > CARRIED_ABOVE)

    @property
    def _behind(self) -> Brings | None:
        return _if(bool(self.state.uttered) and self._own_share < DEFEATED_BELOW)

    @property
    def _late(self) -> Brings | None:
        setup = self.case.setup
        if not setup.capped or self.move.kind not in ATTACKS | {MoveKind.ARGUE}:
            return None
        return _if(sum(turn.seat == self.seat.number for turn in round_turns(self.state)) == setup.rounds - 1)

    # the speaker's own case

    @cached_property
    def _said(self) -> list[str]:
        return [n for n in self.state.uttered if self.case.sides[n] is self.seat.side]

    @property
    def _whole(self) -> Brings | None:
        return _if(bool(self._said) and all(self.state.live(n) for n in self._said))

    @property
    def _little(self) -> Brings | None:
        return _if(len(self._said) > LITTLE == sum(n in self.state.standing for n in self._said))

    @cached_property
    def _standing(self) -> Brings | None:
        """An own point that nobody has attacked or asked about, from before the speaker's last turn."""
        mine = [t.argument for t in self.state.turns if t.seat == self.seat.number and t.move in UTTERANCES][:-1]
        earlier = [n for n in mine if n is not None and n in self.state.standing and self._untouched(n)]
        return {"earlier": earlier[len(self.state.turns) % len(earlier)]} if earlier else None

    def _untouched(self, name: str) -> bool:
        said = self.state.said_in
        return name not in self.state.asked and not any(attacker in said for attacker in self.case.defeaters[name])

    @cached_property
    def _granted(self) -> Brings | None:
        """The last own point that the other side granted: that the opponent did, where the words are about one."""
        granted = [
            turn.target
            for turn in self.state.turns
            if turn.move is MoveKind.CONCEDE
            and turn.target is not None
            and self.state.spoken_by.get(turn.target) == self.seat.number
            and (self._turn is None or turn.seat == self._turn.seat)
        ]
        return {"granted": granted[-1]} if granted else None

    # the school that makes the argument

    @property
    def _their_own(self) -> Brings | None:
        """Whether a persona of the other side stands for the school itself."""
        seats = (seat for seat in self.case.setup.seats if seat.side is not self.seat.side)
        personas = (self.case.pack.personas.get(seat.persona or "") for seat in seats)
        return _if(any(persona is not None and persona.school.name == self.school for persona in personas))

    # the point that the words are about

    @cached_property
    def _turn(self) -> Turn | None:
        return self.state.said_in.get(self.target) if self.target is not None else None

    @cached_property
    def _answered(self) -> int:
        """How often this seat has answered the one who made the point."""
        by = self.state.spoken_by
        return sum(
            t.seat == self.seat.number and t.target is not None and self._turn is not None
            and by.get(t.target) == self._turn.seat
            for t in self.state.turns
        )  # fmt: skip

    @property
    def _first(self) -> Brings | None:
        return _if(self._turn is not None and not self._answered)

    @property
    def _again(self) -> Brings | None:
        """The school was named before; it answered for a point of its own before; it answered this opponent often."""
        own = [turn for turn in self.state.turns if turn.seat == self.seat.number]
        if self.school is not None:
            return _if(any(self.school in turn.text or cap(self.school) in turn.text for turn in own))
        if self.move.kind is MoveKind.ANSWER:
            return _if(any(turn.move is MoveKind.ANSWER for turn in own))
        return _if(self._turn is not None and self._answered >= OFTEN)

    @property
    def _back(self) -> Brings | None:
        return _if(self._turn is not None and self.target != last_point(self.state, self.seat.side))

    @property
    def _defending(self) -> Brings | None:
        turn = self._turn
        if turn is None or turn.move not in ATTACKS or turn.target not in self.state.uttered:
            return None
        return {"mine": turn.target} if self.state.spoken_by[turn.target] == self.seat.number else None

    @property
    def _better_evidence(self) -> Brings | None:
        if self.move.argument is None or self.target is None:
            return None
        return _if(self._grade(self.move.argument) > self._grade(self.target))

    @cached_property
    def _clash(self) -> Brings | None:
        """Something that the same speaker said before and that does not agree with the point."""
        if self._turn is None or self.target is None:
            return None
        arguments = self.case.pack.arguments
        for name in self.state.uttered:
            if self.state.spoken_by[name] != self._turn.seat or self.state.said_in[name].seq >= self._turn.seq:
                continue
            if _at_odds(arguments[name], arguments[self.target]):
                return {"other": name}
        return None

    @cached_property
    def _published(self) -> Brings | None:
        """What the speaker of the point, who argues against its own view, has published against it.

        Only what stands in its own repertoire, so that nothing is put into a mouth, and only what this seat can know.
        """
        if self._turn is None or self._turn.seat is None or self.target is None:
            return None
        other = self.case.setup.seats[self._turn.seat]
        if not other.assigned_against_view:
            return None
        persona = self.case.pack.personas[other.persona or ""]
        own = self.case.pack.personas.get(self.seat.persona or "")
        if self.target in persona.repertoire or (own is not None and persona.school.since > own.horizon):
            return None
        arguments, target = self.case.pack.arguments, self.target
        held = [n for n in persona.repertoire if n not in persona.reported and self._known(n, own)]
        if self.move.argument in held:
            return {"published": self.move.argument}
        found = next((n for n in held if _attacks(arguments[n], target) or _attacks(arguments[target], n)), None)
        return None if found is None else {"published": found}

    def _known(self, name: str, own: Persona | None) -> bool:
        """Whether this seat can know where an argument stands."""
        sources = self.case.pack.arguments[name].sources
        return own is None or any(within_horizon(self.case.pack, own, source) for source in sources)

    def _grade(self, name: str) -> int:
        return self.case.pack.arguments[name].grade.weight


def _if(holds: bool) -> Brings | None:
    return {} if holds else None


def _attacks(argument: Argument, target: str) -> bool:
    """Whether the one denies the other or its evidence; to say that it does not follow is no contradiction."""
    return any(a.target == target and a.kind is not AttackKind.UNDERCUT for a in argument.attacks)


def _at_odds(one: Argument, other: Argument) -> bool:
    if other.id in one.clashes or one.id in other.clashes:
        return True
    return _attacks(one, other.id) or _attacks(other, one.id)
