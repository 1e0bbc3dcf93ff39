"""The argument map: as text, DOT, Argdown and AIF."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from debatebot.dialogue import UTTERANCES, MoveKind
from debatebot.pack import AttackKind, Side
from debatebot.review import dot, export, text_map, tree
from debatebot.review.argdown import _data, _text
from debatebot.review.map import Branch

from .conftest import Held


def relations(held: Held) -> Counter[str]:
    """How many relations of each kind there are among what was uttered."""
    case, state = held.chamber.case, held.chamber.state
    said = list(state.uttered)
    kinds = [case.defeats[one][two].kind for one in said for two in case.defeats[one] if two in said]
    undercuts = sum(kind is AttackKind.UNDERCUT for kind in kinds)
    against = sum(case.sides[name] is Side.AGAINST for name in said)
    supports = [
        (one, two)
        for one in said
        for two in case.pack.arguments[one].supports
        if two in said and case.sides[one] is case.sides[two]
    ]
    return Counter(
        {
            "_": undercuts,
            "-": len(kinds) - undercuts + against,
            "+": len(supports) + len(said) - against,
            "><": 1,
        }
    )


def names(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from names(branch.attackers)


def test_every_argument_is_in_the_map_and_what_stands_is_at_the_top(held: Held) -> None:
    state = held.chamber.state
    patches = tree(held.chamber.case, state)
    tops = [branch for patch in patches for _, branches in patch.sides for branch in branches]
    assert {branch.name for branch in names(tuple(tops))} == set(state.uttered)
    assert set(state.standing) <= {top.name for top in tops}
    assert all(branch.attackers for branch in tops if branch.label == "out")


def test_the_text_keeps_to_its_width(held: Held) -> None:
    for width in (60, 100):
        found = text_map(held.chamber.case, held.chamber.state, width)
        assert max(map(len, found)) <= width
        text = " ".join(" ".join(found).replace("|", " ").split())
        for name in held.chamber.state.standing:
            assert held.chamber.case.pack.arguments[name].claim in text


def test_dot_has_every_argument_and_every_defeat(held: Held) -> None:
    case, state = held.chamber.case, held.chamber.state
    graph = dot(case, state)
    edges = re.findall(r'^  "(.+?)" -> "(.+?)" \[', graph, re.MULTILINE)
    framework = case.framework(state.uttered)
    assert Counter(edges) == Counter(
        (framework.nodes[i], framework.nodes[j]) for i, targets in enumerate(framework.targets) for j in targets
    )
    assert len(re.findall(r'^  "(.+?)" \[label=', graph, re.MULTILINE)) == len(framework.nodes)
    assert graph.count("{") == graph.count("}") == 1


def test_argdown_has_the_relations_of_the_log(held: Held) -> None:
    text = export(held.record, "argdown")
    head, body = text.split("\n===\n", 1)
    assert head.startswith("===\ntitle: ")
    found: Counter[str] = Counter()
    defined: list[str] = []
    target = ""
    made: set[tuple[str, str, str]] = set()
    for line in body.splitlines():
        if define := re.match(r"(?:<([a-z0-9-]+)>|\[(motion|contrary)\]): \S", line):
            target = define[1] or define[2]
            defined.append(target)
        elif relation := re.fullmatch(r"  (\+|-|_|><) [<\[]([a-z0-9-]+)[>\]]", line):
            found[relation[1]] += 1
            made.add((relation[2], relation[1], target))
        else:
            assert not line or re.match(r"# \S", line), line
    assert found == relations(held)
    assert sorted(defined) == sorted(["motion", "contrary", *held.record.said])
    assert {name for name, _, _ in made} <= set(defined)
    for turn in held.chamber.turns:
        if turn.move in UTTERANCES and turn.target:
            assert {(turn.argument, sign, turn.target) for sign in "-_"} & made


def test_argdown_text_and_data_cannot_break_out() -> None:
    assert _text("a [b] <c> {d} #e @f *g* _h_ // i\n<j>") == (r"a \[b\] \<c\> \{d\} \#e \@f \*g\* \_h\_ \/\/ i \<j\>")
    data = _data(turn=3, speaker='I"nes}\n{\u2028\0 \\')
    assert data == r'{turn: 3, speaker: "I\"nes) ( \\"}'


def net(held: Held) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(held.record, "aif"))
    return found


def test_aif_goes_through_scheme_nodes_only(held: Held) -> None:
    found = net(held)
    kinds = {node["nodeID"]: node["type"] for node in found["nodes"]}
    assert len(kinds) == len(found["nodes"])
    assert set(kinds.values()) == {"I", "L", "RA", "CA", "TA", "YA"}
    degree: Counter[tuple[str, str]] = Counter()
    for edge in found["edges"]:
        start, end = kinds[edge["fromID"]], kinds[edge["toID"]]
        assert not {start, end} <= {"I", "L"}
        assert (start, end) != ("YA", "YA")
        assert edge["formEdgeID"] is None
        if end != "YA":  # what is said may be brought in by several illocutions
            degree["out", edge["fromID"]] += 1
        degree["in", edge["toID"]] += 1
    for name, kind in kinds.items():
        assert isinstance(name, str)
        if kind in {"CA", "TA", "YA", "RA"}:
            assert degree["in", name] >= 1
            assert degree["out", name] == 1


def test_aif_has_a_locution_for_each_turn_and_an_undercut_hits_an_inference(held: Held) -> None:
    found = net(held)
    turns = held.chamber.turns
    kinds = {node["nodeID"]: node["type"] for node in found["nodes"]}
    schemes = {node["nodeID"]: node.get("scheme") for node in found["nodes"]}
    assert [node["text"].split(": ", 1)[1] for node in found["nodes"] if node["type"] == "L"] == [t.text for t in turns]
    people = {person["participantID"] for person in found["participants"]}
    assert {said["personID"] for said in found["locutions"]} == people
    assert len(people) == len({turn.speaker for turn in turns})
    conflicts = {name: kind for name, kind in schemes.items() if kinds[name] == "CA" and kind}
    attacks = [t for t in turns if t.move in UTTERANCES and t.target]
    assert len(conflicts) == len(attacks)
    hits = [(conflicts[e["fromID"]], kinds[e["toID"]]) for e in found["edges"] if e["fromID"] in conflicts]
    assert all((kind == "undercut") == (hit == "RA") for kind, hit in hits)
    assert sum(kind == "undercut" for kind, _ in hits) >= sum(t.move is MoveKind.UNDERCUT for t in turns)
