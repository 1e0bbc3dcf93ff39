"""The database is the same however it came about, and holds to its own rules."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from debatebot.log import Journal
from debatebot.log.schema import NAMES, PURPOSES, migrations, upgrade

from .conftest import Begin, MakeTurn

ROOT = Path(__file__).parents[2]


@contextmanager
def database(path: Path) -> Iterator[Database]:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        yield Database(conn, execute_plugins=False)


def shape(db: Database) -> set[tuple[str, str, str]]:
    rows = db.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_sqlite%' ESCAPE '\\'")
    return set(rows.fetchall())


@pytest.mark.parametrize("step", NAMES)
def test_an_upgraded_database_equals_a_fresh_one(step: str, tmp_path: Path) -> None:
    with database(tmp_path / "old.db") as old, database(tmp_path / "new.db") as new:
        migrations.apply(old, stop_before=step)
        upgrade(old)
        upgrade(new)
        assert shape(old) == shape(new)
        assert tuple(one.name for one in migrations.applied(old)) == NAMES


def test_rows_from_before_the_search_are_found_after_it(tmp_path: Path) -> None:
    with database(tmp_path / "old.db") as db:
        migrations.apply(db, stop_before="m004_search")
        at, debate = "2026-01-01T00:00:00.000Z", "0" * 26
        db.execute(
            "INSERT INTO debates (id, pack, pack_version, engine_version, motion, motion_text, format, standard, "
            "rounds, seed, status, started_at) "
            "VALUES (?, 'p', 'v', '0', 'm', 'M', 'capped', 'balance', 1, 1, 'running', ?)",
            [debate, at],
        )
        db.execute(
            "INSERT INTO turns (debate_id, seq, speaker, move, text, reason, provenance, created_at) "
            "VALUES (?, 0, 'chair', 'welcome', 'Kronstadt', '', '{}', ?)",
            [debate, at],
        )
        upgrade(db)
        assert db.execute("SELECT count(*) FROM turns_fts WHERE turns_fts MATCH 'kronstadt'").fetchone() == (1,)


def test_all_tables_are_strict_and_explained(path: Path, journal: Journal) -> None:
    with database(path) as db:
        strict = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict").fetchall()
    assert {name for (name,) in strict} == set(PURPOSES)


def test_foreign_keys_hold_on_the_journals_connection(journal: Journal, begin: Begin, turn: MakeTurn) -> None:
    def ask(conn: sqlite3.Connection) -> list[object]:
        return [
            conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "journal_mode", "synchronous")
        ]

    assert journal.writer.call(ask) == [1, "wal", 1]
    debate = begin()
    journal.record(debate, turn(0), {"a": "in"})
    assert journal.writer.call(lambda conn: conn.execute("PRAGMA foreign_key_check").fetchall()) == []


def test_the_index_follows_changes_of_the_text(journal: Journal, begin: Begin, turn: MakeTurn) -> None:
    debate = begin()
    journal.record(debate, turn(0, text="Kronstadt rose"), {})
    journal.record_floor(debate, speaker="Ben", text="Kronstadt fell")

    def count(word: str) -> list[int]:
        def ask(conn: sqlite3.Connection) -> list[int]:
            return [
                conn.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (word,)).fetchone()[0]
                for table in ("turns_fts", "floor_fts")
            ]

        return journal.writer.call(ask)

    assert count("kronstadt") == [1, 1]
    for table in ("turns", "floor"):
        journal.writer.transact(lambda conn, table=table: conn.execute(f"UPDATE {table} SET text = 'Tambov'"))  # type: ignore[misc]
    assert (count("kronstadt"), count("tambov")) == ([0, 0], [1, 1])
    for table in ("turns", "floor"):
        journal.writer.call(
            lambda conn, table=table: conn.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('integrity-check')")  # type: ignore[misc]
        )
        journal.writer.transact(lambda conn, table=table: conn.execute(f"DELETE FROM {table}"))  # type: ignore[misc]
    assert count("tambov") == [0, 0]


def test_two_programs_may_open_a_new_log_at_once(path: Path) -> None:
    code = "import sys, pathlib; from debatebot.log import Journal; Journal.open(pathlib.Path(sys.argv[1])).close()"
    starts = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(start.communicate()[1], start.returncode) for start in starts] == [(b"", 0)] * 4


def test_the_page_of_the_schema_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "tasks/schema_page.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
