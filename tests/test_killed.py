"""A rehearsal that is killed loses nothing: a few kills here, two hundred in tasks/kill_rehearsals.py."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TASK = Path(__file__).parent.parent / "tasks" / "kill_rehearsals.py"


@pytest.fixture(scope="module")
def task() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_rehearsals", TASK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_killed_rehearsals_lose_nothing(task: ModuleType, tmp_path: Path) -> None:
    tally = task.campaign(tmp_path, kills=4, seed=4, rounds=4, trials=1)
    assert tally.lost == []
    assert tally.kills == 4
    assert tally.same + tally.when["before there was a log"] == 4
    assert tally.resumed >= 1
    assert tally.kept >= tally.printed


def test_a_moment_in_the_middle_is_resumed(task: ModuleType, tmp_path: Path) -> None:
    tally = task.Tally()
    task.one_kill(tmp_path / "log.db", 7, 8, task.Moment("line", 0.02), set(), tally)
    assert tally.same == 1
    assert tally.resumed == 1


def test_a_lost_turn_would_be_noticed(task: ModuleType) -> None:
    turns = task.undisturbed(1, 1)
    said = [task.turn_line(turn) for turn in turns]
    task.check_printed(said, turns)
    with pytest.raises(task.LossError, match="were printed"):
        task.check_printed(said, turns[:-1])
    with pytest.raises(task.LossError, match="otherwise"):
        task.check_printed([*said[:-1], said[-1] | {"text": "Nothing."}], turns)
