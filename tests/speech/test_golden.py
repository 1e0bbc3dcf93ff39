"""Three whole debates as they were last read by a person. Whoever changes them on purpose reads them again:

uv run pytest --update-golden
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from debatebot.chamber import Chamber

Play = Callable[..., Chamber]
Golden = Callable[[str, str], None]

DEBATES = {
    "heir": ("natural-heir", ["pipes"], ["trotsky"], 4, 1),
    "lenin-lived": ("had-lenin-lived", ["cohen"], ["western-school"], 6, 7),
    "panel": ("ban-on-factions", ["essayist", "soviet-official"], ["soviet-revisionist", "pipes"], 2, 3),
}


@pytest.mark.parametrize("name", sorted(DEBATES))
def test_a_debate_reads_as_it_was_last_read(play: Play, golden: Golden, name: str) -> None:
    motion, for_, against, rounds, seed = DEBATES[name]
    chamber = play(motion, for_, against, rounds=rounds, seed=seed)
    golden(f"{name}.txt", "\n".join(f"{t.seq:02} {t.speaker} ({t.move})\n{t.text}\n" for t in chamber.turns))
