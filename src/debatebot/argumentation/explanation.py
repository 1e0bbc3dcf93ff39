"""Why an argument stands, falls or is left open, as data (after Modgil & Caminada 2009)."""

from __future__ import annotations

from dataclasses import dataclass

from debatebot.argumentation.labelling import Label, Labelling

DEPTH = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """One attacker, its label, and why it has it, unless it is undecided or the explanation ends there."""

    attacker: str
    label: Label
    because: Explanation | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The label of a node and the attackers that account for it.

    in: every attacker, each out because of another. out: the first attacker that is in. undecided: the attackers
    that are undecided too.
    """

    node: str
    label: Label
    replies: tuple[Reply, ...]

    @property
    def unattacked(self) -> bool:
        """Whether nothing was said against the node."""
        return self.label is Label.IN and not self.replies


def explain(labelling: Labelling, node: str, depth: int = DEPTH) -> Explanation:
    """The explanation of `node`'s label, at most `depth` steps deep.

    Of several attackers that are in, the one with the lowest rank is named: its own standing needs the least
    explaining.
    """
    framework = labelling.framework
    label = labelling[node]
    own = framework.index[node]
    attackers = [framework.nodes[i] for i in framework.attackers[own]]
    if label is Label.OUT:
        inside = [a for a in attackers if labelling[a] is Label.IN]
        attackers = [min(inside, key=labelling.rank)]
    elif label is Label.UNDECIDED:
        attackers = [a for a in attackers if labelling[a] is Label.UNDECIDED]
    replies = tuple(
        Reply(a, labelling[a], explain(labelling, a, depth - 1) if _needs_reason(label, depth) else None)
        for a in attackers
    )
    return Explanation(node, label, replies)


def _needs_reason(label: Label, depth: int) -> bool:
    # an open node is open because its attackers are: to go on would walk in a circle
    return label is not Label.UNDECIDED and depth > 1
