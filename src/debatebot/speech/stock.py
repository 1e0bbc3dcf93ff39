"""A speaker's stock of words for a turn, each piece as a part that says where it comes from.

Whatever can be chosen is in an order that the seed draws for the turn, with what was used least in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from debatebot.dialogue import Case, Line, Move, State
from debatebot.dialogue.case import within_horizon
from debatebot.dialogue.protocol import last_point
from debatebot.dialogue.tactics import draw
from debatebot.pack import Persona
from debatebot.speech.memory import Memory
from debatebot.speech.parts import Draft, Part
from debatebot.speech.plain import PLAIN_FRAMES
from debatebot.speech.templates import fill
from debatebot.speech.words import cap

_POINTS_BACK = re.compile(r"\b(he|him|his|it|its|they|them|their|this|that)\b")


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

    # the parts

    def bodies(self, line: Line) -> Iterator[list[Part]]:
        """The argument itself: in the persona's wording, or attributed to the school that makes it."""
        argument = line.argument
        if self.persona is None:
            yield [Part("claim", argument.claim, evidence=True)]
        elif line.school is None:
            wordings = self.persona.wordings[argument.id]
            for i in self.drawn(range(len(wordings)), argument.id):
                yield [Part("wording", wordings[i], phrases=(f"{argument.id}#{i}",), evidence=True)]
        else:
            claim = Part("claim", argument.claim, evidence=True)
            frames = list(self.frames("borrow", school=line.school))
            yield from ([frame, claim] for frame in frames if self.memory.fresh(frame.text))
            # every frame has been used on this school: say in short that it holds the point
            for clause in self.restated(argument.id):
                yield [Part("borrow", f"{cap(line.school)} holds {clause}.", phrases=(clause,), evidence=True), claim]

    def draft(self, parts: list[Part], line: Line, takes_up: bool = False) -> Draft:
        # one argument in two says what follows for the motion, so that it does not become a habit
        generous = draw(self.case.setup.seed, self.turn, "follows")[0] % 2 == 0
        return Draft(parts, line.facts, line.sources, takes_up, self.follows(), generous)

    def attack_leads(self) -> Iterator[Part]:
        """Leads for an attack: restating the target, and saying why the attack hits."""
        attack = self.case.defeats[self.move.argument or ""][self.move.target or ""]
        return self.about(attack.kind.value, self.move.target or "", reason=attack.reason)

    def fresh_leads(self) -> Iterator[Part]:
        """Leads for a line of its own, that names the point it leaves behind where there is one."""
        left = last_point(self.state, self.seat.side)
        if left is not None:
            yield from self.about("argue", left)
        else:
            opponent = self.called_opponent()
            yield from (p for p in self.frames("argue", opponent=opponent, skip="restate"))

    def about(self, kind: str, target: str, **values: str) -> Iterator[Part]:
        """Frames of `kind` about `target`, each with the restatement that was used least."""
        values.setdefault("opponent", self.called(self.state.spoken_by.get(target)))
        clauses = self.restated(target)
        for clause in clauses:
            yield from self.frames(kind, restate=clause, **values)

    def frames(self, kind: str, skip: str = "", **values: str) -> Iterator[Part]:
        """The persona's frames of `kind`, filled: unused ones first, and never the one it used last."""
        frames: Sequence[str] = getattr(self.persona.phrases.frames, kind) if self.persona else PLAIN_FRAMES[kind]
        latest = self.memory.latest.get(self.seat.number)
        order = self.drawn(range(len(frames)), kind)
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

    def sentences(self, part: str) -> list[str]:
        """The persona's sentences of `part` for this motion and side, in drawn order."""
        if self.persona is None:
            return []
        found = getattr(self.persona.phrases, part)[self.case.setup.motion].of(self.seat.side.value)
        return [found[i] for i in self.drawn(range(len(found)), part)]

    def follows(self) -> list[Part]:
        return [Part("follows", text) for text in self.sentences("follows") if self.memory.fresh(text)][:2]

    def closings(self) -> list[Part]:
        return [Part("closing", text) for text in self.sentences("closing")]

    def unanswered(self, most: int) -> list[Part]:
        found = []
        for name in self.own_points(never_attacked=True)[:most]:
            point = self.restated(name)[-1]
            frame = next(self.frames("unanswered", point=point, opponent=self.called_opponent()), None)
            if frame is not None:
                found.append(Part(frame.kind, frame.text, frame.frame, (point,), evidence=True))
        return found

    def admitted(self) -> list[Part]:
        """What of the other side still stands, admitted in half a sentence."""
        theirs = [n for n in self.state.standing if self.case.sides[n] is self.seat.side.other]
        found = []
        for name in theirs[-1:]:
            frame = next(self.about("admit", name), None)
            if frame is not None:
                found.append(frame)
        return found

    # what they are made from

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
