"""The chamber: log first, people's seats, panels, and debates with a log behind them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from debatebot.chamber import Awaiting, Chamber, engine_version, make_setup
from debatebot.dialogue import ATTACKS, CHAIR, UTTERANCES, Move, MoveKind, Phase, Setup, Turn
from debatebot.errors import UserError
from debatebot.log import Journal, Reader
from debatebot.pack import Pack, Side
from debatebot.session import Shelf, begin, resume, verify
from debatebot.speech import Prompts

Play = Callable[..., Chamber]


class Ledger:
    """A record in memory that fails when it is told to."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.labels: list[dict[str, str]] = []
        self.finished: list[tuple[str, str]] = []
        self.broken = False

    def record(self, debate_id: str, turn: Turn, labels: Mapping[str, str]) -> None:
        if self.broken:
            raise OSError("the disk is full")
        self.turns.append(turn)
        self.labels.append(dict(labels))

    def finish(self, debate_id: str, *, outcome: str, closed_by: str) -> None:
        self.finished.append((outcome, closed_by))


@pytest.fixture
def setup(pack: Pack) -> Setup:
    return make_setup(pack, "natural-heir", ["pipes"], ["trotsky"], rounds=3, seed=2)


# what a debate is


def test_the_chair_opens_and_ends_it(play: Play) -> None:
    chamber = play("natural-heir", "pipes", "trotsky")
    assert [chamber.turns[0].move, chamber.turns[-1].move] == [MoveKind.WELCOME, MoveKind.VERDICT]
    assert {t.speaker for t in chamber.turns if t.of_chair} == {CHAIR}
    assert chamber.over
    assert chamber.step() is None


def test_turns_are_numbered_and_reply_to_earlier_ones(play: Play) -> None:
    for seed in range(6):
        turns = play("betrayal", ["soviet-official", "cohen"], ["pipes", "trotsky"], seed=seed).turns
        assert [t.seq for t in turns] == list(range(len(turns)))
        for turn in turns:
            if turn.replies_to is None:
                assert turn.of_chair or turn.target is None
                continue
            asked = turns[turn.replies_to]
            assert asked.seq < turn.seq
            if not turn.of_chair:
                assert asked.side is not turn.side
            if turn.move in ATTACKS | {MoveKind.OPEN, MoveKind.CONCEDE, MoveKind.QUESTION} and turn.target:
                assert asked.argument == turn.target


def test_every_turn_has_a_reason_and_a_rule(play: Play) -> None:
    for turn in play("facade", "trotsky", "essayist", rounds=6).turns:
        assert turn.reason.endswith(".")
        if not turn.of_chair:
            assert turn.provenance["rule"]
            assert all(len(pair) == 2 for pair in turn.provenance["passed_over"])


def test_the_verdict_names_the_outcome(play: Play) -> None:
    words = ("carried", "defeated", "open")
    for seed in range(6):
        chamber = play("had-lenin-lived", "cohen", "western-school", rounds=3, seed=seed)
        first, rest = chamber.turns[-1].text.split(".", 1)
        assert [word for word in words if word in first] == [chamber.verdict.outcome]
        if chamber.verdict.closed_by == "rounds":
            assert re.search(r"number of rounds|Time, and not silence", rest)


def test_the_verdict_names_the_measure_that_each_side_set(pack: Pack, play: Play) -> None:
    for motion in pack.motions.values():
        turns = play(motion.id, "pipes", "cohen").turns
        set_by = {t.side: p["test"] for t in turns for p in t.provenance["parts"] if p["kind"] == "criterion"}
        assert len(set_by) == 2
        assert all(motion.criteria.of(side)[test] in turns[-1].text for side, test in set_by.items() if side)


def test_a_change_of_issue_is_announced_once_and_followed_by_a_turn_on_it(play: Play) -> None:
    seen = 0
    for seed in range(6):
        turns = play("natural-heir", "essayist", "cohen", rounds=8, seed=seed).turns
        announced = [t.issue for t in turns if t.move is MoveKind.ANNOUNCE]
        assert len(announced) == len(set(announced))
        seen += len(announced)
        for i, turn in enumerate(turns):
            if turn.move is MoveKind.ANNOUNCE:
                assert turns[i + 1].issue == turn.issue
                assert turns[i + 1].move in UTTERANCES
                assert turn.issue not in {t.issue for t in turns[:i]}
    assert seen


# who sits where


def test_sides_sit_in_turn(pack: Pack) -> None:
    for seed in range(20):
        seats = make_setup(pack, "facade", ["pipes", "cohen"], ["trotsky", "essayist"], rounds=2, seed=seed).seats
        assert [s.number for s in seats] == [0, 1, 2, 3]
        assert all(seats[i].side is seats[i + 1].side.other for i in range(3))
        assert [s.speaker for s in seats if s.side is Side.FOR] == ["pipes", "cohen"]
        assert [s.speaker for s in seats if s.side is Side.AGAINST] == ["trotsky", "essayist"]


def test_either_side_may_open(pack: Pack) -> None:
    firsts = {make_setup(pack, "facade", ["pipes"], ["cohen"], rounds=2, seed=s).seats[0].side for s in range(20)}
    assert firsts == set(Side)


@pytest.mark.parametrize(
    ("for_", "against"), [(["pipes"], []), ([], ["pipes"]), (["pipes", "cohen", "essayist"], ["trotsky", "Ines"])]
)
def test_a_debate_has_two_to_four_speakers_on_both_sides(pack: Pack, for_: list[str], against: list[str]) -> None:
    with pytest.raises(ValueError, match="two to four speakers"):
        make_setup(pack, "facade", for_, against, rounds=2, seed=1)


def test_whoever_argues_against_its_own_view_is_marked(pack: Pack) -> None:
    for motion in pack.motions:
        for name, persona in pack.personas.items():
            other = next(p for p in pack.personas if p != name)
            for side, rows in ((Side.FOR, ([name], [other])), (Side.AGAINST, ([other], [name]))):
                seats = make_setup(pack, motion, *rows, rounds=2, seed=1).seats
                seat = next(s for s in seats if s.side is side)
                assert seat.assigned_against_view == (persona.view(motion, side) == "against")


# log first, then speak


def test_a_turn_is_logged_before_it_is_returned(pack: Pack, prompts: Prompts, setup: Setup) -> None:
    ledger = Ledger()
    chamber = Chamber(pack, setup, prompts, record=ledger)
    while (turn := chamber.step()) is not None:
        assert ledger.turns[-1] == turn
        assert ledger.labels[-1] == chamber.labels()
    assert ledger.turns == chamber.turns
    assert ledger.finished == [(chamber.verdict.outcome, chamber.verdict.closed_by)]


def test_what_could_not_be_logged_was_not_said(pack: Pack, prompts: Prompts, setup: Setup) -> None:
    plain = Chamber(pack, setup, prompts)
    list(plain.run())
    ledger = Ledger()
    chamber = Chamber(pack, setup, prompts, record=ledger)
    for _ in range(len(plain.turns)):
        ledger.broken = True
        before = list(chamber.turns), chamber.labels()
        with pytest.raises(OSError, match="disk is full"):
            chamber.step()
        assert (chamber.turns, chamber.labels()) == before
        ledger.broken = False
        chamber.step()
    assert chamber.turns == plain.turns == ledger.turns
    assert len(ledger.finished) == 1


# people


def with_a_person(pack: Pack, prompts: Prompts, motion: str, seed: int, turns: list[Turn] | None = None) -> Chamber:
    setup = make_setup(pack, motion, ["Ines"], ["trotsky"], rounds=3, seed=seed)
    return Chamber(pack, setup, prompts, turns=turns or ())


def finish(chamber: Chamber, seed: int) -> list[Awaiting]:
    """Plays on; the person picks any legal move. Returns what was asked of the person."""
    rng = random.Random(seed)
    asked: list[Awaiting] = []
    for _ in range(200):
        turn = chamber.step()
        if turn is None:
            return asked
        if isinstance(turn, Awaiting):
            asked.append(turn)
            move = rng.choice(turn.moves)
            made = chamber.step(move)
            assert isinstance(made, Turn)
            assert (made.move, made.argument, made.target, made.question) == (
                move.kind,
                move.argument,
                move.target,
                move.question,
            )
    raise AssertionError("it does not end")


@pytest.mark.parametrize("motion", ["natural-heir", "betrayal", "had-lenin-lived", "ban-on-factions", "facade"])
@pytest.mark.parametrize("seed", range(4))
def test_a_person_plays_through_to_a_verdict(pack: Pack, prompts: Prompts, motion: str, seed: int) -> None:
    chamber = with_a_person(pack, prompts, motion, seed)
    asked = finish(chamber, seed)
    assert chamber.over
    assert {a.phase for a in asked} >= {Phase.OPENINGS, Phase.SUMMARIES, Phase.CLOSINGS}
    assert all(a.moves and a.seat.user == "Ines" for a in asked)
    said = [t for t in chamber.turns if t.speaker == "Ines"]
    assert len(said) == len(asked)
    for turn in said:
        words = turn.text.split()
        assert len(words) >= 4, turn.text
        assert turn.text[0].isupper()
        assert "{" not in turn.text
        assert len(turn.text) < 2000
        if turn.argument is not None:
            assert pack.arguments[turn.argument].claim in turn.text
            assert turn.sources
            assert turn.text.endswith("]")
    assert {t.speaker for t in chamber.turns} == {CHAIR, "Ines", "trotsky"}


def test_asking_again_changes_nothing(pack: Pack, prompts: Prompts) -> None:
    chamber = with_a_person(pack, prompts, "facade", 3)
    turn = chamber.step()
    while not isinstance(turn, Awaiting):
        turn = chamber.step()
    before = list(chamber.turns)
    assert chamber.step() == turn
    assert chamber.turns == before


def test_an_illegal_move_of_a_person_is_refused(pack: Pack, prompts: Prompts) -> None:
    chamber = with_a_person(pack, prompts, "facade", 3)
    turn = chamber.step()
    while not isinstance(turn, Awaiting):
        turn = chamber.step()
    before = list(chamber.turns)
    theirs = next(iter(chamber.case.eligible(Side.AGAINST)))
    for move in (Move(MoveKind.OPEN, theirs), Move(MoveKind.CLOSE), Move(MoveKind.CONCEDE, target=theirs)):
        with pytest.raises(ValueError, match="not a legal move"):
            chamber.step(move)
    assert chamber.turns == before


def test_a_debate_with_a_person_can_be_taken_up_again(pack: Pack, prompts: Prompts) -> None:
    chamber = with_a_person(pack, prompts, "betrayal", 1)
    finish(chamber, 1)
    for cut in range(len(chamber.turns)):
        again = with_a_person(pack, prompts, "betrayal", 1, chamber.turns[:cut])
        turn = again.step()
        expected = chamber.turns[cut]
        if isinstance(turn, Awaiting):
            facts = expected.facts if expected.move is MoveKind.ANSWER else ()
            turn = again.step(Move(expected.move, expected.argument, expected.target, expected.question, facts))
        assert turn == expected


def test_two_people_may_debate(pack: Pack, prompts: Prompts) -> None:
    setup = make_setup(pack, "natural-heir", ["Ines"], ["Ada"], rounds=2, seed=1)
    chamber = Chamber(pack, setup, prompts)
    finish(chamber, 5)
    assert chamber.over


# with a log


def test_a_logged_debate_goes_on_where_it_broke_off(shelf: Shelf, pack: Pack, setup: Setup, tmp_path: Path) -> None:
    plain = Chamber(pack, setup, shelf.prompts)
    list(plain.run())
    with Journal.open(tmp_path / "log.db") as journal:
        debate_id, chamber = begin(shelf, pack, setup, journal)
        for _ in range(6):
            chamber.step()
        with Reader(journal.path) as reader:
            again = resume(shelf, reader, journal, debate_id)
            assert again.turns == plain.turns[:6]
            list(again.run())
            assert again.turns == plain.turns
            assert reader.turns(debate_id) == plain.turns
            debate = reader.find(debate_id)
            assert (debate.status, debate.turns) == ("finished", len(plain.turns))
            checked = verify(shelf, reader, debate)
            assert checked.same
            assert checked.replayed
            assert checked.turns == len(plain.turns)


def test_a_debate_is_finished_if_its_verdict_was_all_that_was_logged(
    shelf: Shelf, pack: Pack, setup: Setup, tmp_path: Path
) -> None:
    plain = Chamber(pack, setup, shelf.prompts)
    list(plain.run())
    with Journal.open(tmp_path / "log.db") as journal:
        debate_id, _ = begin(shelf, pack, setup, journal)
        for turn in plain.turns:
            journal.record(debate_id, turn, {})
        with Reader(journal.path) as reader:
            assert reader.find(debate_id).status == "running"
            assert resume(shelf, reader, journal, debate_id).step() is None
            assert reader.find(debate_id).status == "finished"


def test_a_word_changed_in_the_log_is_found(shelf: Shelf, pack: Pack, setup: Setup, tmp_path: Path) -> None:
    plain = Chamber(pack, setup, shelf.prompts)
    list(plain.run())
    with Journal.open(tmp_path / "log.db") as journal:
        debate_id, _ = begin(shelf, pack, setup, journal)
        for turn in plain.turns[:5]:
            journal.record(debate_id, replace(turn, text=turn.text + " Really.") if turn.seq == 4 else turn, {})
        with Reader(journal.path) as reader:
            checked = verify(shelf, reader, reader.find(debate_id))
    assert not checked.same
    assert "turn 4, text" in checked.note


def test_a_debate_with_a_person_is_verified_from_its_log(shelf: Shelf, pack: Pack, tmp_path: Path) -> None:
    setup = make_setup(pack, "facade", ["Ines"], ["trotsky"], rounds=3, seed=4)
    with Journal.open(tmp_path / "log.db") as journal:
        debate_id, chamber = begin(shelf, pack, setup, journal)
        finish(chamber, 3)
        with Reader(journal.path) as reader:
            checked = verify(shelf, reader, reader.find(debate_id))
    assert (checked.same, checked.note) == (True, "")


def test_with_another_pack_nothing_is_replayed_or_resumed(
    shelf: Shelf, pack: Pack, setup: Setup, tmp_path: Path
) -> None:
    changed = Shelf({pack.id: replace(pack, version="another")}, shelf.prompts)
    with Journal.open(tmp_path / "log.db") as journal:
        debate_id, chamber = begin(shelf, pack, setup, journal)
        chamber.step()
        with Reader(journal.path) as reader:
            checked = verify(changed, reader, reader.find(debate_id))
            assert not checked.replayed
            assert "has changed" in checked.note
            with pytest.raises(UserError, match=f"--seed {setup.seed}"):
                resume(changed, reader, journal, debate_id)
            assert not verify(Shelf({}, shelf.prompts), reader, reader.find(debate_id)).replayed
            with pytest.raises(UserError, match="DEBATEBOT_PACKS"):
                resume(Shelf({}, shelf.prompts), reader, journal, debate_id)


def test_the_engine_version_changes_with_any_prompt(tmp_path: Path) -> None:
    (tmp_path / "chair").mkdir()
    file = tmp_path / "chair" / "welcome.j2"
    file.write_bytes(b"Good morning.\n")
    first = engine_version(tmp_path)
    file.write_bytes(b"Good morning.\r\n")
    assert engine_version(tmp_path) == first  # line ends may differ from one checkout to the next
    file.write_bytes(b"Good evening.\n")
    assert engine_version(tmp_path) != first
