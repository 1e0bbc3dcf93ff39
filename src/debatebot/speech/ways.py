"""The ways in which a move can be said, the preferred ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from debatebot.argumentation import SCHEMES
from debatebot.dialogue import MoveKind
from debatebot.speech.parts import Draft, Part
from debatebot.speech.stock import Stock
from debatebot.speech.words import count, joined, sentence

LEADS = 16  # leads of a turn that are tried with one wording each before any is tried with another
TRIED = 5  # pieces of a kind that are tried together with pieces of another kind


class Ways(Stock):
    """Drafts of one turn, by its move."""

    def drafts(self) -> Iterator[Draft]:
        """All ways of saying the move, the preferred ones first."""
        match self.move.kind:
            case MoveKind.OPEN:
                return self._opening()
            case MoveKind.QUESTION:
                return self._question()
            case MoveKind.ANSWER:
                return self._answer()
            case MoveKind.CONCEDE:
                return self._concession()
            case MoveKind.RETRACT:
                return self._retraction()
            case MoveKind.SUMMARISE:
                return self._summary()
            case MoveKind.CLOSE:
                return self._closing()
            case _:
                return self._argument()

    def _opening(self) -> Iterator[Draft]:
        line = self.lines[self.move.argument or ""]
        declared = list(self.frames("declare", motion=self.motion())) if self.seat.assigned_against_view else []
        criteria = self.criteria()
        leads = list(islice(self.attack_leads(), TRIED)) if self.move.target else []
        bodies = list(self.bodies(line))
        # where that is too long, the point is made in a short sentence; only then reply or criterion are left out
        recaps = self.recaps(line.argument.id)
        for lead_too in (True, False) if leads else (False,):
            for i in range(TRIED if criteria else 0):
                first, lead = _at(declared, i), _at(leads, i) if lead_too else []
                yield self.draft([*first, *lead, *_at(criteria, i), *bodies[i % len(bodies)]], line, takes_up=lead_too)
            for i, recap in enumerate(recaps * TRIED if criteria else ()):
                first, lead = _at(declared, i), _at(leads, i) if lead_too else []
                short = [*bodies[i % len(bodies)][:-1], recap]
                yield self.draft([*first, *lead, *_at(criteria, i), *short], line, takes_up=lead_too)
        for parts in (declared, criteria):
            parts.sort(key=_length)
        bodies.sort(key=lambda parts: sum(map(_length, parts)))
        for recap in recaps if criteria else ():
            yield self.draft([*declared[:1], *criteria[:1], *bodies[0][:-1], recap], line)
        for i in range(TRIED):
            first, lead, body = _at(declared, i), _at(leads, i), bodies[i % len(bodies)]
            yield self.draft([*first, *lead, *body], line, takes_up=bool(lead))
        # a long motion, claim and attribution may be too much together: then any shorter pair of phrases will do
        yield from (self.draft([one, *body], line) for one in declared for body in bodies)
        yield from (self.draft(body, line) for body in bodies)

    def _argument(self) -> Iterator[Draft]:
        line = self.lines[self.move.argument or ""]
        bodies = list(self.bodies(line))
        leads: list[Part] = []
        # one at a time, since to fill a frame costs more than to look at it; the wordings take turns
        for i, lead in enumerate(islice(self.attack_leads() if self.move.target else self.fresh_leads(), LEADS)):
            leads.append(lead)
            yield self.draft([lead, *bodies[i % len(bodies)]], line, takes_up=lead.names_target)
        # where the first wording after each is too long, the shortest go together
        for lead in sorted(leads, key=_length)[:TRIED]:
            for body in sorted(bodies, key=lambda parts: sum(map(_length, parts)))[:TRIED]:
                yield self.draft([lead, *body], line, takes_up=lead.names_target)
        yield from (self.draft(body, line) for body in bodies)

    def _question(self) -> Iterator[Draft]:
        target = self.move.target or ""
        scheme = SCHEMES[self.case.pack.arguments[target].scheme]
        asked = scheme.question(self.move.question or "").text
        filler = self.unanswered(1)
        own = self.own_points()[:1]
        if self.persona is None:
            # nothing is put into a person's mouth: the question alone, however short
            yield from (Draft([lead], takes_up=True, generous=False) for lead in self.questions(target, asked))
            return
        for lead in self.questions(target, asked):
            # too short for a turn: it also names a point of its own, in its own words, with the source
            for name in own:
                facts, sources = self.evidence([name])
                for recap in self.recaps(name):
                    yield Draft([recap, lead], facts, sources, True, filler, generous=False)
            if filler:
                facts, sources = self.evidence(self.own_points(never_attacked=True)[:1])
                yield Draft([lead, *filler], facts, sources, True, generous=False)
            # a question ends the turn, so that what fills it up stands before
            for before in [*self.admitted(), *self.follows]:
                yield Draft([before, lead], takes_up=True, generous=False)
            yield Draft([lead], takes_up=True, generous=False)
            for name in own:
                facts, sources = self.evidence([name])
                for case in self.frames("summarise", points=self.restated(name)[0]):
                    yield Draft([lead, replace(case, evidence=True)], facts, sources, True, generous=False)

    def _answer(self) -> Iterator[Draft]:
        target = self.move.target or ""
        asker = self.state.asked[target].seat
        facts = [self.case.pack.facts[name] for name in self.move.facts]
        sources = [s for fact in facts for s in fact.sources if self.knows(s)] or list(self.lines[target].sources)
        stated = [Part("fact", fact.statement, evidence=True) for fact in facts]
        figures = [
            Part("figure", sentence(f"{figure.what}: {figure.value} ({figure.given_by})"), evidence=True)
            for fact in facts
            for figure in fact.figures
        ]
        follows = [*figures[:1], *self.recaps(target)[:1], *self.follows]
        unique = tuple(dict.fromkeys(sources))
        for lead in self.about("answer", target, opponent=self.called(asker)):
            yield Draft([lead, *stated], self.move.facts, unique, True, follows)
        yield Draft(stated, self.move.facts, unique, True, follows)

    def _concession(self) -> Iterator[Draft]:
        target = self.move.target or ""
        for name in self.own_points():
            line = self.lines.get(name)
            for point in self.restated(name):
                for lead in self.about("concede", target, point=point):
                    facts, sources = (line.facts, line.sources[:1]) if line else ((), ())
                    yield Draft([replace(lead, evidence=True)], facts, sources, True, self.follows)

    def _retraction(self) -> Iterator[Draft]:
        target = self.move.target or ""
        for point in self.restated(target):
            for lead in self.frames("retract", point=point):
                yield Draft([lead], takes_up=True, extras=self.follows)

    def _summary(self) -> Iterator[Draft]:
        own = self.own_points()
        admitted = self.admitted()
        # one point as others would restate it, another in words of the speaker's own
        for i, first in enumerate(own[:TRIED]):
            for second in (own[:i] + own[i + 1 :])[:2]:
                facts, sources = self.evidence([first, second])
                for lead in islice(self.frames("summarise", points=self.restated(first)[0]), TRIED):
                    for recap in self.recaps(second):
                        parts = [self._summed(lead, [self.restated(first)[0]]), recap]
                        extras = [*admitted, *self.unanswered(1, (first, second)), *self.follows]
                        yield Draft(parts, facts, sources, extras=extras)
        for size in (min(2, len(own)), 1, 3):
            chosen = own[:size]
            if len(chosen) < size or not size:
                continue
            facts, sources = self.evidence(chosen)
            clauses = [self.restated(name)[0] for name in chosen]
            for lead in self.frames("summarise", points=joined(clauses)):
                extras = [*admitted, *self.unanswered(1, chosen), *self.follows]
                yield Draft([self._summed(lead, clauses)], facts, sources, extras=extras)
        # nothing of its own is left standing: it says so by what it admits
        yield Draft(admitted or self.sentences("closing")[:1], extras=self.follows + self.sentences("closing"))
        if self.persona is None:
            yield Draft([Part("summarise", "My points have all been answered, and I leave it to the class.")])

    def _summed(self, lead: Part, clauses: list[str]) -> Part:
        return replace(lead, phrases=tuple(clauses), evidence=True)

    def _closing(self) -> Iterator[Draft]:
        """Weighs: answers the other side's criterion, sets a point beside theirs, and has a last word."""
        own = self.own_points()
        facts, sources = self.evidence(own[:1])
        rejoinders = self.rejoinders()
        weighed = list(islice(self.weighed(own[0]), TRIED)) if own else []
        recaps = self.recaps(own[0]) if own else []
        closings = self.sentences("closing")
        for i, last in enumerate(closings if rejoinders else ()):
            rejoinder, weigh, recap = _at(rejoinders, i), _at(weighed, i), _at(recaps, i)
            for middle in (weigh, recap) if i % 2 == 0 else (recap, weigh):
                if middle:
                    yield Draft([*rejoinder, *middle, last], facts, sources, True)
            yield Draft([*rejoinder, last], takes_up=True, extras=self.follows)
        for i, last in enumerate(closings if weighed and not rejoinders else ()):
            yield Draft([*_at(weighed, i), last], facts, sources, True, self.follows)
        yield from self._last_words()

    def _last_words(self) -> Iterator[Draft]:
        """Closings for a speaker without a rejoinder or a point to weigh."""
        own = self.own_points(never_attacked=True)
        for last in self.sentences("closing"):
            for name in own:
                facts, sources = self.evidence([name])
                for point in self.restated(name):
                    for frame in self.frames("unanswered", point=point, opponent=self.called_opponent()):
                        yield Draft([replace(frame, evidence=True), last], facts, sources, True, self.follows)
            yield Draft([last], extras=[*self.follows, *self.admitted()])
        if self.persona is None:
            own = self.own_points()[:1]
            facts, sources = self.evidence(own)
            rest = [
                Part("closing", f"I rest my case on this: {self.restated(name)[0]}.", evidence=True) for name in own
            ]
            yield Draft(rest or [Part("closing", "I have nothing to add, and I rest my case.")], facts, sources)


def _length(part: Part) -> int:
    return count(part.text)


def _at(parts: Sequence[Part], i: int) -> list[Part]:
    """The part at `i`, counted round, as a list; an empty list if there is none."""
    return [parts[i % len(parts)]] if parts else []
