"""Writes the example debate: docs/debate.md whole, its beginning into README.md, its sums into docs/how-it-works.md.

With --check it writes nothing and exits 1 if one of them is out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from debatebot.argumentation import Label
from debatebot.chamber import Chamber, make_setup
from debatebot.config import data_folder, prompts_folder
from debatebot.dialogue import MoveKind, Turn
from debatebot.pack import Side, load_pack
from debatebot.review.map import text_map
from debatebot.review.report import DEEDS
from debatebot.speech import Prompts

ROOT = Path(__file__).resolve().parent.parent
MOTION, FOR, AGAINST, ROUNDS, SEED = "natural-heir", "pipes", "trotsky", 4, 6
EXCERPT = range(1, 7)  # the turns that stand in the README
COMMAND = f"uv run debatebot rehearse --motion {MOTION} --for {FOR} --against {AGAINST} --rounds {ROUNDS} --seed {SEED}"
FATE = {Label.IN: "stands", Label.OUT: "fell", Label.UNDECIDED: "open"}
RULES = (
    "This is a rule-based game. It repeats positions from a file written by people; it does not think, and it does not "
    "decide who is right."
)


def held() -> Chamber:
    """The example debate, played to its end, without a log."""
    pack = load_pack(data_folder() / "personas" / "lenin-stalin")
    setup = make_setup(pack, MOTION, [FOR], [AGAINST], rounds=ROUNDS, seed=SEED)
    chamber = Chamber(pack, setup, Prompts(prompts_folder()))
    for _ in chamber.run():
        pass
    return chamber


def page(chamber: Chamber) -> str:
    """docs/debate.md."""
    pack, setup = chamber.case.pack, chamber.case.setup
    lines = [
        "# One whole debate",
        "",
        f"The motion is **{pack.motions[MOTION].text}**. Every word below was made by the program, with",
        "",
        "```",
        COMMAND,
        "```",
        "",
        "which prints the same debate on any machine with this version of the program and of the pack. This page is "
        "written by `uv run python tasks/example_debate.py`; do not edit it. [How it works](how-it-works.md) explains "
        "the words.",
        "",
        f"> {RULES}",
        "",
    ]
    for seat in setup.seats:
        persona = pack.personas[seat.persona or ""]
        lines.append(f"- **{persona.name}**, {seat.side.value} the motion. {persona.label}")
    issue = None
    for turn in chamber.turns:
        if turn.issue is not None and turn.issue != issue:
            issue = turn.issue
            lines += ["", f"## {pack.issues[issue].title}"]
        if turn.move is MoveKind.SUMMARISE and issue is not None:
            issue = None
            lines += ["", "## Summaries and last words"]
        if turn.move is MoveKind.VERDICT:
            lines += ["", "## The verdict", "", turn.text]
            continue
        lines += ["", f"**{turn.seq}. {heading(chamber, turn)}**", "", turn.text]
        if not turn.of_chair:
            lines += ["", f"*Why this move? {turn.reason}*"]
    lines += ["", "## The map", "", "```text", *(line.rstrip() for line in text_map(chamber.case, chamber.state, 100))]
    lines += ["```", "", "## Sources", ""]
    for name in dict.fromkeys(source for turn in chamber.turns for source in turn.sources):
        source = pack.sources[name]
        year = f" ({source.year})" if source.year is not None else ""
        lines.append(f"- [{source.cite}] {source.author}: *{source.title}*{year}. {source.published.rstrip('.')}.")
    return "\n".join(lines) + "\n"


def heading(chamber: Chamber, turn: Turn) -> str:
    """Who speaks, for which side, and what the turn does."""
    persona = chamber.case.pack.personas.get(turn.speaker)
    parts = [persona.name if persona else "The chair"]
    if turn.side is not None:
        parts.append(turn.side.value)
    if turn.move in DEEDS:
        parts.append(DEEDS[turn.move])
    return ", ".join(parts)


def excerpt(chamber: Chamber) -> str:
    """The turns for the README, as a quotation."""
    lines: list[str] = []
    for turn in chamber.turns:
        if turn.seq in EXCERPT:
            lines += [f"> **{heading(chamber, turn)}:** {turn.text}", ">"]
    verdict = chamber.turns[-1].text.split(". ")[:2]
    return "\n".join([*lines, f"> **The chair, at the end:** {'. '.join(verdict)}."]) + "\n"


def worked(chamber: Chamber) -> str:
    """The sums of the verdict, for docs/how-it-works.md."""
    return "\n".join(_worked(chamber)) + "\n"


def _worked(chamber: Chamber) -> Iterator[str]:
    case, state, verdict = chamber.case, chamber.state, chamber.verdict
    arguments = case.pack.arguments
    yield from ("| turn | side | argument | grade | against | in the end | strength |", "|--:|---|---|---|---|---|--:|")
    for name in state.uttered:
        turn = state.said_in[name]
        attack = case.defeats[name].get(turn.target) if turn.target else None
        against = f"turn {state.said_in[turn.target].seq} ({attack.kind.value})" if attack and turn.target else ""
        yield (
            f"| {turn.seq} | {case.sides[name].value} | {_point(chamber, name)} | {arguments[name].grade.value} | "
            f"{against} | {FATE[state.labelling[name]]} | {state.strengths[name]:.2f} |"
        )
    total = {side: [state.strengths[n] for n in state.standing if case.sides[n] is side] for side in Side}
    sums = {side: sum(total[side]) for side in Side}
    energy = sums[Side.FOR] - sums[Side.AGAINST]
    share = energy * energy / (1 + energy * energy)
    sign = "+" if energy >= 0 else "-"
    yield ""
    for side in Side:
        row = " + ".join(f"{value:.2f}" for value in total[side]) or "0"
        yield f"- Standing {side.value} the motion: {row} = {sums[side]:.2f}"
    yield f"- Energy E: {sums[Side.FOR]:.2f} - {sums[Side.AGAINST]:.2f} = {energy:.2f}"
    yield f"- E² / (1 + E²) = {share:.2f}"
    yield f"- Balance: 0.5 {sign} 0.5 × {share:.2f} = **{verdict.balance:.2f}**, so the motion is **{verdict.outcome}**"
    if verdict.turning and verdict.turning_side:
        said = " and ".join(f"“{_point(chamber, name)}”" for name in verdict.turning)
        yield f"- What could have turned it, from the side {verdict.turning_side.value}: {said}"


def _point(chamber: Chamber, name: str) -> str:
    return chamber.case.pack.arguments[name].restate[0].removeprefix("that ")


def between(text: str, marker: str, content: str) -> str:
    """`text` with `content` between `<!-- marker -->` and `<!-- /marker -->`. Raises ValueError if they are missing."""
    start, end = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the markers {start.strip()} and {end} are missing")
    return f"{before}{start}\n{content}\n{end}{after}"


def fresh(root: Path = ROOT) -> dict[Path, str]:
    """Each file that this task writes, with the text that it should have."""
    chamber = held()
    readme, theory = root / "README.md", root / "docs" / "how-it-works.md"
    return {
        root / "docs" / "debate.md": page(chamber),
        readme: between(readme.read_text(encoding="utf-8"), "excerpt", excerpt(chamber)),
        theory: between(theory.read_text(encoding="utf-8"), "worked", worked(chamber)),
    }


def stale(root: Path = ROOT) -> list[str]:
    """The files that are missing or differ, by their path from `root`."""
    return [
        path.relative_to(root).as_posix()
        for path, text in fresh(root).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Runs the task: 0 if all is well, 1 if --check found a stale file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is out of date")
    if parser.parse_args().check:
        old = stale()
        for name in old:
            print(f"{name} is out of date; run: uv run python tasks/example_debate.py", file=sys.stderr)
        return 1 if old else 0
    for path, text in fresh().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
