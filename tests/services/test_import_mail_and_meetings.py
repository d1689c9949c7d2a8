"""Mail and calendars into the vault: counted once, with the people they were with, and without their text."""

from __future__ import annotations

import pytest

from builders.calendars import calendar, event
from builders.desk import Desk
from builders.letters import ME, letter, mailbox, write
from builders.vcards import vcard
from weavit_desktop.services import identity

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
