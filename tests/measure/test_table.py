"""The quality table: complete over a small plan, and not blind to what is wrong with a debate."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from debatebot.chamber import Chamber
from debatebot.dialogue import ATTACKS, UTTERANCES, MoveKind, Turn
from debatebot.measure import Plan, Results, play, rows, summary
from debatebot.measure.debate import Measured, measure
from debatebot.measure.table import guarantee_holds
from debatebot.pack import Pack
from debatebot.speech import Prompts

Play = Callable[..., Chamber]


@pytest.fixture(scope="session")
def plan(pack: Pack, prompts: Prompts) -> Plan:
    """One motion and two personas of the real pack."""
    small = replace(
        pack,
        motions={"facade": pack.motions["facade"]},
        personas={name: pack.personas[name] for name in ("pipes", "trotsky")},
    )
    return Plan(small, prompts, seeds=2, rounds=3)


@pytest.fixture(scope="session")
def ticks() -> list[int]:
    return []


@pytest.fixture(scope="session")
def results(plan: Plan, ticks: list[int]) -> Results:
    return play(plan, lambda: ticks.append(1))


@pytest.fixture(scope="session")
def table(plan: Plan, results: Results) -> dict[str, Any]:
    return summary(plan, results)


def numbers(data: Any) -> Iterator[float]:
    """Every number in `data`."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from numbers(value)
    elif isinstance(data, (int, float)):
        yield float(data)


def test_the_plan_is_played_as_it_is_counted(plan: Plan, results: Results, ticks: list[int]) -> None:
    assert plan.pairings == [("facade", ("pipes", "trotsky")), ("facade", ("trotsky", "pipes"))]
    assert plan.total == 2 * (2 + 2) == len(ticks)
    assert [len(results.short), len(results.long), results.guarantee.of] == [4, 2, 2]
    assert {(m.motion, m.seed) for m in results.short} == {("facade", 1), ("facade", 2)}


def test_the_table_has_a_number_for_everything(table: dict[str, Any]) -> None:
    wanted = """debates rounds seeds live_target relevance relevance_strong guarantee guarantee_broken responsiveness
        burdens_answered questions_asked contradictions arguments_repeated sentences_repeated
        identical_turns_across_seeds distinct_1 distinct_2 distinct_3 citations_per_factual_sentence
        horizon_violations grade_median words_min words_median words_max words_outside turns moves motions"""
    assert set(wanted.split()) <= set(table)
    found = list(numbers(table))
    assert len(found) > 40
    assert all(math.isfinite(number) for number in found)
    assert table["debates"] == 8
    ended = table["motions"]["facade"]
    assert ended["carried"] + ended["defeated"] + ended["open"] == pytest.approx(1, abs=0.01)
    assert 0 <= ended["balance_min"] <= ended["balance_median"] <= ended["balance_max"] <= 1


def test_what_the_game_guarantees_is_measured_as_such(table: dict[str, Any]) -> None:
    for name in ("live_target", "relevance", "guarantee", "burdens_answered", "citations_per_factual_sentence"):
        assert table[name] == 1, name
    for name in ("contradictions", "arguments_repeated", "horizon_violations"):
        assert table[name] == 0, name
    assert table["guarantee_broken"] == []


def test_the_table_has_rows_to_print(table: dict[str, Any]) -> None:
    printed = list(rows(table))
    assert all(len(row) == 3 and all(isinstance(cell, str) for cell in row) for row in printed)
    assert "facade" in {row[0] for row in printed}


# what is wrong shows


def doctored(chamber: Chamber, index: int, **changes: Any) -> Measured:
    """The figures of the debate with one turn changed."""
    turns = list(chamber.turns)
    turns[index] = replace(turns[index], **changes)
    return measure(Chamber(chamber.case.pack, chamber.case.setup, chamber._composer.prompts, turns))


def first(chamber: Chamber, fits: Callable[[Turn], bool]) -> int:
    return next(i for i, turn in enumerate(chamber.turns) if fits(turn))


@pytest.fixture(scope="session")
def debate(play: Play) -> Chamber:
    return play("natural-heir", "trotsky", "pipes", rounds=6, seed=1)


def test_a_clean_debate_measures_clean(debate: Chamber) -> None:
    found = measure(debate)
    assert found.live_target.value == found.relevance.value == found.cited.value == 1
    assert found.horizon_violations == found.arguments_repeated == found.contradictions == 0
    assert found.live_target.of == sum(t.target is not None and t.move in UTTERANCES for t in debate.turns)


def test_a_fact_after_the_horizon_is_counted(debate: Chamber, pack: Pack) -> None:
    later = next(f.id for f in pack.facts.values() if f.known_since > pack.personas["trotsky"].horizon)
    index = first(debate, lambda t: t.speaker == "trotsky" and t.argument is not None)
    facts = (*debate.turns[index].facts, later)
    assert doctored(debate, index, facts=facts).horizon_violations == 1


def test_a_repeated_sentence_is_counted(debate: Chamber) -> None:
    index = first(debate, lambda t: t.move is MoveKind.CLOSE)
    twice = f"{debate.turns[index].text} {debate.turns[index - 1].text}"
    assert doctored(debate, index, text=twice).sentences_repeated > 0


def test_a_repeated_argument_is_counted(debate: Chamber) -> None:
    index = first(debate, lambda t: t.move in ATTACKS)
    assert doctored(debate, index, argument=debate.turns[1].argument).arguments_repeated == 1


def test_a_fact_without_its_source_is_counted(debate: Chamber) -> None:
    index = first(debate, lambda t: t.argument is not None)
    text = debate.turns[index].text.split(" [")[0]
    assert doctored(debate, index, text=text).cited.value < 1


def test_an_attack_on_ones_own_side_is_no_live_target(debate: Chamber) -> None:
    index = max(i for i, t in enumerate(debate.turns) if t.move in ATTACKS)
    own = first(debate, lambda t: t.side is debate.turns[index].side and t.argument is not None)
    found = doctored(debate, index, target=debate.turns[own].argument)
    assert found.live_target.hits == found.live_target.of - 1


def test_a_debate_that_stops_early_breaks_the_guarantee(play: Play) -> None:
    whole = play("natural-heir", "trotsky", "pipes", rounds=1, seed=1, capped=False)
    assert guarantee_holds(whole)
    reached = []
    for cut in range(len(whole.turns)):
        part = Chamber(whole.case.pack, whole.case.setup, whole._composer.prompts, whole.turns[:cut])
        reached.append(guarantee_holds(part))
    assert not all(reached)
