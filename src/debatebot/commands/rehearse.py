"""`debatebot run` and `debatebot rehearse`."""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from debatebot.argumentation import ProofStandard
from debatebot.chamber import make_setup
from debatebot.commands import common
from debatebot.config import Settings
from debatebot.dialogue import Setup
from debatebot.errors import UserError
from debatebot.log import Debate, Journal
from debatebot.pack import Pack, Side
from debatebot.session import resume
from debatebot.terminal import asking
from debatebot.terminal.rehearsal import Rehearsal
from debatebot.terminal.stage import Pace

FOR, AGAINST, ROUNDS = "pipes", "trotsky", 4
SEED = 6  # without a terminal: a close debate, the one of the documentation
YOU = "the student"  # a name that reads well inside the other speakers' sentences
MOST_SEEDS = 10_000


@click.command()
@common.db_option
def run(db: Path | None) -> None:
    """Run the bot. Without DISCORD_TOKEN it holds a rehearsal in the terminal."""
    if Settings().discord_token:
        click.echo("DISCORD_TOKEN is set, but this version has no Discord side yet: it rehearses in the terminal.")
    else:
        click.echo("No DISCORD_TOKEN is set, so this is a rehearsal in the terminal (see the README for the token).")
    _hold(Wanted(), db=db, pace="quick", why=False, as_json=False, seeds=None, resumed=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line; None where it was left open."""

    pack_name: str = common.OUR_PACK
    motion: str | None = None
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    rounds: int | None = None
    seed: int | None = None
    capped: bool = True
    standard: str = "balance"
    side: str | None = None


@click.command()
@common.pack_option
@click.option("--motion", help="What is debated, by id (natural-heir, betrayal, ...).")
@click.option("--for", "for_", multiple=True, metavar="PERSONA", help="Who argues for it. Twice for a panel of two.")
@click.option("--against", multiple=True, metavar="PERSONA", help="Who argues against it. Twice for a panel of two.")
@click.option("--rounds", type=click.IntRange(1, 8), help="Turns a speaker has between opening and summary.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="The same seed gives the same debate.")
@click.option("--seeds", metavar="A-B", help="Hold a debate for each seed from A to B, one after another.")
@click.option("--uncapped", is_flag=True, help="Until the losing side has no answer left, however many rounds.")
@click.option(
    "--standard",
    type=click.Choice(["balance", *(standard.value for standard in ProofStandard)]),
    default="balance",
    show_default=True,
    help="The proof standard of the verdict.",
)
@click.option("--side", type=click.Choice(["for", "against"]), help="Take that side yourself.")
@click.option("--pace", type=click.Choice(["quick", "reading", "manual"]), default="quick", show_default=True)
@click.option("--why", is_flag=True, help="Show the reason of every move.")
@click.option("--resume", "resumed", is_flag=False, flag_value="", metavar="[ID]", help="Go on with a debate.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@common.db_option
def rehearse(
    pack_name: str,
    motion: str | None,
    for_: tuple[str, ...],
    against: tuple[str, ...],
    rounds: int | None,
    seed: int | None,
    seeds: str | None,
    uncapped: bool,
    standard: str,
    side: str | None,
    pace: Pace,
    why: bool,
    resumed: str | None,
    as_json: bool,
    db: Path | None,
) -> None:
    """Hold a debate in the terminal.

    Asks for what is missing when it has a terminal, and takes defaults when it has none. Every turn is in the log
    before it is shown; Ctrl-C stops, and --resume goes on.
    """
    wanted = Wanted(pack_name, motion, for_, against, rounds, seed, not uncapped, standard, side)
    _hold(wanted, db=db, pace=pace, why=why, as_json=as_json, seeds=seeds, resumed=resumed)


def _hold(
    wanted: Wanted, *, db: Path | None, pace: Pace, why: bool, as_json: bool, seeds: str | None, resumed: str | None
) -> None:
    if resumed is not None and (wanted != Wanted(wanted.pack_name) or seeds):
        raise UserError(
            "--resume goes on with a debate as it was begun; leave out its motion, speakers, rounds and seed"
        )
    debate = None if resumed is None else _unfinished(db, resumed)
    pack = common.load(debate.pack if debate else wanted.pack_name)
    shelf = common.shelf([pack])
    console = Console(highlight=False)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not as_json
    # asked before the log is opened, so that a refusal leaves no file behind
    setups = [] if debate else _setups(wanted, pack, seeds, console if asks else None)
    with Journal.open(common.database(db)) as journal:
        rehearsal = Rehearsal(shelf, pack, journal, console, pace, why)
        if debate:
            with common.reader(db) as log:
                chamber = resume(shelf, log, journal, debate.id)
            if as_json:
                _print(rehearsal.json_of(debate.id, chamber))
            else:
                rehearsal.show(debate.id, chamber)
            return
        for setup in setups:
            if as_json:
                _print(rehearsal.lines(setup))
            else:
                rehearsal.hold(setup)
    if not as_json:
        console.print(f"[dim]The debate is in {common.database(db)}: debatebot log show --last prints it again.[/]")


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _unfinished(db: Path | None, name: str) -> Debate:
    """The debate with that id, or, where none is given, the latest one that did not end."""
    with common.reader(db) as log:
        if name:
            return log.find(name)
        found = log.debates(limit=1, status="running") + log.debates(limit=1, status="interrupted")
    if not found:
        raise UserError("no debate is broken off; debatebot log list shows them all")
    return max(found, key=lambda debate: debate.id)


def _setups(wanted: Wanted, pack: Pack, seeds: str | None, console: Console | None) -> list[Setup]:
    """The debates to hold. `console` is there if the person can be asked."""
    side = Side(wanted.side) if wanted.side else None
    if wanted.rounds and not wanted.capped:
        raise UserError("--uncapped has no number of rounds; leave out --rounds, or --uncapped")
    motion = wanted.motion
    if motion is None:
        motion = asking.motion(console, pack) if console else next(iter(pack.motions))
    motion = common.motion_id(pack, motion)
    if console and side is None and not (wanted.for_ and wanted.against):
        side = asking.own_side(console)
    if side is not None and console is None:
        raise UserError("taking a side needs a terminal to type in; leave out --side, or run it in one")
    speakers = {Side.FOR: list(wanted.for_), Side.AGAINST: list(wanted.against)}
    for one in Side:
        named = [common.persona_id(pack, name) for name in speakers[one]]
        if one is side:
            if named:
                raise UserError(
                    f"--side {side} seats you there, so --{side} cannot name a persona; leave one of them out"
                )
            named = [YOU]
        elif not named:
            taken = [*speakers[Side.FOR], *speakers[Side.AGAINST]]
            default = _default(pack, one, taken)
            named = [asking.persona(console, pack, one, taken, default) if console else default]
        speakers[one] = named
    everybody = [*speakers[Side.FOR], *speakers[Side.AGAINST]]
    if len(set(everybody)) < len(everybody):
        raise UserError("a persona can have one seat only; choose another one for the other seat")
    rounds = wanted.rounds or (asking.rounds(console) if console and wanted.capped else ROUNDS)
    try:
        return [
            make_setup(
                pack,
                motion,
                speakers[Side.FOR],
                speakers[Side.AGAINST],
                rounds=rounds,
                seed=seed,
                capped=wanted.capped,
                standard=wanted.standard,
            )
            for seed in _seeds(wanted.seed, seeds, drawn=console is not None)
        ]
    except ValueError as error:
        raise UserError(str(error)) from error


def _default(pack: Pack, side: Side, taken: list[str]) -> str:
    wanted = {Side.FOR: FOR, Side.AGAINST: AGAINST}[side]
    left = [name for name in pack.personas if name not in taken]
    if not left:
        raise UserError(f"the pack {pack.id} has too few personas for a debate; it needs two")
    return wanted if wanted in left else left[0]


def _seeds(seed: int | None, seeds: str | None, drawn: bool) -> list[int]:
    if seeds is None:
        return [seed if seed is not None else secrets.randbelow(MOST_SEEDS) if drawn else SEED]
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", seeds)
    if seed is not None or found is None or int(found[1]) > int(found[2]):
        raise UserError("--seeds takes a range such as 1-50, and not together with --seed")
    if int(found[2]) - int(found[1]) >= MOST_SEEDS:
        raise UserError(f"--seeds takes at most {MOST_SEEDS:,} seeds at once")
    return list(range(int(found[1]), int(found[2]) + 1))
