"""The guide for authors is true: its pack loads, and it explains every key, scheme, question, tactic and frame."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from debatebot.argumentation import SCHEMES
from debatebot.dialogue.tactics import TACTICS
from debatebot.pack import load_pack
from debatebot.pack.lint import lint
from debatebot.pack.phrases import CONDITIONS, FRAME_MUST, FRAME_VARIABLES
from debatebot.pack.schema import schemas

from .breaking import voices

GUIDE = (Path(__file__).parents[2] / "docs" / "authors.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The pack of the guide, written out as its reader would."""
    (tmp_path / "bank").mkdir()
    for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_pack_of_the_guide_loads(folder: Path) -> None:
    pack = load_pack(folder)
    assert list(pack.personas) == ["western-school"]
    assert list(pack.arguments) == ["ban-stayed", "ban-temporary"]


def test_the_pack_of_the_guide_lacks_only_what_the_guide_says_it_lacks(folder: Path) -> None:
    said = [problem.message for problem in lint(folder, TACTICS, voices)]
    assert all("a debate of 8 rounds needs 9" in m or "only on weaker evidence" in m or "nobody can" in m for m in said)


def test_every_key_is_explained() -> None:
    keys = {
        key
        for root in schemas().values()
        for model in (root, *root["$defs"].values())
        for key in model.get("properties", {})
    }
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", GUIDE)] == []


def test_every_scheme_question_and_tactic_is_listed() -> None:
    for scheme in SCHEMES.values():
        assert f"| `{scheme.id}` | {scheme.gist} |" in GUIDE
        for question in scheme.questions:
            assert f"`{question.id}`: {question.text}" in GUIDE
    assert [name for name in TACTICS if f"`{name}`" not in GUIDE] == []


def test_the_table_of_frames_is_right() -> None:
    rows = dict(
        re.findall(
            r"^\| ((?:`\w+`(?:, )?)+) \| [^|]* \| ([^|]* \| [^|]*)\|$", GUIDE.split("**Occasions.**")[0], re.MULTILINE
        )
    )
    found = {kind: row for kinds, row in rows.items() for kind in re.findall(r"\w+", kinds)}
    assert found.keys() == FRAME_VARIABLES.keys()
    for kind, row in found.items():
        may, must = (set(re.findall(r"\w+", part)) for part in row.split("|"))
        assert may == set(FRAME_VARIABLES[kind])
        assert must == set(FRAME_MUST.get(kind, ()))


def test_the_table_of_occasions_is_right() -> None:
    """Each condition is there, with the variable that it brings."""
    rows = re.findall(
        r"^\| ((?:`[\w-]+`(?:, )?)+) \|[^|]*\|([^|]*)\|[^|]*\|$", GUIDE.split("**Occasions.**")[1], re.MULTILINE
    )
    found = {when: brings for whens, brings in rows for when in re.findall(r"[\w-]+", whens)}
    assert found.keys() == CONDITIONS.keys()
    for when, brings in found.items():
        assert set(re.findall(r"\w+", brings)) == set(CONDITIONS[when])
