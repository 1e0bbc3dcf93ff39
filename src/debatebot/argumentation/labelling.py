"""The grounded labelling (Caminada 2006) with ranks: who stands, who falls, who is left open, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from debatebot.argumentation.framework import Framework


class Label(StrEnum):
    """What becomes of an argument: it stands (`in`), falls (`out`), or is left open (`undecided`)."""

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


_IN_AND_OUT = (Label.IN, Label.OUT)


@dataclass(frozen=True)
class Labelling:
    """Label and rank of every node of a framework, by the framework's own indices.

    The rank is the round of the labelling in which the node got its label (0 for an unattacked one); an undecided
    node has rank -1. Rounds take turns: nodes come in with an even rank and go out with an odd one, so the ranks say
    everything.
    """

    framework: Framework
    ranks: tuple[int, ...]

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The label of every node."""
        by_rank = (*_IN_AND_OUT * (len(self.ranks) // 2 + 1), Label.UNDECIDED)  # where -1 finds the last one
        return tuple([by_rank[rank] for rank in self.ranks])

    def __getitem__(self, node: str) -> Label:
        rank = self.ranks[self.framework.index[node]]
        return Label.UNDECIDED if rank < 0 else _IN_AND_OUT[rank % 2]

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
    live = list(framework.attacks_on)  # attackers that are not yet out, of the nodes that have no label
    ranks = [-1] * len(live)
    standing = list(framework.unattacked)
    for i in standing:
        ranks[i] = 0
    for i in standing:  # which grows meanwhile, in the order of the ranks
        after = ranks[i] + 1
        for j in targets[i]:
            if live[j] > 0:
                live[j] = 0  # out, and from now on never down to 1 again
                ranks[j] = after
                for k in targets[j]:
                    if left := live[k] - 1:
                        live[k] = left
                    else:
                        ranks[k] = after + 1
                        standing.append(k)
    return Labelling(framework, tuple(ranks))
