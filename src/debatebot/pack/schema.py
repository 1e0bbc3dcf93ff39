"""JSON Schemas of a pack's files, made from the models, so that an editor can complete keys and mark mistakes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel

from debatebot.argumentation import SCHEMES
from debatebot.pack.draft import BANK
from debatebot.pack.models import PackHead, Persona

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]  # JSON, as pydantic gives it


def schemas(tactics: Collection[str] = ()) -> dict[str, Schema]:
    """The schema of each kind of file, by its name: pack, sources, facts, arguments, persona.

    `tactics` are the names that a persona's `tactics` may list; without them any id passes.
    """
    found = {"pack": _of(PackHead, "pack.yaml"), "persona": _of(Persona, "a persona's file")}
    for part, model in BANK.items():
        found[part] = _bank(part, model)
    argument = found["arguments"]["$defs"]
    _offer(argument["Argument"]["properties"]["scheme"], SCHEMES)
    questions = {question.id for scheme in SCHEMES.values() for question in scheme.questions}
    for branch in argument["Attack"]["properties"]["question"]["anyOf"]:
        if branch.get("type") == "string":
            _offer(branch, sorted(questions))
    # the loader reads a bare year as text, an editor as a number
    found["facts"]["$defs"]["Fact"]["properties"]["date"]["type"] = ["string", "integer"]
    if tactics:
        persona = found["persona"]
        for branch in persona["properties"]["tactics"]["items"]["anyOf"]:
            if branch.get("type") == "string":
                _offer(branch, tactics)
        _offer(persona["$defs"]["Limit"]["properties"]["rule"], tactics)
    return found


def _of(model: type[BaseModel], title: str) -> Schema:
    return {"$schema": DIALECT, **model.model_json_schema(by_alias=True), "title": title}


def _bank(part: str, model: type[BaseModel]) -> Schema:
    inner = model.model_json_schema(by_alias=True)
    definitions = {**inner.pop("$defs", {}), model.__name__: inner}
    return {
        "$schema": DIALECT,
        "title": f"bank/{part}.yaml",
        "type": "object",
        "properties": {part: {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}},
        "required": [part],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _offer(schema: Schema, names: Collection[str]) -> None:
    """Lets `schema` take one of `names` only; what that makes idle is dropped."""
    for key in ("pattern", "maxLength", "minLength"):
        schema.pop(key, None)
    schema["enum"] = list(names)
