"""Proof standards (Gordon, Prakken & Walton 2007; Gordon & Walton 2009)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

MARGIN = 0.2  # by how much the stronger side must lead for `clear-and-convincing`
CONVINCING = 0.5  # how strong its best argument must be
DOUBT = 0.3  # how weak the other side's best argument must be for `beyond-reasonable-doubt`


class ProofStandard(StrEnum):
    """How much a side must show before the motion is its own."""

    SCINTILLA = "scintilla"
    PREPONDERANCE = "preponderance"
    CLEAR_AND_CONVINCING = "clear-and-convincing"
    BEYOND_REASONABLE_DOUBT = "beyond-reasonable-doubt"
    DIALECTICAL_VALIDITY = "dialectical-validity"


# what a side needs, in words that complete "to win, a side needs"
ASKS = {
    ProofStandard.SCINTILLA: "one argument that stands",
    ProofStandard.PREPONDERANCE: "a standing argument stronger than any of the other side",
    ProofStandard.CLEAR_AND_CONVINCING: (
        f"a standing argument of a strength above {CONVINCING} that leads the other side's best by more than {MARGIN}"
    ),
    ProofStandard.BEYOND_REASONABLE_DOUBT: (
        f"a standing argument of a strength above {CONVINCING} that leads by more than {MARGIN}, with nothing of the "
        f"other side as strong as {DOUBT}"
    ),
    ProofStandard.DIALECTICAL_VALIDITY: "an argument that stands, with none of the other side standing",
}


def meets(standard: ProofStandard, pro: Sequence[float], con: Sequence[float]) -> bool:
    """Whether the standing arguments `pro` meet `standard` against the standing arguments `con`.

    Both are strengths in [0, 1] of the arguments that are labelled in; the order does not matter.
    """
    if not pro:
        return False
    best, rival = max(pro), max(con, default=0.0)
    match standard:
        case ProofStandard.SCINTILLA:
            return True
        case ProofStandard.PREPONDERANCE:
            return best > rival
        case ProofStandard.CLEAR_AND_CONVINCING:
            return best > CONVINCING and best > rival + MARGIN
        case ProofStandard.BEYOND_REASONABLE_DOUBT:
            return best > CONVINCING and best > rival + MARGIN and rival < DOUBT
        case ProofStandard.DIALECTICAL_VALIDITY:
            return not con
