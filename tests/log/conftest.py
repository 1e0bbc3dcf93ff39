"""A journal in a temporary file, and debates to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from debatebot.dialogue.moves import MoveKind, Seat, Setup, Turn
from debatebot.log import Journal, Reader
from debatebot.pack.models import Side

MakeTurn: TypeAlias = Callable[..., Turn]
Begin: TypeAlias = Callable[..., str]


class Clock:
    """A clock that goes on by a second whenever it is read, and can be set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "debates.db"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(path, clock=clock) as opened:
        yield opened


@pytest.fixture
def reader(journal: Journal) -> Iterator[Reader]:
    with Reader(journal.path) as opened:
        yield opened


@pytest.fixture
def setup() -> Setup:
    seats = (
        Seat(0, Side.FOR, persona="pipes"),
        Seat(1, Side.AGAINST, persona="trotsky", assigned_against_view=True),
        Seat(2, Side.AGAINST, user="Ines"),
    )
    return Setup("natural-heir", seats, rounds=4, seed=17, capped=False, standard="preponderance")


@pytest.fixture
def begin(journal: Journal, setup: Setup) -> Begin:
    def make(**more: Any) -> str:
        given = {"pack": "lenin-stalin", "pack_version": "abc", "engine_version": "0.1.0", "motion_text": "An heir?"}
        return journal.begin(more.pop("setup", setup), **(given | more))

    return make


@pytest.fixture
def turn() -> MakeTurn:
    def make(seq: int = 0, **more: Any) -> Turn:
        given: dict[str, Any] = {
            "seq": seq,
            "seat": 0,
            "speaker": "pipes",
            "side": Side.FOR,
            "move": MoveKind.ARGUE,
            "argument": f"a{seq}",
            "target": None,
            "question": None,
            "replies_to": None,
            "issue": "party",
            "facts": ("f2", "f1", "f2"),
            "sources": ("pipes-1990", "carr-1950"),
            "text": f"The ban on factions, point {seq}.",
            "reason": "its strongest point",
            "provenance": {"template": "moves/argue", "passed_over": [["rebut a1", 0.5]], "wording": None},
        }
        return Turn(**(given | more))

    return make
