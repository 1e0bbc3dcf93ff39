"""A speaker's stock of words for a turn, each piece as a part that says where it comes from.

Whatever can be chosen is in an order that the seed draws for the turn, with what was used least in front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from debatebot.dialogue import Case, Line, Move, MoveKind, State
from debatebot.dialogue.case import within_horizon
from debatebot.dialogue.protocol import last_point
from debatebot.dialogue.tactics import draw
from debatebot.pack import Persona, Wordings
from debatebot.pack.frames import slots
from debatebot.pack.phrases import asked_in_own_words, frame_text, frame_when
from debatebot.speech.memory import Memory
from debatebot.speech.occasion import MOST, POINTED, Brings, Occasion
from debatebot.speech.parts import Draft, Part
from debatebot.speech.plain import PLAIN_FRAMES
from debatebot.speech.templates import fill
from debatebot.speech.words import cap

NAMES_TARGET = frozenset({"restate", "about"})  # the variables of a frame that take up the point it is about
CLAUSES = frozenset({"restate", "point", "mine", "earlier", "other", "published", "granted"})
ATTRIBUTIONS = 8  # ways of naming a school that are tried in a turn
_POINTS_BACK = re.compile(r"\b(he|him|his|it|its|they|them|their|this|that)\b")
Holds = Callable[[str], Brings | None]  # what a condition brings if it holds, or None
_slots = lru_cache(maxsize=4096)(slots)


class Template(NamedTuple):
    """A frame with its name, as it is offered for a turn: what it waits for, and the clauses that this brings."""

    name: str
    text: str
    when: str | None = None
    brings: tuple[tuple[str, str], ...] = ()  # variable, argument


class Stock:
    """What a seat has to say a move with: its frames, wordings and sentences, filled for the state of the debate."""

    def __init__(self, case: Case, memory: Memory, state: State, seat: int, move: Move) -> None:
        self.case = case
        self.memory = memory
        self.state = state
        self.seat = self.case.setup.seats[seat]
        self.move = move
        self.lines = self.case.lines[seat]
        self.persona: Persona | None = self.case.pack.personas.get(self.seat.persona or "")
        self.turn = len(state.turns)

    # the argument itself

    def bodies(self, line: Line) -> Iterator[list[Part]]:
        """The argument: in the persona's words, after an attribution if it is another school's."""
        words = self._wordings(line)
        if line.school is None:
            yield from ([part] for part in words)
            return
        frames = list(islice(self.frames("borrow", school=line.school), ATTRIBUTIONS))
        fresh = [frame for frame in frames if self.memory.fresh(frame.text)]
        for i in range(max(len(fresh), len(words)) if fresh else 0):
            yield [fresh[i % len(fresh)], words[i % len(words)]]
        if fresh:
            return
        # every frame has been used on this school: say in short that it holds the point
        for clause in self.restated(line.argument.id):
            short = Part("borrow", f"{cap(line.school)} holds {clause}.", phrases=(clause,), evidence=True)
            yield from ([short, part] for part in words)

    def _wordings(self, line: Line) -> list[Part]:
        """The full wordings of an argument, those that fit the move first; its bare claim where there are none."""
        name = line.argument.id
        words = self.words_for(name)
        if words is None:
            return [Part("claim", line.argument.claim, evidence=True)]
        every = [("open", i) for i in range(len(words.open))] + [("reply", i) for i in range(len(words.reply))]
        drawn = [every[i] for i in self.drawn(range(len(every)), name)]
        # an opening needs words with nothing before them, an attack words that get to the point; a new line has a lead
        # that turns to it, so that any will do
        if self.move.kind is not MoveKind.ARGUE:
            fit = "open" if self.move.kind is MoveKind.OPEN else "reply"
            drawn.sort(key=lambda wording: wording[0] != fit)
        return [
            Part("wording", getattr(words, role)[i], phrases=(f"{name}#{role}{i}",), evidence=True) for role, i in drawn
        ]

    def words_for(self, name: str) -> Wordings | None:
        """The persona's words for an argument, its own or as an advocate."""
        if self.persona is None:
            return None
        return self.persona.wordings.get(name) or self.persona.as_advocate.get(name)

    def recaps(self, name: str) -> list[Part]:
        """An own point once more, in one short sentence of the persona's."""
        words = self.words_for(name)
        if words is None:
            return []
        order = self.drawn(range(len(words.close)), f"{name} close")
        found = [Part("recap", words.close[i], phrases=(f"{name}#close{i}",), evidence=True) for i in order]
        return [part for part in found if self.memory.fresh(part.text)]

    def _named(self, school: str) -> bool:
        return any(school in t.text or cap(school) in t.text for t in self.state.turns if t.seat == self.seat.number)

    def draft(self, parts: list[Part], line: Line, takes_up: bool = False) -> Draft:
        # one argument in two says what follows for the motion, so that it does not become a habit
        generous = draw(self.case.setup.seed, self.turn, "follows")[0] % 2 == 0
        return Draft(parts, line.facts, line.sources, takes_up, self.follows, generous)

    # frames

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
        templates = [Template(f"{self._owner}/questions/{scheme}/{question}/{i}", own[i]) for i in order]
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
        # for a school, "again" means that it was named before
        known = {"again": self._named(values["school"])} if "school" in values else None
        templates = self._ordered(kind, self._occasion(None, known), frozenset())
        kept = [t for t in templates if not skip & _slots(t.text)]
        return self._filled(kind, kept, {k: [v] for k, v in values.items()})

    def _occasion(self, target: str | None, known: Mapping[str, bool] | None = None) -> Holds:
        """What the debate offers at this turn; see speech.occasion. `known` says it of conditions known already."""
        found = Occasion(self.case, self.state, self.seat, self.move, target).holds
        if not known:
            return found

        def holds(when: str) -> Brings | None:
            if when in known:
                return {} if known[when] else None
            return found(when)

        return holds

    def _values(self, target: str) -> dict[str, list[str]]:
        topics = self.case.pack.arguments[target].about
        return {
            "opponent": [self.called(self.state.spoken_by.get(target))],
            "restate": self.restated(target),
            "about": [topics[i] for i in self.drawn(range(len(topics)), f"about {target}")],
        }

    def _ordered(self, kind: str, holds: Holds, naming: frozenset[str]) -> list[Template]:
        """The frames that fit the occasion: unused ones first, and never one of the speaker's last turn."""
        frames = self.persona.phrases.frames.of(kind) if self.persona else PLAIN_FRAMES[kind]
        # two times in three what the debate offers comes first, so that not every turn remarks on the debate
        apt = draw(self.case.setup.seed, self.turn, "apt")[0] % 3 > 0
        found = []
        for i in self.drawn(range(len(frames)), kind):
            text, when = frame_text(frames[i]), frame_when(frames[i])
            if when is None:
                found.append(Template(f"{self._owner}/{kind}/{i}", text))
            elif (brings := self._offered(when, apt, holds)) is not None:
                found.append(Template(f"{self._owner}/{kind}/{i}", text, when, tuple(brings.items())))

        def rank(template: Template) -> tuple[bool, int]:
            vague = bool(naming) and not naming & _slots(template.text)
            return vague, (0 if template.when in POINTED else 1 if template.when else 2)

        return sorted(self._least_used(found), key=rank)

    def _offered(self, when: str, apt: bool, holds: Holds) -> Brings | None:
        if when in POINTED:
            return holds(when) if self.memory.waited[self.seat.number, when] < MOST else None
        return holds(when) if apt else None

    def _least_used(self, templates: Sequence[Template]) -> list[Template]:
        latest = self.memory.latest.get(self.seat.number, frozenset())
        return sorted(templates, key=lambda t: (t.name in latest, self.memory.frames[t.name]))

    def _filled(self, kind: str, templates: Sequence[Template], values: Mapping[str, Sequence[str]]) -> Iterator[Part]:
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

    # sentences by motion and side

    def sentences(self, part: str) -> list[Part]:
        """The persona's sentences of `part` (follows or closing) for this motion and side, in drawn order."""
        if self.persona is None:
            return []
        motion, side = self.case.setup.motion, self.seat.side.value
        found = getattr(self.persona.phrases, part)[motion].of(side)
        order = self.drawn(range(len(found)), part)
        return [Part(part, found[i], f"{self._owner}/{part}/{motion}/{side}/{i}") for i in order]

    def criteria(self) -> list[Part]:
        """Sentences that set a criterion for the motion, in drawn order."""
        if self.persona is None:
            return []
        motion, side = self.case.setup.motion, self.seat.side.value
        found = self.persona.phrases.criterion[motion].of(side)
        order = self.drawn(range(len(found)), "criterion")
        parts = [
            Part("criterion", found[i].say, f"{self._owner}/criterion/{motion}/{side}/{i}", test=found[i].test)
            for i in order
        ]
        # a partner's criterion is not set again
        spent = {part.get("test") for turn in self.state.turns for part in turn.provenance.get("parts", ())}
        return [p for p in parts if self.memory.fresh(p.text) and p.test not in spent]

    def rejoinders(self) -> list[Part]:
        """Answers to the criterion that the other side set in its opening."""
        motion, side = self.case.setup.motion, self.seat.side.value
        own = self.persona.phrases.rejoinder.get(motion) if self.persona is not None else None
        if own is None:
            return []
        found: list[Part] = []
        for turn in self.state.turns:
            if turn.side is self.seat.side or turn.move is not MoveKind.OPEN:
                continue
            for test in (part["test"] for part in turn.provenance.get("parts", ()) if "test" in part):
                texts = own.of(side).get(test, [])
                for i in self.drawn(range(len(texts)), f"rejoinder {test}"):
                    text = fill(texts[i], {"opponent": self.called(turn.seat)})
                    name = f"{self._owner}/rejoinder/{motion}/{side}/{test}/{i}"
                    found.append(Part("rejoinder", text, name, test=test, names_target=True))
        return [part for part in found if self.memory.fresh(part.text)]

    @cached_property
    def follows(self) -> list[Part]:
        """What an argument means for the motion, in sentences that were not said yet."""
        return [part for part in self.sentences("follows") if self.memory.fresh(part.text)][:4]

    def unanswered(self, most: int) -> list[Part]:
        found = []
        for name in self.own_points(never_attacked=True)[:most]:
            point = self.restated(name)[-1]
            frame = next(self.frames("unanswered", point=point, opponent=self.called_opponent()), None)
            if frame is not None:
                found.append(replace(frame, evidence=True))
        return found

    def admitted(self) -> list[Part]:
        """What of the other side still stands, admitted in half a sentence; not what the move itself is about."""
        found = []
        for name in [n for n in self._standing_theirs() if n != self.move.target][-1:]:
            frame = next(self.about("admit", name), None)
            if frame is not None:
                found.append(frame)
        return found

    def weighed(self, point: str) -> Iterator[Part]:
        """A standing point of the other side beside an own one, `point`."""
        theirs = self._standing_theirs()[-1:]
        for name in theirs:
            grades = [self.case.pack.arguments[n].grade.weight for n in (point, name)]
            holds = self._occasion(None, {"better-evidence": grades[0] > grades[1]})
            values = {**self._values(name), "point": self.restated(point)}
            for part in self._filled("weigh", self._ordered("weigh", holds, frozenset()), values):
                yield replace(part, evidence=True)

    # what they are made from

    def _standing_theirs(self) -> list[str]:
        return [n for n in self.state.standing if self.case.sides[n] is self.seat.side.other]

    def own_points(self, never_attacked: bool = False) -> list[str]:
        """The side's own live arguments: standing ones first, this seat's before its partner's, latest first."""
        state, case = self.state, self.case
        own = [n for n in state.uttered if n in self.lines and state.live(n)]
        if never_attacked:
            own = [n for n in own if not any(a in state.said_in for a in case.defeaters[n])]
        standing = set(state.standing)
        own.reverse()
        own.sort(key=lambda n: (state.spoken_by[n] != self.seat.number, n not in standing, self.times_named(n)))
        return own

    def times_named(self, name: str) -> int:
        return sum(self.memory.phrases[clause] for clause in self.case.pack.arguments[name].restate)

    def restated(self, name: str) -> list[str]:
        """The fair summaries of an argument, the less used first."""
        clauses = self.case.pack.arguments[name].restate
        order = self.drawn(range(len(clauses)), name)
        return [clauses[i] for i in sorted(order, key=lambda i: self.memory.phrases[clauses[i]])]

    def evidence(self, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        facts: dict[str, None] = {}
        sources: dict[str, None] = {}
        for name in names:
            line = self.lines.get(name)
            if line is not None:
                facts |= dict.fromkeys(line.facts)
                sources |= dict.fromkeys(line.sources[:1])
        return tuple(facts), tuple(sources)

    def knows(self, source: str) -> bool:
        return self.persona is None or within_horizon(self.case.pack, self.persona, source)

    def motion(self) -> str:
        return self.case.pack.motions[self.case.setup.motion].clause

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
