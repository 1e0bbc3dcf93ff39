"""Debates to listen to, held once for each motion."""

from __future__ import annotations

import pytest

from debatebot.chamber import Chamber
from debatebot.pack import Pack
from debatebot.speech import Prompts

from .sample import held

MOTIONS = ("natural-heir", "betrayal", "had-lenin-lived", "ban-on-factions", "facade")


@pytest.fixture(scope="session")
def kept() -> dict[str, list[Chamber]]:
    """What was held already."""
    return {}


@pytest.fixture(params=MOTIONS)
def debates(
    request: pytest.FixtureRequest, pack: Pack, prompts: Prompts, kept: dict[str, list[Chamber]]
) -> list[Chamber]:
    """Debates on each motion."""
    motion: str = request.param
    if motion not in kept:
        kept[motion] = held(pack, prompts, motion)
    return kept[motion]
