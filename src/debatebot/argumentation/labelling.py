"""The grounded labelling (Caminada 2006) with ranks: who stands, who falls, who is left open, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from debatebot.argumentation.framework import Framework


class Label(StrEnum):
    """What becomes of an argument: it stands (`in`), falls (`out`), or is left open (`undecided`)."""

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Labelling:
    """Label and rank of every node of a framework, by the framework's own indices.

    The rank is the round of the labelling in which the node got its label (0 for an unattacked one); an undecided
    node has rank -1.
    """

    framework: Framework
    labels: tuple[Label, ...]
    ranks: tuple[int, ...]

    def __getitem__(self, node: str) -> Label:
        return self.labels[self.framework.index[node]]

    def rank(self, node: str) -> int:
        """The round in which `node` was labelled; -1 if it stayed undecided."""
        return self.ranks[self.framework.index[node]]

    def having(self, label: Label) -> list[str]:
        """The nodes with `label`, in the framework's order."""
        return [node for node, own in zip(self.framework.nodes, self.labels, strict=True) if own is label]


def grounded(framework: Framework) -> Labelling:
    """The grounded labelling of `framework`, in time linear in nodes and edges.

    A node is in when all its attackers are out, and out when one of them is in; what is left is undecided.
    """
    targets = framework.targets
    live = list(map(len, framework.attackers))  # attackers that are not yet out
    labels = [Label.UNDECIDED] * len(live)
    ranks = [-1] * len(live)
    unset, inside, outside = Label.UNDECIDED, Label.IN, Label.OUT
    frontier = [i for i, count in enumerate(live) if not count]
    rank = 0
    for i in frontier:
        labels[i] = inside
        ranks[i] = rank
    while frontier:
        following: list[int] = []
        for i in frontier:
            for j in targets[i]:
                if labels[j] is unset:
                    labels[j] = outside
                    ranks[j] = rank + 1
                    for k in targets[j]:
                        live[k] -= 1
                        if not live[k] and labels[k] is unset:
                            labels[k] = inside
                            ranks[k] = rank + 2
                            following.append(k)
        frontier = following
        rank += 2
    return Labelling(framework, tuple(labels), tuple(ranks))
