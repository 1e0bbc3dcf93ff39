"""What the debate offers a speaker: which conditions of frames hold at a turn, and the clauses that come with them.

The conditions are those of `pack.phrases.CONDITIONS`; the guide for authors says when each holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from debatebot.dialogue import ATTACKS, UTTERANCES, Case, Move, MoveKind, Seat, State
from debatebot.dialogue.protocol import last_point, round_turns
from debatebot.dialogue.verdict import CARRIED_ABOVE, DEFEATED_BELOW
from debatebot.pack import Argument, AttackKind, Persona, Side

OFTEN = 3  # answers to one opponent after which "again" holds
LITTLE = 1  # own points left standing at which "little" holds
# what names something that was said or published comes before other frames
POINTED = frozenset({"defending", "published", "clash", "granted"})
MOST = 2  # times that a speaker may use a pointed condition in a debate

Offer = Mapping[str, Mapping[str, str]]  # condition -> its argument by variable: the id of the argument to restate


@dataclass(frozen=True)
class Occasion:
    """The moment before a seat makes a move; `target` is the point that its words are about, if there is one."""

    case: Case
    state: State
    seat: Seat
    move: Move
    target: str | None

    @cached_property
    def holds(self) -> Offer:
        """Every condition that holds, with the argument that each of its variables restates."""
        return dict(self._found())

    def _found(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        own = self.state.balance if self.seat.side is Side.FOR else 1 - self.state.balance
        if self.state.uttered and own > CARRIED_ABOVE:
            yield "ahead", {}
        if self.state.uttered and own < DEFEATED_BELOW:
            yield "behind", {}
        if self._last_round():
            yield "late", {}
        yield from self._own_case()
        if self.target is not None:
            yield from self._about(self.target)

    def _last_round(self) -> bool:
        setup = self.case.setup
        if not setup.capped or self.move.kind not in ATTACKS | {MoveKind.ARGUE}:
            return False
        return sum(turn.seat == self.seat.number for turn in round_turns(self.state)) == setup.rounds - 1

    def _own_case(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        said = [n for n in self.state.uttered if self.case.sides[n] is self.seat.side]
        standing = [n for n in said if n in self.state.standing]
        if said and all(self.state.live(n) for n in said):
            yield "whole", {}
        if said and len(standing) <= LITTLE and len(said) > LITTLE:
            yield "little", {}
        # a callback goes back beyond the speaker's last turn, and not to what the present move is about
        mine = [t.argument for t in self.state.turns if t.seat == self.seat.number and t.move in UTTERANCES][:-1]
        earlier = [n for n in mine if n in standing]
        if earlier:
            yield "standing", {"earlier": earlier[len(self.state.turns) % len(earlier)] or ""}
        granted = [t.target for t in self.state.turns if t.move is MoveKind.CONCEDE and t.side is self.seat.side.other]
        if granted:
            yield "granted", {"granted": granted[-1] or ""}

    def _about(self, target: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        turn = self.state.said_in.get(target)
        if turn is None:
            return
        answered = sum(
            t.seat == self.seat.number and t.target is not None and self.state.spoken_by.get(t.target) == turn.seat
            for t in self.state.turns
        )
        if not answered:
            yield "first", {}
        if answered >= OFTEN:
            yield "again", {}
        if target != last_point(self.state, self.seat.side):
            yield "back", {}
        if turn.move in ATTACKS and turn.target is not None and turn.target in self.state.uttered:
            yield "defending", {"mine": turn.target}
        if self.move.argument is not None and self._grade(self.move.argument) > self._grade(target):
            yield "better-evidence", {}
        other = self._clash(target, turn.seat)
        if other is not None:
            yield "clash", {"other": other}
        published = self._published(target, turn.seat)
        if published is not None:
            yield "published", {"published": published}

    def _grade(self, name: str) -> int:
        return self.case.pack.arguments[name].grade.weight

    def _clash(self, target: str, speaker: int | None) -> str | None:
        """Something that the same speaker said before and that does not agree with `target`."""
        arguments = self.case.pack.arguments
        for name in self.state.uttered:
            if self.state.spoken_by[name] != speaker or name == target:
                continue
            if _at_odds(arguments[name], arguments[target]):
                return name
        return None

    def _published(self, target: str, speaker: int | None) -> str | None:
        """What the speaker of `target`, who argues against its own view, has published against it.

        Only what stands in its own repertoire, so that nothing is put into a mouth, and only what this seat can know.
        """
        other = self.case.setup.seats[speaker] if speaker is not None else None
        if other is None or not other.assigned_against_view:
            return None
        persona = self.case.pack.personas[other.persona or ""]
        own = self.case.pack.personas.get(self.seat.persona or "")
        if target in persona.repertoire or (own is not None and not _can_know(own, persona)):
            return None
        arguments = self.case.pack.arguments
        held = [n for n in persona.repertoire if n not in persona.reported]
        if self.move.argument in held:
            return self.move.argument
        return next((n for n in held if _attacks(arguments[n], target) or _attacks(arguments[target], n)), None)


def _can_know(own: Persona, other: Persona) -> bool:
    return other.school.since <= own.horizon


def _attacks(argument: Argument, target: str) -> bool:
    """Whether the one denies the other or its evidence; to say that it does not follow is no contradiction."""
    return any(a.target == target and a.kind is not AttackKind.UNDERCUT for a in argument.attacks)


def _at_odds(one: Argument, other: Argument) -> bool:
    if other.id in one.clashes or one.id in other.clashes:
        return True
    return _attacks(one, other.id) or _attacks(other, one.id)
