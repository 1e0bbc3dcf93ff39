"""Transcripts for people: a page that needs nothing else, and Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from debatebot.pack import Pack
from debatebot.review import Report, export

from .conftest import HOSTILE, Held

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Checks that tags are closed in order, and collects them and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for key, value in attrs if key == "id"]
        self.links += [value or "" for key, value in attrs if key in {"href", "src", "action", "srcset"}]
        assert not any(key.startswith("on") for key, _ in attrs)
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(html: str) -> Page:
    found = Page()
    found.feed(html)
    found.close()
    assert not found.stack
    return found


def test_the_page_is_well_formed_and_needs_nothing_else(held: Held) -> None:
    html = export(held.record, "html")
    found = page(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert all(link.startswith("#") for link in found.links)
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert "url(" not in html
    assert "@import" not in html
    assert "http" not in html


def test_the_page_shows_every_turn_and_every_reason(held: Held) -> None:
    found = page(export(held.record, "html"))
    shown = " ".join(found.text.split())
    for turn in held.chamber.turns:
        assert turn.reason in shown or turn.of_chair
        assert turn.text.split("[")[0].strip() in shown
    assert found.tags.count("details") == sum(not turn.of_chair for turn in held.chamber.turns)


def test_a_hostile_name_is_only_text(class_: Held) -> None:
    html = export(class_.record, "html")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert HOSTILE in page(html).text
    markdown = export(class_.record, "markdown")
    assert "<script" not in markdown.replace("\\<", "")
    assert "\\<script\\>" in markdown


def test_a_link_in_a_name_is_no_link_in_markdown(class_: Held) -> None:
    seats = tuple(replace(s, user="[a](b) ![c](d)\n# e") if s.user else s for s in class_.record.setup.seats)
    record = replace(class_.record, setup=replace(class_.record.setup, seats=seats))
    assert "**[a]\\(b) !\\[c]\\(d) # e**" in export(record, "markdown")


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_every_source_stands_in_full_at_the_end(held: Held, pack: Pack, name: str) -> None:
    text = export(held.record, name)
    text = page(text).text if name == "html" else text.replace("\\", "").replace("*", "")
    end = text[text.rindex("Sources") :]
    cited = {source for turn in held.chamber.turns for source in turn.sources}
    assert cited
    for source in cited:
        assert pack.sources[source].title.replace("*", "") in end
        assert pack.sources[source].published[1:] in end


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_simulated_voices_are_labelled(held: Held, pack: Pack, name: str) -> None:
    text = export(held.record, name)
    text = page(text).text if name == "html" else text
    assert pack.personas["pipes"].label in text
    assert text.count("Richard Pipes (simulated)") > 3


def test_sources_are_numbered_where_they_are_named(held: Held) -> None:
    report = Report(held.record)
    for entry, turn in zip(report.entries, held.chamber.turns, strict=False):
        assert entry.text == turn.text
        numbers = {piece.number for piece in entry.pieces if piece.number} | set(entry.more)
        assert {report.references[number - 1].id for number in numbers} == set(turn.sources)


def test_what_became_of_each_argument_is_listed(held: Held) -> None:
    points = {point.id: point for point in Report(held.record).points}
    verdict = held.chamber.verdict
    assert {name for name, point in points.items() if point.label == "stands"} == set(verdict.standing)
    assert {name for name, point in points.items() if point.label == "fell"} == set(verdict.fallen)
    assert all(points[name].to for name in verdict.fallen)


def test_the_votes_are_in_the_markdown(held: Held) -> None:
    assert re.search(r"\| against \| 1 \| 2 \| \+1 \|", export(held.record, "markdown"))
    without = replace(held.record, ballots=())
    assert "votes of the class" not in export(without, "markdown")
