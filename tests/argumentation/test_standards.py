"""Proof standards: each stricter one includes the laxer ones."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatebot.argumentation import ProofStandard, meets

from .frameworks import repeatable

SIDE = st.lists(st.floats(0, 1), max_size=5)
STRICT_TO_LAX = [
    ProofStandard.BEYOND_REASONABLE_DOUBT,
    ProofStandard.CLEAR_AND_CONVINCING,
    ProofStandard.PREPONDERANCE,
    ProofStandard.SCINTILLA,
]


@repeatable
@given(SIDE, SIDE)
def test_a_stricter_standard_includes_the_laxer_one(pro: list[float], con: list[float]) -> None:
    for strict, lax in pairwise(STRICT_TO_LAX):
        assert not meets(strict, pro, con) or meets(lax, pro, con)


@repeatable
@given(SIDE, SIDE)
def test_dialectical_validity_is_something_for_and_nothing_against(pro: list[float], con: list[float]) -> None:
    assert meets(ProofStandard.DIALECTICAL_VALIDITY, pro, con) == (bool(pro) and not con)


@repeatable
@given(SIDE, SIDE)
def test_both_sides_cannot_be_the_stronger(pro: list[float], con: list[float]) -> None:
    assert not (meets(ProofStandard.PREPONDERANCE, pro, con) and meets(ProofStandard.PREPONDERANCE, con, pro))


@repeatable
@given(SIDE, SIDE, st.randoms(use_true_random=False))
def test_the_order_of_arguments_does_not_matter(pro: list[float], con: list[float], rng: random.Random) -> None:
    for standard in ProofStandard:
        shuffled = rng.sample(pro, len(pro)), rng.sample(con, len(con))
        assert meets(standard, pro, con) == meets(standard, *shuffled)


@repeatable
@given(SIDE, SIDE, st.floats(0, 1))
def test_another_standing_argument_against_never_helps(pro: list[float], con: list[float], more: float) -> None:
    for standard in ProofStandard:
        assert meets(standard, pro, con) or not meets(standard, pro, [*con, more])


@pytest.mark.parametrize("standard", ProofStandard)
def test_with_nothing_standing_no_standard_is_met(standard: ProofStandard) -> None:
    assert not meets(standard, [], [])
    assert not meets(standard, [], [0.1])


@pytest.mark.parametrize(
    ("pro", "con", "met"),
    [
        ([0.1], [0.9], {"scintilla"}),
        ([0.5], [0.5], {"scintilla"}),
        ([0.5], [0.4], {"scintilla", "preponderance"}),
        ([0.45], [0.1], {"scintilla", "preponderance"}),  # a clear lead of a weak argument convinces nobody
        ([0.7], [0.6], {"scintilla", "preponderance"}),
        ([0.7], [0.4], {"scintilla", "preponderance", "clear-and-convincing"}),
        ([0.7], [0.2], {"scintilla", "preponderance", "clear-and-convincing", "beyond-reasonable-doubt"}),
        ([0.9], [], set(ProofStandard)),
        ([0.1], [], {"scintilla", "preponderance", "dialectical-validity"}),
        ([0.2, 0.9], [0.3, 0.1], {"scintilla", "preponderance", "clear-and-convincing"}),
    ],
)
def test_examples(pro: list[float], con: list[float], met: set[str]) -> None:
    assert {standard.value for standard in ProofStandard if meets(standard, pro, con)} == met
