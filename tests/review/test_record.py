"""A logged debate finds its pack again, and says so where it does not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from debatebot.log import LogError, Reader
from debatebot.pack import Pack
from debatebot.review import FORMATS, Record, ReviewError, export

from .conftest import Held


def load(held: Held, pack: Pack | None) -> Record:
    with Reader(held.log) as reader:
        return Record.load(reader, held.record.debate.id, {} if pack is None else {pack.id: pack})


def test_a_record_is_what_was_held(held: Held) -> None:
    assert held.record.turns == tuple(held.chamber.turns)
    assert held.record.setup == held.chamber.case.setup
    assert held.record.verdict == held.chamber.verdict
    assert held.record.note is None


def test_votes_are_counted_by_phase(held: Held) -> None:
    before, after = held.record.votes("before"), held.record.votes("after")
    assert (before.for_, before.against, before.undecided, before.cast) == (2, 1, 1, 4)
    assert (after.for_, after.against, after.undecided) == (2, 2, 0)


def test_an_unknown_debate_is_an_error_of_the_log(held: Held) -> None:
    with Reader(held.log) as reader, pytest.raises(LogError, match="There is no debate"):
        Record.load(reader, "ZZZ", {})


def test_another_version_of_the_pack_is_noted(held: Held, pack: Pack) -> None:
    record = load(held, replace(pack, version="another"))
    assert record.note is not None
    assert "another" in record.note
    assert pack.version in record.note
    assert record.verdict == held.chamber.verdict


def test_where_todays_pack_would_decide_otherwise_the_log_holds(held: Held, pack: Pack) -> None:
    peaceful = {name: a.model_copy(update={"attacks": []}) for name, a in pack.arguments.items()}
    record = load(held, replace(pack, version="another", arguments=peaceful))
    assert record.verdict is None
    assert record.note is not None
    assert "would decide otherwise" in record.note
    assert record.finding.outcome == held.chamber.verdict.outcome
    assert tuple(record.finding.fallen) == held.chamber.verdict.fallen
    for name in FORMATS:
        assert export(record, name)


def test_a_pack_that_lost_an_argument_cannot_be_joined(held: Held, pack: Pack) -> None:
    gone = next(iter(held.record.said))
    left = {name: argument for name, argument in pack.arguments.items() if name != gone}
    record = load(held, replace(pack, version="another", arguments=left))
    assert record.pack is None
    assert record.note is not None
    assert f"the argument {gone}" in record.note


def test_without_its_pack_a_debate_can_be_read_from_the_log_alone(held: Held) -> None:
    record = load(held, None)
    assert record.note is not None
    assert "not at hand" in record.note
    for name in ("html", "markdown"):
        text = export(record, name)
        assert "not at hand" in text
        assert "simulated" in text
    *_, verdict = map(json.loads, export(record, "json").splitlines())
    expected = held.chamber.verdict
    assert verdict["outcome"] == expected.outcome
    assert verdict["balance"] is None
    assert verdict["standing"] == list(expected.standing)
    assert verdict["fallen"] == list(expected.fallen)
    assert verdict["issues"] == expected.issues
    assert verdict["motion_label"] == expected.motion_label.value
    assert len(export(record, "csv").splitlines()) >= len(record.turns)


@pytest.mark.parametrize("name", ["argdown", "aif"])
def test_what_needs_the_pack_says_so(held: Held, name: str) -> None:
    with pytest.raises(ReviewError, match=r"not at hand.*markdown"):
        export(load(held, None), name)


def test_an_unfinished_debate_has_no_verdict_line(unfinished: Held) -> None:
    lines = [json.loads(line) for line in export(unfinished.record, "json").splitlines()]
    assert [line["type"] for line in lines] == ["debate"] + ["turn"] * 6
    assert "was not finished" in export(unfinished.record, "markdown")
    for name in FORMATS:
        assert export(unfinished.record, name)


def test_an_unknown_format_names_the_formats(held: Held) -> None:
    with pytest.raises(ReviewError, match=r"no format 'makdown' \(did you mean markdown\?\); take one of html, "):
        export(held.record, "makdown")
