"""Asks the person at the keyboard for what is missing: the motion, the speakers, a side, a move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.prompt import IntPrompt, Prompt
from rich.text import Text

from debatebot.argumentation import SCHEMES
from debatebot.chamber import Awaiting, Chamber
from debatebot.dialogue import Move, MoveKind, Phase
from debatebot.dialogue.protocol import last_point
from debatebot.pack import Pack, Side
from debatebot.speech.words import sentence

SHORT_LIST = 6


def pick(console: Console, question: str, options: Mapping[str, str], default: str) -> str:
    """One of `options` (id -> words), by number or by id."""
    names = list(options)
    console.print(Text(question, style="bold"))
    for i, (name, words) in enumerate(options.items(), 1):
        console.print(Text(f"  {i}  {words}  "), Text(f"({name})", style="dim"), sep="", end="\n")
    while True:
        answer = Prompt.ask("Number or name", console=console, default=str(names.index(default) + 1)).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        if answer in options:
            return answer
        console.print(f"Please give a number from 1 to {len(names)}.", style="yellow")


def motion(console: Console, pack: Pack) -> str:
    """The motion to debate."""
    return pick(
        console, "What shall be debated?", {m.id: m.text for m in pack.motions.values()}, next(iter(pack.motions))
    )


def persona(console: Console, pack: Pack, side: Side, taken: Sequence[str], default: str) -> str:
    """Who speaks on a side; `default` is offered."""
    left = {p.id: p.name for p in pack.personas.values() if p.id not in taken}
    return pick(console, f"Who speaks {side.value} the motion?", left, default)


def own_side(console: Console) -> Side | None:
    """Whether the person takes a side, and which."""
    options = {"watch": "No, I watch", "for": "Yes, for the motion", "against": "Yes, against the motion"}
    answer = pick(console, "Do you want to take a side yourself?", options, "watch")
    return None if answer == "watch" else Side(answer)


def rounds(console: Console) -> int:
    """The number of rounds."""
    while True:
        number = IntPrompt.ask("How many rounds (1 to 8)", console=console, default=4)
        if 1 <= number <= 8:
            return number
        console.print("Please give a number from 1 to 8.", style="yellow")


def move(console: Console, chamber: Chamber, awaiting: Awaiting) -> Move:
    """The person's move: from a short list of the most fitting ones, or from all. KeyboardInterrupt or EOFError
    passes through: the debate is in the log and can go on later."""
    if len(awaiting.moves) == 1:
        return awaiting.moves[0]
    ranked = ranking(chamber, awaiting)
    shown = ranked[:SHORT_LIST]
    while True:
        console.print(Text("Your move. What do you say?", style="bold green"))
        for i, option in enumerate(shown, 1):
            console.print(Text(f"  {i}  {describe(chamber, option)}"))
        more = f", m for all {len(ranked)}" if len(shown) < len(ranked) else ""
        answer = Prompt.ask(f"Number{more}", console=console, default="1").strip().lower()
        if answer == "m":
            shown = ranked
        elif answer.isdecimal() and 1 <= int(answer) <= len(shown):
            return shown[int(answer) - 1]
        else:
            console.print(f"Please give a number from 1 to {len(shown)}{more}.", style="yellow")


def ranking(chamber: Chamber, awaiting: Awaiting) -> list[Move]:
    """The moves, those that answer the point just made first; each argument once."""
    state = chamber.state
    last = last_point(state, awaiting.seat.side) if awaiting.phase is not Phase.OPENINGS else None
    defeaters = chamber.case.defeaters

    def key(option: Move) -> tuple[bool, bool, int]:
        attacked = option.argument is not None and any(state.live(n) for n in defeaters[option.argument])
        weight = -chamber.case.pack.arguments[option.argument].grade.weight if option.argument else 0
        return option.target != last or last is None, attacked, weight

    found: dict[str, Move] = {}
    for option in sorted(awaiting.moves, key=key):
        name = option.argument or option.key
        found.setdefault(name if option.kind is not MoveKind.QUESTION else option.key, option)
    return list(found.values())


def describe(chamber: Chamber, option: Move) -> str:
    """A move in a line: what it says, and against what."""
    pack = chamber.case.pack
    if option.argument is not None:
        argument = pack.arguments[option.argument]
        claim = f"{pack.issues[argument.issue].title}: {argument.claim}"
        if option.target is None:
            return claim
        return f"{claim} (against: {pack.arguments[option.target].restate[0].removeprefix('that ')})"
    about = pack.arguments[option.target or ""].restate[0]
    match option.kind:
        case MoveKind.QUESTION:
            scheme = SCHEMES[pack.arguments[option.target or ""].scheme]
            return f"Ask, about the claim {about}: {scheme.question(option.question or '').text}"
        case MoveKind.ANSWER:
            return "Answer with the evidence: " + " ".join(pack.facts[f].statement for f in option.facts)
        case MoveKind.CONCEDE:
            return f"Grant {about}"
        case MoveKind.RETRACT:
            return f"Take back {about}"
    return sentence(option.kind.value)
