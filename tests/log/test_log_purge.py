"""What is purged is gone, from the tables and from the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from debatebot.log import Journal, LogError, Reader, purge, writer

from .conftest import Begin, Clock, MakeTurn


def fill(debate: str, journal: Journal, turn: MakeTurn, word: str) -> None:
    for seq in range(30):
        journal.record(debate, turn(seq, text=f"{word} {seq} " * 20, replies_to=seq - 1 if seq else None), {"a": "in"})
    said = journal.record_floor(debate, speaker="Ben", text=f"{word} said", user_id="7", seq=3)
    journal.cast_ballot(debate, "7", "before", "for")
    journal.give_feedback(debate, "1", note=f"{word} noted", floor_id=said)
    journal.give_feedback(debate, "1", note=f"{word} noted", seq=2)


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes().lower() for file in path.parent.glob(f"{path.name}*"))


def test_purged_words_are_gone_from_the_file(
    begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn, path: Path
) -> None:
    kept, gone = begin(), begin()
    fill(kept, journal, turn, "tambovites")
    fill(gone, journal, turn, "quetzalcoatl")
    assert b"quetzalcoatl" in on_disk(path)
    assert reader.search("quetzalcoatl")
    turns = reader.turns(kept)

    (one,) = purge(journal, older_than=None, debate_ids=[gone, gone], dry_run=False, actor="Ms Rossi")

    assert (one.id, one.turns, one.ballots, one.floor, one.feedback) == (gone, 30, 1, 1, 2)
    assert b"quetzalcoatl" not in on_disk(path)
    assert reader.search("quetzalcoatl") == []
    assert len(reader.search("tambovites", limit=100)) == 31
    assert reader.turns(kept) == turns
    assert reader.counts() == {
        "debates": 1,
        "seats": 3,
        **{k: v for k, v in reader.counts(kept).items() if k != "seats"},
    }
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT actor, action, subject FROM audit").fetchall() == [("Ms Rossi", "purge", gone)]
        assert conn.execute("SELECT count(*) FROM citations").fetchone() == (150,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in ("turns_fts", "floor_fts"):
            conn.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    journal.record(kept, turn(30), {})


def test_old_debates_go_and_a_dry_run_only_tells(begin: Begin, journal: Journal, reader: Reader, clock: Clock) -> None:
    old = begin()
    clock.time += timedelta(days=40)
    young = begin()
    assert [one.id for one in purge(journal, older_than=timedelta(days=30))] == [old]
    assert [one.id for one in purge(journal, older_than=timedelta(0), debate_ids=[young])] == [old, young]
    assert len(reader.debates()) == 2
    assert [one.id for one in purge(journal, older_than=timedelta(days=30), dry_run=False)] == [old]
    assert [debate.id for debate in reader.debates()] == [young]
    assert purge(journal, older_than=timedelta(days=30), dry_run=False) == []
    assert purge(journal, older_than=None, dry_run=False) == []


def test_an_unknown_debate_stops_the_whole_purge(begin: Begin, journal: Journal, reader: Reader) -> None:
    debate = begin()
    with pytest.raises(LogError, match="There is no debate nowhere"):
        purge(journal, older_than=None, debate_ids=[debate, "nowhere"], dry_run=False)
    assert [one.id for one in reader.debates()] == [debate]


def test_a_reader_that_holds_the_file_is_reported_and_purging_again_cleans(
    begin: Begin, clock: Clock, turn: MakeTurn, journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    debate = begin()
    fill(debate, journal, turn, "quetzalcoatl")
    journal.close()
    monkeypatch.setattr(writer, "PATIENCE", 0.1)
    with Journal.open(path, clock=clock) as again, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM turns").fetchone()
        with pytest.raises(LogError, match="Close that program"):
            purge(again, older_than=None, debate_ids=[debate], dry_run=False)
        other.execute("COMMIT")
        assert purge(again, older_than=None, dry_run=False) == []
        assert b"quetzalcoatl" not in on_disk(path)
