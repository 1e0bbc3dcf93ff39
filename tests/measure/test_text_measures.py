"""Measures of text against values worked out by hand."""

from __future__ import annotations

import pytest

from debatebot.measure.debate import Ratio
from debatebot.measure.text import BUDGET, distinct, grade, syllables
from debatebot.speech.words import tokens


def test_distinct_n_is_the_share_of_different_n_grams() -> None:
    words = ["a", "b", "a", "b", "c"]
    assert distinct(words, 1) == pytest.approx(3 / 5)
    assert distinct(words, 2) == pytest.approx(3 / 4)  # ab ba ab bc
    assert distinct(words, 3) == pytest.approx(3 / 3)  # aba bab abc
    assert distinct(words, 6) == 0
    assert distinct([], 1) == 0


def test_distinct_n_looks_at_a_fixed_number_of_words() -> None:
    words = [str(i) for i in range(BUDGET)]
    assert distinct(words + words, 1) == 1
    assert distinct([*words[:-1], words[0], *words], 1) == pytest.approx((BUDGET - 1) / BUDGET)


def test_tokens_are_words_without_the_sources() -> None:
    assert tokens("It's Lenin's, in 1921. [Pipes 1990]") == ("it's", "lenin's", "in", "1921")


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("the", 1),
        ("cat", 1),
        ("party", 2),
        ("state", 1),
        ("table", 2),
        ("ruled", 1),
        ("wanted", 2),
        ("committee", 3),
        ("dictatorship", 4),
        ("façade", 2),
        ("1921", 1),
        ("", 1),
    ],
)
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_grade_is_flesch_and_kincaids() -> None:
    # 3 words in one sentence, 3 syllables
    assert grade("The cat sat.") == pytest.approx(0.39 * 3 + 11.8 * 1 - 15.59)
    # 8 words in two sentences; par-ty, dic-ta-tor-ship: 12 syllables
    assert grade("The party ruled. It was a dictatorship now. [Pipes 1990]") == pytest.approx(
        0.39 * 8 / 2 + 11.8 * 12 / 8 - 15.59
    )
    assert grade("") == 0


def test_ratios_add_up() -> None:
    assert sum([Ratio(1, 2), Ratio(2, 2)], Ratio()) == Ratio(3, 4)
    assert Ratio(3, 4).value == 0.75
    assert Ratio().value == 1  # nothing to count, nothing wrong
