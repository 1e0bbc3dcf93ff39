"""Turns a second: choosing and wording, on one core, with the real bank.

Run `uv run python benchmarks/turns.py`. Loading is not counted; making the chamber, every turn of the chair and the
verdict are. Each row is a motion, a pair and a length; after a pass to warm up it is played in passes of several
debates, each with a seed of its own. The best pass counts, because other programs only ever slow one down, and for the
goal it is the processor's time that counts, which they do not take. A last pass, not counted, says where the time goes.
"""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from rich.console import Console
from rich.table import Table

from debatebot import chamber as chamber_module
from debatebot.chamber import Chamber, make_setup
from debatebot.config import data_folder, prompts_folder
from debatebot.dialogue import Setup
from debatebot.pack import Pack, load_pack
from debatebot.speech import Composer, Prompts
from debatebot.speech.chair import Chair

GOAL = 1000  # turns a second
PAIRS = (("pipes", "trotsky"), ("soviet-official", "cohen"), ("western-school", "soviet-revisionist"))
PARTS = ("legal moves", "choose", "compose", "chair", "state", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """One motion, one pair, one length: turns of a debate on average, and turns a second."""

    motion: str
    pair: tuple[str, str]
    rounds: int
    turns: float
    rate: float  # by the clock
    cpu_rate: float  # by the processor's time
    parts: dict[str, float]  # seconds


def debate(pack: Pack, prompts: Prompts, setup: Setup) -> int:
    """Plays a debate to its verdict, and counts its turns."""
    return sum(1 for _ in Chamber(pack, setup, prompts).run())


def passes(play: Callable[[int], int], seeds: Sequence[Sequence[int]]) -> tuple[float, float, float]:
    """Turns a debate, and the best rates by the clock and by the processor over the passes in `seeds`."""
    rate = cpu_rate = turns = 0.0
    for row in seeds:
        gc.collect()
        clock, cpu = perf_counter(), process_time()
        said = sum(play(seed) for seed in row)
        rate = max(rate, said / (perf_counter() - clock))
        cpu_rate = max(cpu_rate, said / (process_time() - cpu))
        turns = said / len(row)
    return turns, rate, cpu_rate


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """Counts the seconds spent in each of PARTS, without what is spent in another one of them inside it."""
    spent: dict[str, float] = defaultdict(float)
    inner = [0.0]
    undo: list[tuple[Any, str, Any]] = []

    def watch(owner: Any, name: str, part: str) -> None:
        whole = getattr(owner, name)

        def timed(*args: Any, **more: Any) -> Any:
            start = perf_counter()
            inner.append(0.0)
            try:
                return whole(*args, **more)
            finally:
                took = perf_counter() - start
                spent[part] += took - inner.pop()
                inner[-1] += took

        undo.append((owner, name, whole))
        setattr(owner, name, timed)

    watch(chamber_module, "legal_moves", "legal moves")
    watch(chamber_module, "choose", "choose")
    watch(chamber_module, "State", "state")
    watch(chamber_module, "decide", "verdict")
    watch(Composer, "compose", "compose")
    for name in ("welcome", "announce", "caution", "verdict"):
        watch(Chair, name, "chair")
    try:
        yield spent
    finally:
        for owner, name, whole in reversed(undo):
            setattr(owner, name, whole)


def measure(pack: Pack, prompts: Prompts, motion: str, pair: tuple[str, str], rounds: int, options: Any) -> Row:
    """Everything that the table shows about one kind of debate."""

    def play(seed: int) -> int:
        setup = make_setup(pack, motion, pair[:1], pair[1:], rounds=rounds, seed=seed)
        return debate(pack, prompts, setup)

    first = options.seed
    seeds = [range(first + i * options.debates, first + (i + 1) * options.debates) for i in range(options.runs + 1)]
    for seed in seeds.pop(0):  # frames are compiled when they are first used
        play(seed)
    turns, rate, cpu_rate = passes(play, seeds)
    with watched() as parts:
        start = perf_counter()
        for seed in seeds[-1]:
            play(seed)
        parts["the rest"] = perf_counter() - start - sum(parts.values())
    return Row(motion, pair, rounds, turns, rate, cpu_rate, parts)


def table(rows: Sequence[Row]) -> Table:
    """The rows as people read them."""
    made = Table(title="Choosing and wording")
    made.add_column("motion")
    made.add_column("for, against")
    for name in ("rounds", "turns a debate", "turns/s", "turns/s of CPU", "µs a turn"):
        made.add_column(name, justify="right")
    for row in rows:
        made.add_row(
            row.motion,
            ", ".join(row.pair),
            str(row.rounds),
            f"{row.turns:.1f}",
            f"{row.rate:,.0f}",
            f"{row.cpu_rate:,.0f}",
            f"{1e6 / row.cpu_rate:,.0f}",
        )
    return made


def main() -> None:
    """Measure, print the table, and say whether the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--motions", nargs="+", help="ids; all by default")
    parser.add_argument("--rounds", type=int, nargs="+", default=[4, 8])
    parser.add_argument("--debates", type=int, default=8, help="debates of a pass, each with a seed of its own")
    parser.add_argument("--runs", type=int, default=5, help="passes; the best one counts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = perf_counter()
    pack = load_pack(data_folder() / "personas" / "lenin-stalin")
    loading = perf_counter() - start
    prompts = Prompts(prompts_folder())
    rows = [
        measure(pack, prompts, motion, pair, rounds, options)
        for motion in options.motions or pack.motions
        for pair in PAIRS
        for rounds in options.rounds
    ]
    console = Console(width=130)
    console.print(table(rows))
    parts = {name: sum(row.parts[name] for row in rows) for name in (*PARTS, "the rest")}
    whole = sum(parts.values())
    shares = ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in parts.items())
    console.print(f"Where the time goes: {shares}")
    console.print(f"Not counted: {loading * 1e3:,.0f} ms to load the pack.")
    turns = sum(row.turns for row in rows)
    clock = turns / sum(row.turns / row.rate for row in rows)
    together = turns / sum(row.turns / row.cpu_rate for row in rows)
    worst = min(row.cpu_rate for row in rows)
    console.print(
        f"All rows together {together:,.0f} turns a second of processor time ({clock:,.0f} by the clock), "
        f"the slowest row {worst:,.0f}; goal {GOAL:,}: "
        f"{'met' if worst >= GOAL else 'met on the whole, missed by a row' if together >= GOAL else 'missed'}"
    )


if __name__ == "__main__":
    main()
