"""The outcome, explained from the labelling: what stands, what fell and to what, and what would have turned it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debatebot.argumentation import Explanation, Label, ProofStandard, explain, meets, smallest_change
from debatebot.dialogue.case import CONTRARY, MOTION
from debatebot.dialogue.protocol import closed_by
from debatebot.dialogue.state import State
from debatebot.pack import Side

CARRIED_ABOVE = 0.55
DEFEATED_BELOW = 0.45
PAIRS_FROM = 12  # pairs of unsaid arguments are tried among the most promising ones only

Outcome = Literal["carried", "defeated", "open"]
Holding = Literal["for", "against", "contested"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a debate. The class's votes are kept apart from it."""

    outcome: Outcome
    balance: float
    standard: str
    motion_label: Label
    contrary_label: Label
    issues: dict[str, Holding]
    closed_by: str
    standing: tuple[str, ...]
    fallen: tuple[str, ...]
    open: tuple[str, ...]
    explanations: dict[str, Explanation]
    unanswered: tuple[str, ...]
    turning: tuple[str, ...]
    turning_side: Side | None


def decide(state: State) -> Verdict:
    """The verdict on a debate in `state`."""
    labelling = state.labelling
    by_label = {label: tuple(n for n in state.uttered if labelling[n] is label) for label in Label}
    reached = outcome(state)
    turning, side = _turning(state, reached)
    return Verdict(
        outcome=reached,
        balance=round(state.balance, 3),
        standard=state.case.setup.standard,
        motion_label=labelling[MOTION],
        contrary_label=labelling[CONTRARY],
        issues=holdings(state),
        closed_by=closed_by(state),
        standing=by_label[Label.IN],
        fallen=by_label[Label.OUT],
        open=by_label[Label.UNDECIDED],
        explanations={name: explain(labelling, name) for name in state.uttered},
        unanswered=tuple(n for n in by_label[Label.IN] if not _attacked(state, n)),
        turning=turning,
        turning_side=side,
    )


def outcome(state: State) -> Outcome:
    """carried, defeated or open, by the balance or by the proof standard that the teacher chose."""
    standard = state.case.setup.standard
    if standard == "balance":
        balance = state.balance
        return "carried" if balance > CARRIED_ABOVE else "defeated" if balance < DEFEATED_BELOW else "open"
    sides = state.case.sides
    pro = [state.strengths[n] for n in state.standing if sides[n] is Side.FOR]
    con = [state.strengths[n] for n in state.standing if sides[n] is Side.AGAINST]
    carried = meets(ProofStandard(standard), pro, con)
    defeated = meets(ProofStandard(standard), con, pro)
    if carried == defeated:
        return "open"
    return "carried" if carried else "defeated"


def holdings(state: State) -> dict[str, Holding]:
    """For each issue that was touched, the side that alone has standing arguments on it, or `contested`."""
    found: dict[str, set[Side]] = {}
    for name in state.uttered:
        kept = found.setdefault(state.case.pack.arguments[name].issue, set())
        if state.labelling[name] is Label.IN:
            kept.add(state.case.sides[name])
    return {
        issue: "contested" if len(sides) != 1 else "for" if Side.FOR in sides else "against"
        for issue, sides in found.items()
    }


def _attacked(state: State, name: str) -> bool:
    return any(attacker in state.said_in for attacker in state.case.defeaters[name])


def _turning(state: State, reached: Outcome) -> tuple[tuple[str, ...], Side | None]:
    """The smallest set of unsaid arguments, of one side, that would have changed the outcome."""
    sides = {"carried": [Side.AGAINST], "defeated": [Side.FOR], "open": [Side.FOR, Side.AGAINST]}[reached]
    for most in (1, 2):
        for side in sides:
            unsaid = [n for n in state.case.eligible(side) if n not in state.said_in]
            if most == 2:
                unsaid = sorted(unsaid, key=lambda name: -_hits(state, name))[:PAIRS_FROM]
            found = smallest_change(unsaid, lambda more: outcome(state.plus(more)) != reached, most)
            if found is not None:
                return found, side
    return (), None


def _hits(state: State, name: str) -> int:
    return sum(target in state.said_in for target in state.case.defeats[name])
