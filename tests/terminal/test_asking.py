"""The questions to the person at the keyboard, and what they make of the answers."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from debatebot.chamber import Awaiting, Chamber, make_setup
from debatebot.dialogue import Move, MoveKind, Turn
from debatebot.pack import Pack, Side
from debatebot.speech import Prompts
from debatebot.terminal import asking

Keyboard = Callable[..., tuple[Console, io.StringIO]]


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """A console on which the given lines are typed; after the last one the input is at its end."""

    def typed(*lines: str) -> tuple[Console, io.StringIO]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        out = io.StringIO()
        return Console(file=out, width=100, highlight=False), out

    return typed


@pytest.fixture
def awaiting(pack: Pack, prompts: Prompts) -> tuple[Chamber, Awaiting]:
    """A debate in which it is the person's turn in the rounds."""
    chamber = Chamber(pack, make_setup(pack, "natural-heir", ["You"], ["trotsky"], rounds=4, seed=1), prompts)
    for _ in range(20):
        following = chamber.step()
        if isinstance(following, Awaiting):
            if len(chamber.state.turns) >= 2:
                return chamber, following
            chamber.step(following.moves[0])
    raise AssertionError("the person never had a turn")


@pytest.mark.parametrize(
    "wrong", ["0", "9", "-1", "1.5", "x", "²", "五", " ", "[bold]", "[/]", "one", "99999999999999999999"]
)
def test_wrong_answers_are_asked_again(keyboard: Keyboard, pack: Pack, wrong: str) -> None:
    console, out = keyboard(wrong, "2")
    found = asking.motion(console, pack)
    assert found == list(pack.motions)[1]
    assert f"Please give a number from 1 to {len(pack.motions)}." in out.getvalue()


def test_enter_takes_the_default(keyboard: Keyboard, pack: Pack) -> None:
    console, _ = keyboard("")
    assert asking.motion(console, pack) == next(iter(pack.motions))
    assert asking.own_side(keyboard("")[0]) is None
    assert asking.persona(keyboard("")[0], pack, Side.FOR, [], "pipes") == "pipes"
    assert asking.persona(keyboard("")[0], pack, Side.AGAINST, [], "trotsky") == "trotsky"
    assert asking.rounds(keyboard("")[0]) == 4


def test_an_id_is_an_answer_too(keyboard: Keyboard, pack: Pack) -> None:
    assert asking.motion(keyboard("betrayal")[0], pack) == "betrayal"
    assert asking.own_side(keyboard("against")[0]) is Side.AGAINST


def test_everything_that_can_be_picked_is_shown(keyboard: Keyboard, pack: Pack) -> None:
    console, out = keyboard("1")
    asking.motion(console, pack)
    for number, motion in enumerate(pack.motions.values(), 1):
        assert f"  {number}  {motion.text}  ({motion.id})" in out.getvalue()


def test_a_persona_that_is_taken_is_not_offered(keyboard: Keyboard, pack: Pack) -> None:
    console, out = keyboard("trotsky", "")
    assert asking.persona(console, pack, Side.AGAINST, ["trotsky"], "pipes") != "trotsky"
    assert "(trotsky)" not in out.getvalue()


@pytest.mark.parametrize("wrong", ["0", "9", "-3", "x", "4.5"])
def test_a_wrong_number_of_rounds_is_asked_again(keyboard: Keyboard, wrong: str) -> None:
    console, out = keyboard(wrong, "8")
    assert asking.rounds(console) == 8
    assert "lease" in out.getvalue()


def test_the_move_that_was_picked_is_made(keyboard: Keyboard, awaiting: tuple[Chamber, Awaiting]) -> None:
    chamber, waiting = awaiting
    ranked = asking.ranking(chamber, waiting)
    console, out = keyboard("0", "7", "zwei", "2")
    assert asking.move(console, chamber, waiting) == ranked[1]
    assert out.getvalue().count("Please give a number from 1 to 6") == 3
    turn = chamber.step(ranked[1])
    assert isinstance(turn, Turn)
    assert (turn.speaker, turn.argument) == ("You", ranked[1].argument)


def test_all_moves_can_be_seen(keyboard: Keyboard, awaiting: tuple[Chamber, Awaiting]) -> None:
    chamber, waiting = awaiting
    ranked = asking.ranking(chamber, waiting)
    assert len(ranked) > asking.SHORT_LIST
    console, out = keyboard("M", str(len(ranked)))
    assert asking.move(console, chamber, waiting) == ranked[-1]
    assert f"  {len(ranked)}  " in out.getvalue()


def test_a_single_move_is_not_asked_for(keyboard: Keyboard, awaiting: tuple[Chamber, Awaiting]) -> None:
    chamber, waiting = awaiting
    only = Awaiting(waiting.seat, waiting.phase, waiting.moves[:1])
    console, out = keyboard()
    assert asking.move(console, chamber, only) == waiting.moves[0]
    assert out.getvalue() == ""


def test_the_end_of_the_input_is_passed_on(keyboard: Keyboard, awaiting: tuple[Chamber, Awaiting]) -> None:
    with pytest.raises(EOFError):
        asking.move(keyboard()[0], *awaiting)


def test_every_move_on_offer_is_legal_and_can_be_told_apart(awaiting: tuple[Chamber, Awaiting]) -> None:
    chamber, waiting = awaiting
    ranked = asking.ranking(chamber, waiting)
    assert set(ranked) <= set(waiting.moves)
    described = [asking.describe(chamber, move) for move in ranked]
    assert len(set(described)) == len(described)
    assert {move.argument for move in ranked} == {move.argument for move in waiting.moves}


def test_moves_without_an_argument_are_described(awaiting: tuple[Chamber, Awaiting], pack: Pack) -> None:
    chamber, _ = awaiting
    name = chamber.state.uttered[0]
    fact = pack.arguments[name].grounds[0]
    told = [
        asking.describe(chamber, Move(MoveKind.ANSWER, target=name, facts=(fact,))),
        asking.describe(chamber, Move(MoveKind.CONCEDE, target=name)),
        asking.describe(chamber, Move(MoveKind.RETRACT, target=name)),
    ]
    assert pack.facts[fact].statement in told[0]
    assert told[1].startswith("Grant ")
    assert told[2].startswith("Take back ")
