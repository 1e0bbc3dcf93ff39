"""A logged debate joined with its pack, ready to be shown or exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from debatebot.dialogue import CHAIR, UTTERANCES, Case, MoveKind, Setup, State, Turn, Verdict, decide
from debatebot.dialogue.case import CONTRARY, MOTION
from debatebot.log import Ballot, Debate, Reader
from debatebot.pack import Pack
from debatebot.review.anonymity import People, hide


class ReviewError(Exception):
    """A debate cannot be shown or exported in this way; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log alone tells of a verdict: the labels as they were, and no balance."""

    outcome: str | None
    motion_label: str | None
    contrary_label: str | None
    issues: Mapping[str, str]
    closed_by: str | None
    standing: tuple[str, ...]
    fallen: tuple[str, ...]
    open: tuple[str, ...]
    balance: float | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """How the class voted in a phase."""

    for_: int
    against: int
    undecided: int

    @property
    def cast(self) -> int:
        """The number of votes."""
        return self.for_ + self.against + self.undecided


@dataclass(frozen=True)
class Record:
    """A debate as logged. `pack` is None if its pack is not at hand, or no longer fits what was said.

    `verdict` is None without a pack, and where today's pack would decide otherwise: then what the log says holds.
    `note` says so in words.
    """

    debate: Debate
    setup: Setup
    turns: tuple[Turn, ...]
    labels: Mapping[str, str]
    ballots: tuple[Ballot, ...]
    pack: Pack | None
    verdict: Verdict | None
    note: str | None

    @classmethod
    def load(cls, reader: Reader, debate_id: str, packs: Mapping[str, Pack]) -> Record:
        """The debate with this id. Raises LogError if the log has no such debate."""
        debate = reader.find(debate_id)
        setup, turns = reader.setup(debate.id), tuple(reader.turns(debate.id))
        labels, ballots = reader.labels(debate.id), tuple(reader.ballots(debate.id))
        bare = cls(debate, setup, turns, labels, ballots, None, None, None)
        return _joined(bare, packs.get(debate.pack))

    @cached_property
    def case(self) -> Case:
        """The setup with its pack. Raises ReviewError if the pack is not at hand."""
        if self.pack is None:
            raise ReviewError(
                f"{self.note or 'The pack is not at hand.'} Without it the debate can be exported as "
                "html, markdown, json or csv."
            )
        return Case(self.pack, self.setup)

    @cached_property
    def state(self) -> State:
        """The state of the game after the last turn. Raises ReviewError if the pack is not at hand."""
        return State(self.case, self.turns)

    @property
    def over(self) -> bool:
        """Whether the verdict was spoken."""
        return bool(self.turns) and self.turns[-1].move is MoveKind.VERDICT

    @property
    def explanation(self) -> str:
        """The verdict in the chair's words; empty if it was not spoken."""
        return self.turns[-1].text if self.over else ""

    @cached_property
    def finding(self) -> Verdict | Logged:
        """The verdict, or what the log alone tells of it."""
        return self.verdict or logged(self)

    @property
    def said(self) -> dict[str, Turn]:
        """Every argument that was uttered with its turn, those that were taken back too."""
        return {t.argument: t for t in self.turns if t.move in UTTERANCES and t.argument and not t.of_chair}

    @property
    def retracted(self) -> frozenset[str]:
        """The arguments that were taken back."""
        return frozenset(t.target for t in self.turns if t.move is MoveKind.RETRACT and t.target)

    def votes(self, phase: str) -> Votes:
        """The class's votes `before` or `after`."""
        counted = Counter(ballot.side for ballot in self.ballots if ballot.phase == phase)
        return Votes(counted["for"], counted["against"], counted["undecided"])

    def is_persona(self, turn: Turn) -> bool:
        """Whether a persona spoke the turn."""
        if turn.seat is not None:
            return self.setup.seats[turn.seat].persona is not None
        return self.pack is not None and turn.speaker in self.pack.personas

    def anonymous(self) -> Record:
        """The same debate with persons as Student 1, Student 2 and so on, in texts and reasons too."""
        return self._with(People.numbered(self._persons()))

    def without_ids(self) -> Record:
        """The same debate without the ids of users, wherever one was taken for a name or mentioned in a text."""
        return self._with(People.with_ids(self._persons()))

    def _persons(self) -> list[str]:
        seats = [seat.speaker for seat in self.setup.seats if seat.persona is None]
        others = [t.speaker for t in self.turns if not self.is_persona(t) and t.speaker != CHAIR]
        return list(dict.fromkeys(seats + others))

    def _with(self, people: People) -> Record:
        seats = tuple(
            replace(seat, user=people.renamed(seat.speaker)) if seat.persona is None else seat
            for seat in self.setup.seats
        )
        turns = tuple(
            replace(
                turn,
                speaker=turn.speaker if turn.of_chair or self.is_persona(turn) else people.renamed(turn.speaker),
                text=hide(turn.text, people),
                reason=hide(turn.reason, people),
                provenance={},  # it repeats the text in parts
            )
            for turn in self.turns
        )
        hidden = replace(self.debate, host_id=None, guild_id=None, channel_id=None, thread_id=None)
        ballots = tuple(replace(ballot, user_id="") for ballot in self.ballots)
        return replace(self, debate=hidden, setup=replace(self.setup, seats=seats), turns=turns, ballots=ballots)


def _joined(bare: Record, pack: Pack | None) -> Record:
    debate = bare.debate
    if pack is None:
        return replace(
            bare,
            note=f"The pack {debate.pack} is not at hand (DEBATEBOT_PACKS names further folders), so this is what the "
            "log alone tells: names, claims and sources appear as their ids.",
        )
    differs = pack.version != debate.pack_version
    known = f"the debate was held with version {debate.pack_version} of the pack {pack.id}, today's is {pack.version}"
    missing = _missing(bare, pack)
    if missing:
        listed = ", ".join(missing[:3]) + (", ..." if missing[3:] else "")
        why = f"The pack has changed: {known}" if differs else f"The pack {pack.id} does not fit the log"
        return replace(
            bare,
            note=f"{why}, and it no longer has {listed}. So this is what the log alone tells: names, claims and "
            "sources appear as their ids.",
        )
    joined = replace(bare, pack=pack)
    verdict = decide(joined.state)
    if not differs:
        return replace(joined, verdict=verdict)
    note = f"The pack has changed: {known}. Texts are as they were spoken; names, claims and sources are today's."
    if _agrees(verdict, bare):
        return replace(joined, verdict=verdict, note=note)
    return replace(joined, note=f"{note} Today's pack would decide otherwise; the result shown is the one in the log.")


def _missing(bare: Record, pack: Pack) -> list[str]:
    """What the debate used and the pack no longer has (for that motion, and on that side)."""
    motion = bare.setup.motion
    if motion not in pack.motions:
        return [f"the motion {motion}"]
    personas = [s.persona for s in bare.setup.seats if s.persona and s.persona not in pack.personas]
    found = [f"the persona {name}" for name in personas]
    used: dict[str, list[str | None]] = {"argument": [], "issue": [], "fact": [], "source": []}
    for turn in bare.turns:
        used["argument"] += [turn.argument, turn.target]
        used["issue"].append(turn.issue)
        used["fact"] += turn.facts
        used["source"] += turn.sources
    serving = {a.id for a in pack.arguments.values() if motion in a.motions}
    has = {"argument": serving, "issue": pack.issues, "fact": pack.facts, "source": pack.sources}
    for kind, names in used.items():
        found += [f"the {kind} {name}" for name in dict.fromkeys(names) if name is not None and name not in has[kind]]
    for name, turn in bare.said.items():
        if name in serving and pack.arguments[name].motions[motion] is not turn.side:
            found.append(f"the argument {name} on its side")
    return found


def _agrees(verdict: Verdict, bare: Record) -> bool:
    own = logged(bare)
    outcome = verdict.outcome == own.outcome or own.outcome is None
    return outcome and (verdict.standing, verdict.fallen, verdict.open) == (own.standing, own.fallen, own.open)


def logged(record: Record) -> Logged:
    """What the log alone tells of the verdict."""
    labels = record.labels
    said = {name: turn for name, turn in record.said.items() if name not in record.retracted}
    held: dict[str, set[str]] = {}
    for name, turn in said.items():
        kept = held.setdefault(turn.issue or "", set())
        if labels.get(name) == "in" and turn.side is not None:
            kept.add(turn.side.value)
    return Logged(
        outcome=record.debate.outcome,
        motion_label=labels.get(MOTION),
        contrary_label=labels.get(CONTRARY),
        issues={
            issue: sides.copy().pop() if len(sides) == 1 else "contested" for issue, sides in held.items() if issue
        },
        closed_by=record.debate.closed_by,
        standing=_having(said, labels, "in"),
        fallen=_having(said, labels, "out"),
        open=_having(said, labels, "undecided"),
    )


def _having(said: Mapping[str, Turn], labels: Mapping[str, str], label: str) -> tuple[str, ...]:
    return tuple(name for name in said if labels.get(name) == label)


def cited(turns: Sequence[Turn]) -> list[str]:
    """The sources of the turns, each once, in the order in which they were first named."""
    return list(dict.fromkeys(source for turn in turns for source in turn.sources))
