"""`debatebot check` and `debatebot measure`: what they print, and that they find what is wrong."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from debatebot.config import data_folder

SMALL = Path(__file__).parents[1] / "pack" / "small"

Cli = Callable[..., Result]


def test_check_is_clean_on_the_pack(cli: Cli) -> None:
    assert cli("check").stdout == "lenin-stalin: clean\n"
    cli("check", data_folder() / "personas" / "lenin-stalin")


def test_check_says_what_is_wrong_with_a_broken_pack(cli: Cli, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(SMALL, broken)
    bank = broken / "bank" / "arguments.yaml"
    bank.write_text(bank.read_text(encoding="utf-8") + "\n\tbad: tab\n", encoding="utf-8")
    said = cli("check", broken, code=1).stdout
    assert "arguments.yaml" in said
    assert said.splitlines()[-1].endswith("problem") or said.splitlines()[-1].endswith("problems")
    assert "problem" in cli("check", tmp_path / "nowhere", code=1).stdout


def test_check_renders_every_sentence(cli: Cli, tmp_path: Path) -> None:
    said = cli("check", SMALL, "--sentences").stdout.splitlines()
    told = r"[\d,]+ renderings, 0 of them broken; [\d,]+ are too long for a turn and are passed over"
    assert re.fullmatch(told, said[0])
    bent = tmp_path / "bent"
    shutil.copytree(SMALL, bent)
    pipes = bent / "pipes.yaml"
    text = pipes.read_text(encoding="utf-8")
    # grammar that no rule of a single text can see: it is only wrong once the slot is filled
    pipes.write_text(
        text.replace("    argue:\n", '    argue:\n    - "It is said that {{ restate }}."\n'), encoding="utf-8"
    )
    assert cli("check", bent).stdout.endswith("clean\n")
    told = cli("check", bent, "--sentences", code=1).stdout
    assert "pipes argue/0" in told
    assert "that stands twice" in told


def test_check_prints_a_sample_to_be_read(cli: Cli) -> None:
    lines = cli("check", SMALL, "--sample", "20", "--seed", "3").stdout.splitlines()
    assert len(lines) == 21
    assert all(re.match(r"\[(pipes|trotsky) \S+/\S* ?\S*\] [A-Z]|\[(pipes|trotsky) recap", line) for line in lines[:-1])
    assert lines == cli("check", SMALL, "--sample", "20", "--seed", "3").stdout.splitlines()
    assert lines != cli("check", SMALL, "--sample", "20", "--seed", "4").stdout.splitlines()


def test_a_broken_pack_is_no_traceback(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    broken = tmp_path / "packs" / "broken"
    shutil.copytree(SMALL, broken)
    (broken / "pack.yaml").write_text("id: broken\nid: broken\n")
    monkeypatch.setenv("DEBATEBOT_PACKS", str(tmp_path / "packs"))
    said = cli("rehearse", "--pack", "broken", code=1)
    assert said.stderr.startswith("The pack has ")
    assert "pack.yaml" in said.stderr
    assert "2 of 2 debates compared are the same" in cli("log", "verify", "--db", db).stdout  # it does not bar the log


def test_measure_prints_its_table(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBATEBOT_PACKS", str(SMALL))
    data = json.loads(cli("measure", "--pack", "small", "--seeds", "1", "--rounds", "1", "--json").stdout)
    assert isinstance(data, dict)
    assert data["blind"] == {}  # one round makes too few points for the blind test, and that is said
    said = cli("measure", "--pack", "small", "--seeds", "1", "--rounds", "1").stdout
    assert "Quality of debates" in said
    assert "blind test" in said


def test_measure_counts_what_comes_again(cli: Cli) -> None:
    pair = ["measure", "--motion", "facade", "--for", "pipes", "--against", "trotsky", "--seeds", "3", "--rounds", "2"]
    data = json.loads(cli(*pair, "--json").stdout)
    assert data["debates"] == data["different"] == 3
    assert "facade: pipes for, trotsky against" in cli(*pair).stdout
    assert "go together" in cli("measure", "--motion", "facade", code=1).stderr
    wrong = cli("measure", "--motion", "façade", "--for", "pipes", "--against", "trotsky", code=1)
    assert "there is no motion façade" in wrong.stderr
