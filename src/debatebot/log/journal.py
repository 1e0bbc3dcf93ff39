"""The journal: the side of the log that writes. Log first, then speak."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, TypeAlias

from ulid import ULID

from debatebot.dialogue.moves import Setup, Turn
from debatebot.log.errors import LogError
from debatebot.log.rows import Labelled, Value, as_json, demand_debate, stamp, turn_row, unknown_debate, write_turn
from debatebot.log.writer import Writer

Status: TypeAlias = Literal["running", "finished", "interrupted", "ended"]
Phase: TypeAlias = Literal["before", "after"]


def _now() -> datetime:
    return datetime.now(UTC)


class Journal:
    """Writes debates down; safe to use from any thread. Every method returns when its rows are committed.

    All methods raise LogError when the log refuses, and then nothing of that call is kept.
    """

    def __init__(self, writer: Writer, clock: Callable[[], datetime]) -> None:
        self.writer = writer
        self._clock = clock
        self._last_id: ULID | None = None
        self._labelled: dict[str, Labelled] = {}  # the last labels of running debates

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime] = _now) -> Journal:
        """The journal in the file `path`, which is made, or brought up to date, if need be."""
        return cls(Writer(path), clock)

    def close(self) -> None:
        """Finish what is being written and close the file."""
        self.writer.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self.writer.path

    def now(self) -> datetime:
        """The time by the journal's clock."""
        return self._clock()

    def begin(
        self,
        setup: Setup,
        *,
        pack: str,
        pack_version: str,
        engine_version: str,
        motion_text: str,
        host_id: str | None = None,
        guild_id: str | None = None,
        channel_id: str | None = None,
        thread_id: str | None = None,
    ) -> str:
        """Write a new, running debate with its seats; returns its id, a ULID."""
        now = self.now()

        def job(conn: sqlite3.Connection) -> str:
            debate_id = self._next_id(now)
            debate: dict[str, Value] = {
                "id": debate_id,
                "guild_id": guild_id,
                "channel_id": channel_id,
                "thread_id": thread_id,
                "pack": pack,
                "pack_version": pack_version,
                "engine_version": engine_version,
                "motion": setup.motion,
                "motion_text": motion_text,
                "format": setup.format,
                "standard": setup.standard,
                "rounds": setup.rounds,
                "seed": setup.seed,
                "status": "running",
                "host_id": host_id,
                "started_at": stamp(now),
            }
            _insert(conn, "debates", debate)
            conn.executemany(
                "INSERT INTO seats (debate_id, seat, side, persona, user, assigned_against_view) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(debate_id, s.number, s.side, s.persona, s.user, s.assigned_against_view) for s in setup.seats],
            )
            return debate_id

        return self.writer.transact(job)

    def record(self, debate_id: str, turn: Turn, labels: Mapping[str, str]) -> None:
        """Write the next turn, before it is spoken, with what it cites and the labels that it changed.

        `labels` is the whole labelling after the turn, of which the changes are kept; an empty one says that the turn
        changed nothing. The first turn of a debate is 0 or 1, and each one after it the next number.
        """
        row = turn_row(debate_id, turn, stamp(self.now()))
        after = dict(labels)

        def job(conn: sqlite3.Connection) -> Labelled:
            return write_turn(conn, debate_id, turn, row, after, self._labelled.get(debate_id))

        self._labelled[debate_id] = self.writer.transact(job)

    def spoken(self, debate_id: str, seq: int, message_id: str | None = None) -> None:
        """Mark a turn as spoken, in the message `message_id`. The first mark stands, so marking again is harmless."""
        self._update(
            "UPDATE turns SET spoken_at = coalesce(spoken_at, ?), message_id = coalesce(message_id, ?) "
            "WHERE debate_id = ? AND seq = ?",
            (stamp(self.now()), message_id, debate_id, seq),
            f"There is no turn {seq} of debate {debate_id} in the log. Record it before it is spoken.",
        )

    def finish(self, debate_id: str, *, outcome: str, closed_by: str) -> None:
        """Close a debate with its outcome (`carried`, `defeated` or `open`) and by what it was closed."""
        self._close(debate_id, "finished", stamp(self.now()), closed_by, outcome)

    def set_status(self, debate_id: str, status: Status, *, closed_by: str | None = None) -> None:
        """Say that a debate runs (again), was interrupted, or was ended before its verdict."""
        if status == "finished":
            raise LogError("A debate is finished with its outcome: use finish().")
        self._close(debate_id, status, stamp(self.now()) if status == "ended" else None, closed_by, None)

    def cast_ballot(self, debate_id: str, user_id: str, phase: Phase, side: str) -> None:
        """Count a vote for `for`, `against` or `undecided`; the last one of a person in a phase counts."""
        row = (debate_id, user_id, phase, side, stamp(self.now()))

        def job(conn: sqlite3.Connection) -> None:
            demand_debate(conn, debate_id)
            conn.execute(
                "INSERT INTO ballots (debate_id, user_id, phase, side, cast_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET side = excluded.side, cast_at = excluded.cast_at",
                row,
            )

        self.writer.transact(job)

    def record_floor(
        self,
        debate_id: str,
        *,
        speaker: str,
        text: str,
        user_id: str | None = None,
        kind: str | None = None,
        issue: str | None = None,
        argument: str | None = None,
        stance: str | None = None,
        sure: bool | None = None,
        matches: Sequence[Mapping[str, object]] = (),
        became: str = "waiting",
        seq: int | None = None,
        message_id: str | None = None,
    ) -> int:
        """Write what a student said and what was understood; `seq` is the turn that it became. Returns its id."""
        row: dict[str, Value] = {
            "debate_id": debate_id,
            "seq": seq,
            "user_id": user_id,
            "speaker": speaker,
            "text": text,
            "kind": kind,
            "issue": issue,
            "argument": argument,
            "stance": stance,
            "sure": sure,
            "matches": as_json([dict(match) for match in matches], "What was understood"),
            "became": became,
            "message_id": message_id,
            "said_at": stamp(self.now()),
        }
        return self._add(debate_id, "floor", row)

    def settle_floor(self, floor_id: int, *, became: str, seq: int | None = None) -> None:
        """Write what became of a student's words."""
        self._update(
            "UPDATE floor SET became = ?, seq = coalesce(?, seq) WHERE id = ?",
            (became, seq, floor_id),
            f"There is no contribution {floor_id} in the log; it may have been deleted.",
        )

    def give_feedback(
        self,
        debate_id: str,
        teacher_id: str,
        *,
        note: str,
        mark: str | None = None,
        seq: int | None = None,
        floor_id: int | None = None,
    ) -> int:
        """Write a teacher's note, on a debate, a turn (`seq`) or a student's contribution; a draft. Returns its id."""
        row: dict[str, Value] = {
            "debate_id": debate_id,
            "seq": seq,
            "floor_id": floor_id,
            "teacher_id": teacher_id,
            "note": note,
            "mark": mark,
            "given_at": stamp(self.now()),
        }
        return self._add(debate_id, "feedback", row)

    def audit(self, actor: str, action: str, subject: str) -> None:
        """Write down who did what to what."""
        row: dict[str, Value] = {"at": stamp(self.now()), "actor": actor, "action": action, "subject": subject}
        self.writer.transact(lambda conn: _insert(conn, "audit", row))

    def _close(
        self, debate_id: str, status: Status, at: str | None, closed_by: str | None, outcome: str | None
    ) -> None:
        self._update(
            "UPDATE debates SET status = ?, ended_at = ?, closed_by = ?, outcome = ? WHERE id = ?",
            (status, at, closed_by, outcome, debate_id),
            unknown_debate(debate_id),
        )
        self._labelled.pop(debate_id, None)

    def _update(self, sql: str, values: tuple[Value, ...], missing: str) -> None:
        def job(conn: sqlite3.Connection) -> None:
            if not conn.execute(sql, values).rowcount:
                raise LogError(missing)

        self.writer.transact(job)

    def _add(self, debate_id: str, table: str, row: Mapping[str, Value]) -> int:
        def job(conn: sqlite3.Connection) -> int:
            demand_debate(conn, debate_id)
            return _insert(conn, table, row)

        return self.writer.transact(job)

    def _next_id(self, now: datetime) -> str:
        fresh = ULID.from_datetime(now)
        # Two debates in one millisecond, or a clock set back: ids still sort in the order of their making.
        if self._last_id is not None and fresh <= self._last_id:
            fresh = ULID.from_int(int(self._last_id) + 1)
        self._last_id = fresh
        return str(fresh)


def _insert(conn: sqlite3.Connection, table: str, row: Mapping[str, Value]) -> int:
    # Table and columns are this module's own words; only the values come from outside.
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608
    return conn.execute(sql, tuple(row.values())).lastrowid or 0
