"""A record in the words that transcripts show: names, headings, numbered sources, what became of each argument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from debatebot.dialogue import MoveKind, Seat, Turn
from debatebot.dialogue.moves import CHAIR_MOVES
from debatebot.pack import Side
from debatebot.review.map import WORDS, Patch, tree
from debatebot.review.record import Record, cited
from debatebot.speech.words import cap

_BRACKETS = re.compile(r"(\[[^\[\]]*\])")
DEEDS = {
    MoveKind.OPEN: "opens",
    MoveKind.ARGUE: "argues",
    MoveKind.REBUT: "rebuts",
    MoveKind.UNDERMINE: "undermines",
    MoveKind.UNDERCUT: "undercuts",
    MoveKind.QUESTION: "asks",
    MoveKind.ANSWER: "answers",
    MoveKind.CONCEDE: "concedes",
    MoveKind.RETRACT: "takes back",
    MoveKind.SUMMARISE: "sums up",
    MoveKind.CLOSE: "closes",
    MoveKind.WELCOME: "opens the debate",
    MoveKind.ANNOUNCE: "announces",
    MoveKind.CAUTION: "adds a caution",
    MoveKind.VERDICT: "gives the verdict",
}
_ENDINGS = {MoveKind.SUMMARISE: "Summaries", MoveKind.CLOSE: "Closing words", MoveKind.VERDICT: "Verdict"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks for a side, and what must be said of it."""

    name: str
    side: str
    label: str
    against_view: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that was cited, with its number in the list and the turns that cite it."""

    number: int
    id: str
    author: str
    title: str
    year: str
    published: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn's text; `number` is the source that it names."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn, ready to be shown. `heading` stands before it if it is not empty, `question` under the heading."""

    seq: int
    speaker: str
    side: str
    deed: str
    replies_to: int | None
    pieces: tuple[Piece, ...]
    more: tuple[int, ...]
    reason: str
    argument: str
    target: str
    facts: tuple[str, ...]
    heading: str
    question: str

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Point:
    """An argument that was uttered: what it claims and what became of it. `to` lists what it fell to."""

    id: str
    claim: str
    side: str
    speaker: str
    seq: int
    label: str
    to: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Report:
    """A record in words. Without a pack, ids stand for what only a pack can name."""

    record: Record

    @property
    def title(self) -> str:
        """The motion."""
        return self.record.debate.motion_text

    @property
    def held(self) -> str:
        """The day of the debate, ISO 8601."""
        return self.record.debate.started_at[:10]

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Those who sat in the debate, the side for first."""
        seats = sorted(self.record.setup.seats, key=lambda seat: seat.side is not Side.FOR)
        return [self._speaker(seat) for seat in seats]

    def _speaker(self, seat: Seat) -> Speaker:
        pack = self.record.pack
        if seat.persona is None:
            label = "A person in the class."
        else:
            label = pack.personas[seat.persona].label if pack else "Simulated voice, made by rules from published work."
        return Speaker(self.name(seat.speaker), seat.side.value, label, seat.assigned_against_view)

    def name(self, speaker: str) -> str:
        """A speaker's name as it is shown."""
        pack = self.record.pack
        if pack and speaker in pack.personas:
            return pack.personas[speaker].name
        simulated = any(seat.persona == speaker for seat in self.record.setup.seats)
        return f"{speaker} (simulated)" if simulated else speaker

    @cached_property
    def references(self) -> list[Reference]:
        """The sources that were cited, numbered in the order in which they were first named."""
        found = []
        for number, name in enumerate(cited(self.record.turns), 1):
            turns = tuple(t.seq for t in self.record.turns if name in t.sources)
            if self.record.pack is None:
                found.append(Reference(number, name, name, "", "", "", turns))
                continue
            source = self.record.pack.sources[name]
            year = "no year" if source.year is None else str(source.year)
            found.append(Reference(number, name, cap(source.author), source.title, year, cap(source.published), turns))
        return found

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {reference.id: reference.number for reference in self.references}

    @cached_property
    def entries(self) -> list[Entry]:
        """The turns in order, without the verdict, which has a place of its own."""
        found: list[Entry] = []
        heading, said = "", ""
        for turn in self.record.turns:
            if turn.move is MoveKind.VERDICT:
                continue
            title, question = self._heading(turn)
            fresh = bool(title) and title != heading
            heading = title or heading
            found.append(self._entry(turn, title if fresh else "", question if fresh and title not in said else ""))
            said += f"{title}\n"
        return found

    def _heading(self, turn: Turn) -> tuple[str, str]:
        if turn.move in _ENDINGS:
            return _ENDINGS[turn.move], ""
        if turn.issue is None or turn.move in CHAIR_MOVES - {MoveKind.ANNOUNCE}:
            return "", ""
        return self.issue(turn.issue), self.record.pack.issues[turn.issue].question if self.record.pack else ""

    def issue(self, name: str) -> str:
        """The title of an issue."""
        return self.record.pack.issues[name].title if self.record.pack else name

    def claim(self, argument: str) -> str:
        """What an argument claims."""
        return self.record.pack.arguments[argument].claim if self.record.pack else argument

    def _entry(self, turn: Turn, heading: str, question: str) -> Entry:
        pack = self.record.pack
        pieces = tuple(self._pieces(turn))
        linked = {piece.number for piece in pieces}
        numbers = [self._numbers[source] for source in turn.sources]
        return Entry(
            seq=turn.seq,
            speaker="The chair" if turn.of_chair and turn.speaker == "chair" else self.name(turn.speaker),
            side=turn.side.value if turn.side else "",
            deed=DEEDS[turn.move],
            replies_to=turn.replies_to,
            pieces=pieces,
            more=tuple(number for number in numbers if number not in linked),
            reason=turn.reason,
            argument=self.claim(turn.argument) if turn.argument else "",
            target=self.claim(turn.target) if turn.target else "",
            facts=tuple(f"{pack.facts[f].date}: {pack.facts[f].statement}" if pack else f for f in turn.facts),
            heading=heading,
            question=question,
        )

    def _pieces(self, turn: Turn) -> Iterator[Piece]:
        """The text, cut where brackets name a source of the turn."""
        cites = {self.record.pack.sources[s].cite: self._numbers[s] for s in turn.sources} if self.record.pack else {}
        for part in _BRACKETS.split(turn.text):
            names = part[1:-1].split("; ")
            if not part.startswith("[") or not any(name in cites for name in names):
                yield Piece(part)
                continue
            yield Piece("[")
            for i, name in enumerate(names):
                if i:
                    yield Piece("; ")
                yield Piece(name, cites.get(name))
            yield Piece("]")

    @cached_property
    def points(self) -> list[Point]:
        """Every argument that was uttered, in the order it was said, with what became of it."""
        record, finding = self.record, self.record.finding
        words = {
            **dict.fromkeys(finding.standing, WORDS_IN),
            **dict.fromkeys(finding.fallen, WORDS_OUT),
            **dict.fromkeys(finding.open, WORDS_OPEN),
            **dict.fromkeys(record.retracted, "taken back"),
        }
        explained = record.verdict.explanations if record.verdict else {}
        found = []
        for name, turn in record.said.items():
            replies = explained[name].replies if words.get(name) == WORDS_OUT and name in explained else ()
            to = tuple((record.said[r.attacker].seq, self.claim(r.attacker)) for r in replies)
            side = turn.side.value if turn.side else ""
            speaker = self.name(turn.speaker)
            found.append(Point(name, self.claim(name), side, speaker, turn.seq, words.get(name, "not labelled"), to))
        return found

    @cached_property
    def map(self) -> list[Patch]:
        """The argument map; empty without a verdict, since it would not be the one that was decided on."""
        return tree(self.record.case, self.record.state) if self.record.verdict else []

    @cached_property
    def issues(self) -> list[tuple[str, str]]:
        """Every issue that was touched, and who holds it."""
        return [(self.issue(name), held) for name, held in self.record.finding.issues.items()]

    @property
    def outcome(self) -> str:
        """The outcome in a sentence."""
        finding = self.record.finding
        if not self.record.over:
            return "The debate was not finished; what follows is how things stood at its last turn."
        words = {"carried": "The motion is carried", "defeated": "The motion is defeated"}
        said = words.get(finding.outcome or "", "The question stays open")
        standard = self.record.setup.standard
        if standard != "balance":
            said += f", by the standard {standard.replace('-', ' ')}"
        return f"{said}." if finding.balance is None else f"{said}. Its strength is {finding.balance:.2f} of 1."

    @property
    def swing(self) -> list[tuple[str, int, int]]:
        """For each way to vote, the votes before and after; empty if nobody voted."""
        before, after = self.record.votes("before"), self.record.votes("after")
        if not before.cast and not after.cast:
            return []
        return [
            ("for", before.for_, after.for_),
            ("against", before.against, after.against),
            ("undecided", before.undecided, after.undecided),
        ]


WORDS_IN, WORDS_OUT, WORDS_OPEN = WORDS.values()
