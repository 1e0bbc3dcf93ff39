"""What a debate looks like in a terminal, narrow or wide."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console

from debatebot.argumentation import Label
from debatebot.chamber import Chamber, make_setup
from debatebot.dialogue import MoveKind, Turn
from debatebot.pack import Pack
from debatebot.speech import Prompts
from debatebot.terminal.stage import Stage, title

WIDTHS = (40, 80, 120)
ID = "01M87VQGC55053M8QMQK3HWCCY"

Show = Callable[..., str]


@pytest.fixture(scope="module")
def show(pack: Pack, prompts: Prompts) -> Show:
    """A debate as it is shown at a width, with colours or without."""

    def shown(width: int, *, colours: bool = False, why: bool = True, motion: str = "natural-heir") -> str:
        setup = make_setup(pack, motion, ["soviet-official"], ["cohen", "trotsky"], rounds=3, seed=5)
        chamber = Chamber(pack, setup, prompts)
        out = io.StringIO()
        console = Console(
            file=out,
            width=width,
            highlight=False,
            force_terminal=colours,
            color_system="truecolor" if colours else None,
        )
        stage = Stage(console, chamber, why=why)
        title(console, chamber, ID)
        for turn in chamber.run():
            stage.turn(turn)
        stage.map()
        stage.sources()
        return out.getvalue()

    return shown


def flat(text: str) -> str:
    """The words, without line breaks and frames."""
    return " ".join(re.sub(r"[│╭╮╰╯─┃━╇]", " ", text).split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("motion", ["natural-heir", "facade"])
def test_no_line_is_wider_than_the_terminal(show: Show, width: int, motion: str) -> None:
    shown = show(width, motion=motion)
    assert max(cell_len(line) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_names_are_marked_as_simulated_and_sides_are_words(show: Show, width: int, pack: Pack) -> None:
    words = flat(show(width))
    for name, sign in (("soviet-official", "▲ for"), ("cohen", "▼ against"), ("trotsky", "▼ against")):
        assert f"{sign} {pack.personas[name].name} " in words
        assert "simulated)" in pack.personas[name].name
    assert "● chair The chair" in words
    assert "it does not think, and it does not decide who is right" in words
    assert ID in words


@pytest.mark.parametrize("width", WIDTHS)
def test_without_colours_nothing_is_lost(show: Show, width: int) -> None:
    plain, coloured = show(width), show(width, colours=True)
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("width", WIDTHS)
def test_footnotes_resolve_in_the_list_of_sources(show: Show, width: int, pack: Pack) -> None:
    shown = show(width)
    body, _, listed = shown.rpartition("Sources")
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
    entries = [int(number) for number in re.findall(r"^\[(\d+)\]", listed, re.MULTILINE)]
    assert entries == list(range(1, len(entries) + 1))
    assert cited == set(entries)
    known = {source.author for source in pack.sources.values()}
    for entry in re.split(r"^\[\d+\] ", listed, flags=re.MULTILINE)[1:]:
        assert any(flat(entry).startswith(f"{author}:") for author in known), entry


def test_a_footnote_is_the_source_of_its_turn(pack: Pack, prompts: Prompts) -> None:
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["pipes"], ["trotsky"], rounds=2, seed=1), prompts)
    out = io.StringIO()
    stage = Stage(Console(file=out, width=100, highlight=False), chamber)
    for turn in chamber.run():
        start = out.tell()
        stage.turn(turn)
        if turn.sources and turn.move is not MoveKind.VERDICT:
            words = flat(out.getvalue()[start:])
            for name in turn.sources:
                assert f"[{stage.cited[name]}] {pack.sources[name].cite}" in words
            assert f"[{pack.sources[turn.sources[0]].cite}" not in words  # the note takes the bracket's place


@pytest.mark.parametrize("width", WIDTHS)
def test_the_board_has_marks_and_a_legend(show: Show, width: int) -> None:
    words = flat(show(width))
    assert words.count("The board") == 3  # once a round
    assert words.count("✓ stands ? open ✗ has fallen") == 3
    assert re.search(r"[✓?✗] \w", words)


def test_the_board_shows_every_point_with_its_mark(pack: Pack, prompts: Prompts) -> None:
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["pipes"], ["trotsky"], rounds=4, seed=2), prompts)
    for _ in chamber.run():
        pass
    out = io.StringIO()
    Stage(Console(file=out, width=400, highlight=False), chamber).board()
    # the two columns, read down one after the other
    cells = [re.split("[│┃╇]", line) for line in out.getvalue().splitlines() if re.search("[│┃╇]", line)]
    words = " ".join(flat(row[i]) for i in (0, 1) for row in cells)
    marks = {Label.IN: "✓", Label.UNDECIDED: "?", Label.OUT: "✗"}
    for name in chamber.state.uttered:
        claim = pack.arguments[name].restate[0].removeprefix("that ")
        assert flat(f"{marks[chamber.state.labelling[name]]} {claim}") in words


@pytest.mark.parametrize("width", WIDTHS)
def test_the_verdict_is_shown_with_its_balance(show: Show, width: int) -> None:
    words = flat(show(width))
    assert re.search(r"(CARRIED|DEFEATED|OPEN) against 0 [█░ ]+ 1 for [01]\.\d\d", words)
    assert "By issue: " in words


def test_the_motion_can_be_read_in_a_narrow_terminal(show: Show, pack: Pack) -> None:
    head = flat(show(40).partition("● chair")[0])
    assert pack.motions["natural-heir"].text in head


@pytest.mark.parametrize("motion", ["natural-heir", "betrayal", "facade"])
def test_the_motion_can_be_read(show: Show, pack: Pack, motion: str) -> None:
    assert pack.motions[motion].text in flat(show(80, motion=motion).partition("● chair")[0])


def test_reasons_are_shown_only_when_asked_for(show: Show) -> None:
    assert "Why: " in show(80)
    assert "Why: " not in show(80, why=False)


def test_an_assigned_side_is_said(pack: Pack, prompts: Prompts) -> None:
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["trotsky"], ["pipes"], rounds=1, seed=1), prompts)
    out = io.StringIO()
    title(Console(file=out, width=80, highlight=False), chamber, ID)
    assert flat(out.getvalue()).count("The side was assigned; it is not the view of the works it is built on.") == 2


def test_signs_of_markup_in_a_name_are_only_signs(pack: Pack, prompts: Prompts) -> None:
    name = "[bold red]Ines[/] :smile: [link=x]"
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["pipes"], [name], rounds=1, seed=1), prompts)
    out = io.StringIO()
    console = Console(file=out, width=80, highlight=False)
    stage = Stage(console, chamber)
    title(console, chamber, ID)
    while (turn := chamber.step()) is not None:
        stage.turn(turn if isinstance(turn, Turn) else _said(chamber.step(turn.moves[0])))
    assert f"▼ against {name}" in flat(out.getvalue())


def _said(turn: object) -> Turn:
    assert isinstance(turn, Turn)
    return turn


def test_reading_pace_waits_as_long_as_reading_takes(
    pack: Pack, prompts: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["pipes"], ["trotsky"], rounds=1, seed=1), prompts)
    stage = Stage(Console(file=io.StringIO(), width=80), chamber, "reading")
    turns = list(chamber.run())
    for turn in turns:
        stage.turn(turn)
    assert len(waited) == len(turns) - 1  # the verdict is the end
    assert all(5 < seconds < 25 for seconds in waited)


def test_manual_pace_waits_for_enter(pack: Pack, prompts: Prompts, monkeypatch: pytest.MonkeyPatch) -> None:
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["pipes"], ["trotsky"], rounds=1, seed=1), prompts)
    asked: list[str] = []

    def pressed(prompt: str) -> str:
        asked.append(prompt)
        return ""

    console = Console(file=io.StringIO(), width=80)
    monkeypatch.setattr(console, "input", pressed)
    stage = Stage(console, chamber, "manual")
    turns = list(chamber.run())
    for turn in turns:
        stage.turn(turn)
    assert len(asked) == len(turns) - 1
