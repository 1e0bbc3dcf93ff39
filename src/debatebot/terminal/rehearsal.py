"""The rehearsal: holds debates in the terminal, or prints them as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console

from debatebot.chamber import Awaiting, Chamber
from debatebot.dialogue import Setup, Turn
from debatebot.errors import UserError
from debatebot.log import Journal
from debatebot.pack import Pack
from debatebot.review.lines import as_text, debate_line, turn_line, verdict_line
from debatebot.session import Shelf, begin
from debatebot.terminal import asking
from debatebot.terminal.stage import Pace, Stage, title


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Where debates are held, and how they are shown."""

    shelf: Shelf
    pack: Pack
    journal: Journal
    console: Console
    pace: Pace = "quick"
    why: bool = False

    def hold(self, setup: Setup) -> None:
        """A new debate, start to finish."""
        debate_id, chamber = begin(self.shelf, self.pack, setup, self.journal)
        self.show(debate_id, chamber)

    def show(self, debate_id: str, chamber: Chamber) -> None:
        """A debate from where it stands to its end; turns that were logged before are shown again first."""
        stage = Stage(self.console, chamber, self.pace, self.why)
        title(self.console, chamber, debate_id)
        for turn in tuple(chamber.turns):
            stage.turn(turn)
            self.journal.spoken(debate_id, turn.seq)
        try:
            self._play(debate_id, chamber, stage)
        except (KeyboardInterrupt, EOFError):
            self.journal.set_status(debate_id, "interrupted")
            raise
        stage.map()
        stage.sources()

    def _play(self, debate_id: str, chamber: Chamber, stage: Stage) -> None:
        while (following := chamber.step()) is not None:
            if isinstance(following, Awaiting):
                following = chamber.step(asking.move(self.console, chamber, following))
            if isinstance(following, Turn):
                stage.turn(following)
                self.journal.spoken(debate_id, following.seq)

    def lines(self, setup: Setup) -> Iterator[str]:
        """A new debate as JSON, an object a line."""
        debate_id, chamber = begin(self.shelf, self.pack, setup, self.journal)
        yield from self.json_of(debate_id, chamber)

    def json_of(self, debate_id: str, chamber: Chamber) -> Iterator[str]:
        """A debate as JSON lines, from its beginning, also if part of it was logged before."""
        pack = chamber.case.pack
        setup = chamber.case.setup
        motion_text = pack.motions[setup.motion].text
        yield as_text(
            debate_line(setup, debate_id=debate_id, motion_text=motion_text, pack=pack.id, pack_version=pack.version)
        )
        for turn in tuple(chamber.turns):
            yield as_text(turn_line(turn))
            self.journal.spoken(debate_id, turn.seq)
        for turn in chamber.run():
            yield as_text(turn_line(turn))
            self.journal.spoken(debate_id, turn.seq)
        if not chamber.over:
            self.journal.set_status(debate_id, "interrupted")
            raise UserError(f"it is a person's turn in debate {debate_id}; go on without --json, in a terminal")
        yield as_text(verdict_line(chamber.verdict, chamber.turns[-1].text))
