"""Packs: the history of a debate as data. Models, loader and lint."""

from debatebot.pack.draft import Pack
from debatebot.pack.loader import load_pack
from debatebot.pack.models import (
    Argument,
    Attack,
    AttackKind,
    Caution,
    Fact,
    Grade,
    Issue,
    Limit,
    Motion,
    Persona,
    Side,
    Source,
    Wordings,
)
from debatebot.pack.problems import PackError, Problem

__all__ = [
    "Argument",
    "Attack",
    "AttackKind",
    "Caution",
    "Fact",
    "Grade",
    "Issue",
    "Limit",
    "Motion",
    "Pack",
    "PackError",
    "Persona",
    "Problem",
    "Side",
    "Source",
    "Wordings",
    "load_pack",
]
