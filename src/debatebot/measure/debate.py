"""What one debate is worth, measured from its turns (argumentation.md, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debatebot.argumentation import Label
from debatebot.chamber import Chamber
from debatebot.dialogue import ATTACKS, UTTERANCES, Case, MoveKind, Seat, State, Turn, Verdict
from debatebot.dialogue.case import CONTRARY, MOTION, within_horizon
from debatebot.measure.text import distinct, grade
from debatebot.measure.voices import Sample
from debatebot.measure.voices import spoken as samples_of
from debatebot.pack import Side
from debatebot.speech.words import count, normalised, sentences, tokens


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hits + other.hits, self.of + other.of)

    @property
    def value(self) -> float:
        """The share; 1 where there was nothing to count."""
        return self.hits / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One debate in figures."""

    motion: str
    pair: tuple[str, str]
    opener: Side
    seed: int
    verdict: Verdict
    live_target: Ratio
    relevance: Ratio
    strong: Ratio
    responsiveness: Ratio
    reply_distance: tuple[int, ...]
    burdens: Ratio
    cited: Ratio
    horizon_violations: int
    contradictions: int
    arguments_repeated: int
    sentences_repeated: int
    issues: int
    words: tuple[int, ...]
    grades: tuple[float, ...]
    distinct: tuple[float, float, float]
    texts: tuple[str, ...]
    moves: tuple[str, ...]
    samples: tuple[Sample, ...]


def measure(chamber: Chamber) -> Measured:
    """The figures of a finished debate between two personas."""
    case, turns = chamber.case, chamber.turns
    spoken = [t for t in turns if not t.of_chair]
    states = _states(case, spoken)
    said = [normalised(s) for t in turns for s in sentences(t.text)]
    uttered = [t.argument for t in spoken if t.move in UTTERANCES]
    words = [w for t in spoken for w in tokens(t.text)]
    seats = case.setup.seats
    return Measured(
        motion=case.setup.motion,
        pair=(_first(seats, Side.FOR), _first(seats, Side.AGAINST)),
        opener=seats[0].side,
        seed=case.setup.seed,
        verdict=chamber.verdict,
        live_target=_live_targets(case, spoken, states),
        relevance=_relevance(spoken, states)[0],
        strong=_relevance(spoken, states)[1],
        responsiveness=_responsiveness(spoken),
        reply_distance=tuple(_distances(spoken)),
        burdens=_burdens(spoken),
        cited=_cited(turns),
        horizon_violations=_horizon(case, spoken),
        contradictions=sum(len(chamber.state.contradictions(side)) for side in Side),
        arguments_repeated=len(uttered) - len(set(uttered)),
        sentences_repeated=len(said) - len(set(said)),
        issues=len({t.issue for t in spoken if t.issue and t.move in UTTERANCES}),
        words=tuple(count(t.text) for t in spoken),
        grades=tuple(grade(t.text) for t in spoken),
        distinct=(distinct(words, 1), distinct(words, 2), distinct(words, 3)),
        texts=tuple(t.text for t in spoken),
        moves=tuple(t.move.value for t in spoken),
        samples=tuple(samples_of(case.pack, spoken)),
    )


def _first(seats: Sequence[Seat], side: Side) -> str:
    return next(seat.speaker for seat in seats if seat.side is side)


def _states(case: Case, spoken: list[Turn]) -> list[State]:
    """The state before each turn, and after the last."""
    return [State(case, spoken[:i]) for i in range(len(spoken) + 1)]


def _live_targets(case: Case, spoken: list[Turn], states: list[State]) -> Ratio:
    hits = of = 0
    for turn, before in zip(spoken, states, strict=False):
        if turn.target is None or turn.move not in ATTACKS | {MoveKind.OPEN}:
            continue
        of += 1
        other = turn.side is not None and case.sides[turn.target] is turn.side.other
        hits += other and turn.target in before.uttered and before.labelling[turn.target] is not Label.OUT
    return Ratio(hits, of)


def _relevance(spoken: list[Turn], states: list[State]) -> tuple[Ratio, Ratio]:
    """Moves that matter (Prakken 2005). Strong: the label of motion or contrary changes. Weak: the new argument is
    live, or it changes another label, or defeats a live node."""
    relevant = strong = of = 0
    for i, turn in enumerate(spoken):
        if turn.move not in UTTERANCES or turn.argument is None:
            continue
        of += 1
        before, after = states[i].labelling, states[i + 1].labelling
        changed = [n for n in before.framework.nodes if before[n] is not after[n]]
        strong += MOTION in changed or CONTRARY in changed
        own = after.framework.index[turn.argument]
        hits = any(before.labels[j] is not Label.OUT for j in after.framework.targets[own] if j < len(before.labels))
        relevant += bool(changed) or hits or after[turn.argument] is not Label.OUT
    return Ratio(relevant, of), Ratio(strong, of)


def _responsiveness(spoken: list[Turn]) -> Ratio:
    """Turns of openings and rounds that reply to the other side's latest turn, among all but the first.

    Summaries and closings answer the debate as a whole and are left out.
    """
    hits = of = 0
    for i, turn in enumerate(spoken):
        if turn.move in {MoveKind.SUMMARISE, MoveKind.CLOSE}:
            continue
        latest = next((t.seq for t in reversed(spoken[:i]) if t.side is not turn.side), None)
        if latest is not None:
            of += 1
            hits += turn.replies_to == latest
    return Ratio(hits, of)


def _distances(spoken: list[Turn]) -> list[int]:
    """For each reply, how many turns of the other side lie between (0: the latest one)."""
    found = []
    for i, turn in enumerate(spoken):
        if turn.replies_to is not None:
            theirs = [t.seq for t in spoken[:i] if t.side is not turn.side]
            if turn.replies_to in theirs:
                found.append(len(theirs) - 1 - theirs.index(turn.replies_to))
    return found


def _burdens(spoken: list[Turn]) -> Ratio:
    """Questions that were answered, or whose point was taken back, within two turns of the one who was asked."""
    hits = of = 0
    for i, turn in enumerate(spoken):
        if turn.move is MoveKind.QUESTION:
            of += 1
            theirs = [t for t in spoken[i + 1 :] if t.side is not turn.side][:2]
            done = {MoveKind.ANSWER, MoveKind.RETRACT}
            hits += any(t.move in done and t.target == turn.target for t in theirs)
    return Ratio(hits, of)


def _cited(turns: list[Turn]) -> Ratio:
    """Sentences that state facts and stand in a turn that names its sources."""
    hits = of = 0
    for turn in turns:
        for part in turn.provenance.get("parts", ()):
            if part.get("evidence"):
                number = len(sentences(part["text"]))
                of += number
                hits += number if turn.sources and "[" in turn.text else 0
    return Ratio(hits, of)


def _horizon(case: Case, spoken: list[Turn]) -> int:
    found = 0
    for turn in spoken:
        persona = case.pack.personas.get(turn.speaker)
        if persona is None:
            continue
        found += sum(case.pack.facts[f].known_since > persona.horizon for f in turn.facts)
        found += sum(not within_horizon(case.pack, persona, s) for s in turn.sources)
    return found
