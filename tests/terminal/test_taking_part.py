"""A person at a real (pseudo) terminal takes a side, and stops in the middle."""

from __future__ import annotations

import os
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo terminals are a matter of Unix", allow_module_level=True)

import pty
import termios

PATIENCE = 40.0
MAIN = "from debatebot.cli import main; main()"
COMMAND = (sys.executable, "-c", MAIN, "rehearse")
# the terminal becomes the one that Ctrl-C reaches the process from
TAKES_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
QUESTION = re.compile(r"\(\d+\): $")  # rich shows the default so, and waits


class Seated:
    """A rehearsal in a terminal of its own, and what it has shown."""

    def __init__(self, db: Path, *options: str) -> None:
        self.shown = ""
        self._answered = 0
        leader, follower = pty.openpty()
        termios.tcsetwinsize(follower, (50, 100))
        self._leader = leader

        self.process = subprocess.Popen(
            (sys.executable, "-c", f"{TAKES_TERMINAL}; {MAIN}", "rehearse", *options, "--db", str(db)),
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={n: v for n, v in os.environ.items() if not n.startswith("DEBATEBOT_")} | {"TERM": "dumb"},
            start_new_session=True,
            # a suite that runs in the background of a shell hands down a Ctrl-C that is ignored
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(follower)

    def read(self) -> bool:
        """Takes in what is shown; False when the rehearsal is over."""
        ready, _, _ = select.select([self._leader], [], [], 0.2)
        if not ready:
            return self.process.poll() is None
        try:
            more = os.read(self._leader, 65536)
        except OSError:  # the other end is closed
            return False
        self.shown += more.decode(errors="replace").replace("\r\n", "\n")
        return bool(more)

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return QUESTION.search(self.shown[self._answered :]) is not None

    def answer(self, text: str) -> None:
        """Types a line."""
        self._answered = len(self.shown)
        os.write(self._leader, f"{text}\n".encode())

    def press(self, sign: bytes) -> None:
        """Types a single sign."""
        os.write(self._leader, sign)

    def play(self, *answers: str, rest: str | None = None, until: int | None = None) -> int:
        """Answers the questions, all the later ones with `rest`; stops before question `until`. How many there were."""
        asked = 0
        end = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < end, self.shown[-2000:]
            if self.asks:
                if asked == until:
                    return asked
                text = answers[asked] if asked < len(answers) else rest
                assert text is not None, self.shown[-2000:]
                self.answer(text)
                asked += 1
        self.process.wait(PATIENCE)
        return asked

    def close(self) -> None:
        """Ends it, if a test failed before."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._leader)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def seated() -> Iterator[list[Seated]]:
    made: list[Seated] = []
    yield made
    for one in made:
        one.close()


def stored(db: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(sql).fetchall()


def test_a_person_debates_to_the_verdict(db: Path, seated: list[Seated]) -> None:
    terminal = Seated(db)
    seated.append(terminal)
    # motion, own side, who speaks against, rounds; then the first of the moves each time
    asked = terminal.play("1", "for", "1", "2", rest="1")
    assert terminal.process.returncode == 0, terminal.shown[-2000:]
    assert asked > 4
    for words in ("What shall be debated?", "take a side", "Your move.", "The verdict", "The map", "Sources"):
        assert words in terminal.shown
    assert stored(db, "SELECT status, rounds FROM debates") == [("finished", 2)]
    assert stored(db, "SELECT side, persona IS NULL FROM seats ORDER BY persona IS NULL DESC") == [
        ("for", 1),
        ("against", 0),
    ]
    assert stored(db, "SELECT count(*) >= 3 FROM turns WHERE side = 'for'") == [(1,)]
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "log", "verify", "--db", str(db)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "1 of 1 debates compared are the same" in done.stdout


def test_ctrl_c_leaves_a_debate_that_goes_on(db: Path, seated: list[Seated]) -> None:
    options = ("--motion", "natural-heir", "--side", "against", "--for", "pipes", "--rounds", "3", "--seed", "4")
    first = Seated(db, *options)
    seated.append(first)
    first.play(rest="1", until=2)
    first.press(b"\x03")
    first.play()
    assert first.process.returncode == 130
    assert "debatebot rehearse --resume goes on" in first.shown
    assert "Traceback" not in first.shown
    assert stored(db, "SELECT status FROM debates") == [("interrupted",)]
    said = stored(db, "SELECT seq, text FROM turns ORDER BY seq")

    second = Seated(db, "--resume")
    seated.append(second)
    second.play(rest="1")
    assert second.process.returncode == 0, second.shown[-2000:]
    assert "The verdict" in second.shown
    assert stored(db, "SELECT status FROM debates") == [("finished",)]
    assert stored(db, "SELECT seq, text FROM turns ORDER BY seq")[: len(said)] == said

    straight = Seated(db, *options)
    seated.append(straight)
    straight.play(rest="1")
    texts = stored(db, "SELECT debate_id, text FROM turns ORDER BY debate_id, seq")
    ids = sorted({str(row[0]) for row in texts})
    assert [t for d, t in texts if d == ids[0]] == [t for d, t in texts if d == ids[1]]


def test_a_closed_terminal_leaves_a_debate_that_goes_on(db: Path, seated: list[Seated]) -> None:
    terminal = Seated(db, "--motion", "natural-heir", "--side", "for", "--against", "trotsky", "--rounds", "1")
    seated.append(terminal)
    terminal.play(until=0)
    terminal.press(b"\x04")  # the end of the input
    terminal.play()
    assert terminal.process.returncode == 130
    assert "Traceback" not in terminal.shown
    assert "--resume goes on" in terminal.shown


def test_a_person_may_only_watch(db: Path, seated: list[Seated]) -> None:
    terminal = Seated(db, "--rounds", "1", "--seed", "3")
    seated.append(terminal)
    assert terminal.play("2", "1", "cohen", "essayist") == 4
    assert terminal.process.returncode == 0, terminal.shown[-2000:]
    assert stored(db, "SELECT motion, seed FROM debates") == [("betrayal", 3)]
    assert stored(db, "SELECT persona, side FROM seats ORDER BY persona") == [("cohen", "for"), ("essayist", "against")]


@pytest.mark.parametrize(
    "form",
    [
        "--why",
        "--json",
    ],
)
def test_a_persons_debate_cannot_go_on_without_a_terminal(db: Path, seated: list[Seated], form: str) -> None:
    terminal = Seated(db, "--motion", "natural-heir", "--side", "for", "--against", "trotsky", "--rounds", "1")
    seated.append(terminal)
    terminal.play(until=0)
    terminal.process.send_signal(signal.SIGKILL)
    terminal.play()
    done = subprocess.run(
        [*COMMAND, "--resume", form, "--db", str(db)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (1, 130)
    assert '"verdict"' not in done.stdout
    assert stored(db, "SELECT status FROM debates") == [("interrupted",)]
