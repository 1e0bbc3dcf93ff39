"""Quadratic energy: its bounds, its fixed point, what more attackers and supporters do to it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatebot.argumentation import quadratic_energy

from .frameworks import Graph, graphs, repeatable

NEAR = 1e-5
BASE = st.floats(0, 1)


@dataclass(frozen=True)
class Weighed:
    """A bipolar graph with base scores."""

    base: list[float]
    attackers: list[list[int]]
    supporters: dict[int, list[int]]

    @property
    def strengths(self) -> list[float]:
        return quadratic_energy(self.base, self.attackers, self.supporters)


@st.composite
def acyclic(draw: st.DrawFn) -> Weighed:
    """Nodes that are attacked and supported by later ones only."""
    base = draw(st.lists(BASE, min_size=2, max_size=10))
    attackers: list[list[int]] = []
    supporters: dict[int, list[int]] = {}
    for i in range(len(base)):
        roles = [draw(st.sampled_from(["none", "attack", "support"])) for _ in range(i + 1, len(base))]
        attackers.append([j for j, role in enumerate(roles, i + 1) if role == "attack"])
        supporters[i] = [j for j, role in enumerate(roles, i + 1) if role == "support"]
    return Weighed(base, attackers, supporters)


def expected(tau: float, energy: float) -> float:
    """Potyka 2018: the base score moves towards 1 or 0 by h(x) = x^2 / (1 + x^2)."""
    impact = energy**2 / (1 + energy**2)
    return tau + (1 - tau) * impact if energy > 0 else tau - tau * impact


@repeatable
@given(acyclic())
def test_strengths_are_between_nought_and_one(graph: Weighed) -> None:
    assert all(0 <= each <= 1 for each in graph.strengths)


@repeatable
@given(graphs(8), st.lists(BASE, min_size=8, max_size=8))
def test_cycles_end_and_keep_the_bounds(graph: Graph, base: list[float]) -> None:
    nodes, edges = graph
    attackers = [[nodes.index(source) for source, target in edges if target == node] for node in nodes]
    strengths = quadratic_energy(base[: len(nodes)], attackers)
    assert len(strengths) == len(nodes)
    assert all(0 <= each <= tau for each, tau in zip(strengths, base, strict=False))


@repeatable
@given(acyclic())
def test_without_cycles_the_fixed_point_is_reached(graph: Weighed) -> None:
    strengths = graph.strengths
    for i, tau in enumerate(graph.base):
        energy = sum(strengths[j] for j in graph.supporters[i]) - sum(strengths[j] for j in graph.attackers[i])
        assert strengths[i] == pytest.approx(expected(tau, energy), abs=NEAR)


@repeatable
@given(acyclic(), BASE, st.data())
def test_one_more_attacker_never_raises_its_target(graph: Weighed, tau: float, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, len(graph.base) - 1))
    attackers = [[*row, len(graph.base)] if i == target else row for i, row in enumerate(graph.attackers)]
    after = quadratic_energy([*graph.base, tau], [*attackers, []], graph.supporters)
    assert after[target] <= graph.strengths[target] + NEAR


@repeatable
@given(acyclic(), BASE, st.data())
def test_one_more_supporter_never_lowers_its_target(graph: Weighed, tau: float, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, len(graph.base) - 1))
    supporters = {**graph.supporters, target: [*graph.supporters[target], len(graph.base)]}
    after = quadratic_energy([*graph.base, tau], [*graph.attackers, []], supporters)
    assert after[target] >= graph.strengths[target] - NEAR


@pytest.mark.parametrize("count", [1, 2, 5, 20])
def test_an_attacker_always_costs_something(count: int) -> None:
    def struck(by: int) -> float:
        return quadratic_energy([0.7, *[1.0] * by], [list(range(1, by + 1)), *[[]] * by])[0]

    assert struck(count) < struck(count - 1)


def test_left_alone_a_node_keeps_its_base_score() -> None:
    assert quadratic_energy([0.7, 0.0, 1.0], [[], [], []]) == [0.7, 0.0, 1.0]


def test_no_nodes_no_strengths() -> None:
    assert quadratic_energy([], []) == []


def test_one_full_attacker_halves() -> None:
    # energy -1, h(1) = 1/2, 0.8 - 0.8/2
    assert quadratic_energy([0.8, 1.0], [[1], []]) == pytest.approx([0.4, 1.0])


def test_one_full_supporter_goes_half_the_way_to_one() -> None:
    # energy 1, 0.6 + 0.4/2
    assert quadratic_energy([0.6, 1.0], [[], []], {0: [1]}) == pytest.approx([0.8, 1.0])


def test_support_and_attack_of_equal_strength_cancel() -> None:
    assert quadratic_energy([0.6, 0.5, 0.5], [[1], [], []], {0: [2]}) == pytest.approx([0.6, 0.5, 0.5])


def test_two_attackers_add_up_before_they_bite() -> None:
    # energy -2, h(2) = 4/5, 0.5 - 0.5 * 4/5
    assert quadratic_energy([0.5, 1.0, 1.0], [[1, 2], [], []])[0] == pytest.approx(0.1)


def test_a_chain_is_worked_out_from_its_end() -> None:
    # the middle falls from 1 to 1 - h(1) = 1/2; the first from 1 to 1 - h(1/2) = 1 - 1/5
    assert quadratic_energy([1.0, 1.0, 1.0], [[1], [2], []]) == pytest.approx([0.8, 0.5, 1.0])
