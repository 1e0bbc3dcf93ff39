"""What the turns of real debates read like: length, sources, attribution, punctuation, and where each word is from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from debatebot.chamber import Chamber
from debatebot.dialogue import UTTERANCES, MoveKind, Turn
from debatebot.pack import Pack, Persona
from debatebot.pack.phrases import Criterion, Phrases, frame_text
from debatebot.pack.plain import quoted

from .sample import kinds, line_of


def spoken(debates: list[Chamber]) -> Iterator[tuple[Chamber, Turn, Persona]]:
    """Every turn of a persona."""
    for chamber in debates:
        for turn in chamber.turns:
            if turn.seat is not None:
                yield chamber, turn, chamber.case.pack.personas[turn.speaker]


def bare(text: str) -> str:
    """`text` without the sources in brackets."""
    return re.sub(r"\s*\[[^\]]*\]", "", text)


def found(faults: list[str]) -> None:
    """Fails with some of the faults, if there are any."""
    assert not faults, f"{len(faults)} of them:\n" + "\n".join(faults[:5])


def test_a_persona_says_30_to_80_words_a_turn(debates: list[Chamber]) -> None:
    found(
        [
            f"{len(turn.text.split())}: {turn.text}"
            for _, turn, _ in spoken(debates)
            if not 30 <= len(turn.text.split()) <= 80
        ]
    )


def test_no_sentence_comes_twice_in_a_debate(debates: list[Chamber]) -> None:
    faults = []
    for chamber in debates:
        seen: set[str] = set()
        for turn in chamber.turns:
            for one in re.split(r"(?<=[.?!])(?<!\b[A-Z]\.)\s+", bare(turn.text)):
                words = " ".join(re.findall(r"\w+", one.lower()))
                if words in seen:
                    faults.append(f"{chamber.case.setup}: {one}")
                seen.add(words)
    found(faults)


def test_a_turn_ends_with_the_sources_it_has_in_brackets(pack: Pack, debates: list[Chamber]) -> None:
    for chamber in debates:
        for turn in chamber.turns:
            cites = "; ".join(pack.sources[name].cite for name in turn.sources)
            brackets = re.findall(r"\[([^\]]*)\]", turn.text)
            assert brackets == ([cites] if cites else [])
            assert turn.text.endswith(f" [{cites}]" if cites else (".", "?", "!"))
            assert len(set(turn.sources)) == len(turn.sources) <= 3


def test_whatever_states_facts_names_its_sources(debates: list[Chamber]) -> None:
    for _, turn, _ in spoken(debates):
        if any(part.get("evidence") for part in turn.provenance["parts"]):
            assert turn.sources, turn.text
        if turn.move in UTTERANCES:
            assert turn.sources
            assert turn.facts


def test_facts_and_sources_exist_and_lie_within_the_horizon(pack: Pack, debates: list[Chamber]) -> None:
    for _, turn, persona in spoken(debates):
        assert len(set(turn.facts)) == len(turn.facts)
        for name in turn.facts:
            fact = pack.facts[name]
            years = [int(year) for year in re.findall(r"\d{4}", fact.date)]
            assert (fact.public_since or max(years, default=0)) <= persona.horizon, (turn.speaker, name)
        for name in turn.sources:
            source = pack.sources[name]
            known = (source.public_since or source.year or 0) <= persona.horizon
            assert known or name in persona.works, (turn.speaker, name)


def test_quotation_marks_stand_only_round_recorded_words(pack: Pack, debates: list[Chamber]) -> None:
    faults = []
    for _, turn, _ in spoken(debates):
        grounds = pack.arguments[turn.argument].grounds if turn.argument else []
        recorded = [quote for name in (*turn.facts, *grounds) for quote in pack.facts[name].quotes]
        for words in quoted(turn.text):
            if not any(words.strip(" ,.;:!?") in quote for quote in recorded):
                faults.append(f"{words!r} in {turn.text}")
    found(faults)


def test_no_slot_is_left_open(debates: list[Chamber]) -> None:
    for chamber in debates:
        for turn in chamber.turns:
            assert not re.search(r"[{}]|Undefined|  ", turn.text)
            assert turn.text == turn.text.strip()
            assert len(turn.text) < 2000


def test_sentences_begin_with_a_capital_letter(debates: list[Chamber]) -> None:
    faults = []
    for chamber in debates:
        for turn in chamber.turns:
            # a title that ends with a sign of its own ends no sentence
            text = bare(turn.text).replace("What Is to Be Done? ", "What Is to Be Done ")
            if re.search(r"(?<!\bno)[.?!]\s+[a-z]", text) or not re.match(r"[A-Z0-9\"']", text):
                faults.append(f"{turn.speaker} {turn.move}: {turn.text}")
    found(faults)


def test_punctuation_does_not_pile_up(debates: list[Chamber]) -> None:
    faults = []
    for chamber in debates:
        for turn in chamber.turns:
            if re.search(r"[.,;:?!]{2,}|\s[.,;:?!]|\bthat that\b", bare(turn.text)):
                faults.append(f"{turn.speaker} {turn.move}: {turn.text}")
    found(faults)


def test_the_parts_of_a_turn_are_its_words(pack: Pack, debates: list[Chamber]) -> None:
    for chamber in debates:
        for turn in chamber.turns:
            parts = [part["text"] for part in turn.provenance["parts"]]
            joined = " ".join(" ".join(parts).split())
            # the sources are no part of a persona's, but they are of the chair's
            cites = "" if turn.of_chair else "; ".join(pack.sources[name].cite for name in turn.sources)
            assert turn.text == (f"{joined} [{cites}]" if cites else joined)


def template_at(phrases: Phrases, path: list[str]) -> str:
    """The template or sentence that a part's frame names, such as rebut/3 or closing/facade/for/1."""
    if len(path) == 2:
        return frame_text(phrases.frames.of(path[0])[int(path[1])])
    found: Any = getattr(phrases, path[0])
    for key in path[1:]:
        if key in {"for", "against"}:
            found = found.of(key)
        else:
            found = found[int(key)] if isinstance(found, list) else found[key]
    return found.say if isinstance(found, Criterion) else str(found)


def test_every_part_is_traceable(pack: Pack, debates: list[Chamber]) -> None:
    """A frame, a wording or a sentence of the persona's file, or a claim or statement of the bank."""
    for _, turn, persona in spoken(debates):
        phrases = persona.phrases
        for part in turn.provenance["parts"]:
            if "frame" in part:
                owner, *path = part["frame"].split("/")
                assert owner == persona.id
                fixed = " ".join(re.sub(r"\{\{.*?\}\}", " ", template_at(phrases, path)).split())
                assert all(word in part["text"] for word in fixed.split() if word.isalpha())
            elif part["kind"] in {"wording", "recap"}:
                name, role = re.findall(r"(.+)#([a-z]+)\d+", part["phrases"][0])[0]
                words = persona.wordings.get(name) or persona.as_advocate[name]
                assert part["text"] in getattr(words, role)
                assert (role == "close") == (part["kind"] == "recap")
            elif part["kind"] == "claim":
                assert part["text"] == pack.arguments[turn.argument or ""].claim
            elif part["kind"] == "fact":
                assert part["text"] in {pack.facts[name].statement for name in turn.facts}
            else:
                assert part["kind"] in {"borrow", "figure"}


def test_the_assigned_side_is_declared_once_where_it_goes_against_the_view(debates: list[Chamber]) -> None:
    for chamber in debates:
        for seat in chamber.case.setup.seats:
            turns = [turn for turn in chamber.turns if turn.seat == seat.number]
            declared = [kinds(turn).count("declare") for turn in turns]
            assert sum(declared) == seat.assigned_against_view
            if seat.assigned_against_view:
                assert declared[0] == 1
                assert kinds(turns[0])[0] == "declare"


def test_borrowed_points_are_attributed_before_they_are_made(debates: list[Chamber]) -> None:
    for chamber, turn, _ in spoken(debates):
        line = line_of(chamber, turn)
        if line is None or line.manner not in {"borrowed", "spirit"}:
            assert "borrow" not in kinds(turn)
            continue
        assert line.school is not None
        place = next(i for i, kind in enumerate(kinds(turn)) if kind in {"claim", "wording", "recap"})
        before = turn.provenance["parts"][place - 1]
        assert before["kind"] == "borrow"
        assert line.school.lower() in before["text"].lower()


def test_what_is_held_only_by_report_is_said_as_reported(pack: Pack, debates: list[Chamber]) -> None:
    for chamber, turn, persona in spoken(debates):
        line = line_of(chamber, turn)
        if line is not None and line.manner == "reported":
            assert line.argument.id in persona.reported
            assert turn.sources == (persona.reported[line.argument.id],) == ("essay",)
            assert re.search(r"\b[Ee]ssay\b", bare(turn.text))


def test_every_reported_point_says_whose_report_it_is(pack: Pack) -> None:
    reported = [(p, name) for p in pack.personas.values() for name in p.reported]
    assert reported
    for persona, name in reported:
        words = persona.wordings[name]
        assert all(re.search(r"\bessay\b", wording) for wording in (*words.full, *words.close)), name


def test_a_caution_follows_its_argument_at_once(pack: Pack, debates: list[Chamber]) -> None:
    for chamber in debates:
        turns = chamber.turns
        for i, turn in enumerate(turns):
            caution = pack.arguments[turn.argument].caution if turn.argument else None
            follows = turns[i + 1].move is MoveKind.CAUTION if i + 1 < len(turns) else False
            assert follows == (caution is not None)
            if caution is not None:
                said = turns[i + 1]
                assert (said.target, said.replies_to) == (turn.argument, turn.seq)
                assert said.facts == tuple(caution.show)
                assert caution.say[1:] in said.text


def test_every_argument_with_a_caution_would_be_followed_by_it(pack: Pack, debates: list[Chamber]) -> None:
    cautioned = {a.id for a in pack.arguments.values() if a.caution is not None}
    said = {turn.argument for chamber in debates for turn in chamber.turns}
    assert cautioned & said  # so that the test above is not idle


def test_no_persona_is_called_by_name_by_itself(debates: list[Chamber]) -> None:
    for _, turn, persona in spoken(debates):
        assert persona.called.lower() not in "".join(
            part["text"].lower() for part in turn.provenance["parts"] if part["kind"] in {"unanswered", "question"}
        )


def test_a_reply_takes_up_the_other_side(debates: list[Chamber]) -> None:
    """An attack is led in by a frame that restates the point, names the opponent, or says why it does not hold."""
    for _, turn, _ in spoken(debates):
        if turn.move in UTTERANCES and turn.target is not None and turn.move is not MoveKind.OPEN:
            assert kinds(turn)[0] in {turn.move.value, "wording", "borrow"}
            assert "frame" in turn.provenance["parts"][0]
