"""Every frame of every persona, with every kind of value: nothing fails while a class looks on, and all of it fits."""

from __future__ import annotations

import re
from itertools import product

import pytest

from debatebot.argumentation import SCHEMES
from debatebot.pack import Pack
from debatebot.pack.frames import slots
from debatebot.pack.phrases import FRAME_VARIABLES, Frame, frame_text
from debatebot.speech.plain import PLAIN_FRAMES
from debatebot.speech.templates import fill
from debatebot.speech.words import joined

PERSONAS = ("cohen", "essayist", "pipes", "soviet-official", "soviet-revisionist", "trotsky", "western-school")
MOST = 2000  # characters that Discord takes
HOSTILE = "Ines <b>*x*</b> {{ y }}"


def extremes(texts: list[str]) -> list[str]:
    """The longest and the shortest of `texts`, and those with signs that a template might trip over."""
    ordered = sorted(set(texts), key=lambda text: (len(text), text))
    odd = [next((t for t in ordered if sign in t), "") for sign in ("'", ",", ";", "%", "?", "-", "1")]
    return list(dict.fromkeys([ordered[-1], ordered[0], *filter(None, odd)]))


@pytest.fixture(scope="session")
def values(pack: Pack) -> dict[str, list[str]]:
    """For each variable of the frames, values that the bank can fill in."""
    clauses = [clause for argument in pack.arguments.values() for clause in argument.restate]
    longest = sorted(clauses, key=len)[-3:]
    return {
        "opponent": [*(p.called for p in pack.personas.values()), HOSTILE],
        "restate": extremes(clauses),
        **{name: extremes(clauses) for name in ("point", "mine", "earlier", "other", "published", "granted")},
        "about": extremes([topic for argument in pack.arguments.values() for topic in argument.about]),
        "points": [joined(longest), joined(longest[:2]), joined(longest[:1])],
        "reason": extremes([attack.reason for a in pack.arguments.values() for attack in a.attacks]),
        "question": extremes([q.text for scheme in SCHEMES.values() for q in scheme.questions]),
        "motion": [motion.clause for motion in pack.motions.values()],
        "school": [persona.school.name for persona in pack.personas.values()],
    }


def filled(frame: Frame, values: dict[str, list[str]]) -> list[str]:
    """The frame with values for the names in it: every combination, or of many every so-and-so-manieth."""
    text = frame_text(frame)
    names = sorted(slots(text))
    rows = list(product(*(values[name] for name in names)))
    return [fill(text, dict(zip(names, row, strict=True))) for row in rows[:: max(1, len(rows) // 200)]]


@pytest.mark.parametrize("kind", sorted(FRAME_VARIABLES))
@pytest.mark.parametrize("persona", [*PERSONAS, "plain"])
def test_every_frame_renders_with_every_kind_of_value(
    pack: Pack, values: dict[str, list[str]], persona: str, kind: str
) -> None:
    frames = PLAIN_FRAMES[kind] if persona == "plain" else pack.personas[persona].phrases.frames.of(kind)
    assert frames or persona == "plain"
    for frame in frames:
        for text in filled(frame, values):
            plain = text.replace(HOSTILE, "Ines")  # a person's name is data, and stays as it is
            assert "{" not in plain
            assert "}" not in plain
            assert len(text) < MOST
            assert text[0].isupper() or not text[0].isalpha(), text
            assert text.endswith((".", "?", "!")), text
            assert not re.search(r"[?!]\.|\.\.|[.?!]\s+[a-z]|\s[,.;:?!]|\bthat that\b", plain), text


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_longest_turn_that_its_words_allow_fits_discord(
    pack: Pack, values: dict[str, list[str]], persona: str
) -> None:
    own = pack.personas[persona]
    leads = [
        max(len(text) for frame in own.phrases.frames.of(kind) for text in filled(frame, values))
        for kind in ("rebut", "undermine", "undercut", "argue", "declare", "borrow")
    ]
    body = max(len(text) for rows in (own.wordings, own.as_advocate) for row in rows.values() for text in row.full)
    claim = max(len(argument.claim) for argument in pack.arguments.values())
    rest = max(
        [len(text) for row in own.phrases.follows.values() for text in (*row.for_, *row.against)]
        + [len(one.say) for row in own.phrases.criterion.values() for one in (*row.for_, *row.against)]
    )
    cites = sorted(len(source.cite) for source in pack.sources.values())[-3:]
    assert max(leads[:4]) + leads[4] + leads[5] + max(body, claim) + rest + sum(cites) + 20 < MOST


def test_a_name_that_looks_like_a_template_is_only_text() -> None:
    assert fill("{{ opponent }} says so.", {"opponent": "{{ 7 * 7 }}"}) == "{{ 7 * 7 }} says so."
