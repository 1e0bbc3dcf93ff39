"""The laws of the game and the guarantee on the bank that we ship."""

from __future__ import annotations

from itertools import permutations

import pytest

from debatebot.chamber import Chamber, make_setup
from debatebot.dialogue import Case
from debatebot.measure.table import guarantee_holds
from debatebot.pack import Pack
from debatebot.speech import Prompts

from .playing import assert_lawful, at_random, played

MOTIONS = ("natural-heir", "betrayal", "had-lenin-lived", "ban-on-factions", "facade")
PERSONAS = ("cohen", "essayist", "pipes", "soviet-official", "soviet-revisionist", "trotsky", "western-school")
PAIRS = tuple(permutations(PERSONAS, 2))


def test_the_lists_above_are_complete(pack: Pack) -> None:
    assert set(MOTIONS) == set(pack.motions)
    assert set(PERSONAS) == set(pack.personas)


@pytest.mark.parametrize("for_", PERSONAS)
@pytest.mark.parametrize("motion", MOTIONS)
def test_every_uncapped_debate_comes_out_as_the_whole_bank_does(
    pack: Pack, prompts: Prompts, motion: str, for_: str
) -> None:
    for against in PERSONAS:
        if against == for_:
            continue
        setup = make_setup(pack, motion, [for_], [against], rounds=1, seed=11, capped=False)
        turns = played(Case(pack, setup))
        assert guarantee_holds(Chamber(pack, setup, prompts, turns)), against


@pytest.mark.parametrize("motion", MOTIONS)
def test_an_uncapped_debate_keeps_the_laws(pack: Pack, motion: str) -> None:
    for i, (for_, against) in enumerate(PAIRS[::14]):
        case = Case(pack, make_setup(pack, motion, [for_], [against], rounds=1, seed=i, capped=False))
        assert_lawful(case, played(case))


@pytest.mark.parametrize("motion", MOTIONS)
def test_capped_debates_keep_the_laws(pack: Pack, motion: str) -> None:
    for i, (for_, against) in enumerate(PAIRS[::3]):
        case = Case(pack, make_setup(pack, motion, [for_], [against], rounds=1 + i % 8, seed=i))
        assert_lawful(case, played(case))
        assert_lawful(case, played(case, at_random(i)))


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("size", [3, 4])
def test_panels_keep_the_laws(pack: Pack, motion: str, size: int) -> None:
    for i in range(len(PERSONAS)):
        names = [*PERSONAS, *PERSONAS][i : i + size]
        case = Case(pack, make_setup(pack, motion, names[:2], names[2:], rounds=3, seed=i))
        assert_lawful(case, played(case))
        assert_lawful(case, played(case, at_random(i)))
