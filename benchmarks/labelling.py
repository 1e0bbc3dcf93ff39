"""What the grounded labelling costs, beside a bare walk over the same edges and beside two argumentation libraries.

Run it with `python benchmarks/labelling.py`. Everything in the table comes from one run on one machine: the bare walk
and the labelling take turns, and the best of the repeats counts for each. The goal is a labelling that takes at most
twice as long as the bare walk, at every size.
"""

from __future__ import annotations

import argparse
import gc
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from time import perf_counter

from rich.console import Console
from rich.table import Table

from debatebot.argumentation import Framework, Label, grounded

GOAL = 2.0
ATTACKS = 3  # a node, about
LAYERS = 10
RECENT = 20  # how far back the replies of a long quarrel reach

Edge = tuple[str, str]
Rival = Callable[[Framework], Callable[[], Iterable[object]]]  # prepares a call that returns the extension


def layered(size: int, rng: random.Random) -> list[Edge]:
    """Ten layers, each attacking the one before: no cycles, everything gets a label."""
    width = max(1, size // LAYERS)
    edges = []
    for i in range(width, size):
        top = i // width * width
        edges += [(f"a{i}", f"a{rng.randrange(top - width, top)}") for _ in range(ATTACKS)]
    return edges


def quarrel(size: int, rng: random.Random) -> list[Edge]:
    """Each argument attacks a few of the last twenty: no cycles, and as many rounds of labelling as can be."""
    return [
        (f"a{i}", f"a{rng.randrange(max(0, i - RECENT), i)}") for i in range(1, size) for _ in range(min(i, ATTACKS))
    ]


def mutual(size: int, rng: random.Random) -> list[Edge]:
    """Two sides, three grades of evidence; every attack is answered in kind where the grades allow it."""
    grades = [rng.randrange(3) for _ in range(size)]
    edges = []
    for i in range(1, size):
        for _ in range(ATTACKS):
            j = rng.randrange(i)
            if (i - j) % 2:
                edges += [(f"a{x}", f"a{y}") for x, y in ((i, j), (j, i)) if grades[x] >= grades[y]]
                if rng.random() < 0.5:  # an undercut, which no grade keeps out
                    edges.append((f"a{i}", f"a{j}"))
    return edges


SHAPES = {"layered": layered, "quarrel": quarrel, "mutual": mutual}


def walk(framework: Framework) -> int:
    """The least that any labelling could do: look at every edge once."""
    count = 0
    for row in framework.targets:
        for _ in row:
            count += 1
    return count


def labelled(framework: Framework) -> tuple[Label, ...]:
    """The labelling with all labels read, which are made on demand."""
    return grounded(framework).labels


def pygarg(framework: Framework) -> Callable[[], Iterable[object]]:
    """pygarg's grounded extension; it wants the attacks as a list of lists."""
    solver = import_module("pygarg.dung.solver")
    nodes, edges = list(framework.nodes), [list(edge) for edge in framework.edges]
    return lambda: iter(solver.compute_grounded_extension(nodes, edges))


def py_arg(framework: Framework) -> Callable[[], Iterable[object]]:
    """The grounded extension of python-argumentation (PyArg)."""
    classes = "py_arg.abstract_argumentation_classes"
    argument = import_module(f"{classes}.argument").Argument
    defeat = import_module(f"{classes}.defeat").Defeat
    whole = import_module(f"{classes}.abstract_argumentation_framework").AbstractArgumentationFramework
    extension = import_module("py_arg.algorithms.semantics.get_grounded_extension").get_grounded_extension
    made = {node: argument(node) for node in framework.nodes}
    theirs = whole("", list(made.values()), [defeat(made[a], made[b]) for a, b in framework.edges])
    return lambda: iter(extension(theirs))


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one framework; seconds, and None where a library was left out."""

    shape: str
    framework: Framework
    build: float
    walk: float
    grounded: float
    labelled: float
    pygarg: float | None
    py_arg: float | None


def best(calls: Sequence[Callable[[], object]], repeats: int, batch: int) -> list[float]:
    """The shortest time in seconds of each of `calls`, which take turns so that a busy moment hits all of them."""
    shortest = [float("inf")] * len(calls)
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeats):
            for i, call in enumerate(calls):
                start = perf_counter()
                for _ in range(batch):
                    call()
                shortest[i] = min(shortest[i], (perf_counter() - start) / batch)
    finally:
        gc.enable()
    return shortest


def rival(make: Rival, framework: Framework, up_to: int, repeats: int) -> float | None:
    """The best time of another library in seconds, after a look that it finds the same arguments in."""
    if len(framework.nodes) > up_to:
        return None
    call = make(framework)
    start = perf_counter()
    found = call()
    once = perf_counter() - start
    if {str(each) for each in found} != set(grounded(framework).having(Label.IN)):
        raise SystemExit("the libraries disagree about the grounded extension")
    return best([call], repeats, 1)[0] if once < 0.1 else once  # slow ones run once


def measure(shape: str, size: int, options: argparse.Namespace) -> Row:
    """Everything that the table shows about one shape and size."""
    nodes = [f"a{i}" for i in range(size)]
    edges = SHAPES[shape](size, random.Random(options.seed))
    framework = Framework.build(nodes, edges)
    batch = max(1, 5000 // size)
    walked, own, read = best(
        [lambda: walk(framework), lambda: grounded(framework), lambda: labelled(framework)], options.repeats, batch
    )
    (build,) = best([lambda: Framework.build(nodes, edges)], max(1, options.repeats // 10), batch)
    return Row(
        shape,
        framework,
        build,
        walked,
        own,
        read,
        rival(pygarg, framework, options.pygarg_up_to, 3),
        rival(py_arg, framework, options.py_arg_up_to, 3),
    )


def table(rows: Sequence[Row]) -> Table:
    """The rows as people read them: times in milliseconds, and nanoseconds a node to see that time grows in line."""
    made = Table(title="Grounded labelling, best of the repeats, ms")
    for name in ("shape", "arguments"):
        made.add_column(name, justify="left" if name == "shape" else "right")
    for name in ("attacks", "in/out/open", "bare walk", "grounded", "ratio", "ns a node", "+ labels", "ratio"):
        made.add_column(name, justify="right")
    for name in ("build", "pygarg", "PyArg"):
        made.add_column(name, justify="right")
    for row in rows:
        labels = grounded(row.framework).labels
        made.add_row(
            row.shape,
            f"{len(row.framework.nodes):,}",
            f"{len(row.framework.edges):,}",
            "/".join(str(labels.count(label)) for label in Label),
            _ms(row.walk),
            _ms(row.grounded),
            f"{row.grounded / row.walk:.2f}",
            f"{row.grounded / len(row.framework.nodes) * 1e9:.0f}",
            _ms(row.labelled),
            f"{row.labelled / row.walk:.2f}",
            _ms(row.build),
            _ms(row.pygarg),
            _ms(row.py_arg),
        )
    return made


def _ms(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{seconds * 1e3:,.3f}" if seconds < 1 else f"{seconds * 1e3:,.0f}"


def main() -> None:
    """Measure, print the table, and say whether the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000], help="numbers of arguments")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--repeats", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pygarg-up-to", type=int, default=100, metavar="SIZE", help="pygarg needs minutes for 1,000")
    parser.add_argument("--py-arg-up-to", type=int, default=1000, metavar="SIZE", help="PyArg needs minutes for 10,000")
    options = parser.parse_args()
    rows = [measure(shape, size, options) for shape in options.shapes for size in options.sizes]
    console = Console(width=150)
    console.print(table(rows))
    worst = max(row.grounded / row.walk for row in rows)
    console.print(
        f"grounded / bare walk: {worst:.2f} at worst, goal {GOAL:.0f}: {'met' if worst <= GOAL else 'missed'}"
    )
    console.print(
        f"left out because they would take minutes: pygarg above {options.pygarg_up_to:,} arguments, PyArg "
        f"(python-argumentation) above {options.py_arg_up_to:,}; runs of theirs over 0.1 s are single runs"
    )
    for shape in options.shapes:
        nodes = [row.grounded / len(row.framework.nodes) for row in rows if row.shape == shape]
        console.print(f"{shape}: the time a node varies by a factor of {max(nodes) / min(nodes):.2f} over the sizes")


if __name__ == "__main__":
    main()
