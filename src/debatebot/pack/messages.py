"""pydantic's errors in words for an author: what is wrong, and what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from debatebot.pack.problems import nearest
from debatebot.pack.yamltext import Path as KeyPath


def location_in(data: Any, location: Sequence[str | int]) -> KeyPath:
    """pydantic's location without the names of union branches, which are nowhere in the file."""
    path: list[str | int] = []
    here = data
    for i, part in enumerate(location):
        if isinstance(here, dict) and isinstance(part, str):
            if part in here or i == len(location) - 1:
                path.append(part)
                here = here.get(part)
            elif part == "[key]":
                continue
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            path.append(part)
            here = here[part]
    return tuple(path)


def say(model: type[BaseModel], location: KeyPath, item: Mapping[str, Any]) -> str:
    """What is wrong and what to write, in a sentence."""
    kind, given = item["type"], item.get("input")
    wanted, known = _wanted(model, location)
    write = f"; write {wanted}" if wanted else ""
    context = item.get("ctx") or {}
    match kind:
        case "missing":
            return f"is missing; add it: {wanted}" if wanted else "is missing; add it"
        case "extra_forbidden":
            return f"there is no such key here{nearest(str(location[-1]), known)}; the keys are {', '.join(known)}"
        case "literal_error" | "enum":
            return f"{_short(given)} is not one of {context.get('expected')}{write}"
        case "string_type":
            return f"{_short(given)} is not text{write} (in double quotes if it looks like a number, true or null)"
        case "int_type" | "int_parsing":
            return f"{_short(given)} is not a whole number{write}"
        case "bool_type" | "bool_parsing":
            return f"{_short(given)} is neither true nor false{write}"
        case "list_type":
            return f"{_short(given)} is not a list{write}, as [a, b] or one a line with a hyphen"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{_short(given)} is not a group of keys{write}, each on a line of its own as key: value"
        case "string_pattern_mismatch":
            if "that" in str(context.get("pattern")):
                return f'{_short(given)} must begin with "that" and have no full stop at the end{write}'
            return f"{_short(given)} is not an id: use lower-case letters, digits and hyphens{write}"
        case "too_short":
            return f"has {context.get('actual_length')} of at least {context.get('min_length')} entries{write}"
        case "string_too_short":
            return f"is empty{write}"
        case "string_too_long":
            return f"is longer than {context.get('max_length')} characters; shorten it"
        case "greater_than_equal" | "less_than_equal":
            return f"{_short(given)} is out of range{write}"
    return f"{item['msg']}{write}"


def _wanted(model: type[BaseModel], location: KeyPath) -> tuple[str, list[str]]:
    """The description of the field at `location`, and the keys that are known at its level."""
    here: Any = model
    description = ""
    known = [field.alias or name for name, field in model.model_fields.items()]
    for part in location:
        if isinstance(part, int) or not (isinstance(here, type) and issubclass(here, BaseModel)):
            continue
        known = [field.alias or name for name, field in here.model_fields.items()]
        found = next((f for name, f in here.model_fields.items() if part in {name, f.alias}), None)
        if found is None:
            return "", known
        description = found.description or description
        here = _inner(found.annotation)
    return description, known


def _inner(annotation: Any) -> Any:
    """The model inside list[Model], dict[str, Model] or Model | None, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation


def _short(value: Any) -> str:
    if value is None:
        return "an empty value"
    text = str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'
