"""Puts a move into a persona's words: a lead, the argument, what follows, the sources.

A turn is composed from parts, and every part says where it comes from. Of all the ways in which a persona's file
lets it be said and that repeat no sentence and have 30 to 80 words, the first is taken that sounds unlike what was said
before, or else the best of a few; the order is drawn from the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from debatebot.dialogue import Case, Choice, State
from debatebot.speech.memory import Memory
from debatebot.speech.parts import LONGEST, SHORTEST, Draft, Part, Utterance
from debatebot.speech.templates import Prompts
from debatebot.speech.ways import Ways
from debatebot.speech.words import count, sentences, tokens

ROOM_FOR_MORE = 70  # a turn with fewer words may end by saying what follows
CITED = 3  # sources named in a turn
TRIES = 60  # ways of saying a turn that are tried before the best of them is taken
COMPARED = 7  # of those that will do, so many are compared; the one with the fewest worn pairs of words is taken
WORN = 0.10  # with no more of its pairs of words said before, a turn is taken at once
FLOWING = 16  # words a sentence; shorter ones make a turn choppy, and easier than a class of 14 to 18 needs
CHOPPY = 0.035  # what each missing word a sentence costs, in worn pairs


@dataclass(slots=True)
class _Filled:
    """A draft with what there was room for: its parts, the sources shown, and its words with sources."""

    draft: Draft
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    words: int


class Composer:
    """The words of one debate. `memory` must hold the turns so far."""

    def __init__(self, case: Case, prompts: Prompts, memory: Memory) -> None:
        self.case = case
        self.prompts = prompts
        self.memory = memory

    def compose(self, state: State, seat: int, choice: Choice) -> Utterance:
        """The words for `choice`, said by `seat`."""
        turn = Ways(self.case, self.memory, state, seat, choice.move)
        poor: list[tuple[tuple[int, int], _Filled]] = []
        good: list[tuple[float, _Filled]] = []
        for draft in islice(turn.drafts(), TRIES):
            draft.may_grow = turn.persona is not None
            filled = self._finish(draft)
            faults = (0 if self.memory.fresh(*(part.text for part in filled.parts)) else 1, _off(filled.words))
            if faults > (0, 0):
                poor.append((faults, filled))
                continue
            cost = self.memory.worn(" ".join(part.text for part in filled.parts)) + CHOPPY * _choppy(filled)
            good.append((cost, filled))
            if cost <= WORN or len(good) == COMPARED:
                break
        if good:
            return self._said(min(good, key=lambda one: one[0])[1])
        if not poor:
            raise LookupError(f"{turn.persona} has no words for {choice.move.key}")
        return self._said(min(poor, key=lambda one: one[0])[1])

    def _finish(self, draft: Draft) -> _Filled:
        """Adds what there is room for, and the sources."""
        parts = list(draft.parts)
        shown = draft.sources[:CITED]
        bare = sum(count(part.text) for part in parts)
        while len(shown) > 1 and bare + count(self._cite(shown)) > LONGEST:
            shown = shown[:-1]
        words = bare + count(self._cite(shown))
        enough = not draft.generous
        for extra in draft.extras if draft.may_grow else ():
            more = count(extra.text)
            wanted = words < SHORTEST or (not enough and words < ROOM_FOR_MORE)
            if wanted and words + more <= LONGEST and self.memory.fresh(extra.text):
                parts.append(extra)
                words += more
                enough = extra.kind == "follows"  # one sentence of that kind will do
        return _Filled(draft, tuple(parts), shown, words)

    def _said(self, filled: _Filled) -> Utterance:
        texts, cite = [part.text for part in filled.parts], self._cite(filled.sources)
        text = self.prompts.render("moves/turn.j2", parts=texts, cite=cite)
        return Utterance(text, filled.draft.facts, filled.sources, filled.parts, filled.draft.takes_up)

    def _cite(self, sources: Sequence[str]) -> str:
        return f"[{'; '.join(self.case.pack.sources[name].cite for name in sources)}]" if sources else ""


def _choppy(filled: _Filled) -> float:
    """How many words a sentence are missing to FLOWING."""
    spoken = sum(len(tokens(part.text)) for part in filled.parts)
    return max(0.0, FLOWING - spoken / max(1, sum(len(sentences(part.text)) for part in filled.parts)))


def _off(words: int) -> int:
    """How many words too few or too many."""
    return max(0, SHORTEST - words, words - LONGEST)
