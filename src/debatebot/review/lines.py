"""The lines of `rehearse --json` and of the JSON export: a debate, its turns, its verdict (DESIGN, section 10)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from debatebot.dialogue import Setup, Turn
from debatebot.pack import Side

Line = dict[str, Any]  # JSON


class Finding(Protocol):
    """What a verdict line is made from: a verdict of the game, or what the log alone tells of one."""

    @property
    def outcome(self) -> str | None: ...
    @property
    def balance(self) -> float | None: ...
    @property
    def motion_label(self) -> str | None: ...
    @property
    def contrary_label(self) -> str | None: ...
    @property
    def issues(self) -> Mapping[str, str]: ...
    @property
    def closed_by(self) -> str | None: ...
    @property
    def standing(self) -> Sequence[str]: ...
    @property
    def fallen(self) -> Sequence[str]: ...


def debate_line(setup: Setup, *, debate_id: str, motion_text: str, pack: str, pack_version: str) -> Line:
    """The first line. `for` and `against` are a speaker each, or several with commas between them."""
    return {
        "type": "debate",
        "id": debate_id,
        "motion": setup.motion,
        "motion_text": motion_text,
        "for": _speakers(setup, Side.FOR),
        "against": _speakers(setup, Side.AGAINST),
        "rounds": setup.rounds,
        "seed": setup.seed,
        "pack": pack,
        "pack_version": pack_version,
    }


def turn_line(turn: Turn) -> Line:
    """The line of a turn, the chair's too."""
    return {
        "type": "turn",
        "seq": turn.seq,
        "speaker": turn.speaker,
        "side": turn.side.value if turn.side else None,
        "move": turn.move.value,
        "argument": turn.argument,
        "target": turn.target,
        "replies_to": turn.replies_to,
        "issue": turn.issue,
        "facts": list(turn.facts),
        "sources": list(turn.sources),
        "text": turn.text,
        "reason": turn.reason,
    }


def verdict_line(finding: Finding, explanation: str) -> Line:
    """The last line; `explanation` is the chair's verdict in words. What the log alone cannot tell is null."""
    return {
        "type": "verdict",
        "outcome": finding.outcome,
        "balance": finding.balance,
        "motion_label": _plain(finding.motion_label),
        "contrary_label": _plain(finding.contrary_label),
        "issues": dict(finding.issues),
        "closed_by": finding.closed_by,
        "standing": list(finding.standing),
        "fallen": list(finding.fallen),
        "explanation": explanation,
    }


def as_text(line: Line) -> str:
    """A line as JSON, on one line and without its end."""
    return json.dumps(line, ensure_ascii=False)


def _speakers(setup: Setup, side: Side) -> str:
    return ",".join(seat.speaker for seat in setup.seats if seat.side is side)


def _plain(label: str | None) -> str | None:
    return None if label is None else str(label)
