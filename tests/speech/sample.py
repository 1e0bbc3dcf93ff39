"""The debates that the tests of speech listen to."""

from __future__ import annotations

from itertools import permutations

from debatebot.chamber import Chamber, make_setup
from debatebot.dialogue import Line, Turn
from debatebot.pack import Pack
from debatebot.speech import Prompts

ROUNDS = (4, 8, 3, 6)


def held(pack: Pack, prompts: Prompts, motion: str) -> list[Chamber]:
    """Debates on `motion`: half of all ordered pairs of personas, and a few panels."""
    names = sorted(pack.personas)
    pairs = [([a], [b]) for a, b in list(permutations(names, 2))[::2]]
    panels = [([*names, *names][i : i + 2], [*names, *names][i + 2 : i + 4]) for i in range(0, len(names), 2)]
    found = []
    for i, (for_, against) in enumerate([*pairs, *panels]):
        setup = make_setup(pack, motion, for_, against, rounds=ROUNDS[i % len(ROUNDS)], seed=i)
        chamber = Chamber(pack, setup, prompts)
        list(chamber.run())
        found.append(chamber)
    return found


def line_of(chamber: Chamber, turn: Turn) -> Line | None:
    """How the speaker may voice the turn's argument."""
    if turn.seat is None or turn.argument is None:
        return None
    return chamber.case.lines[turn.seat][turn.argument]


def kinds(turn: Turn) -> list[str]:
    """What the parts of a turn are, in order."""
    return [part["kind"] for part in turn.provenance["parts"]]
