"""What a killed process, a full disk and a wrong file do to the log: nothing, but for a sentence that helps."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from debatebot.log import Journal, LogError, Reader, writer

from .conftest import Begin, MakeTurn

WRITER = """
import sys
from pathlib import Path
from debatebot.dialogue.moves import MoveKind, Seat, Setup, Turn
from debatebot.log import Journal
from debatebot.pack.models import Side

journal = Journal.open(Path(sys.argv[1]))
setup = Setup("m", (Seat(0, Side.FOR, "pipes"), Seat(1, Side.AGAINST, "trotsky")), 4, 1)
debate = journal.begin(setup, pack="p", pack_version="v", engine_version="0", motion_text="M")
for seq in range(1_000_000):
    label = "in" if seq % 2 else "out"
    journal.record(
        debate,
        Turn(seq, seq % 2, "pipes", Side.FOR, MoveKind.ARGUE, "a", None, None, seq - 1 if seq else None, "i",
             ("f1", "f2", "f3"), ("s1", "s2"), f"A point {seq} " * 20, "reason"),
        {"a": label, "b": label},
    )
    print(seq, flush=True)
    journal.spoken(debate, seq)
"""


@pytest.mark.parametrize("delay", [0.0, 0.011, 0.037])
def test_a_killed_writer_leaves_whole_turns_only(path: Path, delay: float) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == 20:
                break
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        promised = max(
            [20, *(int(line) for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n"))]
        )
    with Journal.open(path) as journal, Reader(path) as reader, closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        debate = reader.find()
        turns = reader.turns(debate.id)
        assert [turn.seq for turn in turns] == list(range(len(turns)))
        assert len(turns) > promised
        assert all((turn.facts, turn.sources) == (("f1", "f2", "f3"), ("s1", "s2")) for turn in turns)
        assert conn.execute("SELECT count(*) FROM labels").fetchone() == (2 * len(turns),)
        assert len(reader.spoken(debate.id)) in {len(turns), len(turns) - 1}
        journal.set_status(debate.id, "interrupted")


def test_a_full_disk_keeps_no_half_turn(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    journal.writer.call(
        lambda conn: conn.execute(f"PRAGMA max_page_count = {conn.execute('PRAGMA page_count').fetchone()[0] + 4}")
    )
    written = iter(range(1000))

    def write_on() -> None:
        for seq in written:
            journal.record(debate, turn(seq, text="words " * 200), {"a": "in" if seq % 2 else "out"})

    with pytest.raises(LogError, match="is full; nothing of this was kept"):
        write_on()
    seq = next(written) - 1
    assert [one.seq for one in reader.turns(debate)] == list(range(seq))
    assert reader.labels(debate) == {"a": "out" if seq % 2 else "in"}
    # With room again it goes on where it was.
    journal.writer.call(lambda conn: conn.execute("PRAGMA max_page_count = 1000000"))
    journal.record(debate, turn(seq), {"a": "in" if seq % 2 else "out"})
    assert len(reader.turns(debate)) == seq + 1


def test_a_newer_database_is_refused(journal: Journal, path: Path) -> None:
    journal.close()
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('debatebot', 'm999_later')")
    for opener in (Journal.open, Reader):
        with pytest.raises(LogError, match=r"made by a newer debatebot.*m999_later.*Update"):
            opener(path)


def test_an_older_database_is_not_read_before_it_is_brought_up_to_date(journal: Journal, path: Path) -> None:
    journal.close()
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm004_search'")
    with pytest.raises(LogError, match="older debatebot"):
        Reader(path)


@pytest.mark.parametrize("content", [b"hello", b"a diary, not a log\n" * 400])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for opener in (Journal.open, Reader):
        with pytest.raises(LogError, match="is not an SQLite database"):
            opener(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE debates (topic TEXT)")
    content = path.read_bytes()
    with pytest.raises(LogError, match="another program's"):
        Journal.open(path)
    assert path.read_bytes() == content


def test_a_damaged_database_is_reported(journal: Journal, begin: Begin, path: Path) -> None:
    begin()
    journal.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    with pytest.raises(LogError, match=r"damaged|could not be used"):
        Journal.open(path)


def test_a_folder_that_is_missing_or_is_none_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "none" / "debates.db", tmp_path / "file" / "debates.db"):
        with pytest.raises(LogError, match="does not exist"):
            Journal.open(place)
    with pytest.raises(LogError, match="is a folder"):
        Journal.open(tmp_path)


def test_a_folder_without_the_right_to_write_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write everywhere, so the answer of the system is put in its mouth.
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != tmp_path)
    with pytest.raises(LogError, match="may not be written"):
        Journal.open(tmp_path / "debates.db")


def test_a_log_that_another_program_holds_is_reported(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.close()
    monkeypatch.setattr(writer, "PATIENCE", 0.05)
    with Journal.open(path) as again, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogError, match="in use by another program"):
            again.audit("1", "export", "all")
        other.execute("ROLLBACK")
        again.audit("1", "export", "all")
