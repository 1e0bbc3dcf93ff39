"""The side of the log that reads, on a connection of its own that cannot write."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from types import TracebackType
from typing import Final, Literal

from sqlite_utils import Database

from debatebot.dialogue.moves import Seat, Setup, Turn
from debatebot.log import schema
from debatebot.log.errors import LogError, explain
from debatebot.log.rows import LABELS_AT, Value, turn_from, unknown_debate
from debatebot.pack.models import Side

MOST_WORDS: Final = 32  # of a search; more would only cost time
_COUNTED: Final = ("seats", "turns", "ballots", "floor", "feedback")
_DEBATES: Final = "SELECT debates.*, (SELECT count(*) FROM turns WHERE debate_id = debates.id) AS turns FROM debates"
# The newest first, which is the order the index has them in: ranking would read every hit of a common word.
_HITS: Final = """
SELECT * FROM (
    SELECT turns.debate_id, turns.seq, turns.speaker, snippet(turns_fts, 0, :open, :close, '…', 24) AS snippet,
        'turn' AS place, turns.created_at AS at
    FROM turns_fts JOIN turns ON turns.id = turns_fts.rowid
    WHERE turns_fts MATCH :query ORDER BY turns_fts.rowid DESC LIMIT :limit)
UNION ALL
SELECT * FROM (
    SELECT floor.debate_id, floor.seq, floor.speaker, snippet(floor_fts, 0, :open, :close, '…', 24) AS snippet,
        'floor' AS place, floor.said_at AS at
    FROM floor_fts JOIN floor ON floor.id = floor_fts.rowid
    WHERE floor_fts MATCH :query ORDER BY floor_fts.rowid DESC LIMIT :limit)
ORDER BY at DESC LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate as the log has it; times are UTC, ISO 8601 with `Z`. `turns` counts them."""

    id: str
    guild_id: str | None
    channel_id: str | None
    thread_id: str | None
    pack: str
    pack_version: str
    engine_version: str
    motion: str
    motion_text: str
    format: str
    standard: str
    rounds: int
    seed: int
    status: str
    host_id: str | None
    started_at: str
    ended_at: str | None
    closed_by: str | None
    outcome: str | None
    turns: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a search found its words: in a turn, or in what a student said (`seq` if it became a turn)."""

    debate_id: str
    seq: int | None
    speaker: str
    snippet: str
    place: Literal["turn", "floor"]
    at: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A person's vote in a phase, `before` or `after`."""

    user_id: str
    phase: str
    side: str
    cast_at: str


class Reader:
    """Reads a log while it is being written; safe to use from any thread. Methods raise LogError."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise LogError(
                f"There is no log at {path}. Hold a debate first, or name its file with --db or DEBATEBOT_DB."
            )
        self.path = path
        self._lock = threading.RLock()
        uri = f"{path.absolute().as_uri()}?mode=ro"
        try:
            self._conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise explain(error, path) from error
        try:
            missing = schema.inspect(Database(self._conn, execute_plugins=False), path)
            if missing:
                raise LogError(
                    f"{path} is of an older debatebot. Start the bot once with it, which brings it up to date."
                )
        except sqlite3.Error as error:
            self._conn.close()
            raise explain(error, path) from error
        except BaseException:
            self._conn.close()
            raise
        self._conn.row_factory = sqlite3.Row

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._conn.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def debates(self, limit: int = 20, status: str | None = None, motion: str | None = None) -> list[Debate]:
        """The latest debates, newest first."""
        wanted = {"status": status, "motion": motion}
        given = {column: value for column, value in wanted.items() if value is not None}
        where = " AND ".join(f"{column} = ?" for column in given) or "true"
        rows = self._rows(f"{_DEBATES} WHERE {where} ORDER BY id DESC LIMIT ?", *given.values(), limit)
        return [Debate(**row) for row in rows]

    def find(self, debate_id: str | None = None) -> Debate:
        """The debate with this id or beginning of one, or the last; LogError names the nearest ids if it is not one."""
        if debate_id is None:
            latest = self.debates(limit=1)
            if not latest:
                raise LogError(f"The log {self.path} has no debates yet. `debatebot rehearse` holds one.")
            return latest[0]
        start = debate_id.strip().upper()
        rows = self._rows(f"{_DEBATES} WHERE substr(id, 1, ?) = ? ORDER BY id DESC LIMIT 6", len(start), start)
        if start and len(rows) == 1:
            return Debate(**rows[0])
        if rows:
            ids = ", ".join(row["id"] for row in rows[:5])
            raise LogError(
                f"More than one debate begins with {debate_id!r}: {ids}{', ...' if rows[5:] else ''}. Say more."
            )
        raise LogError(f"There is no debate {debate_id!r} in {self.path}. {self._nearest(start)}")

    def setup(self, debate_id: str) -> Setup:
        """What the debate was begun with."""
        with self._snapshot():
            debate = self._debate(debate_id)
            rows = self._rows("SELECT * FROM seats WHERE debate_id = ? ORDER BY seat", debate_id)
        seats = tuple(
            Seat(row["seat"], Side(row["side"]), row["persona"], row["user"], bool(row["assigned_against_view"]))
            for row in rows
        )
        capped = debate["format"] == "capped"
        return Setup(debate["motion"], seats, debate["rounds"], debate["seed"], capped, debate["standard"])

    def turns(self, debate_id: str) -> list[Turn]:
        """The turns of a debate, in order, as they were recorded."""
        with self._snapshot():
            self._debate(debate_id)
            turns = self._rows("SELECT * FROM turns WHERE debate_id = ? ORDER BY seq", debate_id)
            cited = self._rows(
                "SELECT citations.* FROM turns JOIN citations ON turn_id = turns.id WHERE debate_id = ? "
                "ORDER BY seq, position",
                debate_id,
            )
        citations: dict[int, list[sqlite3.Row]] = {}
        for row in cited:
            citations.setdefault(row["turn_id"], []).append(row)
        return [turn_from(row, citations.get(row["id"], ())) for row in turns]

    def labels(self, debate_id: str, seq: int | None = None) -> dict[str, str]:
        """The label of each argument after turn `seq`, or after the last turn."""
        with self._snapshot():
            self._debate(debate_id)
            rows = self._rows(LABELS_AT, debate_id, 2**63 - 1 if seq is None else seq)
        return {row["argument"]: row["label"] for row in rows}

    def spoken(self, debate_id: str) -> dict[int, str | None]:
        """The turns that were spoken, with the ids of their messages; what is missing was logged and never said."""
        rows = self._rows(
            "SELECT seq, message_id FROM turns WHERE debate_id = ? AND spoken_at IS NOT NULL ORDER BY seq", debate_id
        )
        return {row["seq"]: row["message_id"] for row in rows}

    def search(self, text: str, limit: int = 20, marks: tuple[str, str] = ("**", "**")) -> list[Hit]:
        """Where turns or students said all words of `text`, newest first; `marks` go round the words that were found.

        Any text will do: it is searched for as words, whatever signs it has. One without a word finds nothing.
        """
        query = as_words(text)
        if not query:
            return []
        values: dict[str, Value] = {"query": query, "limit": limit, "open": marks[0], "close": marks[1]}
        return [Hit(**row) for row in self._rows(_HITS, named=values)]

    def ballots(self, debate_id: str) -> list[Ballot]:
        """The votes of a debate, in the order they were cast."""
        rows = self._rows(
            "SELECT user_id, phase, side, cast_at FROM ballots WHERE debate_id = ? ORDER BY cast_at, user_id, phase",
            debate_id,
        )
        return [Ballot(**row) for row in rows]

    def counts(self, debate_id: str | None = None) -> dict[str, int]:
        """How many seats, turns, ballots, contributions and notes a debate has, or the whole log with its debates."""
        tables = _COUNTED if debate_id else ("debates", *_COUNTED)
        where, values = ("WHERE debate_id = ?", (debate_id,)) if debate_id else ("", ())
        with self._snapshot():
            return {table: self._rows(f"SELECT count(*) FROM {table} {where}", *values)[0][0] for table in tables}  # noqa: S608

    def _debate(self, debate_id: str) -> sqlite3.Row:
        rows = self._rows("SELECT * FROM debates WHERE id = ?", debate_id)
        if not rows:
            raise LogError(unknown_debate(debate_id))
        return rows[0]

    def _nearest(self, start: str) -> str:
        ids = [row["id"] for row in self._rows("SELECT id FROM debates ORDER BY id DESC LIMIT 1000")]
        if not ids:
            return "It has no debates yet; `debatebot rehearse` holds one."
        ids.sort(key=lambda known: SequenceMatcher(None, known[: len(start)], start).ratio(), reverse=True)
        return f"The nearest are {', '.join(ids[:3])}."

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Several questions, answered as of one moment."""
        with self._lock:
            self._rows("BEGIN")
            try:
                yield
            finally:
                self._rows("COMMIT")

    def _rows(self, sql: str, *values: Value, named: dict[str, Value] | None = None) -> list[sqlite3.Row]:
        try:
            with self._lock:
                return self._conn.execute(sql, named or values).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise explain(error, self.path) from error


def as_words(text: str) -> str:
    """A person's text as an FTS5 query for all of its words; each is quoted, so that no sign of it is an operator."""
    readable = text.encode(errors="ignore").decode().replace("\0", " ")
    words = [word.replace('"', " ") for word in readable.split() if any(map(str.isalnum, word))]
    return " ".join(f'"{word}"' for word in words[:MOST_WORDS])
