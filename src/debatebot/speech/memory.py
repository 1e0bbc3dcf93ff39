"""What has been said so far, in words: so that no sentence comes twice and no frame twice running."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from debatebot.dialogue import Turn
from debatebot.speech.words import normalised, sentences


class Memory:
    """Sentences, frames and restatements used in a debate. It follows from the turns."""

    def __init__(self, turns: Iterable[Turn] = ()) -> None:
        self.sentences: set[str] = set()
        self.frames: Counter[str] = Counter()
        self.phrases: Counter[str] = Counter()
        self.latest: dict[int | None, str] = {}
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """Takes in a turn."""
        self.sentences.update(map(normalised, sentences(turn.text)))
        for part in turn.provenance.get("parts", ()):
            self._part(turn.seat, part)

    def _part(self, seat: int | None, part: Mapping[str, Any]) -> None:
        frame = part.get("frame")
        if frame is not None:
            self.frames[frame] += 1
            self.latest[seat] = frame
        for phrase in part.get("phrases", ()):
            self.phrases[phrase] += 1

    def fresh(self, text: str) -> bool:
        """Whether none of the text's sentences was said before, and none comes twice in it."""
        found = [normalised(one) for one in sentences(text)]
        return len(set(found)) == len(found) and self.sentences.isdisjoint(found)
