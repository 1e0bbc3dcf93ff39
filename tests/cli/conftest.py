"""The command line in a folder of its own, and a log with two short debates."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from debatebot.cli import main

Cli = Callable[..., Result]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine, and files go into a temporary folder."""
    for name in ("DISCORD_TOKEN", "DEBATEBOT_DB", "DEBATEBOT_PACKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def cli() -> Cli:
    """Runs `debatebot`; nothing but a click exit may come out of it."""

    def run(*arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(one) for one in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert "Traceback" not in result.output
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with two short debates; copy it, do not write to it."""
    db = tmp_path_factory.mktemp("made") / "made.db"
    for seed, motion in ((1, "natural-heir"), (2, "betrayal")):
        options = ["--seed", str(seed), "--rounds", "1", "--motion", motion, "--json", "--db", str(db)]
        result = CliRunner().invoke(main, ["rehearse", *options])
        assert result.exit_code == 0, result.output
    return db


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    """A log of one's own with two debates, betrayal the latest."""
    return Path(shutil.copy(made, tmp_path / "log.db"))
