"""The packs that we ship are clean, and the lint finds what only the game can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from debatebot.dialogue.tactics import TACTICS
from debatebot.pack import Pack, Side, load_pack
from debatebot.pack.lint import lint, notes

from .breaking import REAL, SMALL, copy, edit, voices


@pytest.mark.parametrize("folder", [REAL, SMALL], ids=["lenin-stalin", "small"])
def test_our_packs_are_clean(folder: Path) -> None:
    assert lint(folder, TACTICS, voices) == []


def test_notes_are_no_errors(tmp_path: Path) -> None:
    said = [str(note) for note in notes(REAL, voices)]
    assert any("does not count in natural-heir, where both serve the same side" in note for note in said)
    assert notes(tmp_path) == []


def test_notes_name_what_nothing_uses(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    edit(
        pack,
        "bank/arguments.yaml",
        "grounds: [brest-vote-1918]\n    sources: [pipes-1990]",
        "grounds: [essay-idle]\n    sources: [pipes-1990]",
    )
    edit(
        pack,
        "bank/facts.yaml",
        "facts:\n",
        "facts:\n"
        "  - {id: essay-idle, issue: terror, date: 1918, statement: A fact., sources: [essay], confidence: high, "
        "tends_to: both, verified: page}\n"
        "  - {id: idle, issue: terror, date: 1918, statement: Another., sources: [essay], confidence: high, "
        "tends_to: both, verified: page}\n",
    )
    assert [(n.field, n.message) for n in notes(pack) if "idle" in n.field] == [
        ("idle", "nothing in the pack uses this fact")
    ]


def test_a_point_of_its_own_that_no_opponent_can_answer_is_a_dead_end(tmp_path: Path) -> None:
    def mute(pack: Pack, persona: str, motion: str, side: Side) -> set[str]:
        # Mr Trotsky has the answer to `resign-threat` taken out of his mouth
        return voices(pack, persona, motion, side) - ({"brest-debate"} if persona == "trotsky" else set())

    said = lint(SMALL, TACTICS, mute)
    assert [problem.field for problem in said] == ["resign-threat.motions.natural-heir"]
    assert "when pipes says it in natural-heir, nobody can answer: what defeats it (brest-debate)" in said[0].message


def test_too_few_arguments_for_the_longest_debate(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    edit(
        pack,
        "pack.yaml",
        "issues:\n",
        "  - {id: empty, text: Nothing is said, clause: nothing is said, criteria: {for: {a: if}, against: {b: if}}}\n"
        "issues:\n",
    )
    said = {
        "criterion": "{for: [{test: a, say: It is so.}], against: [{test: b, say: It is not so.}]}",
        "rejoinder": "{for: {b: [It is so.]}, against: {a: [It is not so.]}}",
        "follows": "{for: [It is so.], against: [It is not so.]}",
        "closing": "{for: [One., Two., Three., Four., Five.], against: [One., Two., Three., Four., Five.]}",
    }
    for name in ("pipes.yaml", "trotsky.yaml"):
        text = (pack / name).read_text(encoding="utf-8")
        text = text.replace("stance:\n", "stance:\n  empty: {side: mixed, why: open}\n")
        for part in said:
            text = text.replace(f"  {part}:\n", f"  {part}:\n    empty: {said[part]}\n")
        (pack / name).write_text(text, encoding="utf-8")
    load_pack(pack)
    assert [problem.message for problem in lint(pack, TACTICS)] == [
        f"0 arguments serve {side} in empty; a debate of 8 rounds needs 9: write more, or add the motion to arguments "
        "that bear on it"
        for side in ("against", "for")
    ]
