"""The rules: whose turn it is, what is legal, and when it is over."""

from __future__ import annotations

from enum import StrEnum

from debatebot.argumentation import SCHEMES
from debatebot.dialogue.moves import UTTERANCES, Move, MoveKind, Turn
from debatebot.dialogue.state import State
from debatebot.pack import Side


class Phase(StrEnum):
    """The parts of a debate, in order."""

    OPENINGS = "openings"
    ROUNDS = "rounds"
    SUMMARIES = "summaries"
    CLOSINGS = "closings"
    OVER = "over"


def to_move(state: State) -> tuple[Phase, int | None]:
    """The phase and the seat whose turn it is; (OVER, None) at the end.

    Seats speak in turn. A seat with nothing legal to say is passed over for its partner; where the whole side has
    nothing, the rounds of a capped debate end, and those of an uncapped one when the other side has nothing either.
    Closings come in reverse, so that whoever opened has the last word.
    """
    seats = state.case.setup.seats
    counts = {kind: sum(t.move is kind for t in state.turns) for kind in (MoveKind.OPEN, MoveKind.SUMMARISE)}
    if counts[MoveKind.OPEN] < len(seats):
        return Phase.OPENINGS, counts[MoveKind.OPEN]
    closed = sum(t.move is MoveKind.CLOSE for t in state.turns)
    if not counts[MoveKind.SUMMARISE]:
        seat = _next_in_rounds(state)
        if seat is not None:
            return Phase.ROUNDS, seat
    if counts[MoveKind.SUMMARISE] < len(seats):
        return Phase.SUMMARIES, counts[MoveKind.SUMMARISE]
    if closed < len(seats):
        return Phase.CLOSINGS, len(seats) - 1 - closed
    return Phase.OVER, None


def round_turns(state: State) -> list[Turn]:
    """The turns of the rounds: all but openings, summaries and closings."""
    outside = {MoveKind.OPEN, MoveKind.SUMMARISE, MoveKind.CLOSE}
    return [t for t in state.turns if t.move not in outside]


def closed_by(state: State) -> str:
    """`rounds` if the cap ended the rounds; `exhausted` if a side (uncapped: each side) had nothing left to say."""
    setup = state.case.setup
    full = setup.capped and len(round_turns(state)) >= setup.rounds * len(setup.seats)
    return "rounds" if full else "exhausted"


def _next_in_rounds(state: State) -> int | None:
    setup = state.case.setup
    seats = setup.seats
    spoken = round_turns(state)
    slot = _slot(state, spoken)
    order = [(slot + step) % len(seats) for step in range(len(seats))]
    due = seats[order[0]].side
    for seat in order:
        # A side that has nothing left to say ends the rounds: nobody is made to talk to himself. But whoever was asked
        # a question answers it first.
        if setup.capped and seats[seat].side is not due and state.burden(seat) is None:
            continue
        if setup.capped and sum(t.seat == seat for t in spoken) >= setup.rounds:
            continue
        if legal_moves(state, seat):
            return seat
    return None


def _slot(state: State, spoken: list[Turn]) -> int:
    """Whose turn it would be if everybody had something to say: a partner who stood in took the slot of another."""
    seats = state.case.setup.seats
    slot = 0
    for turn in spoken:
        while seats[slot].side is not turn.side:
            slot = (slot + 1) % len(seats)
        slot = (slot + 1) % len(seats)
    return slot


def legal_moves(state: State, seat: int, phase: Phase = Phase.ROUNDS) -> list[Move]:
    """Everything `seat` may do in `phase`, in a fixed order."""
    found = state.legal.get((seat, phase))
    if found is None:
        found = state.legal[seat, phase] = _found(state, seat, phase)
    return found


def _found(state: State, seat: int, phase: Phase) -> list[Move]:
    match phase:
        case Phase.OPENINGS:
            return _openings(state, seat)
        case Phase.SUMMARIES:
            return [Move(MoveKind.SUMMARISE)]
        case Phase.CLOSINGS:
            return [Move(MoveKind.CLOSE)]
        case Phase.OVER:
            return []
    due = state.burden(seat)
    if due is not None:
        return [*_answers(state, seat, due), Move(MoveKind.RETRACT, target=due)]
    side = state.case.setup.seats[seat].side
    attacks = _attacks(state, seat)
    if not state.case.setup.capped:
        # an answer to what stands against it; and where it is losing, whatever it has not said yet
        return attacks + (_lines(state, seat) if state.favoured(side.other) else [])
    return attacks + _lines(state, seat) + _questions(state, seat) + _concessions(state, seat)


def _unused(state: State, seat: int) -> list[str]:
    return [name for name in state.case.lines[seat] if name not in state.said_in]


def _attacks(state: State, seat: int, opening: bool = False) -> list[Move]:
    """Unused arguments against live ones of the other side. An attack that defeats nothing is not a move."""
    case, alive = state.case, state.alive
    found = []
    for name in _unused(state, seat):
        if not _coherent(state, seat, name):
            continue
        for target, attack in case.defeats[name].items():
            if target in alive:
                kind = MoveKind.OPEN if opening else MoveKind(attack.kind.value)
                found.append(Move(kind, name, target, attack.question))
    return found


def _coherent(state: State, seat: int, name: str) -> bool:
    """Whether `name` does not contradict what the side has granted (Hamblin 1970)."""
    granted = state.conceded[state.case.setup.seats[seat].side]
    return not granted or not any(g in state.case.defeats[name] or name in state.case.defeats[g] for g in granted)


def _lines(state: State, seat: int) -> list[Move]:
    """Unused arguments as lines of their own. One that has fallen before it is said would be no move at all."""
    standing = set(state.standing)
    return [
        Move(MoveKind.ARGUE, name)
        for name in _unused(state, seat)
        if standing.isdisjoint(state.case.defeaters[name]) and _coherent(state, seat, name)
    ]


def _openings(state: State, seat: int) -> list[Move]:
    """Any argument that can begin a case, if there is one; after the first opening also an attack on what was said."""
    unused, arguments = _unused(state, seat), state.case.pack.arguments
    first = [name for name in unused if arguments[name].opener] or unused
    plain = [Move(MoveKind.OPEN, name) for name in first]
    return plain + (_attacks(state, seat, opening=True) if state.turns else [])


def last_point(state: State, side: Side) -> str | None:
    """The argument of the other side's latest turn, if that turn uttered one that is still live."""
    for turn in reversed(state.turns):
        if turn.side is side.other:
            if turn.move in UTTERANCES and turn.argument is not None and state.live(turn.argument):
                return turn.argument
            return None
    return None


def _questions(state: State, seat: int) -> list[Move]:
    """Critical questions on the point just made, of the kind whose burden falls on the one who made it.

    One question an argument; only if evidence is left to answer with, and a turn to do it in.
    """
    case = state.case
    target = last_point(state, case.setup.seats[seat].side)
    if target is None or target in state.asked:
        return []
    owner = state.spoken_by[target]
    spoken = sum(t.seat == owner for t in round_turns(state))
    if spoken >= case.setup.rounds or not _answers(state, owner, target):
        return []
    scheme = SCHEMES[case.pack.arguments[target].scheme]
    return [Move(MoveKind.QUESTION, target=target, question=q.id) for q in scheme.questions if q.burden == "arguer"]


def _answers(state: State, seat: int, due: str) -> list[Move]:
    facts = [f for f in state.case.lines[seat][due].facts if f not in state.given]
    return [Move(MoveKind.ANSWER, target=due, facts=(fact,)) for fact in facts]


def _concessions(state: State, seat: int) -> list[Move]:
    """Granting the point just made: only where the side has nothing against it and loses nothing it stands on.

    A persona grants only what it holds itself or what its published concessions cover: silence puts nothing into
    anybody's mouth, but a concession would.
    """
    case = state.case
    side = case.setup.seats[seat].side
    target = last_point(state, side)
    if target is None or target in state.conceded[side]:
        return []
    persona = case.pack.personas.get(case.setup.seats[seat].persona or "")
    if persona is not None and target not in persona.grants and target not in persona.repertoire:
        return []
    against = case.defeaters[target]
    if any(case.sides[name] is side and name in state.said_in for name in against):
        return []
    unused = set(_unused(state, seat))
    if any(name in unused for name in against):
        return []
    own = [name for name in state.uttered if case.sides[name] is side]
    if any(name in case.defeats[target] for name in own):
        return []
    # it names a point of its own that it keeps
    if not any(name in case.lines[seat] and state.live(name) for name in own):
        return []
    return [Move(MoveKind.CONCEDE, target=target)]
