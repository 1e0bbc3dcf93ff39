"""Writes the JSON Schemas of a pack's files into docs/schema, or with --check says which are out of date."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from debatebot.dialogue.tactics import TACTICS
from debatebot.pack.schema import schemas

FOLDER = Path(__file__).parent.parent / "docs" / "schema"


def texts() -> dict[str, str]:
    """The content of each file of docs/schema, by its name."""
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas(TACTICS).items()
    }


def stale(folder: Path = FOLDER) -> list[str]:
    """The names of files that are missing, differ, or should not be there."""
    wanted = texts()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def main() -> int:
    """Runs the task: 0 if all is well, 1 if --check found a stale file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is out of date")
    if parser.parse_args().check:
        for name in stale():
            print(f"docs/schema/{name} is out of date; run: uv run python tasks/schema_files.py", file=sys.stderr)
        return 1 if stale() else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale():
        path = FOLDER / name
        if name in texts():
            path.write_text(texts()[name], encoding="utf-8")
        else:
            path.unlink()
        print(f"docs/schema/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
