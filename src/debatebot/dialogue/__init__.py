"""The game: moves, state, what is legal, what a persona prefers, the verdict."""

from debatebot.dialogue.case import Case, Line, may_say
from debatebot.dialogue.moves import (
    ATTACKS,
    CHAIR,
    CHAIR_MOVES,
    UTTERANCES,
    Move,
    MoveKind,
    Seat,
    Setup,
    Turn,
)
from debatebot.dialogue.protocol import Phase, legal_moves, to_move
from debatebot.dialogue.state import State
from debatebot.dialogue.tactics import TACTICS, Board, Choice, choose
from debatebot.dialogue.verdict import Verdict, decide

__all__ = [
    "ATTACKS",
    "CHAIR",
    "CHAIR_MOVES",
    "TACTICS",
    "UTTERANCES",
    "Board",
    "Case",
    "Choice",
    "Line",
    "Move",
    "MoveKind",
    "Phase",
    "Seat",
    "Setup",
    "State",
    "Turn",
    "Verdict",
    "choose",
    "decide",
    "legal_moves",
    "may_say",
    "to_move",
]
