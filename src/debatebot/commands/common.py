"""What several commands need: the packs, the prompts, the log."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from debatebot.config import Settings, pack_folders, prompts_folder
from debatebot.dialogue import TACTICS
from debatebot.errors import UserError
from debatebot.log import Reader
from debatebot.pack import Pack, PackError, load_pack
from debatebot.session import Shelf
from debatebot.speech import Prompts

OUR_PACK = "lenin-stalin"

db_option = click.option("--db", type=click.Path(path_type=Path), help="The log. Default: DEBATEBOT_DB or debates.db.")
pack_option = click.option("--pack", "pack_name", default=OUR_PACK, show_default=True, help="Which pack to debate.")


def database(db: Path | None) -> Path:
    """The log's file. Raises UserError if the setting is empty."""
    path = db or Settings().db
    if path == Path():
        raise UserError("DEBATEBOT_DB is empty; give it the name of a file, or unset it for debates.db")
    return path


def load(name: str) -> Pack:
    """The pack with that id, or in a folder of that name.

    Raises UserError if there is none, or if it names a tactic that the game does not know; PackError if it is broken.
    """
    folders = pack_folders(Settings())
    pack = load_pack(folders[name]) if name in folders else _by_id(name, folders)
    if pack is None:
        raise UserError(f"there is no pack {name}; there are {', '.join(folders)} (DEBATEBOT_PACKS adds folders)")
    for persona in pack.personas.values():
        for tactic in persona.tactics:
            rule = tactic if isinstance(tactic, str) else tactic.rule
            if rule not in TACTICS:
                raise UserError(f"{persona.id} has the tactic {rule}, which there is not; debatebot check says where")
    return pack


def _by_id(name: str, folders: Mapping[str, Path]) -> Pack | None:
    """The pack with that id among folders of other names; broken packs are passed over."""
    for folder in folders.values():
        try:
            pack = load_pack(folder)
        except PackError:
            continue
        if pack.id == name:
            return pack
    return None


def shelf(packs: list[Pack]) -> Shelf:
    """Packs and prompts together."""
    return Shelf({pack.id: pack for pack in packs}, Prompts(prompts_folder()))


def reader(db: Path | None) -> Reader:
    """The reading side of the log. Raises LogError if there is no log yet."""
    return Reader(database(db))


def persona_id(pack: Pack, name: str) -> str:
    """`name` as the id of a persona of the pack. Raises UserError with who there is."""
    if name not in pack.personas:
        raise UserError(f"there is no persona {name}; there are {', '.join(pack.personas)}")
    return name


def motion_id(pack: Pack, name: str) -> str:
    """`name` as the id of a motion of the pack. Raises UserError with what can be debated."""
    if name not in pack.motions:
        known = "; ".join(f"{m.id} ({m.text})" for m in pack.motions.values())
        raise UserError(f"there is no motion {name}; there are {known}")
    return name
