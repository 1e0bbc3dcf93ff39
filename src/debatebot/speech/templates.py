"""Frames and prompts as text: slots filled; Jinja2 for prompts, in a sandbox, strict about missing names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from debatebot.pack.frames import pieces
from debatebot.speech.words import cap, joined, lower_first, sentence


def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # plain text for chat; whoever shows it as HTML escapes it there
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(folder),
    )
    environment.filters.update(cap=cap, sentence=sentence, lower_first=lower_first, joined=joined)
    return environment


_FILTERS: Mapping[str, Callable[[str], str]] = {"": str, "cap": cap, "sentence": sentence}


@lru_cache(maxsize=8192)
def _frame(text: str) -> tuple[tuple[str, str | None, str], ...]:
    """A frame as (text, name, filter): the text before each slot, and at the end the rest without a name."""
    return tuple(pieces(text))


def fill(frame: str, values: Mapping[str, str]) -> str:
    """A persona's frame with its variables filled in. Raises KeyError if one is missing.

    The grammar of frames is closed (pack.frames), so they need no template engine, and a turn fills dozens; that the
    outcome is Jinja2's is tested.
    """
    return "".join(
        before if name is None else before + _FILTERS[filter_](values[name]) for before, name, filter_ in _frame(frame)
    )


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
        # a text of a pack may have line breaks of its own
        folded = {name: " ".join(v.split()) if isinstance(v, str) else v for name, v in values.items()}
        return [line.strip() for line in template.render(folded).splitlines() if line.strip()]
