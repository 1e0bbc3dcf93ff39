"""The argument map in Argdown, a language for maps that people can read and edit.

Its parser forgives too much: a mark that is not closed makes plain text, bad data drops the whole document, and odd
indentation changes what an attack is aimed at, all without an error. So titles are ids, every sign in a text is
escaped, data are quoted on one line, and each relation stands directly beneath its target.
"""

from __future__ import annotations

import json
import re

from debatebot.argumentation import SCHEMES
from debatebot.dialogue.case import CONTRARY, MOTION
from debatebot.pack import AttackKind, Side
from debatebot.review.record import Record

_SIGNS = re.compile(r"([\\\[\]<>{}#@*_/])")
_TAGS = """\
color:
  tagColors:
    for: "#1f5a9e"
    against: "#a8480f"
"""


def argdown(record: Record) -> str:
    """The map: the motion and its contrary, and what was argued, with supports, attacks and undercuts.

    A relation stands for each defeat, and each support of the bank, between two arguments that were uttered and not
    taken back: they are what the labels follow from. Raises ReviewError without a pack.
    """
    case, state = record.case, record.state
    motion = case.pack.motions[record.setup.motion]
    rows = [
        "===",
        f"title: {_quoted(record.debate.motion_text)}",
        f"subTitle: {_quoted(f'Debate {record.debate.id}, {record.debate.started_at[:10]}')}",
        _TAGS + "===",
        "",
        "# The motion",
        "",
        f"[motion]: {_text(motion.text)} {_data(label=state.labelling[MOTION].value)}",
        "  >< [contrary]",
        *(f"  {'+' if case.sides[name] is Side.FOR else '-'} <{name}>" for name in state.uttered),
        "",
        f"[contrary]: It is not so that {_text(motion.clause)} {_data(label=state.labelling[CONTRARY].value)}",
    ]
    issues = dict.fromkeys(case.pack.arguments[name].issue for name in record.said)
    for issue in issues:
        rows += ["", f"# {_text(case.pack.issues[issue].title)}"]
        for name in record.said:
            if case.pack.arguments[name].issue == issue:
                rows += ["", *_argument(record, name)]
    return "\n".join([*rows, ""])


def _argument(record: Record, name: str) -> list[str]:
    case, state = record.case, record.state
    argument, turn = case.pack.arguments[name], record.said[name]
    held = name in state.uttered
    tags = f"#{case.sides[name].value}" + ("" if held else " #retracted")
    data = _data(
        turn=turn.seq,
        speaker=turn.speaker,
        scheme=SCHEMES[argument.scheme].title,
        grade=argument.grade.value,
        label=state.labelling[name].value if held else "retracted",
        sources="; ".join(case.pack.sources[source].cite for source in turn.sources),
    )
    rows = [f"<{name}>: {_text(argument.claim)} {tags} {data}"]
    if not held:
        return rows
    for other in state.uttered:
        attack = case.defeats[other].get(name)
        if attack is not None:
            rows.append(f"  {'_' if attack.kind is AttackKind.UNDERCUT else '-'} <{other}>")
        elif name in case.pack.arguments[other].supports and case.sides[other] is case.sides[name]:
            rows.append(f"  + <{other}>")
    return rows


def _text(text: str) -> str:
    return _SIGNS.sub(r"\\\1", _plain(text))


def _data(**values: str | int) -> str:
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in values.items()) + "}"


def _quoted(value: str | int) -> str:
    """A value in quotation marks; braces would end the data for the parser."""
    if isinstance(value, int):
        return str(value)
    return json.dumps(_plain(value).translate({ord("{"): "(", ord("}"): ")"}), ensure_ascii=False)


def _plain(text: str) -> str:
    """`text` on one line, without invisible signs."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
