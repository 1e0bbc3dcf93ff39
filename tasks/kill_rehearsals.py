"""Kills rehearsals with SIGKILL at random moments, and checks that nothing is lost.

Each rehearsal is a process of its own (`debatebot rehearse --json`), killed somewhere between its start and a little
after its usual end. Afterwards the log, if the process lived to make one, must open and be whole; every turn that was
printed must be in it; the debate as far as it got must verify; `rehearse --resume` must carry it to its verdict; and
the finished debate must be, turn for turn, the one that an undisturbed rehearsal of the same seed holds.

Run `uv run python tasks/kill_rehearsals.py`: 200 kills, three in four on a log of their own, the others on a shared
one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, Literal

from debatebot.chamber import Chamber, make_setup
from debatebot.config import data_folder, prompts_folder
from debatebot.dialogue import Turn
from debatebot.log import Reader
from debatebot.pack import load_pack
from debatebot.review.lines import turn_line
from debatebot.session import Shelf, verify
from debatebot.speech import Prompts

COMMAND = (sys.executable, "-c", "from debatebot.cli import main; main()", "rehearse", "--json")
PATIENCE = 60.0  # seconds that nothing should take
SHARED = 4  # one kill in so many is on the shared log

Line = dict[str, Any]


class LossError(Exception):
    """Something that a kill should not have done."""


@dataclass(slots=True)
class Tally:
    """What happened, counted."""

    kills: int = 0
    when: Counter[str] = field(default_factory=Counter)
    resumed: int = 0
    same: int = 0
    printed: int = 0  # turns that the killed processes had printed
    kept: int = 0  # turns that were in the log when the process was dead
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        when = ", ".join(f"{self.when[name]} {name}" for name in WHEN)
        return (
            f"{self.kills} kills: {when}; {self.printed} turns printed, {self.kept} in the log; "
            f"{self.resumed} resumed to the verdict, {self.same} the same as undisturbed, {len(self.lost)} lost"
        )


WHEN = ("before there was a log", "before the first turn", "during the debate", "after the end")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from a rehearsal's start to its log's file, its first and its last line, as usual on this machine."""

    log: float
    line: float
    last: float


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: so many seconds after the start, after the log's file is there, or after the first line."""

    after: Literal["start", "log", "line"]
    seconds: float


@cache
def shelf() -> Shelf:
    """Our pack and prompts."""
    pack = load_pack(data_folder() / "personas" / "lenin-stalin")
    return Shelf({pack.id: pack}, Prompts(prompts_folder()))


@cache
def undisturbed(seed: int, rounds: int) -> tuple[Turn, ...]:
    """The debate that `rehearse --seed SEED` holds, played here without any log."""
    pack = shelf().packs["lenin-stalin"]
    setup = make_setup(pack, next(iter(pack.motions)), ["pipes"], ["trotsky"], rounds=rounds, seed=seed)
    return tuple(Chamber(pack, setup, shelf().prompts).run())


def start(db: Path, *options: str) -> subprocess.Popen[bytes]:
    """A rehearsal in a process of its own, with the log `db`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISCORD_TOKEN", "DEBATEBOT_PACKS")}
    return subprocess.Popen(  # noqa: S603
        (*COMMAND, *options, "--db", str(db)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=kept | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )


@dataclass(slots=True)
class Watched:
    """A rehearsal, and what it has printed so far; printing wakes whoever waits for the first line."""

    process: subprocess.Popen[bytes]
    printed: list[bytes] = field(default_factory=list)
    complaint: list[bytes] = field(default_factory=list)
    begun: Event = field(default_factory=Event)
    latest: float = 0.0  # when something was last printed
    threads: list[Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        for pipe, kept in ((self.process.stdout, self.printed), (self.process.stderr, self.complaint)):
            assert pipe is not None
            self.threads.append(Thread(target=self._read, args=(pipe, kept), daemon=True))
            self.threads[-1].start()

    def _read(self, pipe: IO[bytes], kept: list[bytes]) -> None:
        with pipe:
            while more := os.read(pipe.fileno(), 65536):
                kept.append(more)
                self.latest = time.perf_counter()
                if kept is self.printed:
                    self.begun.set()

    def wait_for(self, what: Literal["start", "log", "line"], db: Path) -> None:
        """Waits until there is the log's file, or a line, or the process has ended."""
        until = time.monotonic() + PATIENCE
        while what != "start" and self.process.poll() is None and time.monotonic() < until:
            if self.begun.wait(0.0005) or (what == "log" and db.exists()):
                return

    def end(self, seconds: float) -> None:
        """Waits so long for the end, and brings it about if it does not come."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
        for thread in self.threads:
            thread.join(PATIENCE)


def usual(folder: Path, rounds: int, runs: int) -> Times:
    """How long rehearsals take that nobody kills; the middle of three."""
    found = []
    for i in range(runs):
        db = folder / f"usual{i}.db"
        began = time.perf_counter()
        watched = Watched(start(db, "--seed", str(i), "--rounds", str(rounds)))
        watched.wait_for("log", db)
        log = time.perf_counter() - began
        watched.wait_for("line", db)
        line = time.perf_counter() - began
        watched.end(PATIENCE)
        found.append((log, line, watched.latest - began))
    return Times(*(sorted(times)[runs // 2] for times in zip(*found, strict=True)))


def moment(rng: random.Random, times: Times) -> Moment:
    """A random moment. Starting takes most of a rehearsal's time and writes nothing, so it gets few of the kills."""
    drawn = rng.random()
    if drawn < 0.1:
        return Moment("start", rng.uniform(0, times.log * 1.1))
    if drawn < 0.3:
        return Moment("log", rng.uniform(0, (times.line - times.log) * 1.2))
    return Moment("line", rng.uniform(0, (times.last - times.line) * 1.3))


def complete_lines(printed: bytes) -> list[Line]:
    """The lines that were printed whole; the last one may have been cut by the kill."""
    return [json.loads(line) for line in printed.split(b"\n")[:-1]]


def killed(db: Path, seed: int, rounds: int, when: Moment) -> tuple[list[Line], bool]:
    """Kills a rehearsal at a moment, if it still runs: the lines it had printed, and whether it was killed."""
    watched = Watched(start(db, "--seed", str(seed), "--rounds", str(rounds)))
    watched.wait_for(when.after, db)
    watched.end(when.seconds)
    code = watched.process.returncode
    if code not in (0, -signal.SIGKILL):
        raise LossError(f"the rehearsal itself failed: {b''.join(watched.complaint).decode(errors='replace')}")
    return complete_lines(b"".join(watched.printed)), code != 0


def whole(db: Path) -> None:
    """LossError unless SQLite finds the database in order."""
    with closing(sqlite3.connect(db)) as conn:
        found = conn.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise LossError(f"the database is damaged: {found[:3]}")
        if astray := conn.execute("PRAGMA foreign_key_check").fetchall():
            raise LossError(f"rows refer to what is not there: {astray[:3]}")


def resumed(db: Path, debate_id: str) -> list[Line]:
    """Carries a debate on as a person would; the lines that were printed."""
    with start(db, "--resume", debate_id) as process:
        printed, said = process.communicate(timeout=PATIENCE)
    if process.returncode:
        raise LossError(f"the debate cannot go on: {said.decode(errors='replace')}")
    return complete_lines(printed)


def newest(db: Path, known: set[str]) -> str | None:
    """The debate of a log that is not among those known."""
    if not db.exists():
        return None
    with closing(sqlite3.connect(db)) as conn:
        tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_master")}
        if "debates" not in tables:
            return None
        fresh = {row[0] for row in conn.execute("SELECT id FROM debates")} - known
    if len(fresh) > 1:
        raise LossError("one rehearsal began two debates")
    return next(iter(fresh), None)


def replayed(reader: Reader, debate_id: str, status: Sequence[str]) -> list[Turn]:
    """The turns of a debate, which must replay byte for byte."""
    debate = reader.find(debate_id)
    if debate.status not in status:
        raise LossError(f"debate {debate_id} is {debate.status}")
    checked = verify(shelf(), reader, debate)
    if not (checked.same and checked.replayed):
        raise LossError(f"debate {debate_id} does not verify: {checked.note}")
    return reader.turns(debate_id)


def one_kill(db: Path, seed: int, rounds: int, when: Moment, known: set[str], tally: Tally) -> None:
    """One rehearsal, its death and what is left of it. Raises LossError for what should not be."""
    lines, dead = killed(db, seed, rounds, when)
    said = [line for line in lines if line["type"] == "turn"]
    tally.kills += 1
    tally.printed += len(said)
    if db.exists():
        whole(db)
    debate_id = newest(db, known)
    wanted = undisturbed(seed, rounds)
    if debate_id is None:
        if lines:
            raise LossError("lines were printed of a debate that is not in the log")
        tally.when["before the first turn" if db.exists() else "before there was a log"] += 1
        if not db.exists():
            return
        # a log without a debate is as good as new: the same rehearsal is held on it
        with start(db, "--seed", str(seed), "--rounds", str(rounds)) as again:
            _, complaint = again.communicate(timeout=PATIENCE)
        if again.returncode:
            raise LossError(f"no debate can be held on the log: {complaint.decode(errors='replace')}")
        debate_id = newest(db, known)
        if debate_id is None:
            raise LossError("the debate after the kill is not in the log")
    else:
        known.add(debate_id)
        with Reader(db) as reader:
            logged = replayed(reader, debate_id, ["running", "finished"])
            ended = reader.find(debate_id).status == "finished"
        tally.kept += len(logged)
        tally.when["after the end" if ended else "during the debate" if logged else "before the first turn"] += 1
        check_printed(said, logged)
        if not dead and not ended:
            raise LossError("a rehearsal that ran to its end left its debate unfinished")
        again_said = [line for line in resumed(db, debate_id) if line["type"] == "turn"]
        check_printed(again_said, wanted)
        if len(again_said) != len(wanted):
            raise LossError(f"the resumed debate has {len(again_said)} turns, undisturbed it has {len(wanted)}")
        tally.resumed += 1
    known.add(debate_id)
    whole(db)
    with Reader(db) as reader:
        finished = replayed(reader, debate_id, ["finished"])
    if finished != list(wanted):
        raise LossError("the finished debate is not the one that is held undisturbed")
    tally.same += 1


def check_printed(said: Sequence[Mapping[str, Any]], turns: Sequence[Turn]) -> None:
    """LossError unless every line that was printed is a turn of `turns`, in order, word for word."""
    if len(said) > len(turns):
        raise LossError(f"{len(said)} turns were printed, {len(turns)} are in the log")
    for line, turn in zip(said, turns, strict=False):
        if line != turn_line(turn):
            raise LossError(f"turn {turn.seq} was printed otherwise than it was logged")


def campaign(folder: Path, kills: int, seed: int, rounds: int, *, trials: int = 3, progress: bool = False) -> Tally:
    """Kills so many rehearsals, with logs in `folder`, and counts what came of it."""
    rng = random.Random(seed)  # noqa: S311
    times = usual(folder, rounds, trials)
    tally = Tally()
    shared: set[str] = set()
    for number in range(kills):
        when, of = moment(rng, times), rng.randrange(1_000_000)
        together = number % SHARED == SHARED - 1
        db = folder / ("shared.db" if together else f"kill{number}.db")
        try:
            one_kill(db, of, rounds, when, shared if together else set(), tally)
        except Exception as error:
            tally.lost.append(f"kill {number} (seed {of}, {when.seconds:.3f} s after the {when.after}): {error!r}")
        if progress:
            print(f"\r{number + 1} of {kills}", end="", file=sys.stderr, flush=True)
    if progress:
        print(file=sys.stderr)
    return tally


def main() -> int:
    """Runs the task: 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1, help="of the moments and of the debates")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tally = campaign(Path(name), options.kills, options.seed, options.rounds, progress=sys.stderr.isatty())
    for line in tally.lost:
        print(line, file=sys.stderr)
    print(tally)
    return 1 if tally.lost or tally.same + tally.when[WHEN[0]] != tally.kills else 0


if __name__ == "__main__":
    sys.exit(main())
