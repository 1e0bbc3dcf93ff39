"""A logged turn against a bare sqlite3 transaction of the same rows.

Run `uv run python benchmarks/log.py`. A real debate is played once; its turns then go into two databases, turn by turn
in alternation: through `Journal.record` into one, and as ready-made rows, by one connection and without any check, into
the other, which has the same schema (full-text index and triggers too) and the same pragmas. The rows are the very rows
that the journal wrote. Medians of all turns are compared: a busy moment hits both.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console

from debatebot.chamber import Chamber, make_setup
from debatebot.config import data_folder, prompts_folder
from debatebot.dialogue import Setup, Turn
from debatebot.log import Journal
from debatebot.pack import Pack, load_pack
from debatebot.speech import Prompts

GOAL = 2.0
TABLES = ("turns", "citations", "labels")
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "wal_autocheckpoint", "page_size")

Labels = Mapping[str, str]
Rows = dict[str, list[tuple[object, ...]]]


class Kept:
    """Keeps what a chamber would have written."""

    def __init__(self) -> None:
        self.turns: list[tuple[Turn, Labels]] = []

    def record(self, debate_id: str, turn: Turn, labels: Labels) -> None:
        """Keeps a turn and the labels after it."""
        self.turns.append((turn, labels))

    def finish(self, debate_id: str, *, outcome: str, closed_by: str) -> None:
        """Nothing to keep."""


def begin(journal: Journal, pack: Pack, setup: Setup) -> str:
    """A new debate in a log; its id."""
    text = pack.motions[setup.motion].text
    return journal.begin(setup, pack=pack.id, pack_version=pack.version, engine_version="0", motion_text=text)


def rows_of(path: Path, debate_id: str) -> list[Rows]:
    """For each turn of a debate, the rows of TABLES that were written with it."""
    with sqlite3.connect(path) as conn:
        turns = conn.execute("SELECT * FROM turns WHERE debate_id = ? ORDER BY seq", (debate_id,)).fetchall()
        return [
            {
                "turns": [turn],
                "citations": conn.execute("SELECT * FROM citations WHERE turn_id = ?", turn[:1]).fetchall(),
                "labels": conn.execute(
                    "SELECT * FROM labels WHERE debate_id = ? AND seq = ?", (debate_id, turn[2])
                ).fetchall(),
            }
            for turn in turns
        ]


def pragmas(conn: sqlite3.Connection) -> dict[str, object]:
    """The settings of a connection that cost or save time."""
    return {name: conn.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}


def statements(conn: sqlite3.Connection) -> dict[str, str]:
    """An INSERT for each of TABLES, of whole rows."""
    widths = {table: len(conn.execute(f"PRAGMA table_info({table})").fetchall()) for table in TABLES}
    return {table: f"INSERT INTO {table} VALUES ({', '.join('?' * width)})" for table, width in widths.items()}


def bare(conn: sqlite3.Connection, inserts: Mapping[str, str], rows: Rows) -> None:
    """The least that any log could do: one transaction with these rows."""
    conn.execute("BEGIN IMMEDIATE")
    for table, sql in inserts.items():
        conn.executemany(sql, rows[table])
    conn.execute("COMMIT")


def setups(pack: Pack, debates: int, rounds: int, seed: int) -> list[Setup]:
    """Debates of all motions in turn."""
    motions = list(pack.motions)
    return [
        make_setup(pack, motions[i % len(motions)], ["pipes"], ["trotsky"], rounds=rounds, seed=seed + i)
        for i in range(debates)
    ]


def race(folder: Path, options: argparse.Namespace) -> tuple[list[float], list[float]]:
    """Seconds a turn of the journal and of the bare transactions, for all turns of all debates."""
    pack = load_pack(data_folder() / "personas" / "lenin-stalin")
    prompts = Prompts(prompts_folder())
    own: list[float] = []
    theirs: list[float] = []
    # the rows come from a first log; the bare ones need not make them
    with (
        Journal.open(folder / "first.db") as first,
        Journal.open(folder / "journal.db") as journal,
        Journal.open(folder / "bare.db") as maker,
    ):
        settings = journal.writer.call(pragmas)
        conn = sqlite3.connect(folder / "bare.db", isolation_level=None)
        for name in PRAGMAS[:-1]:
            conn.execute(f"PRAGMA {name} = {settings[name]}")
        if pragmas(conn) != settings:
            raise SystemExit(f"the pragmas differ: {pragmas(conn)} and {settings}")
        inserts = statements(conn)
        for setup in setups(pack, options.debates, options.rounds, options.seed):
            kept = Kept()
            for _ in Chamber(pack, setup, prompts, record=kept).run():
                pass
            before = begin(first, pack, setup)
            for turn, labels in kept.turns:
                first.record(before, turn, labels)
            debate_id, same = begin(journal, pack, setup), begin(maker, pack, setup)
            rows = [renamed(one, same) for one in rows_of(folder / "first.db", before)]
            gc.collect()
            for i, ((turn, labels), ready) in enumerate(zip(kept.turns, rows, strict=True)):
                for whose in (0, 1) if i % 2 else (1, 0):
                    start = perf_counter()
                    if whose:
                        journal.record(debate_id, turn, labels)
                        own.append(perf_counter() - start)
                    else:
                        bare(conn, inserts, ready)
                        theirs.append(perf_counter() - start)
        alike(folder)
        conn.close()
    return own, theirs


def renamed(rows: Rows, debate_id: str) -> Rows:
    """The rows of a turn, for another debate; ids of turns stay, as both logs are filled in the same order."""
    return {
        "turns": [(row[0], debate_id, *row[2:]) for row in rows["turns"]],
        "citations": rows["citations"],
        "labels": [(debate_id, *row[1:]) for row in rows["labels"]],
    }


def alike(folder: Path) -> None:
    """SystemExit if the two logs do not hold the same rows, apart from ids of debates and times."""
    found = []
    for name in ("journal.db", "bare.db"):
        with sqlite3.connect(folder / name) as conn:
            turns = conn.execute(
                "SELECT id, seq, seat, speaker, move, argument, target, text, reason, provenance FROM turns ORDER BY id"
            ).fetchall()
            cited = conn.execute("SELECT turn_id, position, fact, source FROM citations ORDER BY 1, 2").fetchall()
            labels = conn.execute(
                "SELECT seq, argument, label FROM labels ORDER BY debate_id, seq, argument"
            ).fetchall()
            hits = conn.execute("SELECT count(*) FROM turns_fts WHERE turns_fts MATCH 'party'").fetchall()
        found.append((turns, cited, labels, hits))
    if found[0] != found[1]:
        raise SystemExit("the two logs differ, so that the comparison would be worth nothing")


def described(name: str, seconds: Sequence[float]) -> str:
    """A line on one of the two."""
    tenths = quantiles(seconds, n=10)
    return (
        f"{name:<18} median {median(seconds) * 1e6:7.0f} µs, nine in ten below {tenths[-1] * 1e6:7.0f} µs, "
        f"in all {sum(seconds):.2f} s"
    )


def main() -> None:
    """Measure, print, and say whether the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--debates", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the databases go; the system's temporary folder by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        own, theirs = race(Path(name), options)
    console = Console(width=120, highlight=False)
    console.print(f"{len(own):,} turns of {options.debates} debates")
    console.print(described("bare transaction", theirs))
    console.print(described("Journal.record", own))
    ratio = median(own) / median(theirs)
    console.print(f"ratio {ratio:.2f}, goal {GOAL:.0f}: {'met' if ratio <= GOAL else 'missed'}")


if __name__ == "__main__":
    main()
