"""A framework is indexed once, faithfully and in the order given."""

from __future__ import annotations

import pytest
from hypothesis import given

from debatebot.argumentation import Framework

from .frameworks import Graph, graphs, repeatable


@repeatable
@given(graphs())
def test_it_holds_the_nodes_and_edges_it_was_built_from(graph: Graph) -> None:
    nodes, edges = graph
    framework = Framework.build(nodes, edges)
    assert framework.nodes == tuple(nodes)
    assert sorted(framework.edges) == sorted(edges)
    assert [framework.index[node] for node in nodes] == list(range(len(nodes)))


@repeatable
@given(graphs())
def test_targets_and_attackers_are_two_views_of_the_same_edges(graph: Graph) -> None:
    framework = Framework.build(*graph)
    forward = {(i, j) for i, row in enumerate(framework.targets) for j in row}
    backward = {(i, j) for j, row in enumerate(framework.attackers) for i in row}
    assert forward == backward
    assert list(framework.attacks_on) == [len(row) for row in framework.attackers]
    assert list(framework.unattacked) == [i for i, row in enumerate(framework.attackers) if not row]


def test_a_repeated_edge_counts_once() -> None:
    framework = Framework.build(["a", "b"], [("a", "b"), ("a", "b")])
    assert framework.edges == [("a", "b")]
    assert framework.attacks_on == (0, 1)


def test_edges_keep_the_order_they_came_in() -> None:
    framework = Framework.build(["a", "b", "c"], [("a", "c"), ("a", "b"), ("c", "b"), ("a", "a")])
    assert framework.targets[0] == (2, 1, 0)
    assert framework.attackers[1] == (0, 2)


def test_a_repeated_node_is_refused() -> None:
    with pytest.raises(ValueError, match="listed twice"):
        Framework.build(["a", "a"], [])


@pytest.mark.parametrize("edge", [("a", "ghost"), ("ghost", "a")])
def test_an_edge_to_or_from_nowhere_is_refused(edge: tuple[str, str]) -> None:
    with pytest.raises(KeyError, match="ghost"):
        Framework.build(["a"], [edge])
