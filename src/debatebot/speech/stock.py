"""A speaker's stock of words besides its leads: the argument itself, recaps, criteria, last words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice

from debatebot.dialogue import Line, MoveKind
from debatebot.dialogue.case import within_horizon
from debatebot.dialogue.tactics import draw
from debatebot.speech.leads import Leads
from debatebot.speech.parts import Draft, Part
from debatebot.speech.templates import fill
from debatebot.speech.words import cap

ATTRIBUTIONS = 8  # ways of naming a school that are tried in a turn


class Stock(Leads):
    """What a seat has to say a move with besides leads: wordings, recaps, criteria, rejoinders, last words."""

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
        words = self.persona.words_for(name) if self.persona is not None else None
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

    def recaps(self, name: str) -> list[Part]:
        """An own point once more, in one short sentence of the persona's."""
        words = self.persona.words_for(name) if self.persona is not None else None
        if words is None:
            return []
        order = self.drawn(range(len(words.close)), f"{name} close")
        found = [Part("recap", words.close[i], phrases=(f"{name}#close{i}",), evidence=True) for i in order]
        return [part for part in found if self.memory.fresh(part.text)]

    def draft(self, parts: list[Part], line: Line, takes_up: bool = False) -> Draft:
        # one argument in two says what follows for the motion, so that it does not become a habit
        generous = draw(self.case.setup.seed, self.turn, "follows")[0] % 2 == 0
        return Draft(parts, line.facts, line.sources, takes_up, self.follows, generous)

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

    def unanswered(self, most: int, but: Collection[str] = ()) -> list[Part]:
        """Own points that nobody has attacked, each named as left unanswered; not those in `but`."""
        found = []
        for name in [n for n in self.own_points(never_attacked=True) if n not in but][:most]:
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
            holds = self._occasion(name, point=point)
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
