"""Leads: a speaker's frames, filled for the state of the debate, each as a part that says where it comes from.

Whatever can be chosen is in an order that the seed draws for the turn, with what was used least in front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from debatebot.dialogue import Case, Move, State
from debatebot.dialogue.protocol import last_point
from debatebot.dialogue.tactics import draw
from debatebot.pack import Persona
from debatebot.pack.frames import slots
from debatebot.pack.phrases import asked_in_own_words, frame_text, frame_when
from debatebot.speech.memory import Memory
from debatebot.speech.occasion import POINTED, POINTED_MOST, Brings, Occasion
from debatebot.speech.parts import Part
from debatebot.speech.plain import PLAIN_FRAMES
from debatebot.speech.templates import fill

NAMES_TARGET = frozenset({"restate", "about"})  # the variables of a frame that take up the point it is about
CLAUSES = frozenset({"restate", "point", "mine", "earlier", "other", "published", "granted"})
_POINTS_BACK = re.compile(r"\b(he|him|his|it|its|they|them|their|this|that)\b")
Holds = Callable[[str], Brings | None]  # what a condition brings if it holds, or None
_slots = lru_cache(maxsize=4096)(slots)


class Offer(NamedTuple):
    """A frame with its name, as it is offered for a turn: what it waits for, and the clauses that this brings."""

    name: str
    text: str
    when: str | None = None
    brings: tuple[tuple[str, str], ...] = ()  # variable, argument


class Leads:
    """The frames of a seat at a move, and what fills them."""

    def __init__(self, case: Case, memory: Memory, state: State, seat: int, move: Move) -> None:
        self.case = case
        self.memory = memory
        self.state = state
        self.seat = self.case.setup.seats[seat]
        self.move = move
        self.lines = self.case.lines[seat]
        self.persona: Persona | None = self.case.pack.personas.get(self.seat.persona or "")
        self.turn = len(state.turns)

    def attack_leads(self) -> Iterator[Part]:
        """Leads for an attack: restating the target, and saying why the attack hits."""
        attack = self.case.defeats[self.move.argument or ""][self.move.target or ""]
        return self.about(attack.kind.value, self.move.target or "", reason=attack.reason)

    def fresh_leads(self) -> Iterator[Part]:
        """Leads for a line of its own, that names the point it leaves behind where there is one."""
        theirs = [n for n in self.state.uttered if self.case.sides[n] is not self.seat.side and self.state.live(n)]
        left = last_point(self.state, self.seat.side)
        if left is not None:
            yield from self.about("argue", left)
        elif theirs:
            # an older point: it is left behind, but the turn is no reply to it
            yield from (replace(part, names_target=False) for part in self.about("argue", theirs[-1]))
        else:
            yield from self.frames("argue", skip=NAMES_TARGET, opponent=self.called_opponent())

    def questions(self, target: str, asked: str) -> Iterator[Part]:
        """A critical question about `target`: in words of the persona's that fit the scheme, or in a general frame."""
        scheme, question = self.case.pack.arguments[target].scheme, self.move.question or ""
        own = asked_in_own_words(self.persona.phrases, scheme, question) if self.persona is not None else []
        order = self.drawn(range(len(own)), "questions")
        templates = [Offer(f"{self._owner}/questions/{scheme}/{question}/{i}", own[i]) for i in order]
        yield from self._filled("question", self._least_used(templates), self._values(target))
        yield from self.about("question", target, question=asked)

    def about(self, kind: str, target: str, **values: str) -> Iterator[Part]:
        """Frames of `kind` about `target`: with each, the restatement that was used least comes first."""
        reason = values.get("reason", "")
        # a question names its point, and a reason with a pronoun needs the point it refers to beside it
        naming = kind == "question" or _POINTS_BACK.search(reason) is not None
        templates = self._ordered(kind, self._occasion(target), NAMES_TARGET if naming else frozenset())
        return self._filled(kind, templates, {**self._values(target), **{k: [v] for k, v in values.items()}})

    def frames(self, kind: str, skip: frozenset[str] = frozenset(), **values: str) -> Iterator[Part]:
        """The persona's frames of `kind` that need none of the variables in `skip`, filled."""
        templates = self._ordered(kind, self._occasion(None, school=values.get("school")), frozenset())
        kept = [t for t in templates if not skip & _slots(t.text)]
        return self._filled(kind, kept, {k: [v] for k, v in values.items()})

    def _occasion(self, target: str | None, school: str | None = None, point: str | None = None) -> Holds:
        """What the debate offers at this turn; see speech.occasion. `point` is an own one set beside `target`."""
        move = replace(self.move, argument=point) if point is not None else self.move
        return Occasion(self.case, self.state, self.seat, move, target, school).holds

    def _values(self, target: str) -> dict[str, list[str]]:
        topics = self.case.pack.arguments[target].about
        return {
            "opponent": [self.called(self.state.spoken_by.get(target))],
            "restate": self.restated(target),
            "about": [topics[i] for i in self.drawn(range(len(topics)), f"about {target}")],
        }

    def _ordered(self, kind: str, holds: Holds, naming: frozenset[str]) -> list[Offer]:
        """The frames that fit the occasion, the least used first; none of the last turn if there are others."""
        frames = self.persona.phrases.frames.of(kind) if self.persona else PLAIN_FRAMES[kind]
        # two times in three what the debate offers comes first, so that not every turn remarks on the debate
        apt = draw(self.case.setup.seed, self.turn, "apt")[0] % 3 > 0
        found = []
        for i in self.drawn(range(len(frames)), kind):
            text, when = frame_text(frames[i]), frame_when(frames[i])
            if when is None:
                found.append(Offer(f"{self._owner}/{kind}/{i}", text))
            elif (brings := self._offered(when, apt, holds)) is not None:
                found.append(Offer(f"{self._owner}/{kind}/{i}", text, when, tuple(brings.items())))

        latest = self.memory.latest.get(self.seat.number, frozenset())
        found = [template for template in found if template.name not in latest] or found

        def rank(template: Offer) -> tuple[bool, int]:
            vague = bool(naming) and not naming & _slots(template.text)
            return vague, (0 if template.when in POINTED else 1 if template.when else 2)

        return sorted(self._least_used(found), key=rank)

    def _offered(self, when: str, apt: bool, holds: Holds) -> Brings | None:
        if when in POINTED:
            return holds(when) if self.memory.waited[self.seat.number, when] < POINTED_MOST else None
        return holds(when) if apt else None

    def _least_used(self, templates: Sequence[Offer]) -> list[Offer]:
        return sorted(templates, key=lambda template: self.memory.frames[template.name])

    def _filled(self, kind: str, templates: Sequence[Offer], values: Mapping[str, Sequence[str]]) -> Iterator[Part]:
        """The templates filled, fresh ones first; each again with every other restatement once all were offered."""
        stale: list[Part] = []
        for again in range(max((len(row) for row in values.values()), default=1)):
            for place, template in enumerate(templates):
                used = _slots(template.text)
                if again and not any(len(values.get(name, ())) > again for name in used):
                    continue
                if any(not values[name] for name in used if name in values):
                    continue
                filled = {name: values[name][(place + again) % len(values[name])] for name in used if name in values}
                filled |= {name: self.restated(argument)[0] for name, argument in template.brings}
                text = fill(template.text, filled)
                phrases = tuple(filled[name] for name in sorted(used & CLAUSES))
                part = Part(
                    kind, text, template.name, phrases, when=template.when, names_target=bool(used & NAMES_TARGET)
                )
                if self.memory.fresh(text):
                    yield part
                else:
                    stale.append(part)
        yield from stale

    @property
    def _owner(self) -> str:
        return self.persona.id if self.persona else "plain"

    # what they are filled with

    def restated(self, name: str) -> list[str]:
        """The fair summaries of an argument, the less used first."""
        clauses = self.case.pack.arguments[name].restate
        order = self.drawn(range(len(clauses)), name)
        return [clauses[i] for i in sorted(order, key=lambda i: self.memory.phrases[clauses[i]])]

    def called(self, seat: int | None) -> str:
        """How a speaker is named by the others."""
        if seat is None:
            return self.called_opponent()
        other = self.case.setup.seats[seat]
        return self.case.pack.personas[other.persona].called if other.persona else other.speaker

    def called_opponent(self) -> str:
        for turn in reversed(self.state.turns):
            if turn.side is self.seat.side.other:
                return self.called(turn.seat)
        other = next(s for s in self.case.setup.seats if s.side is self.seat.side.other)
        return self.called(other.number)

    def drawn(self, indices: range, what: str) -> list[int]:
        """`indices` in an order that the seed draws for this turn."""
        order = list(indices)
        left = int.from_bytes(draw(self.case.setup.seed, self.turn, f"{self.seat.number} {what}"))
        for i in range(len(order) - 1, 0, -1):
            left, j = divmod(left, i + 1)
            order[i], order[j] = order[j], order[i]
        return order
