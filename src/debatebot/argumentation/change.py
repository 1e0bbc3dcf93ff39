"""The smallest change that turns an outcome: what could have been said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations


def smallest_change(
    candidates: Sequence[str], turns: Callable[[tuple[str, ...]], bool], most: int = 2
) -> tuple[str, ...] | None:
    """The first smallest set of `candidates` for which `turns` holds, or None.

    Sets of one are tried before sets of two and so on up to `most`, each in the order of `candidates`, so that the
    answer is the same every time. `turns` is asked at most sum of C(n, k) for k <= `most` times.
    """
    for size in range(1, most + 1):
        for chosen in combinations(candidates, size):
            if turns(chosen):
                return chosen
    return None
