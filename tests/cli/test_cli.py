"""The command line: what it prints, what it refuses and how it says so."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from debatebot.commands.rehearse import SEED

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "pack" / "small"
KEYS = {
    "debate": ["type", "id", "motion", "motion_text", "for", "against", "rounds", "seed", "pack", "pack_version"],
    "turn": [
        *("type", "seq", "speaker", "side", "move", "argument", "target", "replies_to", "issue", "facts", "sources"),
        *("text", "reason"),
    ],
    "verdict": [
        *("type", "outcome", "balance", "motion_label", "contrary_label", "issues", "closed_by", "standing", "fallen"),
        "explanation",
    ],
}

Cli = Callable[..., Result]
Line = dict[str, Any]


def lines(result: Result) -> list[Line]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(result: Result) -> str:
    """The one line that says why."""
    said = result.stderr.splitlines()
    assert len(said) == 1, result.output
    assert said[0].startswith("debatebot: ")
    return said[0]


def anonymous(found: list[Line]) -> list[Line]:
    return [{key: value for key, value in line.items() if key != "id"} for line in found]


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("PRAGMA foreign_keys = ON")  # what hangs on a row goes with it
        return conn.execute(sql).fetchall()


def python(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONHASHSEED"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=kept | {"PYTHONIOENCODING": "utf-8"} | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


# running


def test_without_a_token_the_bot_rehearses(tmp_path: Path) -> None:
    done = python(str(ROOT / "bot.py"), cwd=tmp_path, DISCORD_TOKEN="")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("No DISCORD_TOKEN is set")
    for words in ("Stalin was the natural heir of Lenin", "(simulated", "The verdict", "The map", "Sources"):
        assert words in done.stdout
    assert done.stdout.rstrip().endswith("debatebot log show --last prints it again.")
    assert rows(tmp_path / "debates.db", "SELECT status FROM debates") == [("finished",)]


def test_run_with_a_token_tells_that_it_is_not_used_yet(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret-token")
    said = cli("run").output
    assert "DISCORD_TOKEN is set" in said
    assert "secret-token" not in said


@pytest.mark.parametrize("command", [[], ["rehearse"], ["run"], ["check"], ["measure"], ["log"], ["log", "export"]])
def test_every_command_has_help(cli: Cli, command: list[str]) -> None:
    assert "Usage:" in cli(*command, "--help").stdout
    assert "Usage:" in cli(*command, "-h").stdout


def test_version(cli: Cli) -> None:
    assert cli("--version").stdout.startswith("debatebot, version ")


# rehearse


def test_json_lines_have_the_agreed_keys(cli: Cli) -> None:
    found = lines(cli("rehearse", "--json", "--rounds", "2"))
    assert [line["type"] for line in found] == ["debate", *["turn"] * (len(found) - 2), "verdict"]
    assert all(list(line) == KEYS[line["type"]] for line in found)
    first, *turns, last = found
    assert (first["motion"], first["for"], first["against"], first["rounds"]) == ("natural-heir", "pipes", "trotsky", 2)
    assert [turn["seq"] for turn in turns] == list(range(len(turns)))
    assert {turn["speaker"] for turn in turns} == {"chair", "pipes", "trotsky"}
    for turn in turns:
        assert turn["side"] == {"chair": None, "pipes": "for", "trotsky": "against"}[turn["speaker"]]
        assert turn["replies_to"] is None or 0 <= turn["replies_to"] < turn["seq"]
        assert all(isinstance(turn[name], list) for name in ("facts", "sources"))
        assert all(turn[name] is None or turn[name] for name in ("argument", "target", "issue"))
        assert turn["text"].strip()
        assert turn["reason"].strip()
    assert last["outcome"] in ("carried", "defeated", "open")
    assert 0 <= last["balance"] <= 1
    assert last["closed_by"] in ("exhausted", "rounds")
    assert set(last["issues"].values()) <= {"for", "against", "contested"}
    said = {turn["argument"] for turn in turns} - {None}
    assert set(last["standing"]) | set(last["fallen"]) <= said
    assert not set(last["standing"]) & set(last["fallen"])
    assert last["explanation"] == turns[-1]["text"]


def test_several_seeds_are_several_debates(cli: Cli) -> None:
    found = lines(cli("rehearse", "--json", "--seeds", "1-3", "--rounds", "1"))
    assert [line["seed"] for line in found if line["type"] == "debate"] == [1, 2, 3]
    assert [line["type"] for line in found if line["type"] != "turn"] == ["debate", "verdict"] * 3
    ids = [line["id"] for line in found if line["type"] == "debate"]
    assert ids == sorted(set(ids))


def test_the_same_seed_gives_the_same_lines(cli: Cli, tmp_path: Path) -> None:
    options = ("rehearse", "--json", "--seed", "11", "--rounds", "3")
    again = python("-c", "from debatebot.cli import main; main()", *options, cwd=tmp_path, PYTHONHASHSEED="77")
    once = lines(cli(*options))
    assert anonymous(once) == anonymous([json.loads(line) for line in again.stdout.splitlines()])
    assert anonymous(once) == anonymous(lines(cli(*options)))
    other = lines(cli("rehearse", "--json", "--seed", "12", "--rounds", "3"))
    assert [line.get("text") for line in other] != [line.get("text") for line in once]


def test_what_was_left_open_takes_defaults_without_a_terminal(cli: Cli) -> None:
    found = lines(cli("rehearse", "--json", "--for", "trotsky", "--rounds", "1"))
    assert (found[0]["for"], found[0]["seed"]) == ("trotsky", SEED)
    assert found[0]["against"] not in ("trotsky", "")


def test_panels_of_two(cli: Cli) -> None:
    sides = ("--for", "pipes", "--for", "western-school", "--against", "trotsky", "--against", "cohen")
    found = lines(cli("rehearse", "--json", "--rounds", "1", *sides))
    assert (found[0]["for"], found[0]["against"]) == ("pipes,western-school", "trotsky,cohen")
    assert {line["speaker"] for line in found[1:-1]} == {"pipes", "western-school", "trotsky", "cohen", "chair"}


def test_uncapped_debates_end_by_exhaustion(cli: Cli) -> None:
    assert lines(cli("rehearse", "--json", "--uncapped"))[-1]["closed_by"] == "exhausted"


def test_for_people_the_debate_comes_with_its_map_and_reasons(cli: Cli) -> None:
    said = cli("rehearse", "--rounds", "1", "--why").stdout
    for words in ("Richard Pipes (simulated)", "▲ for", "▼ against", "● chair", "Why: ", "The verdict", "The map"):
        assert words in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--for", "nobody"], ["no persona nobody", "pipes", "trotsky", "cohen"]),
        (["--against", "Pipes"], ["no persona Pipes", "pipes"]),
        (["--motion", "weather"], ["no motion weather", "natural-heir (Stalin was the natural heir of Lenin)"]),
        (["--pack", "bank"], ["no pack bank", "lenin-stalin", "DEBATEBOT_PACKS"]),
        (["--for", "pipes", "--against", "pipes"], ["one seat only"]),
        (["--for", "pipes", "--for", "cohen", "--for", "essayist", "--for", "trotsky"], ["two to four"]),
        (["--side", "for"], ["needs a terminal"]),
        (["--seeds", "3"], ["a range such as 1-50"]),
        (["--seeds", "3-1"], ["a range such as 1-50"]),
        (["--seeds", "1-2", "--seed", "1"], ["not together with --seed"]),
        (["--seeds", "0-99999999"], ["at most"]),
        (["--for", ""], ["no persona", "pipes"]),
        (["--for", "'; DROP TABLE turns; --"], ["no persona '; DROP TABLE turns; --"]),
        (["--for", "{{ config.__class__ }}"], ["no persona {{ config.__class__ }}"]),
        (["--for", "[bold]x[/bold]"], ["no persona [bold]x[/bold]"]),
        (["--for", "../pipes"], ["no persona ../pipes"]),
    ],
)
@pytest.mark.parametrize("form", [["--json"], []])
def test_what_cannot_be_debated_is_refused_in_a_line(
    cli: Cli, options: list[str], words: list[str], form: list[str], tmp_path: Path
) -> None:
    result = cli("rehearse", *options, *form, "--db", tmp_path / "x.db", code=1)
    said = refused(result)
    assert all(word in said for word in words), said
    assert not result.stdout
    if (tmp_path / "x.db").exists():
        assert rows(tmp_path / "x.db", "SELECT id FROM debates") == []


@pytest.mark.parametrize("name", ["two\nlines", "\x9b2Jgone", "a\rb"])
def test_signs_that_steer_a_terminal_are_not_echoed(cli: Cli, name: str) -> None:
    said = cli("rehearse", "--for", name, code=1).stderr
    assert said.startswith("debatebot: there is no persona")
    assert said.removesuffix("\n").isprintable()


def test_a_persona_sits_on_a_side_once(cli: Cli) -> None:
    refused(cli("rehearse", "--for", "pipes", "--for", "pipes", "--against", "trotsky", code=1))


@pytest.mark.parametrize(
    "options", [["--rounds", "0"], ["--rounds", "9"], ["--seed", "-1"], ["--seed", str(2**31)], ["--standard", "x"]]
)
def test_values_out_of_range_are_usage_errors(cli: Cli, options: list[str]) -> None:
    assert "Usage:" in cli("rehearse", "--json", *options, code=2).stderr


def test_resuming_carries_a_debate_on(cli: Cli, db: Path) -> None:
    rows(db, "DELETE FROM turns WHERE debate_id = (SELECT max(id) FROM debates) AND seq > 3")
    rows(db, "UPDATE debates SET status = 'running', ended_at = NULL, outcome = NULL, closed_by = NULL WHERE seed = 2")
    assert "broke off here" in cli("log", "show", "--last", "--db", db).stdout
    whole = lines(cli("rehearse", "--json", "--seed", "2", "--rounds", "1", "--motion", "betrayal"))
    resumed = lines(cli("rehearse", "--json", "--resume", "--db", db))
    assert anonymous(resumed) == anonymous(whole)
    assert rows(db, "SELECT count(*) FROM debates WHERE status = 'finished'") == [(2,)]
    assert "no debate is broken off" in refused(cli("rehearse", "--resume", "--db", db, code=1))
    again = lines(cli("rehearse", "--json", "--resume", resumed[0]["id"], "--db", db))
    assert again == resumed
    assert "no debate '0ZZZ'" in refused(cli("rehearse", "--resume", "0zzz", "--db", db, code=1)).replace("z", "Z")


def test_a_debate_of_another_pack_or_engine_cannot_go_on(cli: Cli, db: Path) -> None:
    rows(db, "UPDATE debates SET pack_version = 'older' WHERE seed = 2")
    latest = rows(db, "SELECT max(id) FROM debates")[0][0]
    assert "cannot go on" in refused(cli("rehearse", "--resume", latest, "--db", db, code=1))
    said = cli("log", "verify", "--db", db).stdout
    assert "could not be compared" in said
    assert "1 of 1 debates compared are the same" in said


# the log


def test_list_has_the_newest_first(cli: Cli, db: Path) -> None:
    said = cli("log", "list", "--db", db).stdout
    newest, oldest = (name for (name,) in rows(db, "SELECT id FROM debates ORDER BY id DESC"))
    assert said.index(newest[:8]) <= said.index(oldest[:8])
    assert said.index("betray") < said.index("natural")  # long ids may be cut in a narrow table
    assert "natural" not in cli("log", "list", "--motion", "betrayal", "--db", db).stdout
    assert "No debate is logged" in cli("log", "list", "--status", "running", "--db", db).stdout


def test_list_shows_whole_ids_when_nobody_sees_it_on_a_screen(cli: Cli, db: Path) -> None:
    """What is piped into a file or a program has no width, and an id cut short cannot be used."""
    said = cli("log", "list", "--db", db).stdout
    assert all(name in said for (name,) in rows(db, "SELECT id FROM debates"))


def test_show_prints_the_debate_again(cli: Cli, db: Path) -> None:
    latest, first = (name for (name,) in rows(db, "SELECT id FROM debates ORDER BY id DESC"))
    said = cli("log", "show", "--db", db).stdout
    assert latest in said
    assert said == cli("log", "show", "--last", "--db", db).stdout == cli("log", "show", latest, "--db", db).stdout
    assert first in cli("log", "show", first.lower(), "--why", "--db", db).stdout
    refused(cli("log", "show", latest, "--last", "--db", db, code=1))
    assert "The nearest are" in refused(cli("log", "show", "nonsense", "--db", db, code=1))


def test_search_finds_words(cli: Cli, db: Path) -> None:
    assert "01" in cli("log", "search", "party", "--db", db).stdout
    assert cli("log", "search", "xylophone", "--db", db).stdout == "Nothing found.\n"
    for hostile in ('"', "a OR", "NEAR(", "*", "'; DROP TABLE turns; --", "[/bold]", "-x", "é\u202e", "text:"):
        cli("log", "search", "--db", db, "--", hostile)


def test_every_format_can_be_exported(cli: Cli, db: Path, tmp_path: Path) -> None:
    exports = pytest.importorskip("debatebot.review.exports")
    texts = {form: cli("log", "export", "--last", "--format", form, "--db", db).stdout for form in exports.FORMATS}
    assert set(texts) == {"html", "markdown", "json", "csv", "argdown", "aif"}
    words = rows(db, "SELECT text FROM turns WHERE debate_id = (SELECT max(id) FROM debates) AND seq = 1")[0][0]
    found = [json.loads(line) for line in texts["json"].splitlines()]
    assert all(list(line) == KEYS[line["type"]] for line in found)
    assert found[2]["text"] == words
    assert list(csv.DictReader(io.StringIO(texts["csv"])))[1]["text"] == words
    assert texts["html"].lstrip().lower().startswith("<!doctype html>")
    assert set(json.loads(texts["aif"])) >= {"nodes", "edges"}
    folder = tmp_path / "out" / "deep"
    for form, text in texts.items():
        wrote = cli("log", "export", "--format", form, "--output", folder / form, "--db", db).stdout
        assert wrote.startswith("Wrote ")
        assert (folder / form).read_text(encoding="utf-8").splitlines() == text.splitlines()


def test_several_debates_are_exported_into_a_folder(cli: Cli, db: Path, tmp_path: Path) -> None:
    pytest.importorskip("debatebot.review.exports")
    ids = [name for (name,) in rows(db, "SELECT id FROM debates")]
    cli("log", "export", *ids, "--format", "json", "--output", tmp_path / "all", "--db", db)
    assert {path.name for path in (tmp_path / "all").iterdir()} == {f"{name}.jsonl" for name in ids}
    (tmp_path / "file").write_text("")
    said = cli("log", "export", "--output", tmp_path / "file" / "x.md", "--db", db, code=1)
    assert "cannot be written" in refused(said)


def test_the_json_export_is_what_rehearse_printed(cli: Cli, db: Path) -> None:
    pytest.importorskip("debatebot.review.exports")
    printed = lines(cli("rehearse", "--json", "--seed", "5", "--rounds", "2", "--db", db))
    assert lines(cli("log", "export", "--last", "--format", "json", "--db", db)) == printed


def test_verify_finds_a_tampered_turn(cli: Cli, db: Path) -> None:
    assert "2 of 2 debates compared are the same" in cli("log", "verify", "--db", db).stdout
    rows(
        db,
        "UPDATE turns SET text = replace(text, 'e', 'a') WHERE seq = 2 AND debate_id = (SELECT max(id) FROM debates)",
    )
    latest, first = (name for (name,) in rows(db, "SELECT id FROM debates ORDER BY id DESC"))
    said = cli("log", "verify", "--db", db, code=1).stdout
    assert f"{latest} differs: turn 2, text" in " ".join(said.split())
    assert "1 of 2 debates compared are the same" in said
    assert "1 of 1 debates compared are the same" in cli("log", "verify", first, "--db", db).stdout


def test_verify_finds_a_debate_cut_short(cli: Cli, db: Path) -> None:
    rows(db, "DELETE FROM turns WHERE move = 'verdict' AND debate_id = (SELECT max(id) FROM debates)")
    assert "ends before the verdict" in " ".join(cli("log", "verify", "--db", db, code=1).stdout.split())


def test_purge_deletes_only_when_told_so(cli: Cli, db: Path) -> None:
    latest, first = (name for (name,) in rows(db, "SELECT id FROM debates ORDER BY id DESC"))
    refused(cli("log", "purge", "--db", db, code=1))
    assert f"would delete {latest}" in cli("log", "purge", latest, "--db", db).stdout
    assert len(rows(db, "SELECT id FROM debates")) == 2
    assert cli("log", "purge", "--older-than", "1d", "--yes", "--db", db).stdout == "Nothing to delete.\n"
    refused(cli("log", "purge", latest, "nonsense", "--yes", "--db", db, code=1))
    assert len(rows(db, "SELECT id FROM debates")) == 2
    assert f"deleted {latest}" in cli("log", "purge", latest, "--yes", "--db", db).stdout
    assert rows(db, "SELECT id FROM debates") == [(first,)]
    assert rows(db, "SELECT DISTINCT debate_id FROM turns") == [(first,)]
    assert rows(db, "SELECT actor, action, subject FROM audit") == [("operator", "purge", latest)]
    for age in ("90", "d", "-1d", "1.5d", "90 d", "-"):
        assert "is not an age" in refused(cli("log", "purge", f"--older-than={age}", "--db", db, code=1))


# files and settings


@pytest.mark.parametrize(
    "command", [["rehearse", "--json"], ["log", "list"], ["log", "verify"], ["log", "search", "x"]]
)
@pytest.mark.parametrize("place", ["missing/x.db", "folder", "text.db", "other.db"])
def test_a_log_that_cannot_be_used_is_said_in_a_line(cli: Cli, command: list[str], place: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("Dear diary, today we debated. " * 50)
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE recipes (name TEXT)")
    before = {path: path.read_bytes() for path in tmp_path.glob("*.db")}
    said = refused(cli(*command, "--db", tmp_path / place, code=1))
    assert str(tmp_path / place) in said or str((tmp_path / place).parent) in said
    assert {path: path.read_bytes() for path in tmp_path.glob("*.db")} == before


def test_reading_makes_no_log(cli: Cli, tmp_path: Path) -> None:
    assert "There is no log at" in refused(cli("log", "list", "--db", tmp_path / "x.db", code=1))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_log(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    cli("rehearse", "--json", "--rounds", "1", "--db", tmp_path / "empty.db")
    assert len(rows(tmp_path / "empty.db", "SELECT id FROM debates")) == 1


def test_the_log_is_where_the_settings_say(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBATEBOT_DB", str(tmp_path / "named.db"))
    cli("rehearse", "--json", "--rounds", "1")
    assert (tmp_path / "named.db").is_file()
    assert not (tmp_path / "debates.db").exists()
    monkeypatch.delenv("DEBATEBOT_DB")
    (tmp_path / ".env").write_text("DEBATEBOT_DB=filed.db\nSOMETHING_ELSE=1\n")
    cli("rehearse", "--json", "--rounds", "1")
    assert (tmp_path / "filed.db").is_file()
    cli("rehearse", "--json", "--rounds", "1", "--db", "option.db")
    assert (tmp_path / "option.db").is_file()


def test_packs_of_ones_own(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBATEBOT_PACKS", os.pathsep.join(["", str(tmp_path / "nowhere"), str(SMALL.parent)]))
    found = lines(cli("rehearse", "--json", "--pack", "small", "--rounds", "1"))
    assert found[0]["pack"] == "small"
    assert "small" in refused(cli("rehearse", "--pack", "nothing", code=1))
    assert "(simulated" in cli("log", "show", "--last").stdout
    assert "1 of 1 debates compared are the same" in cli("log", "verify").stdout
    assert found == lines(cli("rehearse", "--json", "--pack", "small", "--resume", found[0]["id"]))


def test_a_debate_is_resumed_with_its_own_pack(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBATEBOT_PACKS", str(SMALL))
    found = lines(cli("rehearse", "--json", "--pack", "small", "--rounds", "1"))
    assert found == lines(cli("rehearse", "--json", "--resume", found[0]["id"]))


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    command = "from debatebot.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", command, "rehearse", "--json", "--seeds", "1-30"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        process.wait(30)
    assert "Traceback" not in said
    assert process.returncode != 0
