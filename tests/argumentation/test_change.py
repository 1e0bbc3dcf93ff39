"""The smallest change is the smallest, the first of its size, and found without asking too much."""

from __future__ import annotations

from itertools import chain, combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatebot.argumentation import Framework, Label, grounded, smallest_change

from .frameworks import Graph, graphs, repeatable

NAMES = [f"c{i}" for i in range(6)]
SUBSETS = list(chain.from_iterable(combinations(NAMES, size) for size in range(1, len(NAMES) + 1)))


@repeatable
@given(st.sets(st.sampled_from(SUBSETS)), st.integers(0, 6))
def test_it_is_the_smallest_of_all_that_turn(turning: set[tuple[str, ...]], most: int) -> None:
    found = smallest_change(NAMES, turning.__contains__, most)
    within = [chosen for chosen in turning if len(chosen) <= most]
    if found is None:
        assert not within
    else:
        assert found in within
        assert found == min(within, key=lambda chosen: (len(chosen), [NAMES.index(name) for name in chosen]))


@repeatable
@given(graphs(8))
def test_it_agrees_with_a_search_through_every_set_of_unused_arguments(graph: Graph) -> None:
    nodes, edges = graph
    said, unsaid = nodes[:3], nodes[3:]

    def label(more: tuple[str, ...]) -> Label:
        uttered = {*said, *more}
        kept = [node for node in nodes if node in uttered]
        return grounded(Framework.build(kept, [(a, b) for a, b in edges if a in uttered and b in uttered]))[nodes[0]]

    if not nodes:
        return
    before = label(())
    sizes = [
        size
        for size in range(1, len(unsaid) + 1)
        if any(label(chosen) is not before for chosen in combinations(unsaid, size))
    ]
    found = smallest_change(unsaid, lambda more: label(more) is not before, len(unsaid))
    assert (len(found) if found else None) == min(sizes, default=None)
    assert found is None or label(found) is not before


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_it_asks_no_more_often_than_promised(most: int) -> None:
    asked: list[tuple[str, ...]] = []

    def never(chosen: tuple[str, ...]) -> bool:
        asked.append(chosen)
        return False

    assert smallest_change(NAMES, never, most) is None
    assert len(asked) == len(set(asked)) == sum(comb(len(NAMES), size) for size in range(1, most + 1))


def test_two_are_looked_at_unless_more_are_allowed() -> None:
    assert smallest_change("abc", lambda chosen: len(chosen) == 2) == ("a", "b")
    assert smallest_change("abc", lambda chosen: len(chosen) == 3) is None


def test_nothing_unsaid_turns_nothing() -> None:
    assert smallest_change([], lambda chosen: True) is None
