"""Small things about words: what is a sentence, when two are the same, how clauses are joined."""

from __future__ import annotations

import pytest

from debatebot.speech.words import cap, count, joined, lower_first, normalised, sentence, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ("One.", "Two?", "Three!")),
        ("V. I. Lenin wrote it. He did.", ("V. I. Lenin wrote it.", "He did.")),
        ("It is in vol. 3 and no. 5 of it. [Pipes 1990; Carr 1950]", ("It is in vol. 3 and no. 5 of it.",)),
        ("He could be told no. So it was.", ("He could be told no.", "So it was.")),
        ("It rose by 3.5 per cent.", ("It rose by 3.5 per cent.",)),
        ("", ()),
    ],
)
def test_sentences(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts


def test_the_same_words_are_the_same_sentence() -> None:
    assert normalised("So it was, Mr Pipes!") == normalised("so it was; mr Pipes.")
    assert normalised("So it was.") != normalised("So it is.")


def test_words_are_counted_with_the_sources() -> None:
    assert count("It was so. [Pipes 1990]") == 5


@pytest.mark.parametrize(
    ("clauses", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a, and b"), (["a", "b", "c"], "a, b, and c")],
)
def test_clauses_are_joined(clauses: list[str], text: str) -> None:
    assert joined(clauses) == text


def test_clauses_become_sentences() -> None:
    assert sentence("it was so") == "It was so."
    assert sentence("was it so?") == "Was it so?"
    assert cap("éclat") == "Éclat"
    assert cap("") == ""


def test_only_common_words_lose_their_capital() -> None:
    assert lower_first("The ban was secret.") == "the ban was secret."
    assert lower_first("Lenin wrote it.") == "Lenin wrote it."
