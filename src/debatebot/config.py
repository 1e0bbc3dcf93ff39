"""Settings, from the environment and .env, and where packs and prompts are found."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside. Every name is also documented in the README."""

    model_config = SettingsConfigDict(env_prefix="DEBATEBOT_", env_file=".env", extra="ignore")

    db: Path = Field(default=Path("debates.db"), description="the log")
    packs: str = Field(default="", description="further folders of packs, separated like PATH")
    discord_token: str = Field(default="", validation_alias="DISCORD_TOKEN", description="the bot's token")


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """The folder that holds personas/ and prompts/: the checkout, or the installed package's own copy."""
    installed = Path(__file__).parent / "_data"
    return installed if installed.is_dir() else Path(__file__).parents[2]


def prompts_folder() -> Path:
    """The folder of the templates."""
    return data_folder() / "prompts"


def pack_folders(settings: Settings) -> dict[str, Path]:
    """Every pack that can be found, by its folder's name; packs of `DEBATEBOT_PACKS` come after our own."""
    roots = [data_folder() / "personas", *(Path(part) for part in settings.packs.split(os.pathsep) if part)]
    found: dict[str, Path] = {}
    for root in roots:
        candidates = [root] if (root / "pack.yaml").is_file() else sorted(p for p in root.glob("*") if p.is_dir())
        for folder in candidates:
            if (folder / "pack.yaml").is_file():
                found.setdefault(folder.name, folder)
    return found
