"""The laws of the game on random banks: whatever the attacks, grades, repertoires, tactics and seed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from debatebot.argumentation import Label, grounded
from debatebot.dialogue import Move, MoveKind, State, decide, legal_moves
from debatebot.dialogue.case import CONTRARY as CONTRARY_NODE
from debatebot.dialogue.case import MOTION as MOTION_NODE
from debatebot.dialogue.protocol import closed_by
from debatebot.pack import Side

from .banks import Bank, banks, both_sides, crossing, repeatable
from .playing import (
    CONTRARY,
    MOTION,
    OUTSIDE_ROUNDS,
    a_turn,
    assert_lawful,
    at_random,
    defeats,
    labels,
    on_the_table,
    played,
)

seeds = st.integers(0, 2**32)


@repeatable
@given(banks(capped=False))
def test_an_uncapped_debate_comes_out_as_the_whole_bank_does(bank: Bank) -> None:
    case = bank.case
    reached = labels(case.pack, "first", on_the_table(played(case)))
    whole = labels(case.pack, "first", both_sides(case))
    for node in (MOTION, CONTRARY):
        assert (reached[node] == "in") == (whole[node] == "in")


@repeatable
@given(banks(capped=False), seeds)
def test_it_does_so_also_when_the_moves_are_picked_at_random(bank: Bank, seed: int) -> None:
    case = bank.case
    reached = labels(case.pack, "first", on_the_table(played(case, at_random(seed))))
    whole = labels(case.pack, "first", both_sides(case))
    for node in (MOTION, CONTRARY):
        assert (reached[node] == "in") == (whole[node] == "in")


@repeatable
@given(banks(capped=False))
def test_an_uncapped_debate_keeps_the_laws_and_ends_when_nothing_that_matters_is_left(bank: Bank) -> None:
    turns = played(bank.case)
    assert_lawful(bank.case, turns)
    assert closed_by(State(bank.case, turns)) == "exhausted"


@repeatable
@given(banks(capped=True))
def test_a_capped_debate_keeps_the_laws(bank: Bank) -> None:
    assert_lawful(bank.case, played(bank.case))


@repeatable
@given(banks(capped=True), seeds)
def test_the_laws_hold_whatever_legal_moves_are_made(bank: Bank, seed: int) -> None:
    assert_lawful(bank.case, played(bank.case, at_random(seed)))


@repeatable
@given(banks(capped=True), seeds)
def test_a_capped_debate_says_whether_the_cap_ended_it(bank: Bank, seed: int) -> None:
    setup = bank.case.setup
    turns = played(bank.case, at_random(seed))
    spent = sum(t.move not in OUTSIDE_ROUNDS for t in turns)
    full = spent == setup.rounds * len(setup.seats)
    assert closed_by(State(bank.case, turns)) == ("rounds" if full else "exhausted")


@settings(repeatable, max_examples=25)
@given(banks(capped=True, seats=(4,)))
def test_a_panel_of_four_seats_its_sides_in_turn(bank: Bank) -> None:
    sides = [seat.side for seat in bank.case.setup.seats]
    assert all(one is two.other for one, two in pairwise(sides))


@settings(repeatable, max_examples=25)
@given(banks(capped=True, seats=(3,)))
def test_a_panel_of_three_begins_with_both_sides(bank: Bank) -> None:
    first, second, third = (seat.side for seat in bank.case.setup.seats)
    assert first is second.other
    assert third in {first, second}


@repeatable
@given(banks(capped=True, seats=(2, 4)), seeds)
def test_in_the_rounds_no_side_speaks_twice_running_but_to_answer_a_question(bank: Bank, seed: int) -> None:
    turns = played(bank.case, at_random(seed))
    rounds = [(i, turn) for i, turn in enumerate(turns) if turn.move not in OUTSIDE_ROUNDS]
    for (_, before), (i, turn) in pairwise(rounds):
        assert turn.seat is not None
        if before.side is turn.side:
            assert State(bank.case, turns[:i]).burden(turn.seat) is not None


@repeatable
@given(st.booleans().flatmap(lambda capped: banks(capped=capped)))
def test_attacks_inside_a_side_never_count(bank: Bank) -> None:
    # the same debate without them is the same debate
    stripped = bank.without(crossing(bank))
    assert played(bank.case) == played(stripped.case)
    sides = bank.case.sides
    assert all(sides[a] is not sides[b] for a, row in bank.case.defeats.items() for b in row)


@repeatable
@given(banks(capped=True), seeds)
def test_the_state_says_what_the_definition_says(bank: Bank, seed: int) -> None:
    turns = played(bank.case, at_random(seed))
    for i in range(len(turns) + 1):
        state = State(bank.case, turns[:i])
        table = on_the_table(turns[:i])
        assert state.uttered == table
        expected = labels(bank.case.pack, "first", table)
        assert {name: state.labelling[name].value for name in table} == {name: expected[name] for name in table}
        assert state.labelling[MOTION_NODE].value == expected[MOTION]
        assert state.labelling[CONTRARY_NODE].value == expected[CONTRARY]
        assert all(state.contradictions(side) == [] for side in Side)
        assert 0 <= state.balance <= 1


@repeatable
@given(banks(capped=True), seeds)
def test_a_game_cut_anywhere_goes_on_the_same(bank: Bank, seed: int) -> None:
    turns = played(bank.case)
    cut = seed % (len(turns) + 1)
    assert played(bank.case, turns=turns[:cut]) == turns


@repeatable
@given(banks(capped=True), seeds)
def test_a_question_is_asked_only_where_it_can_be_answered_with_evidence(bank: Bank, seed: int) -> None:
    turns = played(bank.case, at_random(seed))
    for i, turn in enumerate(turns):
        if turn.move is MoveKind.QUESTION:
            state = State(bank.case, turns[: i + 1])
            owner = state.spoken_by[turn.target or ""]
            moves = legal_moves(state, owner)
            assert {move.kind for move in moves} == {MoveKind.ANSWER, MoveKind.RETRACT}
            assert {move.target for move in moves} == {turn.target}


@repeatable
@given(banks(capped=True), seeds)
def test_the_verdict_follows_from_what_stands(bank: Bank, seed: int) -> None:
    case = bank.case
    turns = played(case, at_random(seed))
    state = State(case, turns)
    verdict = decide(state)
    table = on_the_table(turns)
    found = labels(case.pack, "first", table)
    assert verdict.standing == tuple(n for n in table if found[n] == "in")
    assert verdict.fallen == tuple(n for n in table if found[n] == "out")
    assert verdict.open == tuple(n for n in table if found[n] == "undecided")
    assert (verdict.outcome == "carried") == (state.balance > 0.55)
    assert (verdict.outcome == "defeated") == (state.balance < 0.45)
    for issue, held in verdict.issues.items():
        sides = {case.sides[n].value for n in table if found[n] == "in" and case.pack.arguments[n].issue == issue}
        assert held == (sides.pop() if len(sides) == 1 else "contested")


@repeatable
@given(banks(capped=True), seeds)
def test_what_fell_is_explained_by_a_standing_attacker_and_what_stands_by_fallen_ones(bank: Bank, seed: int) -> None:
    turns = played(bank.case, at_random(seed))
    verdict = decide(State(bank.case, turns))
    hits = defeats(bank.case.pack, "first")
    table = set(on_the_table(turns))
    for name in verdict.fallen:
        replies = verdict.explanations[name].replies
        assert replies
        assert all((r.attacker, name) in hits and r.attacker in verdict.standing for r in replies)
    for name in verdict.standing:
        attackers = {a for a, b in hits if b == name}
        assert {r.attacker for r in verdict.explanations[name].replies} == attackers & table
        assert attackers & table <= set(verdict.fallen)
        # an answer that was taken back was an answer
        assert (name in verdict.unanswered) == attackers.isdisjoint(t.argument for t in turns)


@settings(repeatable, max_examples=60)
@given(banks(capped=True), seeds)
def test_what_could_have_turned_it_would_have_turned_it(bank: Bank, seed: int) -> None:
    case = bank.case
    turns = played(case, at_random(seed))
    verdict = decide(State(case, turns))
    if not verdict.turning:
        assert verdict.turning_side is None
        return
    side = verdict.turning_side
    assert side is not None
    assert set(verdict.turning) <= set(case.eligible(side)) - {t.argument for t in turns}
    seat = next(s.number for s in case.setup.seats if s.side is side)
    more = [a_turn(case, len(turns) + i, seat, Move(MoveKind.ARGUE, name)) for i, name in enumerate(verdict.turning)]
    assert decide(State(case, [*turns, *more])).outcome != verdict.outcome


@repeatable
@given(banks(capped=True))
def test_the_naive_labelling_agrees_with_the_one_of_the_theory(bank: Bank) -> None:
    names = both_sides(bank.case)
    labelling = grounded(bank.case.framework(names))
    found = labels(bank.case.pack, "first", names)
    assert {n: labelling[n] for n in names} == {n: Label(found[n]) for n in names}
