"""What a persona prefers among its legal moves, and why it made the one it made.

A persona's file lists tactics, the most important first. Each keeps the moves it likes best; the one that leaves a
single move has decided, and is stored as the turn's reason. What is still equal is settled by a hash of seed, turn
and move, so nothing hangs on hidden random state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from debatebot.dialogue.moves import ATTACKS, Move, MoveKind
from debatebot.dialogue.protocol import last_point
from debatebot.dialogue.state import State
from debatebot.pack import Limit, Persona

PASSED_OVER = 3  # how many of the moves not made a reason names


@dataclass(frozen=True, slots=True)
class Choice:
    """The move made, the tactic that decided, and the best of what was passed over with the tactic it fell to."""

    move: Move
    rule: str
    reason: str
    passed_over: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Board:
    """What the tactics look at: a state, seen from a seat."""

    state: State
    seat: int
    persona: Persona

    @cached_property
    def last_point(self) -> str | None:
        """The live argument of the other side's latest turn."""
        return last_point(self.state, self.state.case.setup.seats[self.seat].side)

    @cached_property
    def issue_run(self) -> tuple[str | None, int]:
        """The issue of this seat's latest turns and for how many of them it has run."""
        issues = [turn.issue for turn in self.state.turns if turn.issue is not None and turn.seat == self.seat]
        run = 0
        for issue in reversed(issues):
            if issue != issues[-1]:
                break
            run += 1
        return (issues[-1] if issues else None), run

    @cached_property
    def issue_now(self) -> str | None:
        """The issue of the latest turn."""
        return next((turn.issue for turn in reversed(self.state.turns) if turn.issue is not None), None)

    @cached_property
    def issues_seen(self) -> frozenset[str]:
        """The issues on which something was said."""
        return frozenset(turn.issue for turn in self.state.turns if turn.issue is not None)

    def issue(self, move: Move) -> str:
        """The issue of a move: that of the argument it utters, or of the one it is about."""
        name = move.argument or move.target or ""
        return self.state.case.pack.arguments[name].issue

    def done(self, kind: MoveKind) -> int:
        """How often this seat has made a move of `kind`."""
        return sum(t.seat == self.seat and t.move is kind for t in self.state.turns)


Score = Callable[[Board, Move, int], float]


def _answer(board: Board, move: Move, limit: int) -> float:
    return move.kind is MoveKind.ANSWER


def _reply_to_last(board: Board, move: Move, limit: int) -> float:
    return move.target is not None and move.target == board.last_point


def _widen(board: Board, move: Move, limit: int) -> float:
    issue, run = board.issue_run
    if run < limit:
        return 0
    other = board.issue(move)
    return (other != issue) + (other not in board.issues_seen)


def _keep_issue(board: Board, move: Move, limit: int) -> float:
    return board.issue(move) == board.issue_now


def _new_issue(board: Board, move: Move, limit: int) -> float:
    return board.issue(move) not in board.issues_seen


def _telling(board: Board, move: Move, limit: int) -> float:
    """Whether the argument would stand now: none of its defeaters is live on the table."""
    if move.argument is None:
        return 0
    return board.state.alive.isdisjoint(board.state.case.defeaters[move.argument])


def _strongest_target(board: Board, move: Move, limit: int) -> float:
    return round(board.state.strengths[move.target], 1) if _hits(move) and move.target else 0


def _hits(move: Move) -> bool:
    return move.kind in ATTACKS or move.kind is MoveKind.OPEN


def _kind_first(kind: MoveKind) -> Score:
    return lambda board, move, limit: move.kind is kind


def _best_evidence(board: Board, move: Move, limit: int) -> float:
    return board.state.case.pack.arguments[move.argument].grade.weight if move.argument else 0


def _own_words(board: Board, move: Move, limit: int) -> float:
    if move.argument is None:
        return 3
    return {"own": 3, "reported": 2, "spirit": 1, "borrowed": 0}[
        board.state.case.lines[board.seat][move.argument].manner
    ]


def _hard_to_answer(board: Board, move: Move, limit: int) -> float:
    """The fewer answers the other side may voice, the better; more than three are all one."""
    return -99 if move.argument is None else -min(3, board.state.case.answers[move.argument])


def _favourite(board: Board, move: Move, limit: int) -> float:
    name = move.argument or move.target or ""
    argument = board.state.case.pack.arguments[name]
    return (argument.scheme in board.persona.favours) + (argument.issue in board.persona.favours)


def _ask(board: Board, move: Move, limit: int) -> float:
    """A question where the point just made rests on inference."""
    return move.kind is MoveKind.QUESTION and board.state.case.pack.arguments[move.target or ""].grade.weight == 1


def _concede(board: Board, move: Move, limit: int) -> float:
    return move.kind is MoveKind.CONCEDE


@dataclass(frozen=True, slots=True)
class Tactic:
    """A preference: how it scores a move, and the words for "because ..."."""

    score: Score
    because: str


TACTICS: Mapping[str, Tactic] = {
    "answer": Tactic(_answer, "a question put to it comes before anything else"),
    "reply-to-last": Tactic(_reply_to_last, "it answers the point just made"),
    "widen": Tactic(_widen, "this issue has had its share, and another one is open"),
    "keep-issue": Tactic(_keep_issue, "it stays with the issue at hand"),
    "new-issue": Tactic(_new_issue, "it opens an issue that nobody has touched"),
    "telling": Tactic(_telling, "nothing said so far stands against it"),
    "strongest-target": Tactic(_strongest_target, "it goes for the strongest point of the other side"),
    "undercut-first": Tactic(_kind_first(MoveKind.UNDERCUT), "it prefers to show that a point does not follow"),
    "undermine-first": Tactic(_kind_first(MoveKind.UNDERMINE), "it prefers to test the evidence of a point"),
    "rebut-first": Tactic(_kind_first(MoveKind.REBUT), "it prefers to deny a point outright"),
    "best-evidence": Tactic(_best_evidence, "it rests on better evidence"),
    "own-words": Tactic(_own_words, "it would sooner speak for itself than for another school"),
    "hard-to-answer": Tactic(_hard_to_answer, "the other side has least to say against it"),
    "favourite": Tactic(_favourite, "it is this speaker's favourite kind of argument"),
    "ask": Tactic(_ask, "the point rests on inference, so it asks for the evidence"),
    "concede": Tactic(_concede, "it has nothing against the point and loses nothing by granting it"),
}
QUOTAS = {"ask": MoveKind.QUESTION, "concede": MoveKind.CONCEDE}  # tactics whose number is a most for the debate
DRAW = "draw"
ONLY = "only-move"


def choose(board: Board, moves: Sequence[Move]) -> Choice:
    """The move that `board.persona` makes among `moves` (at least one), and why."""
    left = _within_quotas(board, moves)
    fell: list[tuple[Move, str]] = []
    rule = ONLY
    for tactic in board.persona.tactics:
        if len(left) == 1:
            break
        name, limit = (tactic.rule, tactic.at_most) if isinstance(tactic, Limit) else (tactic, 0)
        scores = [TACTICS[name].score(board, move, limit) for move in left]
        best = max(scores)
        kept = [move for move, score in zip(left, scores, strict=True) if score == best]
        if len(kept) < len(left):
            fell += [(m, name) for m, score in zip(left, scores, strict=True) if score != best]
            rule = name
        left = kept
    if len(left) > 1:
        turn = len(board.state.turns)
        left.sort(key=lambda move: draw(board.state.case.setup.seed, turn, move.key))
        fell += [(move, DRAW) for move in left[1:]]
        rule = DRAW
    passed = tuple((move.key, lost) for move, lost in fell[: -PASSED_OVER - 1 : -1])
    return Choice(left[0], rule, _reason(board, rule, fell), passed)


def _within_quotas(board: Board, moves: Sequence[Move]) -> list[Move]:
    """The moves without those that the persona has made often enough, unless nothing else is left."""
    limits = {QUOTAS[t.rule]: t.at_most for t in board.persona.tactics if isinstance(t, Limit) and t.rule in QUOTAS}
    spent = {kind for kind, most in limits.items() if board.done(kind) >= most}
    return [move for move in moves if move.kind not in spent] or list(moves)


def draw(seed: int, turn: int, key: str) -> bytes:
    """A number for a tie, the same on every machine: a hash of seed, turn and move."""
    return hashlib.sha256(f"{seed}|{turn}|{key}".encode()).digest()[:8]


def _reason(board: Board, rule: str, fell: Sequence[tuple[Move, str]]) -> str:
    """The reason in words that a student can read; the ids are in what was passed over."""
    if rule == ONLY:
        return "It was the only legal move."
    others = [_in_words(board, move) for move, lost in reversed(fell) if lost == rule]
    passed = f" Passed over: {'; '.join(dict.fromkeys(others[:PASSED_OVER]))}."
    if rule == DRAW:
        return f"Several moves were equally good, and the seed drew this one (draw).{passed}"
    return f"Because {TACTICS[rule].because} ({rule}).{passed}"


def _in_words(board: Board, move: Move) -> str:
    arguments = board.state.case.pack.arguments
    if move.argument is not None:
        point = arguments[move.argument].restate[0]
        return (
            f"to say {point}" if move.target is None else f"to {_VERBS.get(move.kind, 'answer')} with the point {point}"
        )
    about = arguments[move.target or ""].restate[0]
    if move.kind is MoveKind.ANSWER:
        return "to answer with other evidence"
    return f"to {_VERBS.get(move.kind, move.kind.value)} {about}"


_VERBS = {
    MoveKind.OPEN: "answer",
    MoveKind.REBUT: "rebut",
    MoveKind.UNDERMINE: "doubt the evidence",
    MoveKind.UNDERCUT: "undercut",
    MoveKind.QUESTION: "question the claim",
    MoveKind.CONCEDE: "grant",
    MoveKind.RETRACT: "take back the claim",
}
