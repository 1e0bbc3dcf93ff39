"""Transcripts for people: Markdown and a page of HTML, from the templates in prompts/review/."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from debatebot.config import prompts_folder
from debatebot.review.map import MARKS, WORDS
from debatebot.review.record import Record
from debatebot.review.report import Report

_SIGNS = re.compile(r"([\\`*_<>|~])|(?<=\])(?=[(\[:])|(?<=!)(?=\[)")


def html(record: Record) -> str:
    """The debate as one file that needs nothing else: it prints, and reads on a telephone."""
    return _environment(prompts_folder(), True).get_template("transcript.html.j2").render(_values(record))


def markdown(record: Record) -> str:
    """The debate as Markdown."""
    text = _environment(prompts_folder(), False).get_template("transcript.md.j2").render(_values(record))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _values(record: Record) -> dict[str, object]:
    return {"report": Report(record), "record": record, "marks": MARKS, "words": WORDS}


@lru_cache(maxsize=4)
def _environment(prompts: Path, page: bool) -> Environment:
    environment = Environment(
        autoescape=page,  # noqa: S701  Markdown escapes with its own filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=FileSystemLoader(prompts / "review"),
    )
    environment.filters["md"] = _escaped
    return environment


def _escaped(text: str) -> str:
    """`text` as it is, on one line, for Markdown: no sign of it is a mark."""
    return _SIGNS.sub(lambda found: "\\" + found[0], " ".join(text.split()))
