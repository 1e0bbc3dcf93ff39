"""The lint of a persona's words: enough of them, of the right length, traced to their grounds, and in its voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from debatebot.argumentation import SCHEMES
from debatebot.pack.draft import Draft, Pack
from debatebot.pack.models import Argument, Persona, Side, Wordings
from debatebot.pack.phrases import FRAME_VARIABLES, frame_text, frame_when
from debatebot.pack.plain import Traces, form_errors
from debatebot.pack.yamltext import Path as KeyPath

FULL = (15, 45)  # words of a full wording; a turn of 30 to 80 words has room for its frame and its source
SHORT = (6, 24)  # words of the short one that sums up
ENOUGH_FULL = 3  # full wordings of an argument
ENOUGH_SHORT = 2  # short ones
ENOUGH_FRAMES = 5  # frames of a kind that fit always
ENOUGH_LAST = 5  # closings of a side
_FIRST_PERSON = re.compile(r"\b(I|[Mm](?:e|y|ine|yself)|[Ww]e|us|[Oo]ur(?:s|selves)?)\b")
_SLOT = re.compile(r"\{\{.*?\}\}")
_WHOLE = re.compile(r"\{\{[^}|]*\|\s*sentence\s*\}\}")  # a slot that makes a sentence of its own
_ASKED = re.compile(r"\{\{\s*question\b[^}]*\}\}")

# the arguments that a persona (by id) may say on a motion (by id) and side
Voices = Callable[[Pack, str, str, Side], Collection[str]]


def lint_words(draft: Draft, persona: Persona, traces: Traces) -> None:
    """Adds to the draft's problems what is wrong with a persona's wordings and phrases."""
    for part, rows in (("wordings", persona.wordings), ("as_advocate", persona.as_advocate)):
        for name, wordings in rows.items():
            _enough(draft, persona, (part, name), wordings)
            _each(draft, persona, traces, part, name, wordings)
    _frames(draft, persona, traces)
    _sentences(draft, persona, traces)


def lint_advocate(draft: Draft, pack: Pack, persona: Persona, voices: Voices) -> None:
    """Adds what is missing for arguments that the persona may have to speak as an advocate."""
    said = {name for motion in pack.motions for side in Side for name in voices(pack, persona.id, motion, side)}
    missing = [n for n in pack.arguments if n in said and n not in persona.wordings and n not in persona.as_advocate]
    if missing:
        listed = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        say = f"{len(missing)} arguments that it may have to speak for others have no words of its own: {listed}"
        draft.problem("persona", persona.id, ("as_advocate",) if persona.as_advocate else (), say)


def recorded(draft: Draft, argument: Argument, horizon: int | None = None) -> list[str]:
    """The words that may stand in quotation marks: those that a ground records, known by `horizon`."""
    facts = [draft.facts[name] for name in argument.grounds]
    return [words for fact in facts if horizon is None or fact.known_since <= horizon for words in fact.quotes]


def _enough(draft: Draft, persona: Persona, path: KeyPath, wordings: Wordings) -> None:
    if len(wordings.full) < ENOUGH_FULL:
        say = f"has {len(wordings.full)} full wordings under open and reply; write at least {ENOUGH_FULL}"
        draft.problem("persona", persona.id, path, say)
    if len(wordings.close) < ENOUGH_SHORT:
        say = f"has {len(wordings.close)} short wordings; write at least {ENOUGH_SHORT}"
        draft.problem("persona", persona.id, (*path, "close"), say)


def _each(draft: Draft, persona: Persona, traces: Traces, part: str, name: str, wordings: Wordings) -> None:
    argument = draft.arguments[name]
    quotes = recorded(draft, argument, persona.horizon)
    source = draft.sources[persona.reported[name]] if name in persona.reported else None
    stated = {one for ground in argument.grounds for one in _normalised(draft.facts[ground].statement)}
    seen: set[str] = set()
    for role, texts in (("open", wordings.open), ("reply", wordings.reply), ("close", wordings.close)):
        for i, text in enumerate(texts):
            errors = [*form_errors(text, quotes), *traces.untraced(persona, argument, text)]
            errors += _never(persona, text)
            errors += filter(None, [_length(text, SHORT if role == "close" else FULL)])
            if stated & _normalised(text):
                errors.append(
                    "has a sentence of a ground word for word, which an answer gives too; say it in other words"
                )
            if text in seen:
                errors.append("stands here twice; write it differently or remove it")
            seen.add(text)
            if source is not None and not _reports(text, (source.cite, source.author, source.title)):
                errors.append(f'{name} is only reported; let the sentence say by whom, such as "{source.cite}"')
            if part == "as_advocate" and (found := _FIRST_PERSON.search(text)):
                errors.append(f'"{found[0]}" speaks for the persona itself, which only lends its voice here; rephrase')
            for error in errors:
                draft.problem("persona", persona.id, (part, name, role, i), error)


def _normalised(text: str) -> set[str]:
    """The sentences of a text in small letters and without signs; a title with a sign of its own is none."""
    found = (re.findall(r"[^\W_]+", one.lower()) for one in re.split(r"(?<=[.?!])\s+", text))
    return {" ".join(words) for words in found if len(words) > SHORT[0]}


def _length(text: str, limits: tuple[int, int]) -> str | None:
    """The complaint about a wording that is too short or too long."""
    words, (least, most) = len(text.split()), limits
    if least <= words <= most:
        return None
    what = "add to it" if words < least else "shorten it or make two of it"
    return f"has {words} words; such a wording has {least} to {most}: {what}"


def _reports(text: str, words: Sequence[str]) -> bool:
    return any(word.lower() in text.lower() for word in words)


def _never(persona: Persona, text: str) -> list[str]:
    """The words in `text` that the persona avoids."""
    plain = _SLOT.sub(" ", text)
    return [
        f'"{word}" is a word that this persona never uses (voice.never); say it in another way'
        for word in persona.voice.never
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain, re.IGNORECASE)
    ]


def _frames(draft: Draft, persona: Persona, traces: Traces) -> None:
    frames = persona.phrases.frames
    for kind in FRAME_VARIABLES:
        always = sum(frame_when(frame) is None for frame in frames.of(kind))
        if always < ENOUGH_FRAMES:
            say = f"has {always} frames that fit always; write at least {ENOUGH_FRAMES}, so that none wears out"
            draft.problem("persona", persona.id, ("phrases", "frames", kind), say)
        for i, frame in enumerate(frames.of(kind)):
            path: KeyPath = ("phrases", "frames", kind, i)
            _plain(draft, persona, traces, path if frame_when(frame) is None else (*path, "say"), frame_text(frame))
    for scheme in SCHEMES.values():
        asked = persona.phrases.questions.get(scheme.id, {})
        for question in asked:
            for i, text in enumerate(asked[question]):
                _plain(draft, persona, traces, ("phrases", "questions", scheme.id, question, i), text)


def _sentences(draft: Draft, persona: Persona, traces: Traces) -> None:
    assert draft.head is not None
    for path, text in _by_motion(persona):
        _plain(draft, persona, traces, ("phrases", *path), text, template=path[0] == "rejoinder")
    for motion in draft.head.motions:
        for side in Side:
            last = persona.phrases.closing[motion.id].of(side.value)
            if len(last) < ENOUGH_LAST:
                say = f"has {len(last)} closings; write at least {ENOUGH_LAST}"
                draft.problem("persona", persona.id, ("phrases", "closing", motion.id, side.value), say)
            rejoinders = persona.phrases.rejoinder.get(motion.id)
            answers = rejoinders.of(side.value) if rejoinders is not None else {}
            missing = [test for test in motion.criteria.of(side.other) if not answers.get(test)]
            if missing:
                say = f"for {side.value} in {motion.id} nothing answers the criterion {', '.join(missing)}"
                draft.problem("persona", persona.id, ("phrases", "rejoinder"), say)


def _by_motion(persona: Persona) -> Iterator[tuple[KeyPath, str]]:
    """Every ready sentence by motion and side, with where it stands under phrases."""
    phrases = persona.phrases
    for side in (side.value for side in Side):
        for motion, criteria in phrases.criterion.items():
            for i, criterion in enumerate(criteria.of(side)):
                yield ("criterion", motion, side, i, "say"), criterion.say
        for motion, rejoinders in phrases.rejoinder.items():
            for test, texts in rejoinders.of(side).items():
                for i, text in enumerate(texts):
                    yield ("rejoinder", motion, side, test, i), text
        for part, by_motion in (("follows", phrases.follows), ("closing", phrases.closing)):
            for motion, sentences in by_motion.items():
                for i, text in enumerate(sentences.of(side)):
                    yield (part, motion, side, i), text


def _plain(draft: Draft, persona: Persona, traces: Traces, path: KeyPath, text: str, template: bool = True) -> None:
    """A phrase carries no fact: it stands before or after any argument, and has no source of its own."""
    bare = text if not template else _SLOT.sub("it", _WHOLE.sub("it.", _ASKED.sub("it?", text)))
    for error in (*form_errors(bare), *traces.unfounded(bare), *_never(persona, text)):
        draft.problem("persona", persona.id, path, error)
