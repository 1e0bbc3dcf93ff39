"""Plain sentences: quotation marks, formatting, length, and whether their facts are in the grounds."""

from __future__ import annotations

import pytest

from debatebot.pack import load_pack
from debatebot.pack.draft import read_draft
from debatebot.pack.plain import Traces, form_errors, names, numbers, quoted

from .breaking import REAL


@pytest.mark.parametrize(
    "text",
    [
        "The peasants' land and the workers' bread were Lenin's promises.",
        "Stalin’s police, the Bolsheviks’ own, came in the party's name.",
        "It isn't so; they didn't.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert quoted(text) == []
    assert form_errors(text) == []


@pytest.mark.parametrize("text", ['He said "no".', "He said 'no'.", "He said “no”.", "He said ‘no’.", "He said «no»."])
def test_words_in_quotation_marks_must_be_recorded(text: str) -> None:
    assert quoted(text) == ["no"]
    assert "no ground records" in form_errors(text)[0]
    assert form_errors(text, ["no, never"]) == []


def test_an_apostrophe_inside_quoted_words_is_part_of_them() -> None:
    assert quoted("They spoke of 'the workers' opposition' then.") != []
    assert quoted("He called it 'Lenin's way' once.") == ["Lenin's way"]


@pytest.mark.parametrize(
    "text", ["a *word*", "a _word_", "a `word`", "a || word", "~~no~~", "> so", "# so", "- so", "[a](b)"]
)
def test_what_discord_would_format_is_refused(text: str) -> None:
    assert "formatting in Discord" in form_errors(text)[0]


@pytest.mark.parametrize("text", ["a war-time law", "so - he said - it was", "5 > 4"])
def test_what_discord_shows_as_it_stands_passes(text: str) -> None:
    assert form_errors(text) == []


def test_numbers_are_read_as_people_write_them() -> None:
    assert numbers("In 1920-21 some 681,692, of 1.5 million") == {"1920", "21", "1921", "681692", "1.5"}
    assert numbers("1921-03-16") == {"1921", "3", "16"}


def test_names_are_capitals_inside_a_sentence() -> None:
    assert names("Then Kirov fell. Nobody knew why, said Roy Medvedev. He asked.") == ["Kirov", "Roy", "Medvedev"]


def test_a_name_or_number_from_elsewhere_is_found_in_the_real_pack() -> None:
    draft, pack = read_draft(REAL), load_pack(REAL)
    traces = Traces(draft)
    checked = caught = 0
    for persona in pack.personas.values():
        for name, wordings in persona.wordings.items():
            argument = pack.arguments[name]
            assert traces.untraced(persona, argument, wordings.open[0]) == []
            changed = wordings.open[0] + " So said Wladimir Quux in 1066, with 4,321 men."
            checked += 4
            caught += len(traces.untraced(persona, argument, changed))
    assert caught == checked
