"""Loads a pack, or says all that stops it from being loaded."""

from __future__ import annotations

from pathlib import Path

from debatebot.pack.draft import Pack, read_draft
from debatebot.pack.links import check_links


def load_pack(folder: Path) -> Pack:
    """The pack in `folder`.

    Raises PackError with every error of form and every id that leads nowhere, all at once. What only makes a pack
    poor, not impossible, is for the lint (`debatebot check`).
    """
    draft = read_draft(folder)
    check_links(draft)
    return draft.pack()
