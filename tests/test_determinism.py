"""The same seed gives the same debate, byte for byte: again, after a break, in another process, on another Python."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from debatebot.chamber import Chamber, make_setup
from debatebot.pack import Pack
from debatebot.speech import Prompts

Play = Callable[..., Chamber]
Golden = Callable[[str, str], None]

DEBATES = (
    ("natural-heir", ("pipes",), ("trotsky",), 6, 1),
    ("betrayal", ("soviet-official",), ("cohen",), 4, 17),
    ("had-lenin-lived", ("essayist", "cohen"), ("western-school", "pipes"), 3, 4),
    ("ban-on-factions", ("soviet-revisionist",), ("western-school",), 8, 23),
    ("facade", ("trotsky",), ("soviet-official",), 5, 99),
)


def digest(chamber: Chamber) -> str:
    """The hash of a debate as JSON lines, with the origin of every word."""
    digest = hashlib.sha256()
    for turn in chamber.turns:
        digest.update(json.dumps(asdict(turn), ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def hashes(play: Play) -> str:
    """One line for each debate of DEBATES."""
    lines = []
    for motion, for_, against, rounds, seed in DEBATES:
        chamber = play(motion, list(for_), list(against), rounds=rounds, seed=seed)
        lines.append(f"{motion} {' '.join(for_)} - {' '.join(against)} {rounds} {seed}: {digest(chamber)}\n")
    return "".join(lines)


def test_this_python_gives_the_same_bytes_as_every_other(play: Play, golden: Golden) -> None:
    golden("debates.sha256", hashes(play))


@pytest.mark.parametrize("hash_seed", ["0", "1", "424242"])
def test_the_order_of_hashing_changes_nothing(play: Play, hash_seed: str) -> None:
    motion, for_, against, rounds, seed = DEBATES[0]
    script = (
        "import hashlib, json\n"
        "from dataclasses import asdict\n"
        "from debatebot.chamber import Chamber, make_setup\n"
        "from debatebot.config import data_folder, prompts_folder\n"
        "from debatebot.pack import load_pack\n"
        "from debatebot.speech import Prompts\n"
        "pack = load_pack(data_folder() / 'personas' / 'lenin-stalin')\n"
        f"setup = make_setup(pack, {motion!r}, {for_!r}, {against!r}, rounds={rounds}, seed={seed})\n"
        "digest = hashlib.sha256()\n"
        "for turn in Chamber(pack, setup, Prompts(prompts_folder())).run():\n"
        "    digest.update(json.dumps(asdict(turn), ensure_ascii=False).encode() + b'\\n')\n"
        "print(digest.hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(play(motion, list(for_), list(against), rounds=rounds, seed=seed))


def test_the_same_setup_gives_the_same_turns(play: Play) -> None:
    motion, for_, against, rounds, seed = DEBATES[2]
    first, second = (play(motion, list(for_), list(against), rounds=rounds, seed=seed) for _ in range(2))
    assert first.turns == second.turns
    assert first.verdict == second.verdict


def test_another_seed_gives_another_debate(play: Play) -> None:
    debates = [play("natural-heir", "pipes", "trotsky", rounds=4, seed=seed) for seed in range(8)]
    texts = {tuple(t.text for t in chamber.turns) for chamber in debates}
    moves = {tuple((t.move, t.argument) for t in chamber.turns) for chamber in debates}
    assert len(texts) == len(debates)
    assert len(moves) > len(debates) // 2


@pytest.mark.parametrize("number", range(len(DEBATES)))
def test_a_debate_cut_after_any_turn_ends_the_same(pack: Pack, prompts: Prompts, play: Play, number: int) -> None:
    motion, for_, against, rounds, seed = DEBATES[number]
    whole = play(motion, list(for_), list(against), rounds=rounds, seed=seed)
    setup = make_setup(pack, motion, for_, against, rounds=rounds, seed=seed)
    assert setup == whole.case.setup
    for cut in range(len(whole.turns) + 1):
        chamber = Chamber(pack, setup, prompts, turns=whole.turns[:cut])
        assert [*whole.turns[:cut], *chamber.run()] == whole.turns
        assert chamber.turns == whole.turns
        assert chamber.verdict == whole.verdict


def test_an_uncapped_debate_goes_on_the_same_too(pack: Pack, prompts: Prompts, play: Play) -> None:
    whole = play("facade", "pipes", "soviet-official", rounds=1, seed=5, capped=False)
    for cut in range(0, len(whole.turns), 4):
        chamber = Chamber(pack, whole.case.setup, prompts, turns=whole.turns[:cut])
        list(chamber.run())
        assert chamber.turns == whole.turns


def test_turns_that_are_recalled_count_as_said(pack: Pack, prompts: Prompts, play: Play) -> None:
    whole = play("betrayal", "trotsky", "pipes", rounds=3, seed=8)
    chamber = Chamber(pack, whole.case.setup, prompts)
    for turn in whole.turns[:7]:
        chamber.recall(turn)
    list(chamber.run())
    assert chamber.turns == whole.turns
