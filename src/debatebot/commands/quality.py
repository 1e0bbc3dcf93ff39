"""`debatebot check` and `debatebot measure`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from debatebot.commands import common
from debatebot.config import Settings, data_folder, pack_folders, prompts_folder
from debatebot.dialogue import TACTICS, may_say
from debatebot.errors import UserError
from debatebot.measure import Plan, play, rows, summary
from debatebot.pack.lint import lint, notes
from debatebot.speech import Prompts


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--notes", "with_notes", is_flag=True, help="Also list what is worth knowing but no error.")
def check(folder: Path | None, with_notes: bool) -> None:
    """Lint a pack: exit 0 if it is clean, or 1 with every error. Without FOLDER, all packs at hand."""
    folders = [folder] if folder else list(pack_folders(Settings()).values())
    found = 0
    for one in folders:
        problems = lint(one, TACTICS, may_say)
        for problem in problems:
            click.echo(str(problem))
        found += len(problems)
        if with_notes and not problems:
            for note in notes(one, may_say):
                click.echo(f"note: {note}")
        shown = one.name if one.is_relative_to(data_folder()) else one
        click.echo(
            f"{shown}: {len(problems)} problem{'s' if len(problems) != 1 else ''}" if problems else f"{shown}: clean"
        )
    if found:
        raise click.exceptions.Exit(1)


@click.command()
@common.pack_option
@click.option("--seeds", type=click.IntRange(1, 1000), default=5, show_default=True, help="Seeds for each pair.")
@click.option("--rounds", type=click.IntRange(1, 8), default=4, show_default=True, help="Rounds of the short debates.")
@click.option("--json", "as_json", is_flag=True, help="The table as JSON.")
def measure(pack_name: str, seeds: int, rounds: int, as_json: bool) -> None:
    """Play many debates and print the quality table.

    Every motion, every ordered pair of personas: SEEDS debates of ROUNDS rounds, one of eight, one uncapped.
    """
    plan = Plan(common.load(pack_name), Prompts(prompts_folder()), seeds, rounds)
    if not plan.pairings:
        raise UserError("no two personas of this pack can meet: each needs arguments on a side of a motion")
    bar = Progress(
        TextColumn("debates"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("debates", total=plan.total)
        results = play(plan, lambda: bar.advance(task))
    data = summary(plan, results)
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    table = Table("what", "measured", "wanted", title="Quality of debates")
    for row in rows(data):
        table.add_row(*row)
    Console(highlight=False).print(table)
