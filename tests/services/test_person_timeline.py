"""What happened with one person, newest first, in words and in blocks."""

from __future__ import annotations

from datetime import date

import pytest

from builders.desk import Desk, someone
from builders.happened import Happened, add_note, let_happen, one_a_day
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.people import edit_person
from weavit_desktop.services.person_timeline import Filter, TimelineBlock, TimelineEntry, read_timeline

TODAY = date(2026, 11, 20)
ANNA = "\u2068Anna\u2069"


@pytest.fixture
def anna(desk: Desk) -> str:
    desk.take(desk.file("people.vcf", someone("Anna Berg", "N:Berg;Anna")))
    return desk.uid("Anna Berg")


def happen(desk: Desk, uid: str, *events: Happened) -> list[TimelineEntry]:
    """Return the timeline once these have happened."""
    let_happen(desk.vault, desk.work, uid, events)
    return list(read(desk, uid).entries)


def read(desk: Desk, uid: str, shown: Filter = Filter.ALL, **where: object) -> TimelineBlock:
    return read_timeline(desk.vault, uid, TODAY, shown, **where)  # type: ignore[arg-type] # after, size


def test_a_day_of_one_channel_is_one_entry(desk: Desk, anna: str) -> None:
    entries = happen(
        desk,
        anna,
        Happened("2026-11-12", time="09:00:00"),
        Happened("2026-11-12", time="10:00:00"),
        Happened("2026-11-12", direction="in", role="from", time="11:00:00"),
        Happened("2026-11-12", "meeting", "both"),
    )
    assert [(one.kind, one.title) for one in entries] == [
        ("meeting", "1 meeting"),
        ("mail", f"2 mails from you, 1 from {ANNA}"),
    ]
    assert {(one.day, one.spoken_day) for one in entries} == {("Thu 12 Nov", "Thursday 12 November 2026")}


def test_what_nothing_came_back_for_is_not_answered(desk: Desk, anna: str) -> None:
    newest, oldest = happen(
        desk,
        anna,
        Happened("2026-11-01", time="08:00:00"),
        Happened("2026-11-02", direction="in", role="from", time="08:00:00"),
        Happened("2026-11-03"),
    )[::2]
    assert newest.title == "1 mail from you, not answered"
    assert oldest.title == "1 mail from you"


def test_a_reply_of_the_same_day_is_an_answer(desk: Desk, anna: str) -> None:
    [entry] = happen(
        desk,
        anna,
        Happened("2026-11-12", direction="in", role="from", time="08:00:00"),
        Happened("2026-11-12", time="09:00:00"),
    )
    assert entry.title == f"1 mail from you, 1 from {ANNA}"


def test_an_answer_on_another_channel_is_none(desk: Desk, anna: str) -> None:
    entries = happen(desk, anna, Happened("2026-11-01"), Happened("2026-11-02", "message", "in", role="from"))
    assert entries[-1].title == "1 mail from you, not answered"


def test_a_later_day_is_planned(desk: Desk, anna: str) -> None:
    (entry,) = happen(desk, anna, Happened("2026-12-04", "meeting", "both"))
    assert entry.title == "1 meeting, planned"


def test_others_who_took_part_are_named(desk: Desk, anna: str) -> None:
    (entry,) = happen(desk, anna, Happened("2026-11-12", "meeting", "both", beside=("Tomasz", "Bo")))
    assert entry.detail == "With \u2068Tomasz\u2069 and 1 other. Logged by you."


def test_what_both_were_merely_sent_is_no_dealing_with_each_other(desk: Desk, anna: str) -> None:
    assert happen(desk, anna, Happened("2026-11-12", direction="in", role="to")) == []


def test_notes_of_cards_come_first_and_have_no_date(desk: Desk) -> None:
    desk.take(desk.file("people.vcf", someone("Anna Berg", "NOTE:Likes tea")))
    anna = desk.uid("Anna Berg")
    edit_person(desk.vault, desk.work, anna, {"note": "Call before nine"})
    add_note(desk.vault, anna, "2026-11-13", "Moves to Delft")
    entries = happen(desk, anna, Happened("2026-11-14"))
    assert [(one.day, one.title, one.detail) for one in entries] == [
        ("no date", "Note, from you", "Call before nine"),
        ("no date", "Note, from people.vcf", "Likes tea"),
        ("Sat 14 Nov", "1 mail from you, not answered", "Logged by you."),
        ("Fri 13 Nov", "Note", "Moves to Delft"),
    ]


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        (Filter.ALL, {"mail", "call", "meeting", "message", "note"}),
        (Filter.MEETINGS, {"call", "meeting"}),
        (Filter.MAIL, {"mail"}),
        (Filter.MESSAGES, {"message"}),
        (Filter.NOTES, {"note"}),
    ],
)
def test_a_filter_shows_its_kinds(desk: Desk, anna: str, shown: Filter, kinds: set[str]) -> None:
    add_note(desk.vault, anna, "2026-11-13", "Moves to Delft")
    happen(desk, anna, *(Happened("2026-11-14", kind) for kind in ("mail", "call", "meeting", "message")))
    assert {one.kind for one in read(desk, anna, shown).entries} == kinds


def test_blocks_join_without_a_gap_or_a_repetition(desk: Desk, anna: str) -> None:
    let_happen(desk.vault, desk.work, anna, one_a_day("2026-11-19", 25))
    for day in ("2026-11-10", "2026-11-10"):  # two of one day, told apart by their ids
        add_note(desk.vault, anna, day, "a note")
    whole = read(desk, anna, size=100)
    assert whole.next is None
    block, found = read(desk, anna, size=4), []
    while True:
        found += block.entries
        if block.next is None:
            break
        block = read(desk, anna, after=block.next, size=4)
    assert found == list(whole.entries)
    assert len(found) == 27


def test_nobody_has_no_timeline(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        read(desk, "nobody")
