"""What has been said so far, in words: so that no sentence comes twice and no frame twice running."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from debatebot.dialogue import Turn
from debatebot.speech.words import lines, pairs


class Memory:
    """Sentences, pairs of words, frames and restatements used in a debate. It follows from the turns."""

    def __init__(self, turns: Iterable[Turn] = ()) -> None:
        self.sentences: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        self.frames: Counter[str] = Counter()
        self.phrases: Counter[str] = Counter()
        self.latest: dict[int | None, frozenset[str]] = {}  # seat -> the frames of its last turn
        self.waited: Counter[tuple[int | None, str]] = Counter()  # (seat, condition) -> frames that had waited for it
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """Takes in a turn."""
        self.sentences.update(lines(turn.text))
        self.pairs.update(pairs(turn.text))
        parts: list[Mapping[str, Any]] = list(turn.provenance.get("parts", ()))
        frames = [part["frame"] for part in parts if "frame" in part]
        self.frames.update(frames)
        self.latest[turn.seat] = frozenset(frames)
        for part in parts:
            self.phrases.update(part.get("phrases", ()))
            if "when" in part:
                self.waited[turn.seat, part["when"]] += 1

    def fresh(self, *texts: str) -> bool:
        """Whether none of the texts' sentences was said before, and none comes twice in them."""
        found = [line for text in texts for line in lines(text)]
        return self.sentences.isdisjoint(found) and len(set(found)) == len(found)

    def worn(self, text: str) -> float:
        """The share of the text's pairs of neighbouring words that were said before; 0 for an empty text."""
        found = pairs(text)
        return sum(pair in self.pairs for pair in found) / len(found) if found else 0.0
