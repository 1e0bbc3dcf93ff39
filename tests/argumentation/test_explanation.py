"""Explanations: replies agree with the labels, and none goes in a circle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatebot.argumentation import Explanation, Framework, Label, Labelling, explain, grounded

from .frameworks import frameworks, repeatable


def labelling(nodes: str, *edges: str) -> Labelling:
    """The labelling of one-letter nodes under edges such as `ab` (a attacks b)."""
    return grounded(Framework.build(list(nodes), [(edge[0], edge[1]) for edge in edges]))


def parts(explanation: Explanation) -> Iterator[Explanation]:
    """An explanation and all that are inside it."""
    yield explanation
    for reply in explanation.replies:
        if reply.because is not None:
            yield from parts(reply.because)


def depth(explanation: Explanation) -> int:
    """How many explanations are inside each other."""
    return 1 + max((depth(reply.because) for reply in explanation.replies if reply.because), default=0)


def said(explanation: Explanation) -> list[str]:
    """The attackers that are named first."""
    return [reply.attacker for reply in explanation.replies]


@repeatable
@given(frameworks())
def test_replies_agree_with_the_labels(framework: Framework) -> None:
    labels = grounded(framework)
    for node in framework.nodes:
        for part in parts(explain(labels, node)):
            assert part.label is labels[part.node]
            assert all(reply.label is labels[reply.attacker] for reply in part.replies)
            assert all((reply.attacker, part.node) in framework.edges for reply in part.replies)
            assert all(reply.because is None or reply.because.node == reply.attacker for reply in part.replies)


@repeatable
@given(frameworks())
def test_each_label_is_accounted_for_in_its_own_way(framework: Framework) -> None:
    labels = grounded(framework)
    for node in framework.nodes:
        explanation = explain(labels, node)
        attackers = [framework.nodes[i] for i in framework.attackers[framework.index[node]]]
        if explanation.label is Label.IN:
            assert said(explanation) == attackers
            assert {reply.label for reply in explanation.replies} <= {Label.OUT}
        elif explanation.label is Label.OUT:
            (reply,) = explanation.replies
            assert reply.label is Label.IN
            assert labels.rank(reply.attacker) == labels.rank(node) - 1
        else:
            assert said(explanation) == [a for a in attackers if labels[a] is Label.UNDECIDED] != []
            assert all(reply.because is None for reply in explanation.replies)


@repeatable
@given(frameworks(), st.integers(1, 5))
def test_an_explanation_is_no_deeper_than_asked(framework: Framework, most: int) -> None:
    labels = grounded(framework)
    assert all(depth(explain(labels, node, most)) <= most for node in framework.nodes)


@repeatable
@given(frameworks())
def test_without_a_bound_it_ends_at_what_nobody_attacked(framework: Framework) -> None:
    labels = grounded(framework)
    for node in framework.nodes:
        if labels[node] is not Label.UNDECIDED:
            for part in parts(explain(labels, node, depth=100)):
                assert part.unattacked or all(reply.because is not None for reply in part.replies)
                # every step leads to an earlier round, so there is no circle
                assert all(labels.rank(reply.attacker) < labels.rank(part.node) for reply in part.replies)


def test_unattacked_is_said_of_those_only() -> None:
    labels = labelling("abc", "ba", "cb")
    assert [explain(labels, node).unattacked for node in "abc"] == [False, False, True]


def test_three_steps_are_the_rule() -> None:
    labels = labelling("abcde", "ba", "cb", "dc", "ed")
    assert depth(explain(labels, "a")) == 3


def test_the_attacker_that_needs_least_explaining_is_named() -> None:
    # both b and e are in, b only after d fell to c
    labels = labelling("abcde", "ba", "db", "cd", "ea")
    assert said(explain(labels, "a")) == ["e"]


@pytest.mark.parametrize("most", [1, 3, 50])
def test_a_self_attacking_node_is_open_because_of_itself(most: int) -> None:
    explanation = explain(labelling("a", "aa"), "a", most)
    assert explanation.label is Label.UNDECIDED
    assert said(explanation) == ["a"]
    assert explanation.replies[0].because is None


def test_a_self_attacking_node_that_fell_is_out_because_of_another() -> None:
    labels = labelling("ab", "aa", "ba")
    assert said(explain(labels, "a", 50)) == ["b"]


@pytest.mark.parametrize("most", [1, 3, 50])
def test_each_node_of_an_odd_cycle_is_open_because_of_the_one_before(most: int) -> None:
    labels = labelling("abc", "ab", "bc", "ca")
    assert [said(explain(labels, node, most)) for node in "abc"] == [["c"], ["a"], ["b"]]


def test_attackers_that_fell_do_not_keep_a_node_open() -> None:
    labels = labelling("abcd", "ab", "ba", "ca", "dc")
    assert said(explain(labels, "a")) == ["b"]


def test_an_unknown_node_has_no_explanation() -> None:
    with pytest.raises(KeyError):
        explain(labelling("a"), "ghost")
