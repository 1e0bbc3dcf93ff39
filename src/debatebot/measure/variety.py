"""Variety: many debates of one motion and pair, and how often the same words come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from debatebot.chamber import Chamber, make_setup
from debatebot.dialogue import Turn
from debatebot.pack import Pack
from debatebot.speech import Prompts
from debatebot.speech.words import normalised, sentences

SHARE_MOST = 0.05  # the share of turns that one frame or sentence may be in


@dataclass(frozen=True, slots=True)
class Variety:
    """What came again in `debates` debates with `turns` turns (the chair's too).

    `frames` and `lines` (sentences, normalised) map to the share of turns they stand in, the most frequent first, ten
    of each. `frames_running` counts frames in two turns running of the same speaker or of the debate, `lines_repeated`
    sentences that came twice in one debate.
    """

    debates: int
    different: int
    turns: int
    frames: dict[str, float]
    lines: dict[str, float]
    frames_running: int
    lines_repeated: int

    def plain(self) -> dict[str, Any]:
        """The figures as plain data, for `--json`."""
        return {name: getattr(self, name) for name in self.__slots__}


def variety(
    pack: Pack,
    prompts: Prompts,
    motion: str,
    pair: tuple[str, str],
    debates: int,
    rounds: int,
    progress: Callable[[], None] = lambda: None,
) -> Variety:
    """Plays seeds 1 to `debates` of one motion and pair (for, against). `progress` is called after each debate."""
    whole: set[tuple[str, ...]] = set()
    frames: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    turns = running = repeated = 0
    for seed in range(1, debates + 1):
        setup = make_setup(pack, motion, [pair[0]], [pair[1]], rounds=rounds, seed=seed)
        chamber = Chamber(pack, setup, prompts)
        played = list(chamber.run())
        whole.add(tuple(turn.text for turn in played))
        turns += len(played)
        said: Counter[str] = Counter()
        for turn in played:
            frames.update(_frames(turn))
            said.update(_lines(turn))
        lines.update(dict.fromkeys(said, 1))
        running += _running(played)
        repeated += sum(count - 1 for count in said.values())
        progress()
    return Variety(
        debates=debates,
        different=len(whole),
        turns=turns,
        frames={name: count / turns for name, count in frames.most_common(10)},
        lines={line: count / turns for line, count in lines.most_common(10)},
        frames_running=running,
        lines_repeated=repeated,
    )


def rows(found: Variety) -> Iterator[tuple[str, str, str]]:
    """The table's rows: what, measured, wanted."""
    yield "debates, turns", f"{found.debates:,}, {found.turns:,}", ""
    yield "different debates", f"{found.different:,}", f"{found.debates:,}"
    for what, counted in (("frame", found.frames), ("sentence", found.lines)):
        name, share = next(iter(counted.items()), ("", 0.0))
        yield f"most used {what}", f"{share:.1%} of turns: {name}", f"<= {SHARE_MOST:.0%}"
    yield "frames in two turns running", str(found.frames_running), "0"
    yield "sentences twice in a debate", str(found.lines_repeated), "0"


def _frames(turn: Turn) -> set[str]:
    return {part["frame"] for part in turn.provenance.get("parts", ()) if "frame" in part}


def _lines(turn: Turn) -> list[str]:
    return [normalised(line) for line in sentences(turn.text)]


def _running(turns: list[Turn]) -> int:
    """Frames that stand in two turns running: of the debate, or of one speaker."""
    found = 0
    latest: dict[str, set[str]] = {}
    before: set[str] = set()
    for turn in turns:
        frames = _frames(turn)
        found += len(frames & (before | latest.get(turn.speaker, set())))
        latest[turn.speaker], before = frames, frames
    return found
