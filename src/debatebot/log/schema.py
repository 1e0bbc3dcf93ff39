"""The log's tables, as numbered migrations. A released migration is never edited: what changes gets a new number."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from debatebot.log.errors import LogError

OLDEST_SQLITE: Final = (3, 37, 0)  # the first with STRICT tables

# What each table is for; the page of the schema is made from it.
PURPOSES: Final = {
    "debates": "One row a debate: where it was held, what was debated, with which pack and seed, and how it ended.",
    "seats": "Who sat where: a persona, or a person who took a side.",
    "turns": "Every turn in order, with its words, its reason and what made it. The chair's turns have no seat.",
    "citations": "The facts a turn gave, then the sources it named, by position; each row holds one of the two.",
    "labels": "Labels that changed with a turn. What holds after a turn is the latest label of each argument up to it; "
    "an empty label says that the argument was taken off the table.",
    "ballots": "The class's votes before and after. A later vote in the same phase replaces the earlier one.",
    "floor": "What students said, what was understood, and what became of it.",
    "feedback": "A teacher's notes and marks, on a debate, a turn or a student's contribution; drafts until released.",
    "guilds": "The settings of each server.",
    "audit": "Who exported, deleted or changed settings, and when.",
}

migrations = Migrations("debatebot")


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)


@migrations()
def m001_debates(db: Database) -> None:
    """Debates, their seats and turns, and what the turns cite and change."""
    _run(
        db,
        """
CREATE TABLE debates (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 26),
    guild_id TEXT,
    channel_id TEXT,
    thread_id TEXT,
    pack TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    engine_version TEXT NOT NULL,
    motion TEXT NOT NULL,
    motion_text TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('capped', 'uncapped')),
    standard TEXT NOT NULL,
    rounds INTEGER NOT NULL CHECK (rounds >= 0),
    seed INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'interrupted', 'ended')),
    host_id TEXT,
    started_at TEXT NOT NULL CHECK (started_at LIKE '%Z'),
    ended_at TEXT CHECK (ended_at LIKE '%Z'),
    closed_by TEXT,
    outcome TEXT CHECK (outcome IN ('carried', 'defeated', 'open')),
    CHECK ((status IN ('finished', 'ended')) = (ended_at IS NOT NULL)),
    CHECK (status <> 'finished' OR (outcome IS NOT NULL AND closed_by IS NOT NULL))
) STRICT""",
        "CREATE INDEX debates_by_status ON debates (status, id)",
        "CREATE INDEX debates_by_motion ON debates (motion, id)",
        "CREATE INDEX debates_by_guild ON debates (guild_id, id) WHERE guild_id IS NOT NULL",
        "CREATE INDEX debates_by_thread ON debates (thread_id) WHERE thread_id IS NOT NULL",
        """
CREATE TABLE seats (
    debate_id TEXT NOT NULL REFERENCES debates (id) ON DELETE CASCADE,
    seat INTEGER NOT NULL CHECK (seat >= 0),
    side TEXT NOT NULL CHECK (side IN ('for', 'against')),
    persona TEXT,
    user TEXT,
    assigned_against_view INTEGER NOT NULL CHECK (assigned_against_view IN (0, 1)),
    PRIMARY KEY (debate_id, seat),
    CHECK (persona IS NULL OR user IS NULL)
) STRICT, WITHOUT ROWID""",
        """
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    debate_id TEXT NOT NULL REFERENCES debates (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL CHECK (seq >= 0),
    seat INTEGER,
    speaker TEXT NOT NULL,
    side TEXT CHECK (side IN ('for', 'against')),
    move TEXT NOT NULL CHECK (move IN (
        'open', 'argue', 'rebut', 'undermine', 'undercut', 'question', 'answer', 'concede', 'retract',
        'summarise', 'close', 'welcome', 'announce', 'caution', 'verdict')),
    argument TEXT,
    target TEXT,
    question TEXT,
    replies_to INTEGER CHECK (replies_to < seq),
    issue TEXT,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    provenance TEXT NOT NULL CHECK (json_valid(provenance)),
    created_at TEXT NOT NULL CHECK (created_at LIKE '%Z'),
    message_id TEXT,
    spoken_at TEXT CHECK (spoken_at LIKE '%Z'),
    UNIQUE (debate_id, seq),
    CHECK (seat IS NULL OR side IS NOT NULL),
    CHECK (message_id IS NULL OR spoken_at IS NOT NULL),
    FOREIGN KEY (debate_id, seat) REFERENCES seats (debate_id, seat),
    FOREIGN KEY (debate_id, replies_to) REFERENCES turns (debate_id, seq)
) STRICT""",
        "CREATE INDEX turns_by_message ON turns (message_id) WHERE message_id IS NOT NULL",
        """
CREATE TABLE citations (
    turn_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    fact TEXT,
    source TEXT,
    PRIMARY KEY (turn_id, position),
    CHECK ((fact IS NULL) <> (source IS NULL))
) STRICT, WITHOUT ROWID""",
        """
CREATE TABLE labels (
    debate_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    argument TEXT NOT NULL,
    label TEXT CHECK (label IN ('in', 'out', 'undecided')),
    PRIMARY KEY (debate_id, seq, argument),
    FOREIGN KEY (debate_id, seq) REFERENCES turns (debate_id, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m002_class(db: Database) -> None:
    """What the class and its teacher add to a debate."""
    _run(
        db,
        """
CREATE TABLE ballots (
    debate_id TEXT NOT NULL REFERENCES debates (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('before', 'after')),
    side TEXT NOT NULL CHECK (side IN ('for', 'against', 'undecided')),
    cast_at TEXT NOT NULL CHECK (cast_at LIKE '%Z'),
    PRIMARY KEY (debate_id, user_id, phase)
) STRICT, WITHOUT ROWID""",
        "CREATE INDEX ballots_by_user ON ballots (user_id)",
        """
CREATE TABLE floor (
    id INTEGER PRIMARY KEY,
    debate_id TEXT NOT NULL REFERENCES debates (id) ON DELETE CASCADE,
    seq INTEGER,
    user_id TEXT,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('argument', 'question', 'off-topic', 'abusive', 'meta')),
    issue TEXT,
    argument TEXT,
    stance TEXT CHECK (stance IN ('for', 'against', 'none')),
    sure INTEGER CHECK (sure IN (0, 1)),
    matches TEXT NOT NULL CHECK (json_valid(matches)),
    became TEXT NOT NULL,
    message_id TEXT,
    said_at TEXT NOT NULL CHECK (said_at LIKE '%Z'),
    FOREIGN KEY (debate_id, seq) REFERENCES turns (debate_id, seq)
) STRICT""",
        "CREATE INDEX floor_by_debate ON floor (debate_id, seq)",
        "CREATE INDEX floor_by_user ON floor (user_id) WHERE user_id IS NOT NULL",
        """
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    debate_id TEXT NOT NULL REFERENCES debates (id) ON DELETE CASCADE,
    seq INTEGER,
    floor_id INTEGER REFERENCES floor (id) ON DELETE CASCADE,
    teacher_id TEXT NOT NULL,
    note TEXT NOT NULL,
    mark TEXT,
    given_at TEXT NOT NULL CHECK (given_at LIKE '%Z'),
    released_at TEXT CHECK (released_at LIKE '%Z'),
    FOREIGN KEY (debate_id, seq) REFERENCES turns (debate_id, seq)
) STRICT""",
        "CREATE INDEX feedback_by_debate ON feedback (debate_id, seq)",
        "CREATE INDEX feedback_by_floor ON feedback (floor_id) WHERE floor_id IS NOT NULL",
    )


@migrations()
def m003_service(db: Database) -> None:
    """Settings of servers, and the record of what was done with the log."""
    _run(
        db,
        """
CREATE TABLE guilds (
    guild_id TEXT PRIMARY KEY NOT NULL,
    channel_id TEXT,
    teacher_role_id TEXT,
    who_may_start TEXT,
    pace TEXT CHECK (pace IN ('reading', 'quick', 'manual')),
    proof_standard TEXT,
    retention_days INTEGER CHECK (retention_days > 0),
    updated_at TEXT NOT NULL CHECK (updated_at LIKE '%Z')
) STRICT""",
        """
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL CHECK (at LIKE '%Z'),
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT""",
    )


@migrations()
def m004_search(db: Database) -> None:
    """Full-text search over turns and floor: word stems, accents ignored, kept in step by triggers."""
    for table in ("turns", "floor"):  # the only words that the SQL below is put together from
        fts = f"{table}_fts"
        add = f"INSERT INTO {fts} (rowid, text) VALUES (new.id, new.text)"  # noqa: S608
        drop = f"INSERT INTO {fts} ({fts}, rowid, text) VALUES ('delete', old.id, old.text)"  # noqa: S608
        _run(
            db,
            f"CREATE VIRTUAL TABLE {fts} USING fts5 (text, content='{table}', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {add}; END",
            f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {drop}; END",
            f"CREATE TRIGGER {fts}_update AFTER UPDATE OF id, text ON {table} BEGIN {drop}; {add}; END",
            f"INSERT INTO {fts} ({fts}) VALUES ('rebuild')",  # noqa: S608
        )


NAMES: Final = tuple(step.__name__ for step in (m001_debates, m002_class, m003_service, m004_search))


def inspect(db: Database, path: Path) -> int:
    """How many migrations `path` still needs; LogError if it is another program's or a newer version's."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise LogError(f"SQLite {sqlite3.sqlite_version} is too old, {needed} is needed. Take a newer Python.")
    applied = {step.name for step in migrations.applied(db)}
    if newer := sorted(applied - set(NAMES)):
        raise LogError(
            f"{path} was made by a newer debatebot (it knows {newer[-1]}, this one ends at {NAMES[-1]}). "
            "Update debatebot, or name another file with --db or DEBATEBOT_DB."
        )
    if not applied and (tables := [name for name in db.table_names() if name != Migrations.migrations_table]):
        raise LogError(
            f"{path} is another program's database (it has a table {tables[0]}), not a debate log. "
            "Name another file with --db or DEBATEBOT_DB."
        )
    return len(NAMES) - len(applied)


def upgrade(db: Database) -> None:
    """Bring the database to this version, all of it or nothing."""
    # The write lock first: of two programs that start on a new file, the second finds the work done.
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise
