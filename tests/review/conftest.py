"""Debates that were really held, in a log in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from debatebot.chamber import Awaiting, Chamber, make_setup
from debatebot.config import data_folder, prompts_folder
from debatebot.log import Journal, Reader
from debatebot.pack import Pack, load_pack
from debatebot.review import Record
from debatebot.speech import Prompts

HOSTILE = "Ines <script>alert(1)</script> *x* {y}"
USERS = [f"99000000000000{n:04}" for n in range(4)]


@dataclass(frozen=True)
class Held:
    """A debate with the chamber that held it."""

    chamber: Chamber
    record: Record
    log: Path


Hold = Callable[..., Held]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(data_folder() / "personas" / "lenin-stalin")


def hold(pack: Pack, path: Path, against: tuple[str, ...], *, rounds: int = 5, seed: int = 3, stop: int = 99) -> Held:
    setup = make_setup(pack, "natural-heir", ("pipes",), against, rounds=rounds, seed=seed)
    motion = pack.motions[setup.motion].text
    with Journal.open(path) as journal:
        debate = journal.begin(
            setup, pack=pack.id, pack_version=pack.version, engine_version="0", motion_text=motion, host_id=USERS[0]
        )
        chamber = Chamber(pack, setup, Prompts(prompts_folder()), record=journal, debate_id=debate)
        while len(chamber.turns) < stop and (turn := chamber.step()) is not None:
            if isinstance(turn, Awaiting):
                chamber.step(turn.moves[0])
        for user, before, after in zip(
            USERS, ("for", "for", "undecided", "against"), ("for", "against") * 2, strict=True
        ):
            journal.cast_ballot(debate, user, "before", before)
            journal.cast_ballot(debate, user, "after", after)
    with Reader(path) as reader:
        return Held(chamber, Record.load(reader, debate, {pack.id: pack}), path)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="session")
def personas(pack: Pack, folder: Path) -> Held:
    """Two personas."""
    return hold(pack, folder / "personas.db", ("trotsky",))


@pytest.fixture(scope="session")
def class_(pack: Pack, folder: Path) -> Held:
    """A persona against a persona and a student with a hostile name."""
    return hold(pack, folder / "class.db", ("trotsky", HOSTILE))


@pytest.fixture(scope="session", params=["personas", "class_"])
def held(request: pytest.FixtureRequest) -> Held:
    """Each of the two debates."""
    found: Held = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def unfinished(pack: Pack, tmp_path: Path) -> Held:
    """A debate that broke off after six turns."""
    return hold(pack, tmp_path / "unfinished.db", ("trotsky",), stop=6)
