"""What all tests share: the pack that we ship, the prompts, debates held on demand, and the golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from debatebot.chamber import Chamber, make_setup
from debatebot.config import data_folder, prompts_folder
from debatebot.pack import Pack, load_pack
from debatebot.session import Shelf
from debatebot.speech import Prompts

GOLDEN = Path(__file__).parent / "golden"

Play = Callable[..., Chamber]
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(data_folder() / "personas" / "lenin-stalin")


@pytest.fixture(scope="session")
def prompts() -> Prompts:
    return Prompts(prompts_folder())


@pytest.fixture(scope="session")
def shelf(pack: Pack, prompts: Prompts) -> Shelf:
    return Shelf({pack.id: pack}, prompts)


@pytest.fixture(scope="session")
def play(pack: Pack, prompts: Prompts) -> Play:
    """Holds a debate between personas: `play(motion, for, against, rounds=4, seed=1, capped=True)`."""

    def held(motion: str, for_: str | list[str], against: str | list[str], **more: Any) -> Chamber:
        rows = [[row] if isinstance(row, str) else row for row in (for_, against)]
        setup = make_setup(pack, motion, *rows, **({"rounds": 4, "seed": 1} | more))
        chamber = Chamber(pack, setup, prompts)
        for _ in chamber.run():
            pass
        return chamber

    return held


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a golden file, or writes the file anew with --update-golden."""

    def same(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{name} is missing: run pytest --update-golden"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: pytest --update-golden, if that is meant"

    return same
