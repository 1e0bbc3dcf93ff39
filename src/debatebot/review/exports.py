"""A debate on paper or for other tools: one function for all formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from debatebot.review.aif import aif
from debatebot.review.argdown import argdown
from debatebot.review.lines import as_text, debate_line, turn_line, verdict_line
from debatebot.review.record import Record, ReviewError
from debatebot.review.transcripts import html, markdown

COLUMNS = ("seq", "speaker", "side", "move", "argument", "target", "issue", "facts", "sources", "text", "reason")
# a spreadsheet takes a cell that begins so for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def json_lines(record: Record) -> str:
    """The lines that `rehearse --json` prints; a note comes as `note` in the first. Unfinished, it has no verdict."""
    debate = record.debate
    first = debate_line(
        record.setup,
        debate_id=debate.id,
        motion_text=debate.motion_text,
        pack=debate.pack,
        pack_version=debate.pack_version,
    )
    if record.note:
        first["note"] = record.note
    lines = [first, *map(turn_line, record.turns)]
    if record.over:
        lines.append(verdict_line(record.finding, record.explanation))
    return "".join(f"{as_text(line)}\n" for line in lines)


def csv_table(record: Record) -> str:
    """A row a turn, with a header; lists are joined with `; `. No cell is a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for turn in record.turns:
        line = turn_line(turn)
        writer.writerow({column: _cell(line[column]) for column in COLUMNS})
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return _cell("; ".join(value))
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


FORMATS: Mapping[str, Callable[[Record], str]] = {
    "html": html,
    "markdown": markdown,
    "json": json_lines,
    "csv": csv_table,
    "argdown": argdown,
    "aif": aif,
}


def export(record: Record, format: str, anonymous: bool = False) -> str:
    """The debate in one of FORMATS. `anonymous` calls persons Student 1, Student 2 and so on, everywhere.

    Ids of users are in no export. Raises ReviewError for a format that there is not, and for argdown and aif where the
    debate's pack is not at hand.
    """
    write = FORMATS.get(format)
    if write is None:
        near = get_close_matches(format, FORMATS, n=1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        raise ReviewError(f"There is no format {format!r}{meant}; take one of {', '.join(FORMATS)}.")
    return write(record.anonymous() if anonymous else record.without_ids())
