"""Puts a move into a persona's words: a lead, the argument, what follows, the sources.

A turn is composed from parts, and every part says where it comes from. Of all the ways in which a persona's file
lets it be said, the first is taken that repeats no sentence and has 30 to 80 words; the order is drawn from the seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from debatebot.argumentation import SCHEMES
from debatebot.dialogue import Case, Choice, Line, Move, MoveKind, State
from debatebot.dialogue.case import within_horizon
from debatebot.dialogue.protocol import last_point
from debatebot.dialogue.tactics import draw
from debatebot.pack import Persona
from debatebot.speech.memory import Memory
from debatebot.speech.plain import PLAIN_FRAMES
from debatebot.speech.templates import Prompts, fill
from debatebot.speech.words import cap, count, joined, sentence

SHORTEST = 30  # words
LONGEST = 80
ROOM_FOR_MORE = 70  # a turn with fewer words may end by saying what follows
CITED = 3  # sources named in a turn
_POINTS_BACK = re.compile(r"\b(he|him|his|it|its|they|them|their|this|that)\b")
TRIES = 60  # ways of saying a turn that are tried before the best of them is taken


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a turn and its origin: `phrases` are the restatements it used, `evidence` that it states facts."""

    kind: str
    text: str
    frame: str | None = None
    phrases: tuple[str, ...] = ()
    evidence: bool = False

    def provenance(self) -> dict[str, Any]:
        """The part as the log keeps it."""
        kept: dict[str, Any] = {"kind": self.kind, "text": self.text}
        if self.frame is not None:
            kept["frame"] = self.frame
        if self.phrases:
            kept["phrases"] = list(self.phrases)
        if self.evidence:
            kept["evidence"] = True
        return kept


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words of a turn with what they cite and where each part comes from."""

    text: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    parts: tuple[Part, ...]
    takes_up: bool  # whether the words take up the other side's latest point

    def provenance(self) -> dict[str, Any]:
        """The parts, as the log keeps them."""
        return {"parts": [part.provenance() for part in self.parts]}


@dataclass(slots=True)
class Draft:
    """A way of saying a turn, before its words are counted."""

    parts: list[Part]
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    takes_up: bool = False
    extras: list[Part] = field(default_factory=list)
    generous: bool = True  # whether extras may come in where they are not needed to fill the turn
    may_grow: bool = True  # a person's words get none: nothing is put into a student's mouth


class Composer:
    """The words of one debate. `memory` must hold the turns so far."""

    def __init__(self, case: Case, prompts: Prompts, memory: Memory) -> None:
        self.case = case
        self.prompts = prompts
        self.memory = memory

    def compose(self, state: State, seat: int, choice: Choice) -> Utterance:
        """The words for `choice`, said by `seat`."""
        turn = _Speaking(self, state, seat, choice.move)
        best: tuple[tuple[int, int], Utterance] | None = None
        for draft in islice(turn.drafts(), TRIES):
            draft.may_grow = turn.persona is not None
            utterance = self._finish(draft)
            faults = (0 if self.memory.fresh(utterance.text) else 1, _off(count(utterance.text)))
            if faults == (0, 0):
                return utterance
            if best is None or faults < best[0]:
                best = (faults, utterance)
        if best is None:
            raise LookupError(f"{turn.persona} has no words for {choice.move.key}")
        return best[1]

    def _finish(self, draft: Draft) -> Utterance:
        """Adds what there is room for, and the sources."""
        parts = list(draft.parts)
        shown = draft.sources[:CITED]
        bare = sum(count(part.text) for part in parts)
        while len(shown) > 1 and bare + count(self._cite(shown)) > LONGEST:
            shown = shown[:-1]
        cite = self._cite(shown)
        words = bare + count(cite)
        enough = not draft.generous
        for extra in draft.extras if draft.may_grow else ():
            more = count(extra.text)
            wanted = words < SHORTEST or (not enough and words < ROOM_FOR_MORE)
            if wanted and words + more <= LONGEST and self.memory.fresh(extra.text):
                parts.append(extra)
                words += more
                enough = extra.kind == "follows"  # one sentence of that kind will do
        text = self.prompts.render("moves/turn.j2", parts=[part.text for part in parts], cite=cite)
        return Utterance(text, draft.facts, shown, tuple(parts), draft.takes_up)

    def _cite(self, sources: Sequence[str]) -> str:
        return f"[{'; '.join(self.case.pack.sources[name].cite for name in sources)}]" if sources else ""


def _at(parts: Sequence[Part], i: int) -> list[Part]:
    """The part at `i`, counted round, as a list; an empty list if there is none."""
    return [parts[i % len(parts)]] if parts else []


def _off(words: int) -> int:
    """How many words too few or too many."""
    return max(0, SHORTEST - words, words - LONGEST)


class _Speaking:
    """One turn on its way into words."""

    def __init__(self, composer: Composer, state: State, seat: int, move: Move) -> None:
        self.case = composer.case
        self.memory = composer.memory
        self.state = state
        self.seat = self.case.setup.seats[seat]
        self.move = move
        self.lines = self.case.lines[seat]
        self.persona: Persona | None = self.case.pack.personas.get(self.seat.persona or "")
        self.turn = len(state.turns)

    # what is said, by move

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
        declared = list(self._frames("declare", motion=self._motion())) if self.seat.assigned_against_view else []
        criteria = [Part("criterion", text) for text in self._sentences("criterion") if self.memory.fresh(text)]
        leads = list(islice(self._attack_leads(), 4)) if self.move.target else []
        bodies = list(self._bodies(line))
        for i in range(4):
            first, criterion, lead = _at(declared, i), _at(criteria, i), _at(leads, i)
            body = bodies[i % len(bodies)]
            if lead:
                yield self._draft([*first, *lead, *criterion, *body], line, takes_up=True)
                yield self._draft([*first, *lead, *body], line, takes_up=True)
            yield self._draft([*first, *criterion, *body], line)
            yield self._draft([*first, *body], line)

    def _argument(self) -> Iterator[Draft]:
        line = self.lines[self.move.argument or ""]
        bodies = list(self._bodies(line))
        # one at a time: to fill a frame costs more than to look at it
        leads = self._attack_leads() if self.move.target else self._fresh_leads()
        for i, lead in enumerate(leads):
            # the wordings take turns, so that a second wording is not the last resort
            for body in bodies[i % len(bodies) :] + bodies[: i % len(bodies)]:
                yield self._draft([lead, *body], line, takes_up=bool(lead.phrases))
        yield from (self._draft(body, line) for body in bodies)

    def _question(self) -> Iterator[Draft]:
        target = self.move.target or ""
        scheme = SCHEMES[self.case.pack.arguments[target].scheme]
        asked = scheme.question(self.move.question or "").text
        extras = [*self._unanswered(1), *self._follows(), *self._admitted()]
        # if an own point is named to fill the turn, its source is
        facts, sources = self._evidence(self._own_points(never_attacked=True)[:1])
        for lead in self._about("question", target, question=asked):
            short = count(lead.text) < SHORTEST
            yield Draft([lead], facts if short else (), sources if short else (), True, extras, generous=False)

    def _answer(self) -> Iterator[Draft]:
        target = self.move.target or ""
        asker = self.state.asked[target].seat
        facts = [self.case.pack.facts[name] for name in self.move.facts]
        sources = [s for fact in facts for s in fact.sources if self._knows(s)] or list(self.lines[target].sources)
        stated = [Part("fact", fact.statement, evidence=True) for fact in facts]
        figures = [
            Part("figure", sentence(f"{figure.what}: {figure.value} ({figure.given_by})"), evidence=True)
            for fact in facts
            for figure in fact.figures
        ]
        follows = [*figures[:1], *self._follows()]
        unique = tuple(dict.fromkeys(sources))
        for lead in self._about("answer", target, opponent=self._called(asker)):
            yield Draft([lead, *stated], self.move.facts, unique, True, follows)
        yield Draft(stated, self.move.facts, unique, True, follows)

    def _concession(self) -> Iterator[Draft]:
        target = self.move.target or ""
        for name in self._own_points():
            line = self.lines.get(name)
            for point in self._restated(name):
                for lead in self._about("concede", target, point=point):
                    part = Part("concede", lead.text, lead.frame, (*lead.phrases, point), evidence=True)
                    facts, sources = (line.facts, line.sources[:1]) if line else ((), ())
                    yield Draft([part], facts, sources, True, self._follows())

    def _retraction(self) -> Iterator[Draft]:
        target = self.move.target or ""
        for point in self._restated(target):
            for lead in self._frames("retract", point=point):
                yield Draft([lead], takes_up=True, extras=self._follows())

    def _summary(self) -> Iterator[Draft]:
        own = self._own_points()
        extras = [*self._admitted(), *self._unanswered(1), *self._follows()]
        for size in (min(2, len(own)), 1, 3):
            chosen = own[:size]
            if not chosen or len(chosen) < size:
                continue
            clauses = [self._restated(name)[0] for name in chosen]
            facts, sources = self._evidence(chosen)
            for lead in self._frames("summarise", points=joined(clauses)):
                part = Part(lead.kind, lead.text, lead.frame, tuple(clauses), evidence=True)
                yield Draft([part], facts, sources, extras=extras)
        # nothing of its own is left standing: it says so by what it admits
        yield Draft(self._admitted() or self._closings()[:1], extras=self._follows() + self._closings())
        if self.persona is None:
            yield Draft([Part("summarise", "My points have all been answered, and I leave it to the class.")])

    def _closing(self) -> Iterator[Draft]:
        own = self._own_points(never_attacked=True)
        for text in self._closings():
            for name in own:
                facts, sources = self._evidence([name])
                for point in self._restated(name):
                    for frame in self._frames("unanswered", point=point, opponent=self._called_opponent()):
                        part = Part(frame.kind, frame.text, frame.frame, (point,), evidence=True)
                        yield Draft([part, text], facts, sources, True, self._follows())
            yield Draft([text], extras=[*self._follows(), *self._admitted()])
        if self.persona is None:
            own = self._own_points()[:1]
            facts, sources = self._evidence(own)
            rest = [
                Part("closing", f"I rest my case on this: {self._restated(name)[0]}.", evidence=True) for name in own
            ]
            yield Draft(rest or [Part("closing", "I have nothing to add, and I rest my case.")], facts, sources)

    # the parts

    def _bodies(self, line: Line) -> Iterator[list[Part]]:
        """The argument itself: in the persona's wording, or attributed to the school that makes it."""
        argument = line.argument
        if self.persona is None:
            yield [Part("claim", argument.claim, evidence=True)]
        elif line.school is None:
            wordings = self.persona.wordings[argument.id]
            for i in self._drawn(range(len(wordings)), argument.id):
                yield [Part("wording", wordings[i], phrases=(f"{argument.id}#{i}",), evidence=True)]
        else:
            claim = Part("claim", argument.claim, evidence=True)
            frames = list(self._frames("borrow", school=line.school))
            yield from ([frame, claim] for frame in frames if self.memory.fresh(frame.text))
            # every frame has been used on this school: say in short that it holds the point
            for clause in self._restated(argument.id):
                yield [Part("borrow", f"{cap(line.school)} holds {clause}.", phrases=(clause,), evidence=True), claim]

    def _draft(self, parts: list[Part], line: Line, takes_up: bool = False) -> Draft:
        # one argument in two says what follows for the motion, so that it does not become a habit
        generous = draw(self.case.setup.seed, self.turn, "follows")[0] % 2 == 0
        return Draft(parts, line.facts, line.sources, takes_up, self._follows(), generous)

    def _attack_leads(self) -> Iterator[Part]:
        """Leads for an attack: restating the target, and saying why the attack hits."""
        attack = self.case.defeats[self.move.argument or ""][self.move.target or ""]
        return self._about(attack.kind.value, self.move.target or "", reason=attack.reason)

    def _fresh_leads(self) -> Iterator[Part]:
        """Leads for a line of its own, that names the point it leaves behind where there is one."""
        left = last_point(self.state, self.seat.side)
        if left is not None:
            yield from self._about("argue", left)
        else:
            opponent = self._called_opponent()
            yield from (p for p in self._frames("argue", opponent=opponent, skip="restate"))

    def _about(self, kind: str, target: str, **values: str) -> Iterator[Part]:
        """Frames of `kind` about `target`, each with the restatement that was used least."""
        values.setdefault("opponent", self._called(self.state.spoken_by.get(target)))
        clauses = self._restated(target)
        for clause in clauses:
            yield from self._frames(kind, restate=clause, **values)

    def _frames(self, kind: str, skip: str = "", **values: str) -> Iterator[Part]:
        """The persona's frames of `kind`, filled: unused ones first, and never the one it used last."""
        frames: Sequence[str] = getattr(self.persona.phrases.frames, kind) if self.persona else PLAIN_FRAMES[kind]
        latest = self.memory.latest.get(self.seat.number)
        order = self._drawn(range(len(frames)), kind)
        owner = self.persona.id if self.persona else "plain"
        names = {i: f"{owner}/{kind}/{i}" for i in order}
        # a question names its point, and a reason with a pronoun needs the point it refers to beside it
        needs = kind == "question" or _POINTS_BACK.search(values.get("reason", "")) is not None
        vague = {i: needs and "restate" not in frames[i] for i in order}
        stale: list[Part] = []
        for i in sorted(order, key=lambda i: (vague[i], names[i] == latest, self.memory.frames[names[i]])):
            if skip and skip in frames[i]:
                continue
            text = fill(frames[i], values)
            restated = values.get("restate")
            used = (restated,) if restated and restated.removeprefix("that ") in text else ()
            part = Part(kind, text, names[i], used)
            if self.memory.fresh(text):
                yield part
            else:
                stale.append(part)
        yield from stale

    def _sentences(self, part: str) -> list[str]:
        """The persona's sentences of `part` for this motion and side, in drawn order."""
        if self.persona is None:
            return []
        found = getattr(self.persona.phrases, part)[self.case.setup.motion].of(self.seat.side.value)
        return [found[i] for i in self._drawn(range(len(found)), part)]

    def _follows(self) -> list[Part]:
        return [Part("follows", text) for text in self._sentences("follows") if self.memory.fresh(text)][:2]

    def _closings(self) -> list[Part]:
        return [Part("closing", text) for text in self._sentences("closing")]

    def _unanswered(self, most: int) -> list[Part]:
        found = []
        for name in self._own_points(never_attacked=True)[:most]:
            point = self._restated(name)[-1]
            frame = next(self._frames("unanswered", point=point, opponent=self._called_opponent()), None)
            if frame is not None:
                found.append(Part(frame.kind, frame.text, frame.frame, (point,), evidence=True))
        return found

    def _admitted(self) -> list[Part]:
        """What of the other side still stands, admitted in half a sentence."""
        theirs = [n for n in self.state.standing if self.case.sides[n] is self.seat.side.other]
        found = []
        for name in theirs[-1:]:
            frame = next(self._about("admit", name), None)
            if frame is not None:
                found.append(frame)
        return found

    # what they are made from

    def _own_points(self, never_attacked: bool = False) -> list[str]:
        """The side's own live arguments: standing ones first, this seat's before its partner's, latest first."""
        state, case = self.state, self.case
        own = [n for n in state.uttered if case.sides[n] is self.seat.side and state.live(n)]
        if never_attacked:
            own = [n for n in own if not any(a in state.said_in for a in case.defeaters[n])]
        standing = set(state.standing)
        own.reverse()
        own.sort(key=lambda n: (state.spoken_by[n] != self.seat.number, n not in standing, self._times_named(n)))
        return own

    def _times_named(self, name: str) -> int:
        return sum(self.memory.phrases[clause] for clause in self.case.pack.arguments[name].restate)

    def _restated(self, name: str) -> list[str]:
        """The fair summaries of an argument, the less used first."""
        clauses = self.case.pack.arguments[name].restate
        order = self._drawn(range(len(clauses)), name)
        return [clauses[i] for i in sorted(order, key=lambda i: self.memory.phrases[clauses[i]])]

    def _evidence(self, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        facts: dict[str, None] = {}
        sources: dict[str, None] = {}
        for name in names:
            line = self.lines.get(name)
            if line is not None:
                facts |= dict.fromkeys(line.facts)
                sources |= dict.fromkeys(line.sources[:1])
        return tuple(facts), tuple(sources)

    def _knows(self, source: str) -> bool:
        return self.persona is None or within_horizon(self.case.pack, self.persona, source)

    def _motion(self) -> str:
        return self.case.pack.motions[self.case.setup.motion].clause

    def _called(self, seat: int | None) -> str:
        """How a speaker is named by the others."""
        if seat is None:
            return self._called_opponent()
        other = self.case.setup.seats[seat]
        return self.case.pack.personas[other.persona].called if other.persona else other.speaker

    def _called_opponent(self) -> str:
        for turn in reversed(self.state.turns):
            if turn.side is self.seat.side.other:
                return self._called(turn.seat)
        other = next(s for s in self.case.setup.seats if s.side is self.seat.side.other)
        return self._called(other.number)

    def _drawn(self, indices: range, what: str) -> list[int]:
        """`indices` in an order that the seed draws for this turn."""
        order = list(indices)
        left = int.from_bytes(draw(self.case.setup.seed, self.turn, f"{self.seat.number} {what}"))
        for i in range(len(order) - 1, 0, -1):
            left, j = divmod(left, i + 1)
            order[i], order[j] = order[j], order[i]
        return order
