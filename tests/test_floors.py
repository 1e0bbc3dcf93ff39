"""The house: each floor imports only from floors below it, and the lower ones touch neither clock, chance nor disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "debatebot"
# from the ground up; rooms on one line may not import each other
FLOORS = (
    ("argumentation", "errors"),
    ("pack",),
    ("dialogue",),
    ("speech",),
    ("log",),
    ("chamber",),
    ("config",),
    ("review", "measure"),
    ("session",),
    ("terminal",),
    ("commands",),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
PURE = ("argumentation", "pack", "dialogue", "speech")
FORBIDDEN = {"discord", "sqlite3", "sqlite_utils", "random", "secrets", "time", "datetime", "socket", "urllib"}


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room(path: Path) -> str:
    """The package or top module that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if path.name != "__init__.py" or path.parent != SOURCE]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_go_down(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        if not name.startswith("debatebot."):
            continue
        other = name.split(".")[1]
        assert other == own or LEVEL[other] < LEVEL[own], f"{own} imports {other}"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in PURE], ids=lambda path: path.name)
def test_the_lower_floors_know_no_clock_no_chance_and_no_database(path: Path) -> None:
    assert {name.split(".")[0] for name in imports(path)}.isdisjoint(FORBIDDEN)


def test_every_room_has_its_floor() -> None:
    rooms = {room(path) for path in MODULES}
    assert rooms == set(LEVEL)
