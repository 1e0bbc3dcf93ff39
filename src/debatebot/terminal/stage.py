"""Shows a debate in the terminal: names and sides, sources as footnotes, headings, the board, the verdict, the map."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from debatebot.argumentation import Label
from debatebot.chamber import Chamber
from debatebot.dialogue import MoveKind, Turn
from debatebot.pack import Side
from debatebot.review.map import text_map
from debatebot.review.report import DEEDS
from debatebot.speech.words import cap

Pace = Literal["quick", "reading", "manual"]
COLOURS = {Side.FOR: "cyan", Side.AGAINST: "magenta", None: "yellow"}
SIGNS = {Side.FOR: "▲ for", Side.AGAINST: "▼ against", None: "● chair"}  # so that sides differ without colour
WORDS_A_SECOND = 4.0  # reading aloud to oneself
WIDEST = 100


@dataclass(slots=True)
class Stage:
    """A terminal with a debate on it. `why` also shows the reason of every move."""

    console: Console
    chamber: Chamber
    pace: Pace = "quick"
    why: bool = False
    cited: dict[str, int] = field(default_factory=dict)
    heading: str | None = None

    def turn(self, turn: Turn) -> None:
        """Shows one turn, with its footnotes."""
        if turn.move is MoveKind.VERDICT:
            self._verdict(turn)
            return
        if turn.issue is not None and turn.issue != self.heading:
            self.heading = turn.issue
            issue = self.chamber.case.pack.issues[turn.issue]
            self.console.print(Rule(f"[bold]{escape(issue.title)}[/]", style="dim"))
        self._name(turn)
        self._body(turn)
        if self.why and not turn.of_chair:
            self.console.print(Padding(Text(f"Why: {turn.reason}", style="dim italic"), (0, 0, 0, 2)))
        self.console.print()
        self._wait(turn)
        if self._round_ends(turn):
            self.board()

    def board(self) -> None:
        """What stands, is open and has fallen so far, for each side."""
        state, case = self.chamber.state, self.chamber.case
        table = Table(title="The board", title_style="dim", width=self._width, show_edge=False, pad_edge=False)
        for side in Side:
            table.add_column(SIGNS[side], style=COLOURS[side], ratio=1)
        cells = []
        for side in Side:
            own = [n for n in state.uttered if case.sides[n] is side]
            lines = [f"{_MARKS[state.labelling[n]]} {_claimed(case.pack.arguments[n].restate[0])}" for n in own]
            cells.append(Text("\n".join(lines) or "nothing yet"))
        table.add_row(*cells)
        self.console.print(table)
        self.console.print(Text("✓ stands   ? open   ✗ has fallen", style="dim"), "")

    def map(self) -> None:
        """The argument map as text."""
        self.console.print(Rule("[bold]The map[/]", style="dim"))
        for line in text_map(self.chamber.case, self.chamber.state, self._width):
            self.console.print(Text(line), overflow="ellipsis", no_wrap=True)

    def sources(self) -> None:
        """The full list of what was cited, by number."""
        self.console.print(Rule("[bold]Sources[/]", style="dim"))
        for name, number in self.cited.items():
            source = self.chamber.case.pack.sources[name]
            year = f" ({source.year})" if source.year is not None else ""
            self.console.print(Text(f"[{number}] {source.author}: {source.title}{year}. {source.published}."))

    @property
    def _width(self) -> int:
        return min(self.console.width, WIDEST)

    def _name(self, turn: Turn) -> None:
        case = self.chamber.case
        persona = case.pack.personas.get(turn.speaker)
        name = persona.name if persona else "The chair" if turn.of_chair else cap(turn.speaker)
        line = Text()
        line.append(SIGNS[turn.side], style=f"bold {COLOURS[turn.side]}")
        line.append(f"  {name}", style="bold")
        line.append(f"  {DEEDS[turn.move]}", style="dim")
        about = turn.argument or (turn.target if not turn.of_chair else None)
        if about:
            line.append(f"  {about}", style="dim")
        self.console.print(line)

    def _body(self, turn: Turn) -> None:
        """The words, with the sources in brackets turned into footnotes."""
        text = re.sub(r"\s*\[[^\]]*\]$", "", turn.text) if turn.sources else turn.text
        numbers = [self.cited.setdefault(name, len(self.cited) + 1) for name in turn.sources]
        body = Text(text)
        if numbers:
            body.append(" " + "".join(f"[{n}]" for n in numbers), style="dim")
        self.console.print(Padding(body, (0, 0, 0, 2)), width=self._width)
        if numbers:
            sources = self.chamber.case.pack.sources
            notes = "   ".join(f"[{n}] {sources[s].cite}" for n, s in zip(numbers, turn.sources, strict=True))
            self.console.print(Padding(Text(notes, style="dim"), (0, 0, 0, 4)), width=self._width)
        facts = self.chamber.case.pack.facts
        for name in turn.facts:
            if facts[name].confidence == "contested":
                disputed = f"Disputed among historians: {facts[name].statement}"
                self.console.print(Padding(Text(disputed, style="dim italic"), (0, 0, 0, 4)), width=self._width)

    def _verdict(self, turn: Turn) -> None:
        verdict = self.chamber.verdict
        colour = {"carried": COLOURS[Side.FOR], "defeated": COLOURS[Side.AGAINST]}.get(verdict.outcome, "yellow")
        scale = round(verdict.balance * 40)
        body = Text()
        body.append(f"{verdict.outcome.upper()}   against 0 ", style=f"bold {colour}")
        body.append("█" * scale + "░" * (40 - scale), style=colour)
        body.append(f" 1 for   {verdict.balance:.2f}\n\n", style=f"bold {colour}")
        if verdict.standard != "balance":
            body.append(
                f"By the standard {verdict.standard.replace('-', ' ')}; the bar shows the balance.\n\n", style="dim"
            )
        body.append(turn.text)
        issues = self.chamber.case.pack.issues
        held = ", ".join(f"{issues[name].title}: {who}" for name, who in verdict.issues.items())
        body.append(f"\n\nBy issue: {held}.", style="dim")
        self.console.print(Panel(body, title="The verdict", border_style=colour, width=self._width, padding=(1, 2)))

    def _wait(self, turn: Turn) -> None:
        if self.pace == "reading":
            time.sleep(len(turn.text.split()) / WORDS_A_SECOND)
        elif self.pace == "manual":
            self.console.input("[dim]Enter for the next turn[/] ")

    def _round_ends(self, turn: Turn) -> bool:
        """Whether every seat has just had its turn of a round."""
        outside = {MoveKind.OPEN, MoveKind.SUMMARISE, MoveKind.CLOSE}
        if turn.of_chair or turn.move in outside:
            return False
        spoken = sum(t.move not in outside for t in self.chamber.state.turns)
        seats = len(self.chamber.case.setup.seats)
        return spoken % seats == 0


_MARKS = {Label.IN: "✓", Label.UNDECIDED: "?", Label.OUT: "✗"}


def _claimed(clause: str) -> str:
    return clause.removeprefix("that ")


def title(console: Console, chamber: Chamber, debate_id: str) -> None:
    """The head of a debate: motion, speakers, what is simulated."""
    case = chamber.case
    body = Text(case.pack.motions[case.setup.motion].text + "\n\n", style="bold")
    for seat in case.setup.seats:
        persona = case.pack.personas.get(seat.persona or "")
        body.append(f"{SIGNS[seat.side]}  ", style=f"bold {COLOURS[seat.side]}")
        body.append(persona.name if persona else cap(seat.speaker), style="bold")
        if persona:
            body.append(f"\n    {persona.label}", style="dim")
        if seat.assigned_against_view:
            body.append("\n    The side was assigned; it is not the view of the works it is built on.", style="dim")
        body.append("\n")
    number = case.setup.rounds
    rounds = f"{number} round{'s' if number > 1 else ''}" if case.setup.capped else "until nothing is left to say"
    body.append(f"\nSeed {case.setup.seed} · {rounds} · debate {debate_id}", style="dim")
    body.append(
        "\nThis is a rule-based game. It repeats positions from a file written by people; it does not think, and it "
        "does not decide who is right.",
        style="dim",
    )
    console.print(Panel(body, title="The motion", width=min(console.width, WIDEST), padding=(1, 2)))
