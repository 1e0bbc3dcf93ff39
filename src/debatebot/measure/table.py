"""Plays many debates and puts their figures into one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from statistics import median, quantiles
from typing import Any

from debatebot.argumentation import Label, grounded
from debatebot.chamber import Chamber, make_setup
from debatebot.dialogue import Setup, may_say
from debatebot.dialogue.case import CONTRARY, MOTION
from debatebot.measure.debate import Measured, Ratio, measure
from debatebot.measure.voices import Blind, Sample, blind_test, wordings
from debatebot.pack import Pack, Side
from debatebot.speech import Prompts

LONG = 8  # rounds of the longer debates, for the coverage of issues and the variety of words
INFORMATIVE = 0.60  # the most that one outcome may have
VARIED = 0.85  # the least distinct-2 of a debate of eight rounds
FAIR = 0.65  # the most that one side may win


@dataclass(frozen=True)
class Plan:
    """Which debates are played: every motion, every ordered pair of personas, seeds 1 to `seeds`."""

    pack: Pack
    prompts: Prompts
    seeds: int = 5
    rounds: int = 4

    @cached_property
    def pairings(self) -> list[tuple[str, tuple[str, str]]]:
        """Every motion with every ordered pair of personas that both have something to say: sides mirrored, that is."""
        pack = self.pack
        return [
            (motion, pair)
            for motion in pack.motions
            for pair in permutations(pack.personas, 2)
            if all(may_say(pack, who, motion, side) for who, side in zip(pair, Side, strict=True))
        ]

    @property
    def total(self) -> int:
        """The number of debates: `seeds` short ones, one long and one uncapped for each motion and pair."""
        return len(self.pairings) * (self.seeds + 2)


@dataclass(slots=True)
class Results:
    """What was played."""

    short: list[Measured] = field(default_factory=list)
    long: list[Measured] = field(default_factory=list)
    guarantee: Ratio = field(default_factory=Ratio)
    broken: list[str] = field(default_factory=list)


def play(plan: Plan, progress: Callable[[], None] = lambda: None) -> Results:
    """Plays the plan. `progress` is called after each debate."""
    results = Results()
    for motion, pair in plan.pairings:
        for seed in range(1, plan.seeds + 1):
            results.short.append(measure(_played(plan, motion, pair, plan.rounds, seed)))
            progress()
        results.long.append(measure(_played(plan, motion, pair, LONG, 1)))
        progress()
        kept = guarantee_holds(_played(plan, motion, pair, 1, 1, capped=False))
        results.guarantee += Ratio(int(kept), 1)
        if not kept:
            results.broken.append(f"{motion}: {pair[0]} for, {pair[1]} against")
        progress()
    return results


def _played(plan: Plan, motion: str, pair: tuple[str, str], rounds: int, seed: int, capped: bool = True) -> Chamber:
    setup: Setup = make_setup(plan.pack, motion, [pair[0]], [pair[1]], rounds=rounds, seed=seed, capped=capped)
    chamber = Chamber(plan.pack, setup, plan.prompts)
    for _ in chamber.run():
        pass
    return chamber


def guarantee_holds(chamber: Chamber) -> bool:
    """Whether motion and contrary are in exactly when they are in over the whole bank of the speakers (DESIGN, 4.5)."""
    case = chamber.case
    whole = grounded(case.framework(case.eligible(Side.FOR) + case.eligible(Side.AGAINST)))
    reached = chamber.state.labelling
    return all((whole[node] is Label.IN) == (reached[node] is Label.IN) for node in (MOTION, CONTRARY))


def blind(plan: Plan, results: Results) -> dict[str, Blind]:
    """The blind test on every different turn of the short debates that made a point, and on the bare wordings.

    Raises UserError without scikit-learn, or where there is too little to test.
    """
    turns: dict[tuple[str, str], Sample] = {}
    for debate in results.short:
        turns.update({(sample.persona, sample.text): sample for sample in debate.samples})
    return {
        "turns": blind_test(plan.pack, list(turns.values())),
        "wordings": blind_test(plan.pack, list(wordings(plan.pack))),
    }


def summary(plan: Plan, results: Results) -> dict[str, Any]:
    """The table as plain data, for `--json` and for the terminal."""
    short, long = results.short, results.long
    played = list(dict.fromkeys(m.motion for m in short))
    every = short + long
    words = [w for m in every for w in m.words]
    grades = [g for m in short for g in m.grades]
    return {
        "debates": len(every) + results.guarantee.of,
        "rounds": plan.rounds,
        "seeds": plan.seeds,
        "live_target": _total(m.live_target for m in every),
        "relevance": _total(m.relevance for m in every),
        "relevance_strong": _total(m.strong for m in every),
        "guarantee": results.guarantee.value,
        "guarantee_broken": results.broken,
        "responsiveness": _total(m.responsiveness for m in short),
        "responsiveness_lowest_motion": min(
            _total(m.responsiveness for m in short if m.motion == motion) for motion in played
        ),
        "reply_distance_median": median(d for m in short for d in m.reply_distance),
        "burdens_answered": _total(m.burdens for m in every),
        "questions_asked": sum(m.burdens.of for m in every),
        "issues_long_min": min(m.issues for m in long),
        "issues_long_median": median(m.issues for m in long),
        "issues_long_below_4": [_narrow(plan, m) for m in long if m.issues < 4],
        "contradictions": sum(m.contradictions for m in every),
        "arguments_repeated": sum(m.arguments_repeated for m in every),
        "sentences_repeated": sum(m.sentences_repeated for m in every),
        "identical_turns_across_seeds": _identical(short),
        "distinct_1": median(m.distinct[0] for m in long),
        "distinct_2": median(m.distinct[1] for m in long),
        "distinct_3": median(m.distinct[2] for m in long),
        "distinct_2_below": sum(m.distinct[1] < VARIED for m in long),
        "distinct_lowest": [round(min(m.distinct[i] for m in long), 3) for i in range(3)],
        "citations_per_factual_sentence": _total(m.cited for m in every),
        "horizon_violations": sum(m.horizon_violations for m in every),
        "grade_median": median(grades),
        "grade_90": quantiles(grades, n=10)[-1],
        "words_min": min(words),
        "words_median": median(words),
        "words_max": max(words),
        "words_outside": sum(not 30 <= w <= 80 for w in words),
        "turns": len(words),
        "second_speaker_wins": _second(short),
        "moves": dict(Counter(move for m in short for move in m.moves).most_common()),
        "motions": {motion: _outcomes(plan, [m for m in short if m.motion == motion]) for motion in played},
    }


def _total(ratios: Iterable[Ratio]) -> float:
    return sum(ratios, Ratio()).value


def _identical(debates: Sequence[Measured]) -> float:
    """The share of turns whose very words also come in another seed's debate of the same motion and pair."""
    seen: dict[tuple[str, tuple[str, str]], Counter[str]] = {}
    for debate in debates:
        seen.setdefault((debate.motion, debate.pair), Counter()).update(set(debate.texts))
    texts = [(seen[d.motion, d.pair], text) for d in debates for text in d.texts]
    return sum(counter[text] > 1 for counter, text in texts) / len(texts) if texts else 0.0


def _outcomes(plan: Plan, debates: Sequence[Measured]) -> dict[str, Any]:
    """How the debates of a motion ended, and whether that says something.

    Where one side wins too often, the bank's reason is looked for: speakers who have too little to say on a side for
    the longest debate, because their horizon or their school leaves them so little.
    """
    outcomes = Counter(m.verdict.outcome for m in debates)
    share = {name: outcomes[name] / len(debates) for name in ("carried", "defeated", "open")}
    thin = _thin(plan, debates[0].motion)
    rate = _stronger(debates)
    rate_without = _stronger([m for m in debates if not thin.keys() & {f"{m.pair[0]} for", f"{m.pair[1]} against"}])
    balances = [m.verdict.balance for m in debates]
    return {
        **{name: round(value, 3) for name, value in share.items()},
        "win_rate_of_stronger_side": round(rate, 3),
        "short_of_arguments": thin,
        "win_rate_without_them": round(rate_without, 3),
        "balance_min": min(balances),
        "balance_median": round(median(balances), 3),
        "balance_max": max(balances),
        "informative": max(share.values()) <= INFORMATIVE,
        "fair": rate <= FAIR or rate_without <= FAIR,
        "turned_by": _sizes(debates),
    }


def blind_rows(found: dict[str, Blind]) -> Iterator[tuple[str, str, str]]:
    """The rows of the blind test: what, measured, wanted."""
    for what, test in found.items():
        share = f"{test.accuracy:.3f} of {test.texts:,} (by content alone {test.content_only:.3f})"
        yield f"blind test: speaker known by {what}", share, ">= 0.80" if what == "turns" else "reported"


def _second(debates: Sequence[Measured]) -> float:
    """The share of the decided debates won by the side that spoke second, and so last in the rounds."""
    won = {"carried": Side.FOR, "defeated": Side.AGAINST}
    decided = [m for m in debates if m.verdict.outcome in won]
    return sum(won[m.verdict.outcome] is not m.opener for m in decided) / len(decided) if decided else 0.0


def _narrow(plan: Plan, debate: Measured) -> str:
    """A debate that touched few issues, with how many arguments its speakers have: the usual reason."""
    sides = (
        f"{who} {side.value} with {len(may_say(plan.pack, who, debate.motion, side))} arguments"
        for who, side in zip(debate.pair, Side, strict=True)
    )
    return f"{debate.motion}, {', '.join(sides)}"


def _stronger(debates: Sequence[Measured]) -> float:
    """The share of the decided debates that the more successful side won; 0 if none was decided."""
    won = Counter(m.verdict.outcome for m in debates if m.verdict.outcome != "open")
    return max(won.values()) / won.total() if won else 0.0


def _thin(plan: Plan, motion: str) -> dict[str, int]:
    """Who, on which side, has fewer arguments than the longest debate has turns, and how many."""
    found = {
        f"{persona} {side.value}": len(may_say(plan.pack, persona, motion, side))
        for persona in plan.pack.personas
        for side in Side
    }
    return {who: number for who, number in found.items() if number <= LONG}


def _sizes(debates: Sequence[Measured]) -> dict[str, int]:
    """How many unsaid arguments would have turned the outcome: none, one or two."""
    return {str(size): n for size, n in sorted(Counter(len(m.verdict.turning) for m in debates).items())}


def rows(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The table's rows: what, measured, wanted."""

    def share(key: str) -> str:
        return f"{data[key]:.3f}"

    yield "debates played", f"{data['debates']:,} ({data['turns']:,} turns)", ""
    yield "live targets", share("live_target"), "1.0"
    yield "relevance (strong)", f"{share('relevance')} ({share('relevance_strong')})", "1.0"
    yield "agreement with the guarantee", share("guarantee"), "1.0"
    yield (
        "responsiveness (lowest motion)",
        f"{share('responsiveness')} ({share('responsiveness_lowest_motion')})",
        ">= 0.7",
    )
    yield "burdens answered", f"{share('burdens_answered')} of {data['questions_asked']}", "1.0"
    few = data["issues_long_below_4"]
    below = f" (fewer than 4: {'; '.join(few)})" if few else ""
    issues = f"{data['issues_long_min']}, {data['issues_long_median']:g}{below}"
    yield "issues in 8 rounds, lowest and median", issues, ">= 4"
    yield "contradictions", str(data["contradictions"]), "0"
    yield "arguments repeated", str(data["arguments_repeated"]), "0"
    yield "sentences repeated", str(data["sentences_repeated"]), "0"
    yield "identical turns across seeds", share("identical_turns_across_seeds"), "low"
    yield (
        "distinct-1/2/3 over 1,350 tokens",
        "/".join(f"{data[f'distinct_{n}']:.2f}" for n in (1, 2, 3)),
        "> .34/.77/.90",
    )
    yield (
        f"distinct-2: lowest, debates below {VARIED}",
        f"{data['distinct_lowest'][1]:.3f}, {data['distinct_2_below']}",
        f">= {VARIED}, 0",
    )
    yield "citations per factual sentence", share("citations_per_factual_sentence"), "1.0"
    yield "horizon violations", str(data["horizon_violations"]), "0"
    yield "reading grade, median and 90th", f"{data['grade_median']:.1f}, {data['grade_90']:.1f}", "8 to 11"
    yield (
        "words a turn, least, median, most",
        f"{data['words_min']}, {data['words_median']:g}, {data['words_max']}",
        "30 to 80",
    )
    yield "won by who spoke second, of the decided", share("second_speaker_wins"), "reported"
    for motion, ended in data["motions"].items():
        parts = ", ".join(f"{name} {ended[name]:.0%}" for name in ("carried", "defeated", "open"))
        wins = f"stronger side wins {ended['win_rate_of_stronger_side']:.0%} of the decided"
        if ended["win_rate_of_stronger_side"] > FAIR:
            short = ", ".join(f"{who} {number}" for who, number in ended["short_of_arguments"].items())
            wins += f" ({ended['win_rate_without_them']:.0%} without those short of arguments: {short})"
        spread = f"balance {ended['balance_min']:.2f} to {ended['balance_max']:.2f}"
        yield motion, f"{parts}; {wins}; {spread}", "<= 60%, <= 65%"
