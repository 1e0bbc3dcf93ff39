"""Everything that a persona can say: every wording in every frame that can lead to it, and what is broken in it.

A debate shows one way of saying a turn. What is written for a pack has to read well in all of them, so that nothing
fails while a class looks on; the idea is TextWorld's, whose grammars can be enumerated (Côté et al. 2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count as numbers

from debatebot.argumentation import SCHEMES
from debatebot.dialogue import Line, may_say
from debatebot.pack import Argument, Pack, Persona, Side
from debatebot.pack.frames import slots
from debatebot.pack.phrases import FRAME_VARIABLES, frame_text
from debatebot.speech.parts import LONGEST
from debatebot.speech.templates import fill
from debatebot.speech.words import count, joined

DISCORD_MOST = 2000  # characters that Discord takes in a message

_FAULTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a brace is left", re.compile(r"[{}]")),
    ("a word stands twice", re.compile(r"\b(?!had\b|that\b)([a-z]+) \1\b")),
    ("that stands twice", re.compile(r"\bthat that\b")),
    ("space before a sign", re.compile(r"\s[,.;:?!]")),
    ("two signs together", re.compile(r"[,.;:?!][,.;:!]|[,;:.]\?")),
    ("a sentence begins small", re.compile(r"(?<!\b[A-Z])[.?!] +[a-z]|^[a-z]")),
    ("no end", re.compile(r"[^.?!'\"\]]$")),
    ("no space after a sign", re.compile(r"[a-z][.?!,;:][A-Z]")),
    ("a before a vowel", re.compile(r"\b[Aa] (?!one|un[ai]|use|usu|eu|uto|uk|ubi)[aeiou]\w")),
    ("an before a consonant", re.compile(r"\b[Aa]n (?!hour|heir|honest|honou?r|[A-Z]{2,}|8|11|18)[^aeiouAEIOU\W]")),
    ("two spaces", re.compile(r"  ")),
)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A turn as it could be said: which frame and which wording made it, and its text without sources."""

    persona: str
    frame: str
    wording: str
    text: str

    @property
    def too_long(self) -> bool:
        """Whether these two do not fit into one turn, so that the composer passes the pair over."""
        return count(self.text) > LONGEST


class Enumerator:
    """All renderings of one persona. Slots are filled with what the bank offers, each value in its turn."""

    def __init__(self, pack: Pack, persona: str) -> None:
        self.pack = pack
        self.persona: Persona = pack.personas[persona]
        self._turn = numbers()

    def renderings(self) -> Iterator[Rendering]:
        """Every full wording in every frame and after every criterion that can lead to it, and all other frames."""
        for name in self.lines:
            yield from self._attacks(name)
            yield from self._with(name, "argue", [a.id for a in self._others(name)])
            yield from self._openings(name)
        yield from self._frames()
        yield from self._sentences()

    def faults(self, rendering: Rendering) -> list[str]:
        """What is broken in a rendering, in words; an empty list if nothing is."""
        text = rendering.text
        for title in self._titles:
            text = re.sub(rf"{re.escape(title)}(?=[\s,;])", title[:-1], text)
        found = [what for what, pattern in _FAULTS if pattern.search(text)]
        if len(text) > DISCORD_MOST:
            found.append(f"{len(text)} characters; Discord takes {DISCORD_MOST}")
        return found

    @cached_property
    def _titles(self) -> list[str]:
        """Titles that end like a sentence, such as What Is to Be Done?"""
        titles = (part.strip() for source in self.pack.sources.values() for part in re.split(r"[;:,(]", source.title))
        return [title for title in dict.fromkeys(titles) if title.endswith(("?", "!", "."))]

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Every argument that the persona may say on some side of some motion."""
        found: dict[str, Line] = {}
        for motion in self.pack.motions:
            for side in Side:
                found |= may_say(self.pack, self.persona.id, motion, side)
        return {name: found[name] for name in self.pack.arguments if name in found}

    def _attacks(self, name: str) -> Iterator[Rendering]:
        argument = self.pack.arguments[name]
        by_kind: dict[str, list[tuple[str, str]]] = {}
        for attack in argument.attacks:
            by_kind.setdefault(attack.kind.value, []).append((attack.target, attack.reason))
        for kind, attacks in by_kind.items():
            for i, frame in enumerate(self.persona.phrases.frames.of(kind)):
                for wording, text in self._bodies(name):
                    target, reason = attacks[next(self._turn) % len(attacks)]
                    lead = fill(frame_text(frame), self._values(frame_text(frame), target, reason=reason))
                    yield self._rendering(f"{kind}/{i}", wording, f"{lead} {text}")

    def _with(self, name: str, kind: str, targets: list[str]) -> Iterator[Rendering]:
        for i, frame in enumerate(self.persona.phrases.frames.of(kind)):
            for wording, text in self._bodies(name):
                target = targets[next(self._turn) % len(targets)] if targets else name
                lead = fill(frame_text(frame), self._values(frame_text(frame), target))
                yield self._rendering(f"{kind}/{i}", wording, f"{lead} {text}")

    def _openings(self, name: str) -> Iterator[Rendering]:
        argument = self.pack.arguments[name]
        for motion, side in argument.motions.items():
            for i, criterion in enumerate(self.persona.phrases.criterion[motion].of(side.value)):
                for wording, text in self._bodies(name):
                    yield self._rendering(f"criterion/{motion}/{side}/{i}", wording, f"{criterion.say} {text}")

    def _frames(self) -> Iterator[Rendering]:
        """Frames that no wording follows, each with every argument it could be about."""
        alone = [k for k in FRAME_VARIABLES if k not in {"rebut", "undermine", "undercut", "argue", "borrow"}]
        for kind in alone:
            for i, frame in enumerate(self.persona.phrases.frames.of(kind)):
                for target in self.pack.arguments:
                    text = fill(frame_text(frame), self._values(frame_text(frame), target))
                    yield self._rendering(f"{kind}/{i}", target, text)
        for scheme, questions in self.persona.phrases.questions.items():
            targets = [a.id for a in self.pack.arguments.values() if a.scheme == scheme]
            for question, texts in questions.items():
                for i, template in enumerate(texts):
                    for target in targets:
                        text = fill(template, self._values(template, target))
                        yield self._rendering(f"questions/{scheme}/{question}/{i}", target, text)

    def _sentences(self) -> Iterator[Rendering]:
        """Sentences by motion and side, alone; and the short wordings."""
        phrases = self.persona.phrases
        for side in (side.value for side in Side):
            for part, by_motion in (("follows", phrases.follows), ("closing", phrases.closing)):
                for motion, sentences in by_motion.items():
                    for i, text in enumerate(sentences.of(side)):
                        yield self._rendering(f"{part}/{motion}/{side}/{i}", "", text)
            for motion, rejoinders in phrases.rejoinder.items():
                for test, texts in rejoinders.of(side).items():
                    for i, template in enumerate(texts):
                        for other in self._opponents():
                            text = fill(template, {"opponent": other})
                            yield self._rendering(f"rejoinder/{motion}/{side}/{test}/{i}", "", text)
        for rows in (self.persona.wordings, self.persona.as_advocate):
            for name, words in rows.items():
                for i, text in enumerate(words.close):
                    yield self._rendering("recap", f"{name}#close{i}", text)

    def _bodies(self, name: str) -> Iterator[tuple[str, str]]:
        """The argument as it is said, after an attribution where it is another school's; with the wording's name."""
        line = self.lines[name]
        words = self.persona.words_for(name)
        texts = [(f"{name}#claim", line.argument.claim)]
        if words is not None:
            rows = (("open", words.open), ("reply", words.reply))
            texts = [(f"{name}#{role}{i}", text) for role, row in rows for i, text in enumerate(row)]
        for wording, text in texts:
            if line.school is None:
                yield wording, text
                continue
            frames = self.persona.phrases.frames.borrow
            frame = frame_text(frames[next(self._turn) % len(frames)])
            yield wording, f"{fill(frame, {'school': line.school})} {text}"

    def _values(self, frame: str, target: str, **given: str) -> dict[str, str]:
        """A value for every slot of the frame."""
        names = list(self.pack.arguments)
        found = dict(given)
        for slot in sorted(slots(frame) - given.keys()):
            turn = next(self._turn)
            argument = self.pack.arguments[target]
            other = self.pack.arguments[names[turn % len(names)]]
            match slot:
                case "opponent":
                    opponents = self._opponents()
                    found[slot] = opponents[turn % len(opponents)]
                case "restate":
                    found[slot] = argument.restate[turn % len(argument.restate)]
                case "about":
                    found[slot] = argument.about[turn % len(argument.about)] if argument.about else argument.issue
                case "points":
                    third = self.pack.arguments[names[(turn + 1) % len(names)]]
                    found[slot] = joined([other.restate[0], third.restate[-1]][: 1 + turn % 2])
                case "question":
                    asked = SCHEMES[argument.scheme].questions
                    found[slot] = asked[turn % len(asked)].text
                case "motion":
                    motions = list(self.pack.motions.values())
                    found[slot] = motions[turn % len(motions)].clause
                case _:
                    found[slot] = other.restate[turn % len(other.restate)]
        return found

    def _others(self, name: str) -> list[Argument]:
        """The arguments that an opponent may have said before `name`."""
        own = self.pack.arguments[name].motions
        return [
            a for a in self.pack.arguments.values() if any(a.motions.get(m) is side.other for m, side in own.items())
        ]

    def _opponents(self) -> list[str]:
        return [other.called for other in self.pack.personas.values() if other.id != self.persona.id]

    def _rendering(self, frame: str, wording: str, text: str) -> Rendering:
        return Rendering(self.persona.id, frame, wording, text)
