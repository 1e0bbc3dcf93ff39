"""Small things about words: sentences, counts, and how clauses become sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_CITATION = re.compile(r"\s*\[[^\]]*\]")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, without the sources in brackets. Initials and Mr do not end one."""
    bare = _CITATION.sub("", text).strip()
    parts: list[str] = []
    for part in _SENTENCE_END.split(bare):
        if parts and re.search(r"\b(Mr|Mrs|Dr|vol|[A-Z])\.$", parts[-1]):
            parts[-1] += " " + part
        elif part:
            parts.append(part)
    return tuple(parts)


def count(text: str) -> int:
    """The number of words in `text`, sources in brackets included."""
    return len(text.split())


@lru_cache(maxsize=8192)
def normalised(sentence: str) -> str:
    """A sentence without capitals and punctuation, so that the same words are found again."""
    return " ".join(re.findall(r"[^\W_]+", sentence.lower()))


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, without sources in brackets."""
    return tuple(_TOKEN.findall(_CITATION.sub(" ", text).lower()))


@lru_cache(maxsize=8192)
def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Each two neighbouring words of `text`, in order."""
    words = tokens(text)
    return tuple(pairwise(words))


@lru_cache(maxsize=16384)
def lines(text: str) -> tuple[str, ...]:
    """The sentences of `text`, each normalised."""
    return tuple(map(normalised, sentences(text)))


def cap(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A clause as a sentence: capital letter, and a full stop unless it has an end of its own."""
    text = cap(text.strip())
    return text if text.endswith((".", "?", "!")) else text + "."


def lower_first(text: str) -> str:
    """`text` with a small first letter where it begins with a common word; names keep theirs."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in _COMMON else text


def joined(clauses: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b, and c`."""
    if len(clauses) <= 1:
        return "".join(clauses)
    if len(clauses) == 2:
        return f"{clauses[0]}, and {clauses[1]}"
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


# what a clause may begin with that is not a name
_COMMON = frozenset(
    {
        *("A", "An", "The", "This", "That", "These", "Those", "There", "They", "It", "Both", "Every", "Some", "Most"),
        *("And", "At", "By", "For", "From", "In", "Of", "On", "To", "Under", "With", "Without", "Where", "When"),
        *("How", "If", "What", "Who", "Whoever", "Nobody", "No", "Not", "Once", "One", "Only", "Here"),
        *("Families", "Historians", "Estimates", "Voters", "Official", "Peasants"),
    }
)
