"""Jinja2 for frames and prompts: a sandbox, strict about missing names, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from debatebot.speech.words import cap, joined, lower_first, sentence


def _environment(folder: Path | None) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # plain text for chat; whoever shows it as HTML escapes it there
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(folder) if folder else None,
    )
    environment.filters.update(cap=cap, sentence=sentence, lower_first=lower_first, joined=joined)
    return environment


_FRAMES = _environment(None)


@lru_cache(maxsize=4096)
def _frame(text: str) -> Template:
    return _FRAMES.from_string(text)


def fill(frame: str, values: Mapping[str, str]) -> str:
    """A persona's frame with its variables filled in. Raises jinja2.UndefinedError if one is missing."""
    return _frame(frame).render(values)


class Prompts:
    """The templates in the folder `prompts/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = _environment(folder)
        self._loaded: dict[str, Template] = {}

    def render(self, name: str, **values: Any) -> str:
        """The template `name` (such as chair/welcome.j2) as text, with runs of blank space made single."""
        template = self._loaded.get(name)
        if template is None:
            template = self._loaded[name] = self._environment.get_template(name)
        return " ".join(template.render(values).split())

    def variants(self, name: str, **values: Any) -> list[str]:
        """The template's variants: it writes one a line."""
        template = self._loaded.get(name)
        if template is None:
            template = self._loaded[name] = self._environment.get_template(name)
        return [line.strip() for line in template.render(values).splitlines() if line.strip()]
