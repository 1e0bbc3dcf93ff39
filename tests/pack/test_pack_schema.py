"""The published JSON Schemas accept our packs, refuse what the loader refuses, and are up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from debatebot.dialogue.tactics import TACTICS
from debatebot.pack.draft import BANK
from debatebot.pack.schema import schemas
from debatebot.pack.yamltext import read

from .breaking import REAL, SMALL

ROOT = Path(__file__).parents[2]
SCHEMAS = schemas(TACTICS)
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


def faults(root: dict[str, Any], schema: dict[str, Any], data: Any, at: str = "") -> list[str]:
    """What of `data` does not fit, by the part of JSON Schema that ours use."""
    if "$ref" in schema:
        return faults(root, root["$defs"][schema["$ref"].rpartition("/")[2]], data, at)
    if "anyOf" in schema:
        found = [faults(root, branch, data, at) for branch in schema["anyOf"]]
        return [] if [] in found else found[0]
    kinds = schema.get("type", [])
    if not any(type(data) is TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return [f"{at}: {data!r} is not {kinds}"]
    if "enum" in schema and data not in schema["enum"]:
        return [f"{at}: {data!r} is not offered"]
    if isinstance(data, str) and not re.search(schema.get("pattern", ""), data):
        return [f"{at}: {data!r} has another form"]
    if isinstance(data, list):
        return [f for i, item in enumerate(data) for f in faults(root, schema["items"], item, f"{at}[{i}]")]
    if isinstance(data, dict):
        known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
        missing = [f"{at}.{key} is missing" for key in schema.get("required", []) if key not in data]
        for key, value in data.items():
            if key in known:
                missing += faults(root, known[key], value, f"{at}.{key}")
            elif other is False:
                missing.append(f"{at}.{key} is unknown")
            elif isinstance(other, dict):
                missing += faults(root, other, value, f"{at}.{key}")
        return missing
    return []


def data_of(path: Path) -> Any:
    document, problems = read(path.name, path.read_bytes())
    assert document is not None
    assert problems == []
    return document.data


@pytest.mark.parametrize("folder", [REAL, SMALL], ids=["lenin-stalin", "small"])
def test_the_schemas_accept_our_packs(folder: Path) -> None:
    assert faults(SCHEMAS["pack"], SCHEMAS["pack"], data_of(folder / "pack.yaml")) == []
    for part in BANK:
        assert faults(SCHEMAS[part], SCHEMAS[part], data_of(folder / "bank" / f"{part}.yaml")) == []
    for path in folder.glob("*.yaml"):
        if path.name != "pack.yaml":
            assert faults(SCHEMAS["persona"], SCHEMAS["persona"], data_of(path)) == []


def test_the_schemas_refuse_unknown_keys_schemes_questions_and_tactics() -> None:
    bank = data_of(SMALL / "bank" / "arguments.yaml")
    bank["arguments"][0]["scheme"] = "president"
    bank["arguments"][1]["colour"] = "red"
    bank["arguments"][2]["attacks"][0]["question"] = "why"
    said = faults(SCHEMAS["arguments"], SCHEMAS["arguments"], bank)
    assert [text.rpartition(".")[2].split(":")[0].split()[0] for text in said] == ["scheme", "colour", "question"]
    persona = data_of(SMALL / "pipes.yaml")
    persona["tactics"][0] = "shout"
    assert len(faults(SCHEMAS["persona"], SCHEMAS["persona"], persona)) == 1


def test_every_field_tells_an_editor_what_it_is_for() -> None:
    for root in SCHEMAS.values():
        for model in [root, *root["$defs"].values()]:
            for name, field in model.get("properties", {}).items():
                assert field.get("description") or name in BANK


def test_the_published_files_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tasks/schema_files.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
