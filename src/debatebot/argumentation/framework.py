"""Abstract argumentation frameworks (Dung 1995), indexed once so that every later question is a walk over lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Framework:
    """Nodes and the defeats between them.

    `nodes` keeps the order it was given in; `targets[i]` are the indices of the nodes that node `i` defeats, and
    `attackers[i]` of those that defeat it. Both are sorted as the edges came, so nothing depends on hashing.
    `attacks_on[i]` counts the attackers of node `i`; `unattacked` are the indices of the nodes that have none.
    """

    nodes: tuple[str, ...]
    targets: tuple[tuple[int, ...], ...]
    attackers: tuple[tuple[int, ...], ...]
    index: dict[str, int] = field(repr=False)
    attacks_on: tuple[int, ...] = field(repr=False)
    unattacked: tuple[int, ...] = field(repr=False)

    @classmethod
    def build(cls, nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> Framework:
        """A framework over `nodes`; `edges` are (attacker, target) pairs.

        Repeated edges count once. Raises ValueError for a repeated node and KeyError for an edge to a node that is
        not there.
        """
        index = {node: i for i, node in enumerate(nodes)}
        if len(index) != len(nodes):
            raise ValueError("a node is listed twice")
        targets: list[list[int]] = [[] for _ in nodes]
        attackers: list[list[int]] = [[] for _ in nodes]
        for source, target in dict.fromkeys(edges):
            i, j = index[source], index[target]
            targets[i].append(j)
            attackers[j].append(i)
        attacks_on = tuple(map(len, attackers))
        unattacked = tuple(i for i, attacks in enumerate(attacks_on) if not attacks)
        return cls(
            tuple(nodes), tuple(map(tuple, targets)), tuple(map(tuple, attackers)), index, attacks_on, unattacked
        )

    @property
    def edges(self) -> list[tuple[str, str]]:
        """All (attacker, target) pairs."""
        return [(self.nodes[i], self.nodes[j]) for i, row in enumerate(self.targets) for j in row]
