"""Random frameworks for the tests of the theory."""

from __future__ import annotations

import random

from hypothesis import settings
from hypothesis import strategies as st

from debatebot.argumentation import Framework

Edge = tuple[str, str]
Graph = tuple[list[str], list[Edge]]

repeatable = settings(deadline=None, derandomize=True, max_examples=150, database=None)


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> Graph:
    """Nodes and edges of any framework: cycles and self-attacks too."""
    nodes = [f"a{i}" for i in range(draw(st.integers(0, most)))]
    if not nodes:
        return [], []
    one = st.sampled_from(nodes)
    edges = draw(st.lists(st.tuples(one, one), max_size=3 * len(nodes), unique=True))
    return nodes, edges


def frameworks(most: int = 12) -> st.SearchStrategy[Framework]:
    """Any framework of up to `most` nodes."""
    return graphs(most).map(lambda graph: Framework.build(*graph))


def random_graph(size: int, density: float, seed: int) -> Graph:
    """A larger graph in which a node attacks `density` others on average."""
    rng = random.Random(seed)
    nodes = [f"a{i}" for i in range(size)]
    edges = {(rng.choice(nodes), rng.choice(nodes)): None for _ in range(round(size * density))}
    return nodes, list(edges)
