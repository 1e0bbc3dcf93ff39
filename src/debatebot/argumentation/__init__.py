"""The theory, free of history and of Discord: frameworks, labelling, strength, standards, schemes."""

from debatebot.argumentation.change import smallest_change
from debatebot.argumentation.explanation import Explanation, Reply, explain
from debatebot.argumentation.framework import Framework
from debatebot.argumentation.labelling import Label, Labelling, grounded
from debatebot.argumentation.schemes import SCHEMES, CriticalQuestion, Scheme
from debatebot.argumentation.standards import ASKS, ProofStandard, meets
from debatebot.argumentation.strength import quadratic_energy

__all__ = [
    "ASKS",
    "SCHEMES",
    "CriticalQuestion",
    "Explanation",
    "Framework",
    "Label",
    "Labelling",
    "ProofStandard",
    "Reply",
    "Scheme",
    "explain",
    "grounded",
    "meets",
    "quadratic_energy",
    "smallest_change",
]
