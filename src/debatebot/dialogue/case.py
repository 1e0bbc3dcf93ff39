"""The case of one debate: the part of the bank that bears on its motion, and what each seat may say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

from debatebot.argumentation import Framework
from debatebot.dialogue.moves import Seat, Setup
from debatebot.pack import Argument, Attack, AttackKind, Pack, Persona, Side

MOTION = "@motion"
CONTRARY = "@contrary"
THIN = 12  # with fewer arguments of its own, a persona with an open mind borrows from others of that side

Manner = Literal["own", "reported", "spirit", "borrowed"]


@dataclass(frozen=True, slots=True)
class Line:
    """How a seat may voice an argument: in which manner, on which facts and sources, and whose school it names."""

    argument: Argument
    manner: Manner
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    school: str | None = None


@dataclass(frozen=True)
class Case:
    """A setup joined with its pack: which arguments count, on which side, and what defeats what."""

    pack: Pack
    setup: Setup

    @cached_property
    def sides(self) -> Mapping[str, Side]:
        """The side of every argument that bears on the motion, in the order of the bank."""
        return self.pack.keep(("sides", self.setup.motion), self._sides)

    @cached_property
    def defeats(self) -> Mapping[str, Mapping[str, Attack]]:
        """For each argument, the arguments of the other side that it defeats, with the attack that does it.

        An undercut always defeats; a rebut or an undermine unless the attacker has the lower grade of evidence
        (elitist, last link: Modgil & Prakken 2014). Attacks inside a side do not count.
        """
        return self.pack.keep(("defeats", self.setup.motion), self._defeats)

    @cached_property
    def lines(self) -> tuple[Mapping[str, Line], ...]:
        """For each seat, the arguments it may voice, in the order of the bank."""
        motion = self.setup.motion
        return tuple(
            self.pack.keep(("lines", motion, seat.side, seat.persona), partial(self._lines, seat))
            for seat in self.setup.seats
        )

    @cached_property
    def defeaters(self) -> Mapping[str, tuple[str, ...]]:
        """For each argument, who defeats it."""
        return self.pack.keep(("defeaters", self.setup.motion), self._defeaters)

    def framework(self, uttered: list[str]) -> Framework:
        """The framework over `uttered`: motion, contrary, and the defeats between them (Dung 1995)."""
        said = set(uttered)
        edges: list[tuple[str, str]] = []
        for name in uttered:
            edges.append((name, MOTION if self.sides[name] is Side.AGAINST else CONTRARY))
            edges += [(name, target) for target in self.defeats[name] if target in said]
        return Framework.build((MOTION, CONTRARY, *uttered), edges)

    @cached_property
    def answers(self) -> Mapping[str, int]:
        """For each argument, how many arguments that the other side may voice defeat it."""
        voiced = {side: frozenset(self.eligible(side)) for side in Side}
        return {
            name: sum(attacker in voiced[side.other] for attacker in self.defeaters[name])
            for name, side in self.sides.items()
        }

    def eligible(self, side: Side) -> list[str]:
        """Every argument that some seat of `side` may voice, in the order of the bank."""
        rows = [lines for lines, seat in zip(self.lines, self.setup.seats, strict=True) if seat.side is side]
        return [name for name in self.sides if any(name in row for row in rows)]

    # what follows from the pack and the motion alone, and is made once for all debates

    def _sides(self) -> dict[str, Side]:
        motion = self.setup.motion
        return {a.id: a.motions[motion] for a in self.pack.arguments.values() if motion in a.motions}

    def _defeats(self) -> dict[str, dict[str, Attack]]:
        arguments, sides = self.pack.arguments, self.sides
        found: dict[str, dict[str, Attack]] = {}
        for name, side in sides.items():
            own = arguments[name]
            found[name] = {
                attack.target: attack
                for attack in own.attacks
                if sides.get(attack.target) is side.other
                and (attack.kind is AttackKind.UNDERCUT or own.grade.weight >= arguments[attack.target].grade.weight)
            }
        return found

    def _defeaters(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {name: [] for name in self.sides}
        for name, targets in self.defeats.items():
            for target in targets:
                found[target].append(name)
        return {name: tuple(attackers) for name, attackers in found.items()}

    def _lines(self, seat: Seat) -> dict[str, Line]:
        pack = self.pack
        ours = [pack.arguments[name] for name, side in self.sides.items() if side is seat.side]
        if seat.persona is None:
            return {a.id: Line(a, "own", tuple(a.grounds), tuple(a.sources)) for a in ours}
        persona = pack.personas[seat.persona]
        own = set(persona.repertoire)
        view = persona.view(self.setup.motion, seat.side)
        borrows = view == "against" or (view == "open" and sum(a.id in own for a in ours) < THIN)
        found: dict[str, Line] = {}
        for argument in ours:
            line = None
            if argument.id in persona.reported:
                line = _line(pack, persona, argument, "reported")
            elif argument.id in own:
                line = _line(pack, persona, argument, "own")
            elif argument.id in persona.spirit:
                line = _line(pack, persona, argument, "spirit")
            elif borrows and (not argument.only or persona.id in argument.only):
                line = _line(pack, persona, argument, "borrowed")
            if line is not None:
                found[argument.id] = line
        return found


def _line(pack: Pack, persona: Persona, argument: Argument, manner: Manner) -> Line | None:
    """`argument` as `persona` may voice it, or None if nothing of it lies within the persona's horizon."""
    facts = tuple(g for g in argument.grounds if pack.facts[g].known_since <= persona.horizon)
    sources = tuple(s for s in argument.sources if within_horizon(pack, persona, s))
    if not facts or not sources:
        return None
    if manner == "reported":
        return Line(argument, manner, facts, (persona.reported[argument.id],))
    if manner == "own":
        works = [s for s in sources if s in persona.works]
        return Line(argument, manner, facts, (*works, *(s for s in sources if s not in works)))
    school = _school(pack, persona, argument)
    return None if school is None else Line(argument, manner, facts, sources, school)


def within_horizon(pack: Pack, persona: Persona, source: str) -> bool:
    """Whether a persona can know a source. Its own works it knows, also one that was printed after its death."""
    return pack.sources[source].known_since <= persona.horizon or source in persona.works


def _school(pack: Pack, persona: Persona, argument: Argument) -> str | None:
    """The earliest school that makes the argument, of those the persona can know; None if it knows none.

    Who made it in print at the time counts as one. The author of a source will not do: to be cited for a fact is not to
    make the argument.
    """
    others = (p for p in pack.personas.values() if p.id != persona.id and argument.id in p.repertoire)
    schools = [*(other.school for other in others), *([argument.made_by] if argument.made_by else [])]
    known = [school for school in schools if school.since <= persona.horizon]
    return min(known, key=lambda school: (school.since, school.name)).name if known else None


def may_say(pack: Pack, persona: str, motion: str, side: Side) -> Mapping[str, Line]:
    """What a persona may say on a side of a motion, whoever else speaks."""
    return Case(pack, Setup(motion, (Seat(0, side, persona),), 1, 0)).lines[0]
