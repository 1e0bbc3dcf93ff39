"""The blind test: what is covered, that it sees style and not matter, and that it can fail."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest

from debatebot.chamber import Chamber
from debatebot.errors import UserError
from debatebot.measure.voices import NAME, NUMBER, TOPIC, Mask, Sample, blind_test, spoken, wordings
from debatebot.pack import Pack

Play = Callable[..., Chamber]


def test_names_numbers_and_topics_are_covered(pack: Pack) -> None:
    mask = Mask(pack)
    covered = mask.style("By 1921, whoever hoped for Kronstadt had to forget the ban. [Figes 1996]")
    assert covered == f"By {NUMBER}, whoever hoped for {TOPIC} had to forget the {TOPIC}."
    assert mask.style("So thought Quux of it.") == f"So thought {NAME} of it."
    assert mask.style("Uritsky was there.") == f"{NAME} was there."


def test_content_is_what_style_covers(pack: Pack) -> None:
    assert Mask(pack).content("Whoever hoped for the decree of 1917 got the ban.") == "decree 1917 ban"


def manner(rng: random.Random, number: int, topic: str) -> str:
    """A text on `topic` in one of three manners."""
    if number == 0:
        return f"Never was the {topic} {rng.choice(['loved', 'mended', 'hoped for'])}. Nor was it to be. So be it."
    if number == 1:
        return f"Whoever mends the {topic}, and {rng.choice(['forgets', 'omits'])} the rest, has only half of it!"
    return f"Why, then, might the {topic} not have been {rng.choice(['dropped', 'hoped for'])}, even if it had to be?"


def test_manners_are_known_and_matter_is_not(pack: Pack) -> None:
    rng = random.Random(1)
    topics = [f"topic{i}" for i in range(20)]
    samples = [Sample(f"p{i}", topic, manner(rng, i, topic)) for topic in topics for i in range(3)]
    found = blind_test(pack, samples)
    assert found.accuracy == 1
    assert found.content_only < 0.6
    assert found.by_persona == {"p0": 1, "p1": 1, "p2": 1}
    assert sum(map(sum, found.confusion)) == found.texts == 60


def test_speakers_with_one_manner_are_not_told_apart(pack: Pack) -> None:
    rng = random.Random(2)
    samples = [Sample(f"p{i}", f"topic{t}", manner(rng, t % 3, f"topic{t}")) for t in range(40) for i in range(4)]
    assert blind_test(pack, samples).accuracy < 0.5


def test_what_a_persona_is_tested_on_was_never_trained_on(pack: Pack) -> None:
    """Each speaker has one argument of its own, whose words give it away: on other arguments that is no help."""
    samples = [Sample(f"p{t % 4}", f"topic{t}", f"It was so in the matter of zz{t} and zz{t}.") for t in range(40)]
    assert blind_test(pack, samples).accuracy < 0.5


def test_the_personas_of_our_pack_can_be_told_apart(pack: Pack, play: Play) -> None:
    pairs = list(permutations(pack.personas, 2))
    turns = [turn for motion in pack.motions for pair in pairs for turn in play(motion, *pair).turns]
    found = blind_test(pack, list(spoken(pack, turns)))
    assert set(found.personas) == set(pack.personas)
    assert found.accuracy >= 0.80
    assert found.accuracy > found.content_only


def test_wordings_are_all_full_ones(pack: Pack) -> None:
    count = sum(
        len(words.full)
        for persona in pack.personas.values()
        for rows in (persona.wordings, persona.as_advocate)
        for words in rows.values()
    )
    assert len(list(wordings(pack))) == count


def test_without_the_library_it_says_what_to_do(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "sklearn"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(UserError, match="needs scikit-learn"):
        blind_test(pack, list(wordings(pack)))


def test_too_little_to_test_is_said(pack: Pack) -> None:
    alone = replace(pack, personas={"pipes": pack.personas["pipes"]})
    with pytest.raises(UserError, match="needs two personas"):
        blind_test(pack, list(wordings(alone)))
