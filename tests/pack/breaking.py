"""Broken packs: copies of the small pack with one thing changed, and the line that the change is on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from debatebot.dialogue.case import Case
from debatebot.dialogue.moves import Seat, Setup
from debatebot.pack import Pack, Side

SMALL = Path(__file__).parent / "small"
REAL = Path(__file__).parents[2] / "personas" / "lenin-stalin"


def voices(pack: Pack, persona: str, motion: str, side: Side) -> set[str]:
    """What `persona` may say, as the game deals it out."""
    return set(Case(pack, Setup(motion, (Seat(0, side, persona),), 8, 0)).lines[0])


def copy(folder: Path) -> Path:
    """A fresh copy of the small pack inside `folder`."""
    return Path(shutil.copytree(SMALL, folder / "small"))


def edit(pack: Path, file: str, old: str, new: str) -> None:
    """Replaces the one place where `old` stands in a file of the pack."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


@dataclass(frozen=True)
class Broken:
    """One mistake: `old` becomes `new` in `file`. It is reported on the line of `at` with words that contain `says`.

    Without `at` the line is that of `new`; `at` is text of the file as changed. `also` is how many more problems the
    mistake brings with it.
    """

    name: str
    file: str
    old: str
    new: str
    says: str
    at: str | None = None
    also: int = 0

    def make(self, folder: Path) -> tuple[Path, int]:
        """The broken pack and the line to expect."""
        pack = copy(folder)
        edit(pack, self.file, self.old, self.new)
        text = (pack / self.file).read_text(encoding="utf-8")
        place = self.at or self.new
        assert text.count(place) == 1, f"{place!r} stands {text.count(place)} times in {self.file}"
        return pack, text[: text.index(place)].count("\n") + 1
