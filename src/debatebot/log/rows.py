"""Turns as the log's rows, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias

from debatebot.dialogue.moves import MoveKind, Turn
from debatebot.log.errors import LogError
from debatebot.pack.models import Side

Value: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Value, ...]

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_ADD_TURN: Final = """
INSERT INTO turns (debate_id, seq, seat, speaker, side, move, argument, target, question, replies_to, issue, text,
    reason, provenance, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ADD_CITATION: Final = "INSERT INTO citations (turn_id, position, fact, source) VALUES (?, ?, ?, ?)"
_ADD_LABEL: Final = "INSERT INTO labels (debate_id, seq, argument, label) VALUES (?, ?, ?, ?)"
LABELS_AT: Final = """
SELECT argument, label FROM (
    SELECT argument, label, row_number() OVER (PARTITION BY argument ORDER BY seq DESC) AS age
    FROM labels WHERE debate_id = ? AND seq <= ?)
WHERE age = 1 AND label IS NOT NULL ORDER BY argument"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels as they were after turn `seq`."""

    seq: int
    labels: Mapping[str, str]


def stamp(moment: datetime) -> str:
    """UTC, ISO 8601 to the millisecond with `Z`; of one width, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_json(value: object, what: str) -> str:
    """`value` as JSON; LogError if reading it back would not give an equal value (a tuple, a key that is no text)."""
    try:
        text = _ENCODER.encode(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise LogError(f"{what} cannot be kept as JSON: {error}. Use texts, numbers, lists and dicts only.") from error
    if json.loads(text) != value:
        raise LogError(f"{what} would not be read back equal from JSON. Use lists for tuples and texts as keys.")
    return text


def turn_row(debate_id: str, turn: Turn, created_at: str) -> Row:
    """The row of `turns` for a turn, as `write_turn` takes it."""
    return (
        debate_id,
        turn.seq,
        turn.seat,
        turn.speaker,
        turn.side,
        turn.move,
        turn.argument,
        turn.target,
        turn.question,
        turn.replies_to,
        turn.issue,
        turn.text,
        turn.reason,
        as_json(dict(turn.provenance), f"The provenance of turn {turn.seq}"),
        created_at,
    )


def citation_rows(turn_id: int, turn: Turn) -> list[Row]:
    """The rows of `citations` for a turn: its facts, then its sources."""
    facts: list[Row] = [(turn_id, at, fact, None) for at, fact in enumerate(turn.facts)]
    return facts + [(turn_id, at, None, source) for at, source in enumerate(turn.sources, len(facts))]


def write_turn(
    conn: sqlite3.Connection,
    debate_id: str,
    turn: Turn,
    row: Row,
    labels: Mapping[str, str],
    known: Labelled | None,
) -> Labelled:
    """Write a turn, what it cites, and those of `labels` that it changed; returns how things stand then.

    An empty `labels` changes nothing. `known` saves reading the labels back if it is of the turn before. LogError if
    the turn is not the next one. To be run in a transaction.
    """
    (last,) = conn.execute("SELECT max(seq) FROM turns WHERE debate_id = ?", (debate_id,)).fetchone()
    if last is None:
        demand_debate(conn, debate_id)
    expected = (0, 1) if last is None else (last + 1,)
    if turn.seq not in expected:
        raise LogError(
            f"Turn {turn.seq} of debate {debate_id} is out of order: the log goes on with "
            f"{' or '.join(map(str, expected))}. Is another window holding the same debate? Close one of them; "
            "debatebot rehearse --resume then goes on from the log."
        )
    before: Mapping[str, str] = {}
    if last is not None:
        fresh = known is not None and known.seq == last
        before = known.labels if known and fresh else dict(conn.execute(LABELS_AT, (debate_id, last)).fetchall())
    turn_id = conn.execute(_ADD_TURN, row).lastrowid or 0
    conn.executemany(_ADD_CITATION, citation_rows(turn_id, turn))
    if not labels or labels == before:
        return Labelled(turn.seq, before)
    changed: list[Row] = [(debate_id, turn.seq, one, now) for one, now in labels.items() if before.get(one) != now]
    changed += [(debate_id, turn.seq, one, None) for one in before if one not in labels]
    conn.executemany(_ADD_LABEL, changed)
    return Labelled(turn.seq, labels)


def unknown_debate(debate_id: str) -> str:
    """The sentence for a debate that is not there."""
    return (
        f"There is no debate {debate_id} in the log; perhaps it was deleted. `debatebot log list` shows what there is."
    )


def demand_debate(conn: sqlite3.Connection, debate_id: str) -> None:
    """LogError if there is no such debate."""
    if conn.execute("SELECT 1 FROM debates WHERE id = ?", (debate_id,)).fetchone() is None:
        raise LogError(unknown_debate(debate_id))


def turn_from(row: sqlite3.Row, citations: Iterable[sqlite3.Row]) -> Turn:
    """The turn that was recorded as `row` with `citations`, which are in order of position."""
    cited = list(citations)
    return Turn(
        seq=row["seq"],
        seat=row["seat"],
        speaker=row["speaker"],
        side=None if row["side"] is None else Side(row["side"]),
        move=MoveKind(row["move"]),
        argument=row["argument"],
        target=row["target"],
        question=row["question"],
        replies_to=row["replies_to"],
        issue=row["issue"],
        facts=tuple(one["fact"] for one in cited if one["fact"] is not None),
        sources=tuple(one["source"] for one in cited if one["source"] is not None),
        text=row["text"],
        reason=row["reason"],
        provenance=json.loads(row["provenance"]),
    )
