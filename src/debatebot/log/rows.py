"""Turns as the log's rows, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, TypeAlias

from debatebot.dialogue.moves import MoveKind, Turn
from debatebot.log.errors import LogError
from debatebot.pack.models import Side

Value: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Value, ...]

TURN_COLUMNS: Final = (
    "debate_id, seq, seat, speaker, side, move, argument, target, question, replies_to, issue, text, reason, "
    "provenance, created_at"
)


def stamp(moment: datetime) -> str:
    """UTC, ISO 8601 to the millisecond with `Z`; of one width, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_json(value: object, what: str) -> str:
    """`value` as JSON; LogError if reading it back would not give an equal value (a tuple, a key that is no text)."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise LogError(f"{what} cannot be kept as JSON: {error}. Use texts, numbers, lists and dicts only.") from error
    if json.loads(text) != value:
        raise LogError(f"{what} would not be read back equal from JSON. Use lists for tuples and texts as keys.")
    return text


def turn_row(debate_id: str, turn: Turn, created_at: str) -> Row:
    """The row of `turns` for a turn, in the order of TURN_COLUMNS."""
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
