"""The argument map: what stands, what was said against it, and what became of that; as a tree, as text, as DOT."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from debatebot.argumentation import Label
from debatebot.dialogue import Case, State
from debatebot.dialogue.case import CONTRARY, MOTION
from debatebot.dialogue.verdict import holdings, outcome
from debatebot.pack import AttackKind, Side

MARKS = {Label.IN: "[+]", Label.OUT: "[x]", Label.UNDECIDED: "[?]"}
WORDS = {Label.IN: "stands", Label.OUT: "fell", Label.UNDECIDED: "open"}
LEGEND = "[+] stands   [x] fell   [?] open"
NARROWEST = 24  # letters that a claim has at least, however deep it stands and however narrow the screen


@dataclass(frozen=True, slots=True)
class Branch:
    """An argument in the map, with what attacked it.

    `kind` is how it attacks the one above it; None at the top. `above` is true where it answers its own attacker, so
    that it is the very point two steps up.
    """

    name: str
    side: Side
    label: Label
    kind: AttackKind | None
    above: bool
    attackers: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """The part of the map that belongs to an issue. `holding` is the side that holds it, or `contested`."""

    issue: str
    holding: str
    sides: tuple[tuple[Side, tuple[Branch, ...]], ...]


def tree(case: Case, state: State) -> list[Patch]:
    """The map by issue and side, in the order in which the issues came up.

    At the top are the points that stand or are open, each with everything that attacked it; beneath a point that fell
    is what it fell to. A point that fell and stands beneath no other is at the top as well, so that none is missing.
    """
    live = [name for name in state.uttered if state.labelling[name] is not Label.OUT]
    tops = {name: _branch(case, state, name, None, ()) for name in live}
    shown = {name for top in tops.values() for name in _names(top)}
    tops |= {name: _branch(case, state, name, None, ()) for name in state.uttered if name not in shown}
    rows: dict[str, dict[Side, list[Branch]]] = {}
    for name in state.uttered:
        sides = rows.setdefault(case.pack.arguments[name].issue, {})
        if name in tops:
            sides.setdefault(case.sides[name], []).append(tops[name])
    held = holdings(state)
    return [
        Patch(issue, held[issue], tuple((side, tuple(sides[side])) for side in Side if side in sides))
        for issue, sides in rows.items()
    ]


def _branch(case: Case, state: State, name: str, kind: AttackKind | None, path: tuple[str, ...]) -> Branch:
    label = state.labelling[name]
    # what stands or is open has a place of its own at the top, so beneath others it is only named
    deeper = not path or (label is Label.OUT and name not in path)
    wanted = {Label.IN} if label is Label.OUT else set(Label)
    attackers = (a for a in case.defeaters[name] if a in state.said_in and a not in state.retracted)
    below = tuple(
        _branch(case, state, a, case.defeats[a][name].kind, (*path, name))
        for a in sorted(attackers, key=state.uttered.index)
        if deeper and state.labelling[a] in wanted
    )
    return Branch(name, case.sides[name], label, kind, name in path, below)


def _names(branch: Branch) -> Iterator[str]:
    yield branch.name
    for attacker in branch.attackers:
        yield from _names(attacker)


def text_map(case: Case, state: State, width: int = 100) -> list[str]:
    """The map as lines of ASCII (but for the claims), at most `width` letters wide where that can be."""
    motion = case.pack.motions[case.setup.motion].text
    lines = textwrap.wrap(motion, max(width, NARROWEST))
    lines.append(f"{outcome(state)}, strength {state.balance:.2f} of 1")
    lines += [LEGEND, ""]
    for patch in tree(case, state):
        title = f"{case.pack.issues[patch.issue].title} ({_held(patch.holding)})"
        lines += textwrap.wrap(title, max(width, NARROWEST))
        for side, branches in patch.sides:
            lines.append(f"  {side.value}")
            for branch in branches:
                lines += _text(case, branch, "    ", "    ", width)
        if not patch.sides:
            lines.append("    all of its points fell; see what they attacked")
        lines.append("")
    return lines[:-1] if state.uttered else [*lines, "Nothing has been said yet."]


def _held(holding: str) -> str:
    return holding if holding == "contested" else f"held by the side {holding}"


def _text(case: Case, branch: Branch, first: str, rest: str, width: int) -> Iterator[str]:
    kind = f"{branch.kind.value}: " if branch.kind else ""
    claim = "the point above, which answers it" if branch.above else case.pack.arguments[branch.name].claim
    words = f"{MARKS[branch.label]} {kind}{claim}"
    hang = rest + ("|   " if branch.attackers else "    ")
    room = max(NARROWEST, width - len(hang))
    # the mark hangs in the margin, so the first line has its room besides
    start, *more = textwrap.wrap(words, room + 4, subsequent_indent="    ")
    yield first + start
    yield from (hang + line.removeprefix("    ") for line in more)
    for i, attacker in enumerate(branch.attackers, 1):
        last = i == len(branch.attackers)
        yield from _text(
            case, attacker, rest + ("`-- " if last else "|-- "), rest + ("    " if last else "|   "), width
        )


# DOT

_FILLS = {Side.FOR: "#dbe9f9", Side.AGAINST: "#fbe3d3"}
_LINES = {Side.FOR: "#1f5a9e", Side.AGAINST: "#a8480f"}
_STYLES = {Label.IN: "filled,bold", Label.OUT: "filled,dashed", Label.UNDECIDED: "filled,solid"}
_ARROWS = {
    AttackKind.REBUT: "style=solid, arrowhead=normal",
    AttackKind.UNDERMINE: "style=dashed, arrowhead=normal",
    AttackKind.UNDERCUT: "style=solid, arrowhead=odot",
}


def dot(case: Case, state: State) -> str:
    """The map as a graph in DOT, the language of Graphviz.

    Blue boxes serve for, orange ellipses against; a bold border stands, a dashed one fell, a thin one is open, and the
    words say so too. Solid arrows rebut, dashed ones undermine, those that end in a ring undercut; grey ones come from
    points that fell.
    """
    motion = case.pack.motions[case.setup.motion]
    rows = [
        "digraph debate {",
        '  graph [rankdir="BT", fontname="Helvetica", nodesep="0.3", ranksep="0.5"];',
        '  node [fontname="Helvetica", fontsize="11", style="filled"];',
        '  edge [fontname="Helvetica", fontsize="9"];',
        _node(MOTION, f"Motion: {motion.text}", state.labelling[MOTION], 'shape="box", fillcolor="#ffffff"'),
        _node(
            CONTRARY,
            f"It is not so that {motion.clause}",
            state.labelling[CONTRARY],
            'shape="box", fillcolor="#ffffff"',
        ),
    ]
    for name in state.uttered:
        side = case.sides[name]
        shape = "box" if side is Side.FOR else "ellipse"
        look = f'shape="{shape}", fillcolor="{_FILLS[side]}", color="{_LINES[side]}"'
        rows.append(_node(name, case.pack.arguments[name].claim, state.labelling[name], look, side))
    for name in state.uttered:
        side = case.sides[name]
        grey = state.labelling[name] is Label.OUT
        node = MOTION if side is Side.AGAINST else CONTRARY
        rows.append(_edge(name, node, "style=dotted, arrowhead=normal", grey))
        for target, attack in case.defeats[name].items():
            if target in state.said_in and target not in state.retracted:
                rows.append(_edge(name, target, f'{_ARROWS[attack.kind]}, label="{attack.kind.value}"', grey))
    return "\n".join([*rows, "}", ""])


def _node(name: str, text: str, label: Label, look: str, side: Side | None = None) -> str:
    said = f"{side.value}, {WORDS[label]}" if side else WORDS[label]
    shown = "\\n".join(_escaped(line) for line in [*textwrap.wrap(text, 28), f"({said})"])
    faded = ', fontcolor="#5f5f5f"' if label is Label.OUT else ""
    return f'  "{name}" [label="{shown}", {look}, style="{_STYLES[label]}"{faded}];'


def _edge(start: str, end: str, look: str, grey: bool) -> str:
    color = "#a0a0a0" if grey else "#303030"
    return f'  "{start}" -> "{end}" [{look}, color="{color}"];'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
