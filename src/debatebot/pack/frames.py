"""What a frame may contain: the only text of a pack that is rendered as a template, so its grammar is closed.

A frame is plain text with slots: `{{ name }}`, `{{ name | sentence }}` or `{{ name | cap }}`. Nothing else of Jinja2
gets through: no attribute, no call, no `{% %}`, no comment. So a frame can neither fail while a class looks on nor
reach into the program; that the grammar lies inside Jinja2's is tested against Jinja2's own parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debatebot.pack.phrases import (
    CONDITIONS,
    FRAME_MUST,
    FRAME_VARIABLES,
    KIND_CONDITIONS,
    TEMPLATE_MUST,
    TEMPLATE_VARIABLES,
)
from debatebot.pack.problems import nearest

FILTERS = ("cap", "sentence")

_SLOT = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_INSIDE = re.compile(r"\s*([a-z]+)\s*(?:\|\s*([a-z]+)\s*)?", re.ASCII)


def frame_errors(kind: str, text: str, when: str | None = None) -> list[str]:
    """What is wrong with a frame of `kind` (a key of FRAME_VARIABLES) that waits for `when`, and what to write."""
    own = CONDITIONS[when] if when is not None else frozenset()
    errors = _errors(kind, text, FRAME_VARIABLES[kind] | own, FRAME_MUST.get(kind, frozenset()) | own)
    if when is not None and when not in KIND_CONDITIONS[kind]:
        known = sorted(KIND_CONDITIONS[kind])
        instead = f"it may wait for {_listed(known)}" if known else "let it fit always"
        errors.append(f"a {kind} frame cannot wait for {when}; {instead}")
    return errors


def template_errors(kind: str, text: str) -> list[str]:
    """What is wrong with a template of `kind` (a key of TEMPLATE_VARIABLES), each with what to write instead."""
    return _errors(kind, text, TEMPLATE_VARIABLES[kind], TEMPLATE_MUST.get(kind, frozenset()))


def slots(text: str) -> set[str]:
    """The names of the variables in a frame."""
    return {found[1] for inside in _SLOT.findall(text) if (found := _INSIDE.fullmatch(inside)) is not None}


def pieces(text: str) -> Iterator[tuple[str, str | None, str]]:
    """A frame without errors in pieces: (the text before a slot, its name, its filter or ""); the rest is unnamed."""
    end = 0
    for slot in _SLOT.finditer(text):
        found = _INSIDE.fullmatch(slot[1])
        if found is not None:
            yield text[end : slot.start()], found[1], found[2] or ""
            end = slot.end()
    yield text[end:], None, ""


def _errors(kind: str, text: str, variables: frozenset[str], must: frozenset[str]) -> list[str]:
    known = sorted(variables)
    allowed = f"a {kind} frame is plain text with slots such as {{{{ {known[0]} }}}} ({_listed(known)})"
    errors: list[str] = []
    used: set[str] = set()
    for inside in _SLOT.findall(text):
        slot = _INSIDE.fullmatch(inside)
        if slot is None:
            errors.append(
                f"{{{{{_short(inside)}}}}} is more than a name; {allowed}, each alone or as "
                f"{{{{ {known[0]} | sentence }}}} or {{{{ {known[0]} | cap }}}}"
            )
            continue
        name, filter_ = slot.groups()
        used.add(name)
        if name not in known:
            errors.append(f"there is no {name} in a {kind} frame{nearest(name, known)}; it may use {_listed(known)}")
        if filter_ is not None and filter_ not in FILTERS:
            errors.append(f"there is no | {filter_}{nearest(filter_, FILTERS)}; write | sentence, | cap or neither")
    rest = _SLOT.sub("", text)
    if re.search(r"\{[%#]|[%#]\}", rest):
        errors.append(f"{{% %}} and {{# #}} are not allowed; {allowed}")
    elif "{" in rest or "}" in rest:
        errors.append(f"a brace stands alone; {allowed}, with two braces on each side")
    missing = sorted(must - used)
    if missing and not errors:
        errors.append(f"a {kind} frame must use {_listed(missing, ' and ')}; write {{{{ {missing[0]} }}}} into it")
    return errors


def _listed(names: list[str], last: str = " or ") -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
