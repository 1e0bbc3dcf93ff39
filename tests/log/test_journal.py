"""What is written down comes back as it was, in order, and whole."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from debatebot.dialogue.moves import CHAIR, MoveKind, Setup, Turn
from debatebot.log import Ballot, Journal, LogError, Reader
from debatebot.pack.models import Side

from .conftest import Begin, Clock, MakeTurn


def test_a_setup_comes_back_as_it_was(begin: Begin, reader: Reader, setup: Setup) -> None:
    capped = replace(setup, capped=True, standard="balance")
    assert reader.setup(begin()) == setup
    assert reader.setup(begin(setup=capped)) == capped


def test_turns_come_back_as_they_were(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    odd = "“Žižek” said:\n\t'no' 🙂 \x00 ; DROP TABLE turns; --"
    turns = [
        turn(
            0,
            seat=None,
            speaker=CHAIR,
            side=None,
            move=MoveKind.WELCOME,
            argument=None,
            issue=None,
            facts=(),
            sources=(),
        ),
        turn(1, provenance={"ä": [1, 2.5, None, True, {"deep": []}]}),
        turn(2, seat=2, speaker="Ines", side=Side.AGAINST, move=MoveKind.UNDERCUT, target="a1", question="cq2"),
        turn(3, replies_to=2, text=odd, reason=odd, facts=(), provenance={}),
        turn(4, sources=()),
        turn(5, seat=None, speaker="Ben", side=Side.AGAINST),
    ]
    for one in turns:
        journal.record(debate, one, {})
    assert reader.turns(debate) == turns
    assert all(type(one.facts) is tuple and type(one.move) is MoveKind for one in reader.turns(debate))


def test_every_kind_of_move_can_be_recorded(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    for seq, kind in enumerate(MoveKind):
        journal.record(debate, turn(seq, move=kind), {})
    assert [one.move for one in reader.turns(debate)] == list(MoveKind)


def test_a_turn_out_of_order_is_refused(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    with pytest.raises(LogError, match="goes on with 0 or 1"):
        journal.record(debate, turn(2), {})
    journal.record(debate, turn(1), {})
    for wrong in (0, 1, 3):
        with pytest.raises(LogError, match="goes on with 2"):
            journal.record(debate, turn(wrong), {})
    assert [one.seq for one in reader.turns(debate)] == [1]


def test_two_journals_on_one_file_agree_on_the_order(
    begin: Begin, journal: Journal, path: Path, turn: MakeTurn
) -> None:
    debate = begin()
    journal.record(debate, turn(0), {"a": "in"})
    with Journal.open(path) as other, Reader(path) as reader:
        other.record(debate, turn(1), {"a": "out"})
        with pytest.raises(LogError, match="goes on with 2"):
            journal.record(debate, turn(1), {"a": "out"})
        journal.record(debate, turn(2), {"a": "in"})
        assert [reader.labels(debate, seq) for seq in (0, 1, 2)] == [{"a": "in"}, {"a": "out"}, {"a": "in"}]


@pytest.mark.parametrize(
    "more",
    [
        {"seat": 9},
        {"replies_to": 5},
        {"replies_to": 1},
        {"side": "both"},
        {"side": None},
        {"move": "shout"},
        {"text": "\ud800"},
        {"seat": 2**70},
        {"provenance": {"facts": ("a", "b")}},
        {"provenance": {1: "a"}},
        {"provenance": {"a": {1, 2}}},
        {"provenance": {"a": float("nan")}},
    ],
)
def test_a_turn_that_does_not_fit_leaves_nothing(
    more: dict[str, object], begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn
) -> None:
    debate = begin()
    journal.record(debate, turn(0), {"a": "in"})
    with pytest.raises(LogError):
        journal.record(debate, turn(1, **more), {"a": "out"})
    journal.record(debate, turn(1), {"a": "in"})
    assert len(reader.turns(debate)) == 2
    assert reader.labels(debate) == {"a": "in"}


def test_a_wrong_label_leaves_no_turn(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    with pytest.raises(LogError):
        journal.record(debate, turn(0), {"a": "perhaps"})
    assert reader.turns(debate) == []


def test_only_changed_labels_are_stored(
    begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn, path: Path
) -> None:
    debate = begin()
    steps = [{"m": "in", "a": "in"}, {"m": "in", "a": "in"}, {"m": "out", "a": "in", "b": "undecided"}, {"m": "in"}]
    for seq, labels in enumerate(steps):
        journal.record(debate, turn(seq), labels)
    assert [reader.labels(debate, seq) for seq in range(4)] == steps
    journal.record(debate, turn(4), {})
    assert reader.labels(debate) == steps[-1]
    with closing(sqlite3.connect(path)) as conn:
        per_turn = conn.execute("SELECT seq, count(*) FROM labels GROUP BY seq").fetchall()
    assert per_turn == [(0, 2), (2, 2), (3, 3)]  # turn 3: one changed, two taken off the table


def test_labels_go_on_after_the_log_was_opened_again(
    begin: Begin, journal: Journal, turn: MakeTurn, path: Path
) -> None:
    debate = begin()
    journal.record(debate, turn(0), {"m": "in", "a": "in"})
    journal.close()
    with Journal.open(path) as again, Reader(path) as reader:
        again.record(debate, turn(1), {"m": "in", "a": "out"})
        assert reader.labels(debate) == {"m": "in", "a": "out"}
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT argument FROM labels WHERE seq = 1").fetchall() == [("a",)]


def test_a_spoken_turn_is_marked_once(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debate = begin()
    for seq in range(3):
        journal.record(debate, turn(seq), {})
    assert reader.spoken(debate) == {}
    journal.spoken(debate, 0, "1234567890123456789")
    journal.spoken(debate, 0, "9")
    journal.spoken(debate, 1)
    assert reader.spoken(debate) == {0: "1234567890123456789", 1: None}
    with pytest.raises(LogError, match="Record it before"):
        journal.spoken(debate, 3)


def test_a_debate_is_begun_interrupted_resumed_and_finished(begin: Begin, journal: Journal, reader: Reader) -> None:
    debate = begin(host_id="1", guild_id="2", channel_id="3", thread_id="4")
    begun = reader.find(debate)
    assert (begun.status, begun.started_at, begun.ended_at) == ("running", "2026-03-01T09:00:01.000Z", None)
    assert (begun.host_id, begun.guild_id, begun.channel_id, begun.thread_id) == ("1", "2", "3", "4")
    journal.set_status(debate, "interrupted")
    assert reader.find(debate).status == "interrupted"
    journal.set_status(debate, "ended", closed_by="host")
    assert reader.find(debate).ended_at == "2026-03-01T09:00:02.000Z"
    journal.set_status(debate, "running")
    assert (reader.find(debate).ended_at, reader.find(debate).closed_by) == (None, None)
    journal.finish(debate, outcome="carried", closed_by="exhausted")
    done = reader.find(debate)
    assert (done.status, done.outcome, done.closed_by) == ("finished", "carried", "exhausted")
    with pytest.raises(LogError, match="finish"):
        journal.set_status(debate, "finished")
    with pytest.raises(LogError):
        journal.finish(debate, outcome="won", closed_by="rounds")


def test_the_last_ballot_of_a_phase_counts(begin: Begin, journal: Journal, reader: Reader) -> None:
    debate = begin()
    journal.cast_ballot(debate, "7", "before", "for")
    journal.cast_ballot(debate, "8", "before", "undecided")
    journal.cast_ballot(debate, "7", "after", "for")
    journal.cast_ballot(debate, "7", "before", "against")
    assert reader.ballots(debate) == [
        Ballot("8", "before", "undecided", "2026-03-01T09:00:03.000Z"),
        Ballot("7", "after", "for", "2026-03-01T09:00:04.000Z"),
        Ballot("7", "before", "against", "2026-03-01T09:00:05.000Z"),
    ]
    with pytest.raises(LogError):
        journal.cast_ballot(debate, "7", "before", "both")


def test_the_floor_feedback_and_audit_are_kept(begin: Begin, journal: Journal, path: Path, turn: MakeTurn) -> None:
    debate = begin()
    journal.record(debate, turn(0), {})
    said = journal.record_floor(
        debate,
        speaker="Ben",
        user_id="7",
        text="And Kirov?",
        kind="question",
        matches=[{"argument": "a0", "score": 0.4}],
    )
    journal.settle_floor(said, became="answered", seq=0)
    journal.give_feedback(debate, "1", note="Good question", mark="A", floor_id=said)
    journal.give_feedback(debate, "1", note="Short", seq=0)
    journal.audit("1", "export", debate)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT text, became, seq, sure FROM floor").fetchall() == [
            ("And Kirov?", "answered", 0, None)
        ]
        assert conn.execute("SELECT floor_id, seq FROM feedback").fetchall() == [(said, None), (None, 0)]
        assert conn.execute("SELECT actor, action, subject FROM audit").fetchall() == [("1", "export", debate)]
    with pytest.raises(LogError, match="contribution"):
        journal.settle_floor(said + 1, became="answered")


def test_what_belongs_to_no_debate_is_refused(journal: Journal, turn: MakeTurn) -> None:
    nowhere = "01" + "A" * 24
    for attempt in (
        lambda: journal.record(nowhere, turn(0), {}),
        lambda: journal.finish(nowhere, outcome="open", closed_by="rounds"),
        lambda: journal.set_status(nowhere, "ended"),
        lambda: journal.cast_ballot(nowhere, "7", "before", "for"),
        lambda: journal.record_floor(nowhere, speaker="Ben", text="hello"),
        lambda: journal.give_feedback(nowhere, "1", note="?"),
    ):
        with pytest.raises(LogError, match="There is no debate"):
            attempt()


def test_ids_sort_in_the_order_of_their_making(begin: Begin, clock: Clock, reader: Reader) -> None:
    ids = [begin()]
    clock.time = datetime(2020, 1, 1, tzinfo=UTC)  # a clock set back
    ids += [begin() for _ in range(5)]
    assert ids == sorted(set(ids))
    assert [debate.id for debate in reader.debates()] == ids[::-1]


def test_many_threads_may_write_at_once(begin: Begin, journal: Journal, reader: Reader, turn: MakeTurn) -> None:
    debates = [begin() for _ in range(4)]
    turns: list[Turn] = [turn(seq) for seq in range(25)]

    def write(debate: str) -> None:
        for one in turns:
            journal.record(debate, one, {"a": "in" if one.seq % 2 else "out"})

    threads = [threading.Thread(target=write, args=(debate,)) for debate in debates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reader.turns(debate) for debate in debates] == [turns] * 4


def test_a_closed_journal_says_so(journal: Journal, begin: Begin) -> None:
    journal.close()
    journal.close()
    with pytest.raises(LogError, match="closed"):
        begin()
