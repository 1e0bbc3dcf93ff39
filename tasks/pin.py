"""Pins every dependency: writes [tool.uv] constraint-dependencies in pyproject.toml from a fresh resolution.

The newest versions that fit are resolved, in a copy and without the present pins, for all groups and for every Python
that `requires-python` allows, and become `name==version`; where Pythons need different versions, each pin says for
which. Nothing else in the file changes by a byte. Run `uv run python tasks/pin.py`, then `uv lock`, which takes the
pins over. --check changes nothing, and fails if uv.lock and the pins differ.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEY = "constraint-dependencies"
# an array of strings, over several lines or one; a bracket in a string or a comment is not its end
_ARRAY = re.compile(rf"""^{KEY}[ \t]*=[ \t]*\[(?:"[^"\n]*"|'[^'\n]*'|\#[^\n]*|[^\]"'\#])*\]""", re.MULTILINE)
_TABLE = re.compile(r"^\[tool\.uv\][ \t]*(?:#[^\n]*)?\r?\n", re.MULTILINE)
_NEXT_TABLE = re.compile(r"^\[", re.MULTILINE)

Tables = Mapping[str, Any]


class PinError(Exception):
    """The pins cannot be made; the message says why."""


def pins(lock: Tables) -> list[str]:
    """What a lock resolves, as constraints in the order of their names."""
    found: dict[str, list[Tables]] = defaultdict(list)
    for package in lock.get("package", ()):
        if "registry" in package["source"]:
            found[package["name"]].append(package)
    return [pin for name in sorted(found) for pin in _pins_of(name, found[name])]


def _pins_of(name: str, packages: Sequence[Tables]) -> list[str]:
    if len(packages) == 1:
        return [f"{name}=={packages[0]['version']}"]
    made = []
    for package in packages:
        markers = package.get("resolution-markers")
        if not markers:
            raise PinError(f"{name} is locked in {len(packages)} versions, and {package['version']} says not for what")
        where = markers[0] if len(markers) == 1 else " or ".join(f"({marker})" for marker in markers)
        made.append(f"{name}=={package['version']} ; {where}")
    return made


def resolve(pyproject: str) -> Tables:
    """The lock of a fresh resolution, made in a folder of its own without any pins."""
    uv = shutil.which("uv")
    if uv is None:
        raise PinError("uv is not on the PATH; it is what resolves")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pyproject.toml").write_text(pinned(pyproject, []), encoding="utf-8", newline="")
        (folder / "README.md").touch()
        done = subprocess.run(  # noqa: S603
            [uv, "lock", "--project", name, "--quiet"], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise PinError(f"uv finds no versions that fit together:\n{done.stderr.strip()}")
        return tomllib.loads((folder / "uv.lock").read_text(encoding="utf-8"))


def pinned(pyproject: str, constraints: Sequence[str]) -> str:
    """The text of pyproject.toml with these constraints, and otherwise as it was."""
    newline = "\r\n" if "\r\n" in pyproject else "\n"
    lines = "".join(f'    "{one}",{newline}' for one in constraints)
    array = f"{KEY} = [{newline}{lines}]" if constraints else f"{KEY} = []"
    table = _TABLE.search(pyproject)
    if table is None:
        made = f"{pyproject.rstrip()}{newline}{newline}[tool.uv]{newline}{array}{newline}"
    else:
        following = _NEXT_TABLE.search(pyproject, _past(pyproject, table.end()))
        end = following.start() if following else len(pyproject)
        old = _ARRAY.search(pyproject, table.end(), end)
        if old is None:
            made = pyproject[: table.end()] + array + newline + pyproject[table.end() :]
        else:
            made = pyproject[: old.start()] + array + pyproject[old.end() :]
    if _without_pins(made) != _without_pins(pyproject) or _present(made) != list(constraints):
        raise PinError(f"{KEY} of [tool.uv] is written in a way that this task cannot change; write it as an array")
    return made


def _past(pyproject: str, start: int) -> int:
    """Where the array ends that begins after `start`, so that no bracket in it is taken for a table."""
    array = _ARRAY.search(pyproject, start)
    following = _NEXT_TABLE.search(pyproject, start)
    return array.end() if array and not (following and following.start() < array.start()) else start


def _present(pyproject: str) -> list[str]:
    found = tomllib.loads(pyproject).get("tool", {}).get("uv", {}).get(KEY, [])
    return list(found)


def _without_pins(pyproject: str) -> Tables:
    tables = tomllib.loads(pyproject)
    uv = tables.setdefault("tool", {}).setdefault("uv", {})
    uv.pop(KEY, None)
    return tables


def differences(pyproject: str, lock: Tables) -> list[str]:
    """A sentence for each package on which pins and lock do not agree."""
    wanted, present = _by_name(pins(lock)), _by_name(_present(pyproject))
    said = []
    for name in sorted(wanted.keys() | present.keys()):
        if name not in present:
            said.append(f"{name} has no pin; uv.lock has {', '.join(sorted(wanted[name]))}")
        elif name not in wanted:
            said.append(f"{name} is pinned, but uv.lock does not have it")
        elif wanted[name] != present[name]:
            said.append(
                f"{name} is pinned to {', '.join(sorted(present[name]))}; uv.lock has {', '.join(sorted(wanted[name]))}"
            )
    return said


def _by_name(constraints: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in constraints:
        parts = re.fullmatch(r"([A-Za-z0-9._-]+)\s*(.*)", one.strip())
        if parts is None:
            raise PinError(f"{one!r} is no constraint")
        name = re.sub(r"[-_.]+", "-", parts[1]).lower()
        found[name].add(parts[2].removeprefix("==").strip())
    return found


def main() -> int:
    """Runs the task: 0 if all is well, 1 if --check found a difference or nothing could be resolved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if uv.lock and the pins differ")
    parser.add_argument("--project", type=Path, default=ROOT, help="another project's folder")
    options = parser.parse_args()
    path = options.project / "pyproject.toml"
    try:
        text = path.read_bytes().decode()
        if options.check:
            lock = tomllib.loads((options.project / "uv.lock").read_text(encoding="utf-8"))
            said = differences(text, lock)
            for line in said:
                print(line, file=sys.stderr)
            if said:
                print("Pins and lock differ; run: uv run python tasks/pin.py && uv lock", file=sys.stderr)
            return 1 if said else 0
        constraints = pins(resolve(text))
        path.write_bytes(pinned(text, constraints).encode())
    except (PinError, OSError, tomllib.TOMLDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(constraints)} pins are in {path.name}; run uv lock to take them over")
    return 0


if __name__ == "__main__":
    sys.exit(main())
