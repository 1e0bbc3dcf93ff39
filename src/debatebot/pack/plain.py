"""Checks on the plain sentences of a pack: what they may look like, and whether their facts are in the grounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from debatebot.pack.draft import Draft
from debatebot.pack.models import Argument, Fact, Persona, Source
from debatebot.pack.problems import nearest

COMMON_IN = 0.02  # a name that stands in more than this share of the facts is common to the whole pack
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_DOUBLE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?')
_SINGLE = re.compile(r"(?<!\w)['‘](?!\d0s)([^'‘’]+(?:(?<=\w)['’](?=\w)[^'‘’]+)*)['’](?!\w)")
_MARKDOWN = re.compile(r"[*_~`|]|^\s*[>#]|^\s*-\s|\]\(", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPAN = re.compile(r"\b(\d\d)(\d\d)[-–](\d\d)\b")
_NAME = re.compile(r"[A-Z][\w'’-]*")
_SENTENCE = re.compile(r"(?:^|[.?!]['\"”’)]*\s+)['\"“‘(]*")


def quoted(text: str) -> list[str]:
    """The words that stand between quotation marks; an apostrophe is none."""
    return [*_DOUBLE.findall(text), *_SINGLE.findall(_DOUBLE.sub(" ", text))]


def form_errors(text: str, quotes: Collection[str] = ()) -> list[str]:
    """What a sentence may not contain: slots, unrecorded quotation marks, and what Discord would format."""
    errors = []
    if "{{" in text or "{%" in text:
        errors.append("this is plain text, so a slot is not filled here; only phrases.frames are templates")
    for words in quoted(text):
        if not any(words.strip(" ,.;:!?") in recorded for recorded in quotes if words.strip()):
            errors.append(
                f'quotation marks stand round "{words}", which no ground records as quoted; remove the marks, or '
                "record the exact words under quotes: of the fact"
            )
    marks = sorted({found.strip() for found in _MARKDOWN.findall(text)})
    if marks:
        errors.append(f"{' '.join(marks)} would be shown as formatting in Discord; write the sentence without it")
    return errors


def numbers(text: str) -> set[str]:
    """Every number in `text`, without commas and leading zeros; 1920-21 gives 1920, 21 and 1921."""
    found = {_plain(token) for token in _NUMBER.findall(text)}
    return found | set(_spans(text).values())


def _spans(text: str) -> dict[str, str]:
    """The years that end a span such as 1920-21, by their last two digits; 1921-03 is a month."""
    return {end: century + end for century, start, end in _SPAN.findall(text) if end > start}


def _plain(token: str) -> str:
    return token.replace(",", "").lstrip("0") or "0"


def names(text: str) -> list[str]:
    """The capitalised words inside the sentences of `text`; the first word of a sentence is none."""
    starts = {match.end() for match in _SENTENCE.finditer(text)}
    words = [m.group() for m in _NAME.finditer(text) if m.start() not in starts]
    return [word for word in dict.fromkeys(words) if len(word) > 1]


@dataclass(frozen=True)
class Traces:
    """What the wordings of a draft may name: per argument its own grounds, and what is common to the whole pack."""

    draft: Draft

    @cached_property
    def common(self) -> frozenset[str]:
        """Names that every persona may use: those of motions, issues and personas, and those in many facts."""
        draft, texts = self.draft, [""]
        if draft.head is not None:
            head = draft.head
            texts += [head.title, head.about, *(m.text for m in head.motions)]
            texts += [part for i in head.issues for part in (i.title, i.question, *i.matters)]
        for persona in draft.personas.values():
            texts += [persona.name, persona.called, persona.school.name, *persona.real_persons]
        seen = Counter(name for fact in draft.facts.values() for name in {_stem(n) for n in names(fact.statement)})
        often = {name for name, count in seen.items() if count > max(2, COMMON_IN * len(draft.facts))}
        return frozenset(_words(" ".join(texts)) | often)

    def untraced(self, persona: Persona, argument: Argument, text: str) -> list[str]:
        """What a wording says that neither the argument nor its grounds within the persona's horizon say."""
        facts = [f for f in (self.draft.facts[g] for g in argument.grounds) if f.known_since <= persona.horizon]
        sources = [self.draft.sources[s] for s in dict.fromkeys([*argument.sources, *persona.works])]
        sources = [s for s in sources if s.id in persona.works or s.known_since <= persona.horizon]
        trusted = " ".join([argument.claim, *argument.restate, *map(_fact_text, facts)])
        cited = " ".join(_source_text(s) for s in sources if s.id in argument.sources)
        errors = []
        known = numbers(trusted) | numbers(cited)
        for number in _missing(text, known):
            close = nearest(number, sorted(known))
            errors.append(f"{number} is in none of the grounds{close}; correct it, or add the fact that gives it")
        told = _words(trusted) | _months(facts) | _words(" ".join(map(_source_text, sources))) | self.common
        for name in names(text):
            if not any(_same(_stem(name), word) for word in told):
                errors.append(f"{name} is in none of the grounds; name only whom they name, or add the fact that does")
        return errors

    def unfounded(self, text: str) -> list[str]:
        """What a phrase without grounds says that would need them: numbers, and names that only some facts have."""
        errors = [
            f"{number} would need a source, and a phrase has none; leave it to the wordings"
            for number in dict.fromkeys(_NUMBER.findall(text))
        ]
        errors += [
            f"{name} would need a source, and a phrase has none; leave it to the wordings"
            for name in names(text)
            if name.lower() in MONTHS or not any(_same(_stem(name), word) for word in self.common)
        ]
        return errors


def _missing(text: str, known: set[str]) -> Iterable[str]:
    spans = _spans(text)
    for token in dict.fromkeys(_NUMBER.findall(text)):
        number = _plain(token)
        decade = re.search(rf"\b{re.escape(token)}s\b", text) is not None and number.endswith("0")
        if number in known or spans.get(number) in known:
            continue
        if decade and any(other[:-1] == number[:-1] for other in known):
            continue
        yield token


def _months(facts: Iterable[Fact]) -> set[str]:
    """The months of the facts' dates, which are written as numbers."""
    return {MONTHS[int(month) - 1] for fact in facts for month in re.findall(r"\d{4}-(0[1-9]|1[0-2])\b", fact.date)}


def _fact_text(fact: Fact) -> str:
    figures = " ".join(f"{f.what} {f.value} {f.given_by}" for f in fact.figures)
    return f"{fact.date} {fact.statement} {figures} {fact.note or ''} {' '.join(fact.quotes)}"


def _source_text(source: Source) -> str:
    return f"{source.author} {source.title} {source.cite} {source.camp} {source.year or ''}"


def _words(text: str) -> set[str]:
    whole = re.findall(r"[^\W\d_][\w'’-]*", text)
    return {_stem(part) for word in whole for part in {word, *word.split("-")} if part}


def _stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word.lower())
    return word[:-1] if word.endswith("s") and len(word) > 4 else word


def _same(name: str, word: str) -> bool:
    """Whether two stems are one name: equal, or alike up to an ending (Georgia, Georgian)."""
    if name == word:
        return True
    least = max(4, min(len(name), len(word)) - 2)
    return len(word) >= least and name[:least] == word[:least]
