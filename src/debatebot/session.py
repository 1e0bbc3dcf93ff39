"""Debates with a log behind them: begin one, go on with one that broke off, replay one to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from debatebot.chamber import Awaiting, Chamber, engine_version
from debatebot.dialogue import Move, Setup, Turn
from debatebot.errors import UserError
from debatebot.log import Debate, Journal, Reader
from debatebot.pack import Pack
from debatebot.speech import Prompts


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs and prompts at hand."""

    packs: Mapping[str, Pack]
    prompts: Prompts

    def pack(self, name: str) -> Pack:
        """The pack with that id. Raises UserError if it is not at hand."""
        if name not in self.packs:
            raise UserError(f"the pack {name} is not here; put its folder into DEBATEBOT_PACKS and try again")
        return self.packs[name]

    @property
    def engine(self) -> str:
        """The version of code and prompts."""
        return engine_version(self.prompts.folder)


def begin(shelf: Shelf, pack: Pack, setup: Setup, journal: Journal) -> tuple[str, Chamber]:
    """A new debate in the log: its id, and the chamber that writes to it."""
    debate_id = journal.begin(
        setup,
        pack=pack.id,
        pack_version=pack.version,
        engine_version=shelf.engine,
        motion_text=pack.motions[setup.motion].text,
    )
    return debate_id, Chamber(pack, setup, shelf.prompts, record=journal, debate_id=debate_id)


def resume(shelf: Shelf, reader: Reader, journal: Journal, debate_id: str) -> Chamber:
    """The chamber of a logged debate, after its last logged turn.

    Raises UserError if pack or engine changed since: the rest would not be the debate that was begun.
    """
    debate = reader.find(debate_id)
    pack = shelf.pack(debate.pack)
    changed = _changed(shelf, pack, debate)
    if changed and debate.status != "finished":
        # it would be offered again and again, and can never go on
        journal.set_status(debate.id, "ended", closed_by="changed")
    if changed:
        raise UserError(f"debate {debate.id} cannot go on: {changed}. Start it anew with --seed {debate.seed}")
    chamber = Chamber(
        pack,
        reader.setup(debate.id),
        shelf.prompts,
        reader.turns(debate.id),
        record=journal,
        debate_id=debate.id,
    )
    if debate.status == "interrupted":
        journal.set_status(debate.id, "running")
    if chamber.over:
        chamber.conclude()
    return chamber


def _changed(shelf: Shelf, pack: Pack, debate: Debate) -> str:
    if pack.version != debate.pack_version:
        return f"the pack {pack.id} has changed since (was {debate.pack_version}, is {pack.version})"
    if shelf.engine != debate.engine_version:
        return f"debatebot has changed since (was {debate.engine_version}, is {shelf.engine})"
    return ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of replaying a logged debate. `note` says why it could not be replayed, or where it differs."""

    debate_id: str
    turns: int
    same: bool
    replayed: bool
    note: str = ""


def verify(shelf: Shelf, reader: Reader, debate: Debate) -> Checked:
    """Replays a debate from its seed and pack, and compares every turn, byte for byte.

    What a person did is taken from the log. With another pack or another engine nothing can be compared.
    """
    logged = reader.turns(debate.id)
    pack = shelf.packs.get(debate.pack)
    if pack is None:
        return Checked(debate.id, len(logged), True, False, f"the pack {debate.pack} is not here")
    changed = _changed(shelf, pack, debate)
    if changed:
        return Checked(debate.id, len(logged), True, False, changed)
    try:
        note = _replayed(Chamber(pack, reader.setup(debate.id), shelf.prompts), reader, debate, logged)
    except (KeyError, ValueError) as error:
        # a row that names what the pack does not have, or a move that was never legal
        note = f"the log has something that cannot be played ({error})"
    return Checked(debate.id, len(logged), not note, True, note)


def _replayed(chamber: Chamber, reader: Reader, debate: Debate, logged: list[Turn]) -> str:
    """Where the replay differs from the log; nothing if it does not."""
    for turn in logged:
        played = chamber.step()
        if isinstance(played, Awaiting):
            played = chamber.step(_move(turn))
        if played != turn:
            return _difference(turn, played)
    if logged and reader.labels(debate.id) != chamber.labels():
        return "the labels in the log are not those of the replay"
    if debate.status != "finished":
        return ""
    if not chamber.over:
        return "the log ends before the verdict"
    reached = (chamber.verdict.outcome, chamber.verdict.closed_by)
    if (debate.outcome, debate.closed_by) != reached:
        return f"the log says {debate.outcome}, by {debate.closed_by}; the replay {reached[0]}, by {reached[1]}"
    return ""


def _move(turn: Turn) -> Move:
    facts = turn.facts if turn.move.value == "answer" else ()
    return Move(turn.move, turn.argument, turn.target, turn.question, facts)


def _difference(logged: Turn, played: Turn | Awaiting | None) -> str:
    if not isinstance(played, Turn):
        return f"turn {logged.seq}: the replay has no such turn"
    for name in Turn.__dataclass_fields__:
        before, after = getattr(logged, name), getattr(played, name)
        if before != after:
            return f"turn {logged.seq}, {name}: the log has {str(before)[:80]!r}, the replay {str(after)[:80]!r}"
    return f"turn {logged.seq} differs"
