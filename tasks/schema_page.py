"""Write docs/schema.md from the migrated database, or with --check fail if the page is stale."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from debatebot.log.schema import NAMES, PURPOSES, migrations

PAGE = Path(__file__).resolve().parent.parent / "docs" / "schema.md"
HEAD = """# The log's schema

One SQLite file (`DEBATEBOT_DB`, default `debates.db`) in WAL mode. All tables are STRICT, times are UTC in ISO 8601
with `Z`, ids of debates are ULIDs, and Discord's ids are text. This page is made from the migrations by
`uv run python tasks/schema_page.py`; do not edit it.
"""


def checks(sql: str) -> Iterator[str]:
    """The conditions of the CHECKs of a CREATE TABLE, each without its outer brackets."""
    for found in re.finditer(r"\bCHECK \(", sql):
        depth, at = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        yield " ".join(sql[found.end() : at - 1].split())


def table_section(db: Database, name: str) -> Iterator[str]:
    """The page's lines on one table."""
    yield from (f"## {name}", "", PURPOSES[name], "")
    yield from ("| column | type | | refers to |", "|---|---|---|---|")
    ways: dict[str, list[str]] = {}
    for _, _, other, column, there, _, on_delete, _ in db.execute(
        "SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq", [name]
    ):
        gone = ", deleted with it" if on_delete == "CASCADE" else ""
        ways.setdefault(column, []).append(f"`{other}.{there}`{gone}")
    columns = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid'
    for column, kind, required, key in db.execute(columns, [name]):
        marks = ["key"] if key else ["required"] if required else []
        yield f"| `{column}` | {kind} | {', '.join(marks)} | {'; '.join(ways.get(column, []))} |"
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    if conditions := list(checks(sql)):
        yield from ("", "Checked:", "", *(f"- `{condition}`" for condition in conditions))
    indexes = "SELECT name, \"unique\", origin FROM pragma_index_list(?) WHERE origin <> 'pk' ORDER BY name"
    lines = []
    for index, unique, _ in db.execute(indexes, [name]).fetchall():
        of = [column for (column,) in db.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", [index])]
        lines.append(f"- {'unique: ' if unique else ''}{', '.join(f'`{column}`' for column in of)}")
    if lines:
        yield from ("", "Indexed:", "", *lines)
    yield ""


def page() -> str:
    """The whole page."""
    db = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(db)
        lines = [HEAD]
        for name in PURPOSES:
            lines += table_section(db, name)
        lines += ["## Full-text search", ""]
        for name in ("turns", "floor"):
            lines.append(
                f"- `{name}_fts` (FTS5, word stems, accents ignored) over `{name}.text`, kept in step by triggers."
            )
        lines += ["", "## Migrations", "", *(f"- `{name}`" for name in NAMES)]
    finally:
        db.close()
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Exit code 0, or 1 if --check found the page stale."""
    fresh = page()
    if "--check" not in arguments:
        PAGE.write_text(fresh, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != fresh:
        print(f"{PAGE} is stale. Run `uv run python tasks/schema_page.py` and commit the page.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
