"""`debatebot log`: list, show, search, export, verify, purge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from debatebot.chamber import Chamber
from debatebot.commands import common
from debatebot.config import Settings, pack_folders
from debatebot.errors import UserError
from debatebot.log import Journal, purge
from debatebot.pack import Pack, PackError, load_pack
from debatebot.review.exports import FORMATS, export
from debatebot.review.record import Record, ReviewError
from debatebot.session import verify
from debatebot.terminal.stage import Stage, title

MOST_DAYS = 36_500


@click.group()
def log() -> None:
    """The logged debates: list, show, search, export, verify, purge."""


def _packs() -> Mapping[str, Pack]:
    """All packs that load; a broken one must not keep a teacher from the log."""
    found = {}
    for folder in pack_folders(Settings()).values():
        try:
            pack = load_pack(folder)
        except PackError:
            click.echo(f"The pack in {folder} is broken and left out; debatebot check says why.", err=True)
            continue
        found[pack.id] = pack
    return found


@log.command("list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many, newest first.")
@click.option("--status", type=click.Choice(["running", "finished", "interrupted", "ended"]), help="Only these.")
@click.option("--motion", help="Only this motion, by id.")
@common.db_option
def list_(limit: int, status: str | None, motion: str | None, db: Path | None) -> None:
    """List debates, the newest first."""
    with common.reader(db) as reader:
        table = Table()
        table.add_column("id", no_wrap=True)
        for name in ("started", "motion", "speakers", "turns", "outcome"):
            table.add_column(name, overflow="fold")
        for debate in reader.debates(limit=limit, status=status, motion=motion):
            seats = reader.setup(debate.id).seats
            speakers = ", ".join(f"{seat.speaker} {seat.side.value}" for seat in seats)
            ended = debate.outcome or debate.status
            started = debate.started_at[:16].replace("T", " ")
            table.add_row(debate.id, started, debate.motion, escape(speakers), str(debate.turns), ended)
    Console(highlight=False).print(
        table if table.row_count else "No debate is logged yet: debatebot rehearse holds one."
    )


@log.command()
@click.argument("debate_id", required=False)
@click.option("--last", is_flag=True, help="The latest debate (the default).")
@click.option("--why", is_flag=True, help="Show the reason of every move.")
@common.db_option
def show(debate_id: str | None, last: bool, why: bool, db: Path | None) -> None:
    """Show a debate again, by its id or the beginning of it."""
    with common.reader(db) as reader:
        record = Record.load(reader, reader.find(_one(debate_id, last)).id, _packs())
    console = Console(highlight=False)
    if record.note:
        console.print(f"[yellow]{escape(record.note)}[/]")
    if record.pack is None:
        # board and map would not be those of the debate; the transcript tells what the log has
        click.echo(export(record, "markdown"))
        return
    chamber = Chamber(record.pack, record.setup, common.shelf([record.pack]).prompts)
    stage = Stage(console, chamber, why=why)
    title(console, chamber, record.debate.id)
    for turn in record.turns:
        chamber.recall(turn)
        stage.turn(turn)
    if not chamber.over:
        console.print(f"[yellow]The debate broke off here; debatebot rehearse --resume {record.debate.id} goes on.[/]")
    stage.map()
    stage.sources()


@log.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many, newest first.")
@common.db_option
def search(text: str, limit: int, db: Path | None) -> None:
    """Find turns and students' words that contain all words of TEXT."""
    with common.reader(db) as reader:
        hits = reader.search(text, limit=limit, marks=("\x01", "\x02"))
    console = Console(highlight=False)
    for hit in hits:
        words = escape(hit.snippet).replace("\x01", "[bold]").replace("\x02", "[/]")
        console.print(
            f"[dim]{hit.debate_id} {hit.seq if hit.seq is not None else '-'} {escape(hit.speaker)}[/]  {words}"
        )
    if not hits:
        console.print("Nothing found.")


@log.command("export")
@click.argument("debate_ids", nargs=-1)
@click.option("--last", is_flag=True, help="The latest debate.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="markdown", show_default=True)
@click.option("--anonymous", is_flag=True, help="Students' names become Student 1, Student 2, ...")
@click.option("--output", type=click.Path(path_type=Path), help="A file; a folder for several debates.")
@common.db_option
def export_(
    debate_ids: tuple[str, ...], last: bool, form: str, anonymous: bool, output: Path | None, db: Path | None
) -> None:
    """Export debates to read, print, or use in other tools."""
    if debate_ids and last:
        raise UserError("give ids or --last, not both")
    packs = _packs()
    with common.reader(db) as reader:
        wanted = [reader.find(name).id for name in debate_ids] or [reader.find(_one(None, last)).id]
        try:
            texts = {name: export(Record.load(reader, name, packs), form, anonymous=anonymous) for name in wanted}
        except ReviewError as error:
            raise UserError(str(error)) from error
    with Journal.open(common.database(db)) as journal:
        for name in wanted:
            journal.audit("operator", f"exported as {form}", name)
    if output is None:
        for text in texts.values():
            click.echo(text, nl=not text.endswith("\n"))
        return
    suffix = {"markdown": "md", "json": "jsonl", "aif": "json"}.get(form, form)
    for name, text in texts.items():
        path = output / f"{name}.{suffix}" if output.is_dir() or len(texts) > 1 else output
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UserError(f"{path} cannot be written ({error.strerror}); choose another --output") from error
        click.echo(f"Wrote {path}")


@log.command("verify")
@click.argument("debate_ids", nargs=-1)
@common.db_option
def verify_(debate_ids: tuple[str, ...], db: Path | None) -> None:
    """Replay debates from seed and pack, and compare them byte for byte. Without ids, all of them."""
    shelf = common.shelf(list(_packs().values()))
    console = Console(highlight=False)
    with common.reader(db) as reader:
        chosen = [reader.find(name) for name in debate_ids] or reader.debates(limit=1_000_000)
        results = [
            verify(shelf, reader, debate)
            for debate in track(chosen, "replaying", console=Console(stderr=True), transient=True)
        ]
    different = [r for r in results if not r.same]
    skipped = [r for r in results if r.same and not r.replayed]
    for result in different:
        console.print(f"{result.debate_id} differs: {escape(result.note)}")
    for result in skipped:
        console.print(f"{result.debate_id} could not be compared: {escape(result.note)}")
    compared = len(results) - len(skipped)
    console.print(f"{compared - len(different)} of {compared} debates compared are the same, byte for byte.")
    if skipped:
        console.print(f"{len(skipped)} could not be compared.")
    if different:
        raise click.exceptions.Exit(1)


@log.command("purge")
@click.argument("debate_ids", nargs=-1)
@click.option("--older-than", metavar="AGE", help="Such as 90d, 12w or 1y.")
@click.option("--yes", is_flag=True, help="Do it; without this, only what would go is shown.")
@common.db_option
def purge_(debate_ids: tuple[str, ...], older_than: str | None, yes: bool, db: Path | None) -> None:
    """Delete debates for good. Shows what would go, and deletes only with --yes."""
    if not debate_ids and older_than is None:
        raise UserError("say which debates: ids, or --older-than 90d")
    with common.reader(db) as reader:
        ids = tuple(reader.find(name).id for name in debate_ids)
    with Journal.open(common.database(db)) as journal:
        gone = purge(journal, older_than=_age(older_than), debate_ids=ids, dry_run=not yes)
    for debate in gone:
        click.echo(f"{'deleted' if yes else 'would delete'} {debate.id} {debate.started_at[:10]} {debate.motion_text}")
    if not gone:
        click.echo("Nothing to delete.")
    elif not yes:
        click.echo(f"{len(gone)} would be deleted and cannot be brought back; add --yes to do it.")


def _one(debate_id: str | None, last: bool) -> str | None:
    if debate_id is not None and last:
        raise UserError("give an id or --last, not both")
    return debate_id


def _age(text: str | None) -> timedelta | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,5})([dwy])", text)
    if found is None:
        raise UserError(f"{text} is not an age; write 90d for days, 12w for weeks or 1y for years")
    days = int(found[1]) * {"d": 1, "w": 7, "y": 365}[found[2]]
    if days > MOST_DAYS:
        raise UserError(f"{text} is longer than a hundred years; nothing in the log is as old")
    return timedelta(days=days)
