"""Measures of text: variety and reading grade."""

from __future__ import annotations

import re
from collections.abc import Sequence

from debatebot.speech.words import sentences, tokens

BUDGET = 1350  # tokens; distinct-n falls with length, so it is always taken over the same number


def distinct(words: Sequence[str], n: int) -> float:
    """distinct-n: the share of different n-grams among the first 1,350 tokens."""
    words = words[:BUDGET]
    grams = [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
    return len(set(grams)) / len(grams) if grams else 0.0


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels (right for about nine words in ten)."""
    word = re.sub(r"[\W\d_]", "", word.lower())
    groups = len(re.findall(r"[aeiouyé]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ie")) and groups > 1:
        groups -= 1
    if re.search(r"[^td]ed$", word) and groups > 1:
        groups -= 1
    return max(1, groups)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = tokens(text)
    if not words:
        return 0.0
    parts = max(1, len(sentences(text)))
    return 0.39 * len(words) / parts + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
