"""`debatebot check` and `debatebot measure`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from random import Random

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from debatebot.commands import common
from debatebot.config import Settings, data_folder, pack_folders, prompts_folder
from debatebot.dialogue import TACTICS, may_say
from debatebot.errors import UserError
from debatebot.measure import Blind, Plan, Results, blind, blind_rows, play, rows, summary, variety
from debatebot.measure.variety import rows as variety_rows
from debatebot.pack import Pack, load_pack
from debatebot.pack.lint import lint, notes
from debatebot.speech import Prompts
from debatebot.speech.enumerator import Enumerator, Rendering


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--notes", "with_notes", is_flag=True, help="Also list what is worth knowing but no error.")
@click.option("--sentences", is_flag=True, help="Render every wording in every frame, and list what is broken.")
@click.option("--sample", type=click.IntRange(1, 10_000), help="Print so many of these renderings, to be read aloud.")
@click.option("--seed", type=int, default=1, show_default=True, help="For --sample: which ones.")
def check(folder: Path | None, with_notes: bool, sentences: bool, sample: int | None, seed: int) -> None:
    """Lint a pack: exit 0 if it is clean, or 1 with every error. Without FOLDER, all packs at hand."""
    folders = [folder] if folder else list(pack_folders(Settings()).values())
    found = 0
    for one in folders:
        problems = lint(one, TACTICS, may_say)
        broken = _sentences(one, sample or 0, seed, sentences) if not problems and (sentences or sample) else 0
        found += broken
        for problem in problems:
            click.echo(str(problem))
        found += len(problems)
        if with_notes and not problems:
            for note in notes(one, may_say):
                click.echo(f"note: {note}")
        shown = one.name if one.is_relative_to(data_folder()) else one
        wrong = [_number(len(problems), "problem"), _number(broken, "broken sentence")]
        click.echo(f"{shown}: {', '.join(filter(None, wrong)) or 'clean'}")
    if found:
        raise click.exceptions.Exit(1)


def _number(count: int, what: str) -> str:
    """Nothing for none, else such as `2 problems`."""
    return f"{count} {what}{'s' if count != 1 else ''}" if count else ""


def _sentences(folder: Path, sample: int, seed: int, faults: bool) -> int:
    """Renders everything the personas of a pack can say. Prints a sample, and what is broken; the number of faults."""
    pack = load_pack(folder)
    drawn = Random(seed)  # noqa: S311 - a sample to read, not a secret
    kept: list[Rendering] = []
    broken = number = passed = 0
    with _bar("personas") as bar:
        task = bar.add_task("personas", total=len(pack.personas))
        for persona in pack.personas:
            enumerator = Enumerator(pack, persona)
            for rendering in enumerator.renderings():
                number += 1
                passed += rendering.too_long
                if faults:
                    for fault in enumerator.faults(rendering):
                        broken += 1
                        click.echo(f"{persona} {rendering.frame} {rendering.wording}: {fault}: {rendering.text}")
                place = drawn.randrange(number)
                if len(kept) < sample:
                    kept.append(rendering)
                elif place < sample:
                    kept[place] = rendering
            bar.advance(task)
    for one in kept:
        click.echo(f"[{one.persona} {one.frame} {one.wording}] {one.text}")
    if faults:
        click.echo(
            f"{number:,} renderings, {broken} of them broken; {passed:,} are too long for a turn and are passed over"
        )
    return broken


@click.command()
@common.pack_option
@click.option("--seeds", type=click.IntRange(1, 100_000), default=5, show_default=True, help="Seeds for each pair.")
@click.option("--rounds", type=click.IntRange(1, 8), default=4, show_default=True, help="Rounds of the short debates.")
@click.option("--motion", help="With --for and --against: only this motion and pair, and how often words come again.")
@click.option("--for", "for_", help="The persona for the motion.")
@click.option("--against", help="The persona against it.")
@click.option("--json", "as_json", is_flag=True, help="The table as JSON.")
def measure(
    pack_name: str, seeds: int, rounds: int, motion: str | None, for_: str | None, against: str | None, as_json: bool
) -> None:
    """Play many debates and print the quality table.

    Every motion, every ordered pair of personas: SEEDS debates of ROUNDS rounds, one of eight, one uncapped; and the
    blind test, which asks whether the personas can be told apart with names and topics covered. With a motion and a
    pair, SEEDS debates of it, and how often the same frames and sentences come again.
    """
    pack, prompts = common.load(pack_name), Prompts(prompts_folder())
    if motion is not None and for_ is not None and against is not None:
        pair = (common.persona_id(pack, for_), common.persona_id(pack, against))
        _variety(pack, prompts, common.motion_id(pack, motion), pair, seeds, rounds, as_json)
        return
    if motion is not None or for_ is not None or against is not None:
        raise UserError("--motion, --for and --against go together; give all three, or none for the whole table")
    plan = Plan(pack, prompts, seeds, rounds)
    if not plan.pairings:
        raise UserError("no two personas of this pack can meet: each needs arguments on a side of a motion")
    with _bar("debates") as bar:
        task = bar.add_task("debates", total=plan.total)
        results = play(plan, lambda: bar.advance(task))
    data = summary(plan, results)
    tests, missing = _blind(plan, results)
    if as_json:
        data["blind"] = {what: asdict(test) for what, test in tests.items()}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    more = blind_rows(tests) if tests else [("blind test", missing, "")]
    _table("Quality of debates", [*rows(data), *more])
    for what, test in tests.items():
        _confusion(f"Blind test by {what}: who was taken for whom", test)


def _variety(
    pack: Pack, prompts: Prompts, motion: str, pair: tuple[str, str], seeds: int, rounds: int, as_json: bool
) -> None:
    with _bar("debates") as bar:
        task = bar.add_task("debates", total=seeds)
        found = variety(pack, prompts, motion, pair, seeds, rounds, lambda: bar.advance(task))
    if as_json:
        click.echo(json.dumps(found.plain(), ensure_ascii=False, indent=2))
        return
    _table(f"{motion}: {pair[0]} for, {pair[1]} against", variety_rows(found))


def _blind(plan: Plan, results: Results) -> tuple[dict[str, Blind], str]:
    try:
        return blind(plan, results), ""
    except UserError as error:
        return {}, str(error)


def _bar(what: str) -> Progress:
    return Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _table(title: str, found: Iterable[tuple[str, str, str]]) -> None:
    table = Table("what", "measured", "wanted", title=title)
    for row in found:
        table.add_row(*row)
    Console(highlight=False).print(table)


def _confusion(title: str, test: Blind) -> None:
    table = Table("spoken by", *test.personas, "known", title=title)
    for name, row in zip(test.personas, test.confusion, strict=True):
        table.add_row(name, *map(str, row), f"{test.by_persona[name]:.0%}")
    Console(highlight=False).print(table)
