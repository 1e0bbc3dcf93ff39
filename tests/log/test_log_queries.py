"""Finding debates and words, whatever a person types."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from debatebot.dialogue.moves import Setup
from debatebot.log import Journal, LogError, Reader

from .conftest import Begin, MakeTurn


def test_debates_come_newest_first_and_can_be_narrowed(
    begin: Begin, journal: Journal, reader: Reader, setup: Setup, turn: MakeTurn
) -> None:
    first, second, third = begin(), begin(setup=replace(setup, motion="other")), begin()
    journal.finish(second, outcome="open", closed_by="rounds")
    journal.record(third, turn(0), {})
    assert [debate.id for debate in reader.debates()] == [third, second, first]
    assert [debate.id for debate in reader.debates(limit=1)] == [third]
    assert [debate.id for debate in reader.debates(status="running", motion="natural-heir")] == [third, first]
    assert [debate.turns for debate in reader.debates()] == [1, 0, 0]


def test_a_debate_is_found_by_its_beginning_and_the_last_by_nothing(begin: Begin, reader: Reader) -> None:
    first, last = begin(), begin()
    assert reader.find().id == last
    assert reader.find(first).id == first
    assert reader.find(f" {last[:25].lower()}{last[25]}").id == last


def test_a_vague_or_wrong_id_names_the_nearest(begin: Begin, reader: Reader) -> None:
    with pytest.raises(LogError, match="no debates yet"):
        reader.find()
    with pytest.raises(LogError, match="no debates yet"):
        reader.find("01")
    ids = [begin() for _ in range(7)]
    with pytest.raises(LogError, match=f"More than one debate begins with '01'.*{ids[-1]}.*Say more"):
        reader.find("01")
    with pytest.raises(LogError, match="More than one"):
        reader.find("")
    with pytest.raises(LogError, match=ids[2]):
        reader.find(ids[2][:-1] + "U")
    for hostile in ("%", "_", "'", "🙂", "\ud800", "\0"):
        with pytest.raises(LogError):
            reader.find(hostile)


def test_words_are_found_in_turns_and_on_the_floor(
    begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn
) -> None:
    debate = begin()
    journal.record(debate, turn(0, text="Lenin banned factions in 1921; the Résumé says so."), {})
    journal.record_floor(debate, speaker="Ben", text="Why did he ban a faction?")
    journal.record(debate, turn(1, text="Nothing of the kind."), {})
    hits = reader.search("FACTION")
    assert [(hit.place, hit.seq, hit.speaker) for hit in hits] == [("floor", None, "Ben"), ("turn", 0, "pipes")]
    assert hits[1].snippet == "Lenin banned **factions** in 1921; the Résumé says so."
    assert hits[0].debate_id == debate
    assert reader.search("faction 1921", marks=("<b>", "</b>"))[0].snippet.count("<b>") == 2
    assert [hit.seq for hit in reader.search("resume")] == [0]
    assert len(reader.search("faction", limit=1)) == 1
    assert reader.search("faction Kirov") == []


@pytest.mark.parametrize(
    "text",
    ['"', '"factions', 'fac"tions', "*", "fact*", "NEAR(", "NEAR(lenin stalin, 2)", "text:lenin", "^lenin",
     "lenin AND", "OR", "NOT", "(", ")", "-lenin", "+", "{text}", "🙂", "", "   ", "\0", "lenin\0", "\ud800",
     "'; DROP TABLE turns; --", "_", "%", "\u202elenin", "ﷺ", "x" * 100_000, "lenin " * 5_000, "½", "𞤀"],
)  # fmt: skip
def test_no_text_breaks_the_search(text: str, begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    journal.record(begin(), turn(0, text="Lenin said: factions are not allowed."), {})
    assert len(reader.search(text)) <= 1
    assert len(reader.search("lenin")) == 1


def test_signs_round_a_word_do_not_hide_it(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    journal.record(begin(), turn(0, text="The well-known line: Lenin, not Stalin."), {})
    for text in ('"Lenin"', "lenin?", "well-known", "(stalin) lenin!", "* lenin", "not"):
        assert len(reader.search(text)) == 1, text


def test_rows_are_counted(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    begin()
    journal.record(debate, turn(0), {})
    journal.cast_ballot(debate, "7", "before", "for")
    assert reader.counts(debate) == {"seats": 3, "turns": 1, "ballots": 1, "floor": 0, "feedback": 0}
    assert reader.counts() == {"debates": 2, "seats": 6, "turns": 1, "ballots": 1, "floor": 0, "feedback": 0}


def test_a_reader_needs_a_log_and_cannot_write(tmp_path: Path, reader: Reader) -> None:
    with pytest.raises(LogError, match="There is no log at"):
        Reader(tmp_path / "none.db")
    with pytest.raises(LogError, match="may not be written"):
        reader._rows("DELETE FROM debates")
    for ask in (reader.setup, reader.turns, reader.labels):
        with pytest.raises(LogError, match="There is no debate"):
            ask("nowhere")


def test_a_log_in_an_oddly_named_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "a #1? 100% [x]"
    folder.mkdir()
    with Journal.open(folder / "d?mode=rw.db"), Reader(folder / "d?mode=rw.db") as reader:
        assert reader.debates() == []
