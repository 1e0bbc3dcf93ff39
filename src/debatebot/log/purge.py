"""Deleting debates for good, so that their words are gone from the file as well."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from debatebot.log.errors import LogError
from debatebot.log.journal import Journal
from debatebot.log.rows import demand_debate, stamp

_WOULD_GO: Final = """
SELECT id, motion_text, started_at,
    (SELECT count(*) FROM turns WHERE debate_id = debates.id),
    (SELECT count(*) FROM ballots WHERE debate_id = debates.id),
    (SELECT count(*) FROM floor WHERE debate_id = debates.id),
    (SELECT count(*) FROM feedback WHERE debate_id = debates.id)
FROM debates"""


@dataclass(frozen=True, slots=True)
class Purged:
    """A debate that was deleted, or would be, with the number of rows below it."""

    id: str
    motion_text: str
    started_at: str
    turns: int
    ballots: int
    floor: int
    feedback: int


def purge(
    journal: Journal,
    *,
    older_than: timedelta | None,
    debate_ids: Iterable[str] = (),
    dry_run: bool = True,
    actor: str = "operator",
) -> list[Purged]:
    """Delete the debates that began longer ago than `older_than`, and those named, with everything below them.

    Returns what went, oldest first, or with `dry_run` what would. Each deletion is written to the audit. LogError if a
    named debate does not exist (nothing is deleted then), or if another program kept the file from being cleaned: the
    debates are deleted then, and purging again cleans it.
    """
    named = tuple(dict.fromkeys(debate_ids))
    now = journal.now()

    def choose(conn: sqlite3.Connection) -> list[Purged]:
        rows = []
        for debate_id in named:
            demand_debate(conn, debate_id)
            rows += conn.execute(f"{_WOULD_GO} WHERE id = ?", (debate_id,)).fetchall()
        if older_than is not None:
            rows += conn.execute(f"{_WOULD_GO} WHERE started_at < ?", (stamp(now - older_than),)).fetchall()
        return sorted((Purged(*row) for row in set(rows)), key=lambda one: one.id)

    def delete(conn: sqlite3.Connection) -> list[Purged]:
        gone = choose(conn)
        conn.executemany("DELETE FROM debates WHERE id = ?", [(one.id,) for one in gone])
        conn.executemany(
            "INSERT INTO audit (at, actor, action, subject) VALUES (?, ?, 'purge', ?)",
            [(stamp(now), actor, one.id) for one in gone],
        )
        if gone:
            # The index only marks deleted words as such until it is rebuilt.
            conn.execute("INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')")
            conn.execute("INSERT INTO floor_fts (floor_fts) VALUES ('rebuild')")
        return gone

    if dry_run:
        return journal.writer.transact(choose)
    gone = journal.writer.transact(delete)
    # Also when nothing was deleted: an earlier purge may have been kept from it.
    if not journal.writer.call(_scrub):
        raise LogError(
            f"The debates are deleted, but another program is reading {journal.path}, so that their words are still in "
            "the file. Close that program (the review site, say) and purge again."
        )
    return gone


def _scrub(conn: sqlite3.Connection) -> bool:
    """Write the file anew without its deleted rows; False if a reader kept it from being done."""
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    conn.execute("VACUUM")
    # The new file is in the write-ahead log until it is moved over the old one.
    (busy, _, _) = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
