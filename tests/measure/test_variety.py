"""Variety over many debates of one motion and pair, and that what comes again is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debatebot.measure import variety
from debatebot.measure.variety import SHARE_MOST, rows
from debatebot.pack import Pack
from debatebot.speech import Prompts


@pytest.mark.parametrize("pair", [("pipes", "trotsky"), ("trotsky", "pipes")], ids=["own views", "borrowed views"])
def test_debates_of_one_pair_do_not_sound_alike(pack: Pack, prompts: Prompts, pair: tuple[str, str]) -> None:
    ticks: list[int] = []
    found = variety(pack, prompts, "natural-heir", pair, 60, 4, lambda: ticks.append(1))
    assert len(ticks) == found.debates == found.different == 60
    # over a thousand debates it is at most SHARE_MOST; over sixty the luck of the draw counts, too
    assert max(found.frames.values()) <= SHARE_MOST * 1.5
    assert max(found.lines.values()) <= SHARE_MOST * 1.5
    assert found.frames_running == found.lines_repeated == 0


def test_a_persona_with_one_closing_is_caught(pack: Pack, prompts: Prompts) -> None:
    own = pack.personas["pipes"]
    short = own.phrases.follows | {
        "natural-heir": own.phrases.follows["natural-heir"].model_copy(update={"for_": ["So it was before Stalin."]})
    }
    poor = own.model_copy(update={"phrases": own.phrases.model_copy(update={"follows": short})})
    changed = replace(pack, personas={**pack.personas, "pipes": poor})
    found = variety(changed, prompts, "natural-heir", ("pipes", "trotsky"), 20, 4)
    assert next(iter(found.lines)) == "so it was before stalin"
    assert found.frames["pipes/follows/natural-heir/for/0"] > SHARE_MOST
    said = {what: measured for what, measured, _ in rows(found)}
    assert "pipes/follows/natural-heir/for/0" in said["most used frame"]
