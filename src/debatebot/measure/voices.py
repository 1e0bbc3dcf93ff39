"""The blind test: can the personas be told apart by their words, with names, dates, sources and topic words masked?

Style is what is left when the matter is gone: function words, and strings of characters of the masked text (Stamatatos
2009; Sapkota et al. 2015). A linear classifier learns it on some arguments and is tested on others, so that what is
argued cannot give the speaker away. Beside it a classifier of the same kind sees only what was masked, as words: if the
matter alone did as well, the test would show nothing. Needs scikit-learn, a tool of developers and not of the bot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from debatebot.dialogue import Turn
from debatebot.errors import UserError
from debatebot.pack import Pack
from debatebot.pack.plain import names as names_in

FOLDS = 5
NAME, NUMBER, TOPIC = "Nnn", "00", "nnn"  # what stands in for a name, a number and a topic word
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)?|\s+|.", re.DOTALL)
_LETTERS, _ANYTHING = r"[^\W\d_]+", r"\S+"
_SOURCES = re.compile(r"\s*\[[^\]]*\]")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly", "al", "ers", "er", "e", "y")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, who says it, and the argument that it is about."""

    persona: str
    argument: str
    text: str


@dataclass(frozen=True, slots=True)
class Blind:
    """The outcome: shares of texts ascribed to their persona, and how often each (row) was taken for each (column)."""

    texts: int
    personas: tuple[str, ...]
    accuracy: float
    content_only: float
    confusion: tuple[tuple[int, ...], ...]

    @property
    def by_persona(self) -> dict[str, float]:
        """For each persona, the share of its texts that were known for its own."""
        rows = zip(self.personas, self.confusion, strict=True)
        return {name: row[i] / sum(row) if sum(row) else 0.0 for i, (name, row) in enumerate(rows)}


def wordings(pack: Pack) -> Iterator[Sample]:
    """Every full wording of every persona, its own and those it says as an advocate."""
    for persona in pack.personas.values():
        for rows in (persona.wordings, persona.as_advocate):
            for argument, words in rows.items():
                yield from (Sample(persona.id, argument, text) for text in words.full)


def spoken(pack: Pack, turns: Iterable[Turn]) -> Iterator[Sample]:
    """Every different turn of a persona that puts an argument on the table, without its sources."""
    seen: set[tuple[str, str]] = set()
    for turn in turns:
        if turn.argument is not None and turn.speaker in pack.personas and (turn.speaker, turn.text) not in seen:
            seen.add((turn.speaker, turn.text))
            yield Sample(turn.speaker, turn.argument, turn.text)


class Mask:
    """Covers what a text is about: names, numbers, and the words of titles, motions and of the bank's noun phrases."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def topics(self) -> frozenset[str]:
        """The stems of the words in titles, motions and in the noun phrases for issues and arguments."""
        pack = self.pack
        texts = [pack.head.title, *(m.text for m in pack.motions.values())]
        texts += [issue.title for issue in pack.issues.values()]
        texts += [topic for argument in pack.arguments.values() for topic in argument.about]
        texts += [f"{source.title} {source.author}" for source in pack.sources.values()]
        function = _function_words()
        return frozenset(_stem(word) for text in texts for word in _words(text) if word not in function)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names inside the sentences of claims and facts, so that they are known at the head of a sentence too."""
        texts = [a.claim for a in self.pack.arguments.values()] + [f.statement for f in self.pack.facts.values()]
        return frozenset(name.lower().removesuffix("'s") for text in texts for name in names_in(text))

    def style(self, text: str) -> str:
        """`text` with everything covered that says what it is about."""
        return "".join(self._covered(text))

    def content(self, text: str) -> str:
        """Only what `style` covers, as words."""
        pieces = zip(_pieces(text), self._covered(text), strict=True)
        return " ".join(piece.lower() for piece, covered in pieces if covered in {NAME, NUMBER, TOPIC})

    def _covered(self, text: str) -> list[str]:
        function = _function_words()
        found: list[str] = []
        first = True
        for piece in _pieces(text):
            lower = piece.lower()
            if not _WORD.fullmatch(piece):
                found.append(piece)
                first = first or piece in ".?!:"
                continue
            if any(character.isdigit() for character in piece):
                found.append(NUMBER)
            elif lower in function or lower.split("'")[0] in function:
                found.append(piece)
            elif _stem(lower) in self.topics:
                found.append(TOPIC)
            elif piece[0].isupper() and (not first or lower.removesuffix("'s") in self.names):
                found.append(NAME)
            else:
                found.append(piece)
            first = False
        return found


def blind_test(pack: Pack, samples: Sequence[Sample]) -> Blind:
    """Trains and tests on different arguments, five times, so that every text is tested once.

    Raises UserError without scikit-learn, or with fewer than two personas or five arguments.
    """
    _function_words()  # says what to do where scikit-learn is missing
    from sklearn.metrics import accuracy_score, confusion_matrix

    mask = Mask(pack)
    names = [sample.persona for sample in samples]
    personas = tuple(dict.fromkeys(names))
    if len(personas) < 2 or len({sample.argument for sample in samples}) < FOLDS:
        raise UserError(f"the blind test needs two personas and {FOLDS} arguments with words; this pack has fewer")
    guessed = _guesses(samples, [mask.style(s.text) for s in samples], _style_model)
    by_content = _guesses(samples, [mask.content(s.text) for s in samples], _content_model)
    table = confusion_matrix(names, guessed, labels=list(personas)).tolist()
    return Blind(
        texts=len(samples),
        personas=personas,
        accuracy=float(accuracy_score(names, guessed)),
        content_only=float(accuracy_score(names, by_content)),
        confusion=tuple(tuple(row) for row in table),
    )


def _guesses(samples: Sequence[Sample], texts: Sequence[str], model: Callable[[], Any]) -> list[str]:
    from sklearn.model_selection import GroupKFold, cross_val_predict

    groups = [sample.argument for sample in samples]
    names = [sample.persona for sample in samples]
    return list(cross_val_predict(model(), list(texts), names, groups=groups, cv=GroupKFold(FOLDS)))


def _style_model() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    characters = TfidfVectorizer(analyzer="char", ngram_range=(3, 5), sublinear_tf=True, min_df=3, lowercase=False)
    function = TfidfVectorizer(vocabulary=sorted(_function_words()), token_pattern=_LETTERS, sublinear_tf=True)
    return make_pipeline(make_union(characters, function), LinearSVC(class_weight="balanced"))


def _content_model() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(token_pattern=_ANYTHING, sublinear_tf=True)
    return make_pipeline(words, LinearSVC(class_weight="balanced"))


def _function_words() -> frozenset[str]:
    try:
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
    except ImportError as error:
        raise UserError(
            "the blind test needs scikit-learn; run: uv run --with scikit-learn debatebot measure"
        ) from error
    return frozenset(ENGLISH_STOP_WORDS)


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(_SOURCES.sub("", text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _stem(word: str) -> str:
    """A word without its ending, roughly, so that ban, bans and banned are one."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)]
    return word
