"""Plays the game without words, and judges it by a second opinion that shares no code with it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from debatebot.dialogue import (
    ATTACKS,
    UTTERANCES,
    Board,
    Case,
    Move,
    MoveKind,
    Phase,
    State,
    Turn,
    choose,
    legal_moves,
    to_move,
)
from debatebot.pack import Pack, Side

Picks = Callable[[State, int, list[Move]], Move]

MOTION, CONTRARY = "the motion", "its contrary"
OUTSIDE_ROUNDS = frozenset({MoveKind.OPEN, MoveKind.SUMMARISE, MoveKind.CLOSE})


def by_tactics(state: State, seat: int, moves: list[Move]) -> Move:
    """What the persona prefers."""
    persona = state.case.pack.personas[state.case.setup.seats[seat].persona or ""]
    return choose(Board(state, seat, persona), moves).move


def at_random(seed: int) -> Picks:
    """Any legal move."""
    rng = random.Random(seed)
    return lambda state, seat, moves: rng.choice(moves)


def a_turn(case: Case, seq: int, seat: int, move: Move) -> Turn:
    """`move` as a turn without words."""
    about = move.argument or move.target
    return Turn(
        seq=seq,
        seat=seat,
        speaker=case.setup.seats[seat].speaker,
        side=case.setup.seats[seat].side,
        move=move.kind,
        argument=move.argument,
        target=move.target,
        question=move.question,
        replies_to=None,
        issue=case.pack.arguments[about].issue if about else None,
        facts=move.facts,
        sources=(),
        text="",
        reason="",
    )


def played(case: Case, pick: Picks = by_tactics, turns: Iterable[Turn] = ()) -> list[Turn]:
    """The whole game after `turns`. Fails if it goes on for longer than any game can."""
    found = list(turns)
    bound = longest(case)
    while True:
        state = State(case, found)
        phase, seat = to_move(state)
        if seat is None:
            assert phase is Phase.OVER
            return found
        moves = legal_moves(state, seat, phase)
        assert moves, "the turn went to a seat that has nothing to say"
        assert len({move.key for move in moves}) == len(moves), "a move is listed twice"
        found.append(a_turn(case, len(found), seat, pick(state, seat, moves)))
        assert len(found) <= bound, f"still going after {bound} turns"


def longest(case: Case) -> int:
    """The most turns a game can have: an opening, a summary and a closing a seat, and the rounds.

    A capped debate has so many rounds; in an uncapped one every turn of the rounds uses up an argument.
    """
    seats = len(case.setup.seats)
    if case.setup.capped:
        return seats * (case.setup.rounds + 3)
    said_at_least = seats
    return 3 * seats + len(case.eligible(Side.FOR)) + len(case.eligible(Side.AGAINST)) - said_at_least


# the second opinion


def defeats(pack: Pack, motion: str) -> set[tuple[str, str]]:
    """Who defeats whom: across sides only, an undercut always, else unless the attacker's grade is lower."""
    order = ["inference", "scholarship", "document"]
    found = set()
    for attacker in pack.arguments.values():
        for attack in attacker.attacks:
            target = pack.arguments[attack.target]
            if motion not in attacker.motions or motion not in target.motions:
                continue
            crosses = attacker.motions[motion] != target.motions[motion]
            weaker = order.index(attacker.grade.value) < order.index(target.grade.value)
            if crosses and (attack.kind.value == "undercut" or not weaker):
                found.add((attacker.id, target.id))
    return found


def labels(pack: Pack, motion: str, names: Iterable[str]) -> dict[str, str]:
    """The grounded labelling of `names`, motion and contrary by its definition: repeat until nothing changes."""
    names = set(names)
    edges = {(a, b) for a, b in defeats(pack, motion) if a in names and b in names}
    edges |= {(n, MOTION if pack.arguments[n].motions[motion] == "against" else CONTRARY) for n in names}
    attackers = {node: {a for a, b in edges if b == node} for node in names | {MOTION, CONTRARY}}
    inside: set[str] = set()
    outside: set[str] = set()
    while True:
        new_in = {node for node, who in attackers.items() if who <= outside}
        new_out = {node for node, who in attackers.items() if who & new_in}
        if (new_in, new_out) == (inside, outside):
            return {n: "in" if n in inside else "out" if n in outside else "undecided" for n in attackers}
        inside, outside = new_in, new_out


def on_the_table(turns: Sequence[Turn]) -> list[str]:
    """The arguments that were uttered and not taken back."""
    back = {t.target for t in turns if t.move is MoveKind.RETRACT}
    return [t.argument for t in turns if t.move in UTTERANCES and t.argument is not None and t.argument not in back]


# the laws


def assert_lawful(case: Case, turns: Sequence[Turn]) -> None:
    """Every law of the game that holds whatever is played."""
    spoken = [turn for turn in turns if not turn.of_chair]
    assert_nothing_is_said_twice(spoken)
    assert_openings_come_first(case, spoken)
    assert_attacks_hit_live_arguments(case, spoken)
    assert_seats_keep_to_their_lines(case, spoken)
    assert_burdens_are_met_at_once(spoken)
    assert_nobody_contradicts_what_it_granted(case, spoken)
    assert_everybody_sums_up_and_closes(case, spoken)
    assert_the_cap_is_kept(case, spoken)


def assert_nothing_is_said_twice(turns: Sequence[Turn]) -> None:
    said = [t.argument for t in turns if t.argument is not None]
    assert len(said) == len(set(said))
    assert all((t.argument is not None) == (t.move in UTTERANCES) for t in turns)


def assert_openings_come_first(case: Case, turns: Sequence[Turn]) -> None:
    """Everybody opens, in the order of the seats, and the first speaker has nothing to hit."""
    seats = len(case.setup.seats)
    assert [t.move is MoveKind.OPEN for t in turns] == [i < seats for i in range(len(turns))]
    assert [t.seat for t in turns[:seats]] == list(range(seats))
    assert turns[0].target is None


def assert_attacks_hit_live_arguments(case: Case, turns: Sequence[Turn]) -> None:
    motion, pack = case.setup.motion, case.pack
    kinds = {(a.id, attack.target): attack for a in pack.arguments.values() for attack in a.attacks}
    for i, turn in enumerate(turns):
        assert (turn.target is not None) or turn.move not in ATTACKS
        if turn.target is None or turn.move not in UTTERANCES:
            continue
        assert turn.argument is not None
        table = on_the_table(turns[:i])
        assert turn.target in table
        assert labels(pack, motion, table)[turn.target] != "out"
        assert pack.arguments[turn.target].motions[motion] is not turn.side
        assert (turn.argument, turn.target) in defeats(pack, motion)
        attack = kinds[turn.argument, turn.target]
        assert turn.move is MoveKind.OPEN or turn.move.value == attack.kind.value
        assert turn.question == attack.question


def assert_seats_keep_to_their_lines(case: Case, turns: Sequence[Turn]) -> None:
    """A speaker voices what it may, on its own side, on facts within its horizon."""
    for turn in turns:
        assert turn.seat is not None
        if turn.argument is not None:
            assert turn.argument in case.lines[turn.seat]
            assert case.pack.arguments[turn.argument].motions[case.setup.motion] is turn.side
        if turn.move is MoveKind.ANSWER:
            assert turn.target is not None
            assert set(turn.facts) <= set(case.lines[turn.seat][turn.target].facts)


def assert_burdens_are_met_at_once(turns: Sequence[Turn]) -> None:
    """Whoever is asked answers, or takes the point back, in its very next turn; and nobody answers unasked."""
    for i, turn in enumerate(turns):
        if turn.move is MoveKind.QUESTION:
            owner = next(t.seat for t in turns[:i] if t.argument == turn.target)
            reply = next(t for t in turns[i + 1 :] if t.seat == owner)
            assert reply.move in {MoveKind.ANSWER, MoveKind.RETRACT}
            assert reply.target == turn.target
    asked = [t.target for t in turns if t.move is MoveKind.QUESTION]
    met = [t.target for t in turns if t.move in {MoveKind.ANSWER, MoveKind.RETRACT}]
    assert sorted(map(str, asked)) == sorted(map(str, met))
    assert len(asked) == len(set(asked))


def assert_nobody_contradicts_what_it_granted(case: Case, turns: Sequence[Turn]) -> None:
    hits = defeats(case.pack, case.setup.motion)
    for side in Side:
        granted = {str(t.target) for t in turns if t.move is MoveKind.CONCEDE and t.side is side}
        own = {name for name in on_the_table(turns) if case.sides[name] is side}
        assert not {(a, b) for a, b in hits if (a in own and b in granted) or (a in granted and b in own)}


def assert_everybody_sums_up_and_closes(case: Case, turns: Sequence[Turn]) -> None:
    """The last turns are a summary a seat in order, then a closing a seat in reverse."""
    seats = list(range(len(case.setup.seats)))
    tail = [(t.move, t.seat) for t in turns[-2 * len(seats) :]]
    assert tail == [(MoveKind.SUMMARISE, s) for s in seats] + [(MoveKind.CLOSE, s) for s in reversed(seats)]


def assert_the_cap_is_kept(case: Case, turns: Sequence[Turn]) -> None:
    """A capped debate has at most `rounds` turns a seat; an uncapped one has no way out but arguments."""
    rounds = [t for t in turns if t.move not in OUTSIDE_ROUNDS]
    if case.setup.capped:
        assert all(sum(t.seat == s.number for t in rounds) <= case.setup.rounds for s in case.setup.seats)
    else:
        assert all(t.move in UTTERANCES for t in rounds)
