"""Everything that a persona can say: every wording in every frame, and nothing broken in any of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from debatebot.dialogue import may_say
from debatebot.pack import Pack, Side, load_pack
from debatebot.pack.phrases import FRAME_VARIABLES
from debatebot.speech.enumerator import Enumerator, Rendering

PERSONAS = ("cohen", "essayist", "pipes", "soviet-official", "soviet-revisionist", "trotsky", "western-school")


@pytest.fixture(scope="module", params=PERSONAS)
def everything(request: pytest.FixtureRequest, pack: Pack) -> tuple[Enumerator, list[Rendering]]:
    """A persona's enumerator and all its renderings, which take some seconds."""
    enumerator = Enumerator(pack, request.param)
    return enumerator, list(enumerator.renderings())


def test_nothing_that_a_persona_can_say_is_broken(everything: tuple[Enumerator, list[Rendering]]) -> None:
    enumerator, renderings = everything
    faults = [(one, found) for one in renderings if (found := enumerator.faults(one))]
    assert not faults, f"{len(faults)} of {len(renderings)}, such as {faults[0]}"
    # what does not fit into a turn is passed over by the composer, and has to be the exception
    assert sum(one.too_long for one in renderings) < len(renderings) / 10


def test_every_wording_and_every_frame_is_among_them(
    pack: Pack, everything: tuple[Enumerator, list[Rendering]]
) -> None:
    enumerator, renderings = everything
    own = enumerator.persona
    persona = own.id
    said = {n for motion in pack.motions for side in Side for n in may_say(pack, persona, motion, side)}
    assert said == enumerator.lines.keys()
    text = "\n".join(one.text for one in renderings)
    for name in said:
        words = own.wordings.get(name) or own.as_advocate[name]
        assert all(wording in text for wording in words.full), name
    frames = {one.frame for one in renderings}
    for kind in FRAME_VARIABLES.keys() - {"borrow"}:
        if kind != "undermine" or any(a.kind == "undermine" for n in said for a in pack.arguments[n].attacks):
            assert {f"{kind}/{i}" for i in range(len(own.phrases.frames.of(kind)))} <= frames, kind
    # each wording meets each frame of the moves that it can make
    met = Counter(one.wording for one in renderings if one.frame.startswith("argue/"))
    assert set(met.values()) == {len(own.phrases.frames.argue)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("It was so, for for years he ruled.", "a word stands twice"),
        ("You say that that it was so.", "that stands twice"),
        ("It was so . And on.", "space before a sign"),
        ("It was so,. And on.", "two signs together"),
        ("It was so. and on.", "a sentence begins small"),
        ("It was so", "no end"),
        ("It was a order.", "a before a vowel"),
        ("It was an decree.", "an before a consonant"),
        ("It was {{ reason }}.", "a brace is left"),
        ("It was so.  And on.", "two spaces"),
    ],
)
def test_what_is_broken_is_found(pack: Pack, text: str, fault: str) -> None:
    found = Enumerator(pack, "pipes").faults(Rendering("pipes", "rebut/0", "x#open0", text))
    assert any(fault in one for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "It was a one-party state, a union, and a unanimous vote; an hour later an honest man spoke.",
        "What Is to Be Done? was written in 1902 by V. I. Lenin.",
        "He had had enough of it.",
    ],
)
def test_what_only_looks_broken_is_not(pack: Pack, text: str) -> None:
    assert Enumerator(pack, "pipes").faults(Rendering("pipes", "rebut/0", "x#open0", text)) == []


def test_a_message_that_discord_would_refuse_is_found(pack: Pack) -> None:
    found = Enumerator(pack, "pipes").faults(Rendering("pipes", "rebut/0", "x#open0", "Word " * 400 + "end."))
    assert found == ["2004 characters; Discord takes 2000"]


def test_a_pack_without_words_for_an_advocate_says_the_bare_claim(pack: Pack) -> None:
    small = load_pack(Path(__file__).parents[1] / "pack" / "small")
    mute = small.personas["pipes"].model_copy(update={"as_advocate": {}})
    bare = replace(small, personas={**small.personas, "pipes": mute})
    said = [one for one in Enumerator(bare, "pipes").renderings() if one.wording.endswith("#claim")]
    assert said
    assert all(small.arguments[one.wording.removesuffix("#claim")].claim in one.text for one in said)
