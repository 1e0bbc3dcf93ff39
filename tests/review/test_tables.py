"""Exports for machines and spreadsheets: JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from debatebot.review import Record, export, verdict_line
from debatebot.review.exports import COLUMNS
from debatebot.review.lines import turn_line

from .conftest import HOSTILE, USERS, Held


def lines(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export(record, "json").splitlines()]


def rows(record: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(record, "csv"), newline="")))


def test_json_gives_back_every_turn(held: Held) -> None:
    assert lines(held.record)[1:-1] == [turn_line(turn) for turn in held.chamber.turns]


def test_json_begins_with_the_debate(class_: Held) -> None:
    debate = class_.record.debate
    assert lines(class_.record)[0] == {
        "type": "debate",
        "id": debate.id,
        "motion": "natural-heir",
        "motion_text": debate.motion_text,
        "for": "pipes",
        "against": f"trotsky,{HOSTILE}",
        "rounds": 5,
        "seed": 3,
        "pack": "lenin-stalin",
        "pack_version": debate.pack_version,
    }


def test_json_ends_with_the_verdict(held: Held) -> None:
    verdict = held.chamber.verdict
    last = lines(held.record)[-1]
    assert last == verdict_line(verdict, held.chamber.turns[-1].text)
    assert list(last) == [
        *("type", "outcome", "balance", "motion_label", "contrary_label", "issues", "closed_by", "standing", "fallen"),
        "explanation",
    ]
    assert last["outcome"] == held.record.debate.outcome
    assert last["explanation"] == held.chamber.turns[-1].text


def test_csv_has_a_row_a_turn(held: Held) -> None:
    found = rows(held.record)
    assert tuple(found[0]) == COLUMNS
    assert [row["text"] for row in found] == [turn.text for turn in held.chamber.turns]
    assert [row["sources"] for row in found] == ["; ".join(turn.sources) for turn in held.chamber.turns]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_holds_no_formula(personas: Held, start: str) -> None:
    text = f'{start}HYPERLINK("x")'
    turns = tuple(replace(turn, text=text, reason=text, facts=(text,)) for turn in personas.record.turns)
    for row in rows(replace(personas.record, turns=turns)):
        assert (row["text"], row["reason"], row["facts"]) == (f"'{text}",) * 3


@pytest.mark.parametrize("name", ["json", "csv"])
def test_no_export_has_ids_of_users(class_: Held, name: str) -> None:
    text = export(class_.record, name)
    assert not any(user in text for user in USERS)
