"""Start to first word: how long `python bot.py` takes until the debate's first word is on its standard output.

Run `uv run python benchmarks/start.py`. Every run is a new process without a token, with a new database in a temporary
folder. The first word is the first byte of the chair's welcome, which comes after the title with the speakers. Beside
it: `debatebot --help`, start to end; an interpreter that does nothing; and, with --imports, what the imports cost
(`python -X importtime`). Compiled modules are kept in the temporary folder, whatever the environment says about them;
the very first start, which compiles everything, is shown apart.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console

GOAL = 1.5  # seconds
ROOT = Path(__file__).resolve().parent.parent
FIRST = b"The chair"  # the name above the welcome
TRACED = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|(\s+)(\S+)")


def environment(folder: Path, number: int = 0) -> dict[str, str]:
    """This environment, without a token, with a log of its own and compiled modules in `folder`."""
    left_out = ("DISCORD_TOKEN", "DEBATEBOT_PACKS", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {
        "DEBATEBOT_DB": str(folder / f"{number}.db"),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }


def first_word(folder: Path, number: int) -> tuple[float, float]:
    """Seconds from the start of the process to the first word, and to its end."""
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "bot.py"],
        cwd=ROOT,
        env=environment(folder, number),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        seen = b""
        while FIRST not in seen:
            more = os.read(process.stdout.fileno(), 65536)
            if not more:
                raise SystemExit(f"no debate came: {seen.decode(errors='replace')}")
            seen += more
        spoken = perf_counter() - start
        process.stdout.read()
    if process.returncode:
        raise SystemExit(f"bot.py ended with {process.returncode}")
    return spoken, perf_counter() - start


def whole(folder: Path, *command: str) -> float:
    """Seconds that a command takes, start to end."""
    start = perf_counter()
    subprocess.run(
        command,
        cwd=ROOT,
        env=environment(folder),
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - start


def imports(folder: Path, top: int) -> list[tuple[str, float, float]]:
    """The modules that cost most to import: name, own and whole milliseconds."""
    traced = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import debatebot.cli"],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    found = [(m[4], int(m[1]) / 1e3, int(m[2]) / 1e3) for m in TRACED.finditer(traced.stderr)]
    return sorted(found, key=lambda row: -row[2])[:top]


def main() -> None:
    """Measure, print, and say whether the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--imports", type=int, default=0, metavar="N", help="also list the N dearest imports")
    options = parser.parse_args()
    help_ = (sys.executable, "-c", "from debatebot.cli import main; main()", "--help")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        very_first, _ = first_word(folder, 0)
        runs = [first_word(folder, number + 1) for number in range(options.runs)]
        rows = {
            "bot.py, first word": [spoken for spoken, _ in runs],
            "bot.py, whole debate": [ended for _, ended in runs],
            "debatebot --help": [whole(folder, *help_) for _ in runs],
            "an empty Python": [whole(folder, sys.executable, "-c", "") for _ in runs],
        }
        dear = imports(folder, options.imports) if options.imports else []
    console = Console(width=120, highlight=False)
    for label, seconds in rows.items():
        console.print(f"{label:<22} min {min(seconds):.2f} s, median {median(seconds):.2f} s of {options.runs} runs")
    console.print(f"the very first start, with nothing compiled: first word after {very_first:.2f} s")
    for module, own, total in dear:
        console.print(f"  {total:7.1f} ms, {own:7.1f} of its own  {module}")
    found = median(rows["bot.py, first word"])
    console.print(f"first word, median {found:.2f} s, goal {GOAL} s: {'met' if found < GOAL else 'missed'}")


if __name__ == "__main__":
    main()
