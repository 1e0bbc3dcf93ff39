"""What a debate offers to frames that wait: each condition holds when it should, and brings what was really said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from debatebot.chamber import Chamber
from debatebot.dialogue import ATTACKS, Case, MoveKind, Seat, Setup, State, Turn
from debatebot.dialogue.case import within_horizon
from debatebot.dialogue.moves import Move
from debatebot.pack import Pack, Side
from debatebot.pack.phrases import CONDITIONS
from debatebot.speech.occasion import POINTED, POINTED_MOST, Occasion

Play = Callable[..., Chamber]


def waited(debates: list[Chamber]) -> Iterator[tuple[Chamber, Turn, str, str]]:
    """Every part of a turn that waited for something, with the condition and its text."""
    for chamber in debates:
        for turn in chamber.turns:
            for part in turn.provenance["parts"]:
                if "when" in part:
                    yield chamber, turn, part["when"], part["text"]


def before(chamber: Chamber, turn: Turn) -> State:
    return State(chamber.case, [t for t in chamber.turns if t.seq < turn.seq])


def restated(pack: Pack, names: list[str], text: str) -> list[str]:
    """Those of `names` that the text restates."""
    said = text.lower()
    return [n for n in names if any(clause.lower() in said for clause in pack.arguments[n].restate)]


def test_frames_wait_for_many_things(debates: list[Chamber]) -> None:
    seen = Counter(when for _, _, when, _ in waited(debates))
    assert len(seen) >= 9
    assert sum(seen.values()) > len(debates)


def test_every_condition_is_known_to_the_occasion() -> None:
    assert all(hasattr(Occasion, f"_{when.replace('-', '_')}") for when in CONDITIONS)


def test_who_is_ahead_is_ahead(debates: list[Chamber]) -> None:
    for chamber, turn, when, _ in waited(debates):
        if when in {"ahead", "behind"}:
            balance = before(chamber, turn).balance
            own = balance if turn.side is Side.FOR else 1 - balance
            assert own > 0.55 if when == "ahead" else own < 0.45


def test_what_was_granted_attacked_or_said_before_really_was(pack: Pack, debates: list[Chamber]) -> None:
    for chamber, turn, when, text in waited(debates):
        state = before(chamber, turn)
        if when == "granted":
            assert turn.side is not None
            granted = sorted(state.conceded[turn.side.other])
            assert restated(pack, [n for n in granted if state.spoken_by[n] == turn.seat], text)
        elif when == "defending":
            struck = state.said_in[turn.target or ""]
            assert struck.move in ATTACKS
            assert restated(pack, [struck.target or ""], text)
            assert state.spoken_by[struck.target or ""] == turn.seat
        elif when == "standing":
            own = [n for n in state.standing if state.spoken_by[n] == turn.seat and n not in state.asked]
            assert restated(pack, [n for n in own if state.said_in.keys().isdisjoint(chamber.case.defeaters[n])], text)
        elif when == "clash":
            target = turn.target or next(n for n in reversed(state.uttered) if chamber.case.sides[n] is not turn.side)
            earlier = [n for n in state.uttered if state.said_in[n].seq < state.said_in[target].seq]
            assert restated(pack, [n for n in earlier if state.spoken_by[n] == state.spoken_by[target]], text)


def test_what_the_other_is_said_to_have_published_is_its_own(pack: Pack, debates: list[Chamber]) -> None:
    seen = 0
    for chamber, turn, when, text in waited(debates):
        if when != "published":
            continue
        seen += 1
        state = before(chamber, turn)
        target = turn.target or next(n for n in reversed(state.uttered) if chamber.case.sides[n] is not turn.side)
        seat = chamber.case.setup.seats[state.spoken_by[target]]
        other, own = pack.personas[seat.persona or ""], pack.personas[turn.speaker]
        assert seat.assigned_against_view
        held = [n for n in other.repertoire if n not in other.reported]
        published = restated(pack, held, text)
        assert published
        assert other.school.since <= own.horizon
        assert any(within_horizon(pack, own, s) for n in published for s in pack.arguments[n].sources)
    assert seen


def test_remarks_on_the_debate_are_not_overdone(debates: list[Chamber]) -> None:
    for chamber in debates:
        found = Counter((turn.seat, when) for _, turn, when, _ in waited([chamber]))
        assert all(count <= POINTED_MOST for (_, when), count in found.items() if when in POINTED)


def test_a_second_thought_that_does_not_agree_with_the_first_is_noticed(pack: Pack) -> None:
    """delegates-agreed denies ban-was-tool; both serve the same side in natural-heir."""
    seats = (Seat(0, Side.FOR, user="Ann"), Seat(1, Side.AGAINST, "trotsky"))
    case = Case(pack, Setup("natural-heir", seats, 4, 1))

    def said(seq: int, argument: str) -> Turn:
        return Turn(seq, 0, "Ann", Side.FOR, MoveKind.ARGUE, argument, None, None, None, None, (), (), "x.", "y.")

    first = State(case, [said(1, "ban-was-tool")])
    both = State(case, [said(1, "ban-was-tool"), said(2, "delegates-agreed")])
    move = Move(MoveKind.REBUT, "brest-debate", "delegates-agreed")
    assert Occasion(case, first, seats[1], move, "ban-was-tool").holds("clash") is None
    assert Occasion(case, both, seats[1], move, "delegates-agreed").holds("clash") == {"other": "ban-was-tool"}


def test_the_other_sides_criterion_is_answered_in_the_closing(pack: Pack, play: Play) -> None:
    answered = closings = openings = 0
    for motion in pack.motions:
        for names in (("pipes", "trotsky"), ("cohen", "western-school"), ("soviet-official", "soviet-revisionist")):
            turns = play(motion, *names).turns
            set_by = {
                t.side: {p["test"] for p in t.provenance["parts"] if "test" in p}
                for t in turns
                if t.move is MoveKind.OPEN
            }
            openings += sum(map(bool, set_by.values()))
            for turn in turns:
                if turn.move is MoveKind.CLOSE and turn.side is not None and set_by[turn.side.other]:
                    closings += 1
                    told = {p["test"] for p in turn.provenance["parts"] if p["kind"] == "rejoinder"}
                    assert told <= set_by[turn.side.other]
                    answered += bool(told)
    assert openings >= 26  # of 30: a long motion and attribution may leave no room
    assert answered >= closings * 0.9
