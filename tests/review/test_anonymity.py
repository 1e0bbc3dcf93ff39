"""Names of students are hidden on demand, ids of users always."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debatebot.review import FORMATS, Record, export
from debatebot.review.anonymity import People, hide

from .conftest import HOSTILE, Held


def named(record: Record, name: str) -> Record:
    """The debate as if the student had been called `name`."""
    other = People({HOSTILE: name})
    seats = tuple(replace(s, user=name) if s.user else s for s in record.setup.seats)
    turns = tuple(
        replace(t, speaker=other.renamed(t.speaker), text=hide(t.text, other), reason=hide(t.reason, other))
        for t in record.turns
    )
    return replace(record, setup=replace(record.setup, seats=seats), turns=turns)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["Xenia", "Xenia O'Xhosa-Łódź", "xenia_42", "xenia"])
def test_anonymous_exports_hide_the_name_everywhere(class_: Held, format: str, name: str) -> None:
    record = named(class_.record, name)
    assert any(name in turn.text for turn in record.turns)
    if name == "Xenia":
        assert "Xenia" in export(record, format)
    text = export(record, format, anonymous=True)
    assert "xenia" not in text.lower()
    assert "Student 1" in text


@pytest.mark.parametrize("format", FORMATS)
def test_a_user_known_by_id_only_is_never_named(class_: Held, format: str) -> None:
    record = named(class_.record, "990000000000001234")
    assert "990000000000001234" not in export(record, format)
    turns = tuple(replace(t, text=f"{t.text} <@990000000000001234>") for t in class_.record.turns)
    assert "990000000000001234" not in export(replace(class_.record, turns=turns), format)


def test_personas_keep_their_names(class_: Held) -> None:
    assert "Richard Pipes (simulated)" in export(class_.record, "markdown", anonymous=True)


def test_names_are_whole_words_and_longer_ones_go_first() -> None:
    people = People.numbered(["Ann", "Ann Lee", "will", "Student 1"])
    assert hide("Ann Lee met Ann in Annapolis; Will (will) met Student 1.", people) == (
        "Student 2 met Student 1 in Annapolis; Student 3 (Student 3) met Student 4."
    )
