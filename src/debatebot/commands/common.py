"""What several commands need: the packs, the prompts, the log."""

from __future__ import annotations

from pathlib import Path

import click

from debatebot.config import Settings, pack_folders, prompts_folder
from debatebot.errors import UserError
from debatebot.log import Reader
from debatebot.pack import Pack, load_pack
from debatebot.session import Shelf
from debatebot.speech import Prompts

OUR_PACK = "lenin-stalin"

db_option = click.option("--db", type=click.Path(path_type=Path), help="The log. Default: DEBATEBOT_DB or debates.db.")
pack_option = click.option("--pack", "pack_name", default=OUR_PACK, show_default=True, help="Which pack to debate.")


def database(db: Path | None) -> Path:
    """The log's file."""
    return db or Settings().db


def load(name: str) -> Pack:
    """The pack with that name. Raises UserError if there is none, PackError if it is broken."""
    folders = pack_folders(Settings())
    if name not in folders:
        raise UserError(f"there is no pack {name}; there are {', '.join(folders)} (DEBATEBOT_PACKS adds folders)")
    return load_pack(folders[name])


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
