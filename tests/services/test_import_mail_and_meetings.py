"""Mail and calendars into the vault: counted once, with the people they were with, and without their text."""

from __future__ import annotations

import pytest

from builders.calendars import calendar, event, guest
from builders.desk import Desk
from builders.letters import ME, letter, mailbox, write
from builders.vcards import vcard
from weavit_desktop.services import identity
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.vault.repositories.backups import contents

JONAS = vcard("FN:Jonas Keller", "EMAIL:jonas@acme.example")
BOX = mailbox(
    letter(number=1),
    letter("Jonas Keller <jonas@acme.example>", ME, number=2, date="Tue, 03 Mar 2026 09:00:00 +0100"),
    letter(number=3, date="Wed, 04 Mar 2026 09:00:00 +0100", more=["Subject: MARKER"], body="MARKER"),
)


@pytest.fixture
def with_jonas(desk: Desk) -> Desk:
    identity.confirm_me(desk.vault, desk.work, emails=[ME])
    desk.take(write(desk.folder / "jonas.vcf", JONAS))
    return desk


def test_letters_count_with_whom_they_were_exchanged(with_jonas: Desk) -> None:
    [source] = with_jonas.take(write(with_jonas.folder / "mail.mbox", BOX)).sources

    assert (source.format, source.interactions_new) == ("mbox", 3)
    assert with_jonas.person("Jonas Keller")["interactions"] == 3
    assert with_jonas.person("Jonas Keller")["last_interaction"] == "2026-03-04"


def test_the_same_letters_again_from_a_mailbox_or_as_files_change_nothing(with_jonas: Desk) -> None:
    with_jonas.take(write(with_jonas.folder / "mail.mbox", BOX))
    before = with_jonas.contents()

    again = with_jonas.take(write(with_jonas.folder / "again.mbox", BOX))
    one = with_jonas.take(write(with_jonas.folder / "letters" / "1.eml", letter(number=1)))

    assert [source.interactions_new for source in (*again.sources, *one.sources)] == [0, 0]
    assert with_jonas.contents() == before


def test_meetings_count_once_they_are_past(with_jonas: Desk) -> None:
    past = event("RRULE:FREQ=WEEKLY;COUNT=3", begins=":20260901T080000Z")
    planned = event(uid="2", begins=":20261210T080000Z")
    [source] = with_jonas.take(write(with_jonas.folder / "work.ics", calendar(past, planned))).sources
    score = with_jonas.person("Jonas Keller")["intensity"]["score"]

    assert source.interactions_new == 4
    assert score > 0
    assert with_jonas.person("Jonas Keller")["last_interaction"] == "2026-09-15"


def test_no_subject_and_no_text_is_in_the_vault(with_jonas: Desk) -> None:
    with_jonas.take(write(with_jonas.folder / "mail.mbox", BOX))

    assert "MARKER" not in repr(with_jonas.contents())


def test_whose_mailbox_it_is_is_proposed_and_not_confirmed(desk: Desk) -> None:
    letters = [letter(to=f"p{at}@acme.example", number=at) for at in range(1, 5)]
    desk.take(write(desk.folder / "mail.mbox", mailbox(*letters)))

    assert ("email", ME, False) in [(one.kind, one.value, one.confirmed) for one in identity.me(desk.vault)]


def meeting(day: int, *guests: str) -> bytes:
    """Return a calendar with one meeting in September 2026."""
    lines = [guest(one) for one in guests or ("jonas@acme.example",)]
    return calendar(event(*lines, uid="moved", begins=f":202609{day:02}T080000Z"))


def met(desk: Desk) -> tuple[int, str | None]:
    jonas = desk.person("Jonas Keller")
    return jonas["interactions"], jonas["last_interaction"]


def test_a_newer_export_moves_a_meeting(with_jonas: Desk) -> None:
    with_jonas.take(write(with_jonas.folder / "a.ics", meeting(1)))
    before = with_jonas.person("Jonas Keller")["intensity"]["score"]
    [source] = with_jonas.take(write(with_jonas.folder / "b.ics", meeting(8))).sources

    assert (source.interactions_new, source.interactions_updated) == (0, 1)
    assert met(with_jonas) == (1, "2026-09-08")
    assert with_jonas.person("Jonas Keller")["intensity"]["score"] > before


def test_a_newer_export_says_who_comes_now(with_jonas: Desk) -> None:
    with_jonas.take(write(with_jonas.folder / "mo.vcf", vcard("FN:Mo Ray", "EMAIL:mo@acme.example")))
    with_jonas.take(write(with_jonas.folder / "a.ics", meeting(1)))
    with_jonas.take(write(with_jonas.folder / "b.ics", meeting(1, "mo@acme.example")))

    assert met(with_jonas) == (0, None)
    assert with_jonas.person("Mo Ray")["interactions"] == 1


def test_an_old_export_read_again_moves_nothing_back(with_jonas: Desk) -> None:
    old = write(with_jonas.folder / "a.ics", meeting(1))
    with_jonas.take(old)
    with_jonas.take(write(with_jonas.folder / "b.ics", meeting(8)))
    before = with_jonas.contents()
    [source] = with_jonas.take(old).sources

    assert source.interactions_updated == 0
    assert with_jonas.contents() == before


@pytest.mark.parametrize(("undone", "left"), [(0, "2026-09-08"), (1, "2026-09-01")])
def test_undoing_an_export_gives_back_what_the_other_one_tells(
    with_jonas: Desk, undone: int, left: str
) -> None:
    paths = [write(with_jonas.folder / f"{day}.ics", meeting(day)) for day in (1, 8)]
    uids = [with_jonas.take(path).import_id for path in paths]
    with_jonas.undo(uids[undone])

    assert met(with_jonas) == (1, left)


def test_a_series_that_a_newer_export_holds_at_another_hour_counts_once(with_jonas: Desk) -> None:
    weekly = [guest("jonas@acme.example"), "RRULE:FREQ=WEEKLY;COUNT=4"]
    take_each(
        with_jonas, *(calendar(event(*weekly, begins=f":20260901T{hour}0000Z")) for hour in ("08", "13"))
    )

    assert met(with_jonas) == (4, "2026-09-22")
    assert with_jonas.rows("SELECT DISTINCT substr(at, 12, 2) FROM interaction") == [("13",)]


OFF = calendar(
    event(guest("jonas@acme.example"), "STATUS:CANCELLED", uid="moved", begins=":20260901T080000Z")
)


def take_each(desk: Desk, *calendars: bytes) -> list[str | None]:
    """Import calendars one after another; return the ids."""
    return [
        desk.take(write(desk.folder / f"{number}.ics", one)).import_id for number, one in enumerate(calendars)
    ]


def test_a_meeting_that_a_newer_export_cancels_counts_no_more(with_jonas: Desk) -> None:
    before = with_jonas.person("Jonas Keller")["intensity"]["score"]
    with_jonas.take(write(with_jonas.folder / "a.ics", meeting(1)))
    [source] = with_jonas.take(write(with_jonas.folder / "b.ics", OFF)).sources

    assert (source.interactions_new, source.interactions_updated) == (0, 1)
    assert met(with_jonas) == (0, None)
    assert with_jonas.person("Jonas Keller")["intensity"]["score"] == before
    assert with_jonas.vault.read(contents).interactions == 0


def test_a_meeting_of_one_file_that_another_of_the_same_import_cancels_does_not_count(
    with_jonas: Desk,
) -> None:
    files = [write(with_jonas.folder / "a.ics", meeting(1)), write(with_jonas.folder / "b.ics", OFF)]
    with_jonas.take(*files)
    with_jonas.take(files[0])  # read again, it is no news

    assert met(with_jonas) == (0, None)


def test_a_cancelled_meeting_that_nobody_knew_of_is_nothing(with_jonas: Desk) -> None:
    take_each(with_jonas, OFF)

    assert with_jonas.rows("SELECT count(*) FROM interaction") == [(0,)]


def test_a_meeting_that_is_on_again_counts_again(with_jonas: Desk) -> None:
    take_each(with_jonas, meeting(1), OFF, meeting(8))

    assert met(with_jonas) == (1, "2026-09-08")


@pytest.mark.parametrize(("undone", "left"), [(0, (0, None)), (1, (1, "2026-09-01"))])
def test_undoing_gives_back_a_meeting_that_only_the_undone_import_cancelled(
    with_jonas: Desk, undone: int, left: tuple[int, str | None]
) -> None:
    uids = take_each(with_jonas, meeting(1), OFF)
    with_jonas.undo(uids[undone])

    assert met(with_jonas) == left
    assert with_jonas.rows("SELECT count(*) FROM interaction") == [(undone,)]


def test_of_a_cancelled_meeting_nothing_is_left_once_the_person_is_deleted(with_jonas: Desk) -> None:
    take_each(with_jonas, meeting(1), OFF)
    delete_people(with_jonas.vault, with_jonas.work, [with_jonas.uid("Jonas Keller")])

    assert with_jonas.rows("SELECT count(*) FROM interaction") == [(0,)]
    assert with_jonas.rows("SELECT path FROM import_source WHERE format = 'ics'") == []


def test_of_a_moved_meeting_nothing_older_tells_of_a_deleted_person(with_jonas: Desk) -> None:
    with_jonas.take(write(with_jonas.folder / "mo.vcf", vcard("FN:Mo Ray", "EMAIL:mo@acme.example")))
    with_jonas.take(write(with_jonas.folder / "a.ics", meeting(1, "jonas@acme.example", "mo@acme.example")))
    with_jonas.take(write(with_jonas.folder / "b.ics", meeting(8)))
    assert "mo@acme.example" in repr(with_jonas.rows("SELECT told FROM interaction_also_from"))
    delete_people(with_jonas.vault, with_jonas.work, [with_jonas.uid("Mo Ray")])

    assert with_jonas.rows("SELECT told FROM interaction_also_from") == [("",)]
