"""The grounded labelling: against an independent solver, and against its own definition."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygarg.dung import solver

from debatebot.argumentation import Framework, Label, Labelling, grounded

from .frameworks import Graph, frameworks, graphs, random_graph, repeatable


def label(nodes: str, *edges: str) -> dict[str, str]:
    """The labels of one-letter nodes under edges such as `ab` (a attacks b)."""
    labelling = grounded(Framework.build(list(nodes), [(edge[0], edge[1]) for edge in edges]))
    return {node: labelling[node].value for node in nodes}


def grounded_extension(graph: Graph) -> list[str]:
    """What the independent solver says."""
    nodes, edges = graph
    return sorted(solver.compute_grounded_extension(nodes, [list(edge) for edge in edges]))


def assert_complete(labelling: Labelling) -> None:
    """In exactly when all attackers are out; out exactly when one is in."""
    for own, row in zip(labelling.labels, labelling.framework.attackers, strict=True):
        attackers = [labelling.labels[i] for i in row]
        assert (own is Label.IN) == all(each is Label.OUT for each in attackers)
        assert (own is Label.OUT) == any(each is Label.IN for each in attackers)


def assert_ranks_follow(labelling: Labelling) -> None:
    """A node in comes one round after its last attacker fell, a node out one round after its first came in."""
    ranks = labelling.ranks
    for own, rank, row in zip(labelling.labels, ranks, labelling.framework.attackers, strict=True):
        if own is Label.IN:
            assert rank == 1 + max((ranks[i] for i in row), default=-1)
        elif own is Label.OUT:
            assert rank == 1 + min(ranks[i] for i in row if labelling.labels[i] is Label.IN)
        else:
            assert rank == -1


@repeatable
@given(graphs())
def test_what_is_in_is_the_grounded_extension_of_an_independent_solver(graph: Graph) -> None:
    assert sorted(grounded(Framework.build(*graph)).having(Label.IN)) == grounded_extension(graph)


@pytest.mark.parametrize("seed", range(250))
def test_it_agrees_with_the_solver_on_small_graphs_of_every_density(seed: int) -> None:
    rng = random.Random(seed)
    graph = random_graph(rng.randrange(1, 13), rng.choice([0.5, 1, 1.5, 2, 3]), seed)
    assert sorted(grounded(Framework.build(*graph)).having(Label.IN)) == grounded_extension(graph)


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_solver_on_larger_graphs(seed: int) -> None:
    graph = random_graph(30 + 2 * seed, 1.2, seed)
    assert sorted(grounded(Framework.build(*graph)).having(Label.IN)) == grounded_extension(graph)


@repeatable
@given(frameworks())
def test_it_is_a_complete_labelling(framework: Framework) -> None:
    assert_complete(grounded(framework))


@repeatable
@given(frameworks())
def test_ranks_are_well_founded(framework: Framework) -> None:
    assert_ranks_follow(grounded(framework))


@pytest.mark.parametrize("density", [0.8, 1.0, 1.5, 3.0])
def test_the_laws_hold_on_a_thousand_nodes(density: float) -> None:
    labelling = grounded(Framework.build(*random_graph(1000, density, 7)))
    assert_complete(labelling)
    assert_ranks_follow(labelling)


@repeatable
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_edges_does_not_matter(graph: Graph, rng: random.Random) -> None:
    nodes, edges = graph
    shuffled = rng.sample(nodes, len(nodes)), rng.sample(edges, len(edges))
    first, second = grounded(Framework.build(nodes, edges)), grounded(Framework.build(*shuffled))
    assert {n: (first[n], first.rank(n)) for n in nodes} == {n: (second[n], second.rank(n)) for n in nodes}


@repeatable
@given(frameworks())
def test_rank_nought_means_unattacked(framework: Framework) -> None:
    labelling = grounded(framework)
    for node, row in zip(framework.nodes, framework.attackers, strict=True):
        assert (labelling.rank(node) == 0) == (not row)
        assert row or labelling[node] is Label.IN


@repeatable
@given(frameworks())
def test_every_way_to_read_a_labelling_says_the_same(framework: Framework) -> None:
    labelling = grounded(framework)
    assert [labelling[node] for node in framework.nodes] == list(labelling.labels)
    assert [labelling.rank(node) for node in framework.nodes] == list(labelling.ranks)
    for each in Label:
        assert labelling.having(each) == [node for node in framework.nodes if labelling[node] is each]


def test_nothing_said_is_a_labelling_of_nothing() -> None:
    labelling = grounded(Framework.build([], []))
    assert labelling.labels == ()
    assert labelling.ranks == ()


def test_a_defender_puts_an_argument_back() -> None:
    assert label("abc", "ba", "cb") == {"a": "in", "b": "out", "c": "in"}


def test_two_that_attack_each_other_are_both_open() -> None:
    assert label("ab", "ab", "ba") == {"a": "undecided", "b": "undecided"}


def test_outside_help_decides_a_mutual_attack() -> None:
    assert label("abc", "ab", "ba", "ca") == {"a": "out", "b": "in", "c": "in"}


def test_a_self_attack_leaves_a_node_open_and_what_it_attacks_too() -> None:
    assert label("ab", "aa", "ab") == {"a": "undecided", "b": "undecided"}


def test_a_self_attacking_node_still_falls_to_one_that_stands() -> None:
    assert label("abc", "aa", "ab", "ca") == {"a": "out", "b": "in", "c": "in"}


def test_an_odd_cycle_is_open() -> None:
    assert set(label("abc", "ab", "bc", "ca").values()) == {"undecided"}


def test_a_node_attacked_by_one_in_and_one_open_is_out() -> None:
    assert label("abcd", "ab", "ba", "ac", "dc")["c"] == "out"


def test_a_long_chain_takes_turns() -> None:
    nodes = [f"n{i}" for i in range(5001)]
    labelling = grounded(Framework.build(nodes, pairwise(nodes)))
    assert labelling.ranks == tuple(range(5001))
    assert labelling["n5000"] is Label.IN
    assert labelling["n4999"] is Label.OUT


def test_an_unknown_node_has_no_label() -> None:
    labelling = grounded(Framework.build(["a"], []))
    with pytest.raises(KeyError):
        labelling["ghost"]
