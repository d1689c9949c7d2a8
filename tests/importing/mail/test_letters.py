"""What a head tells: who wrote to whom, and when; and what is no letter between people."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.letters import letter
from builders.reading import NOW
from weavit_desktop.domain.interaction import Address
from weavit_desktop.importing.mail.heads import Head
from weavit_desktop.importing.mail.letters import Letter, UnreadableError, read_head


def read(text: str | bytes) -> Letter | str:
    return read_head(Head(1, text if isinstance(text, bytes) else text.encode()), NOW)


def read_letter(text: str | bytes) -> Letter:
    found = read(text)
    assert isinstance(found, Letter)
    return found


def test_a_letter_tells_its_sender_its_recipients_and_its_time_in_utc() -> None:
    found = read_letter(
        letter(to="Jonas <jonas@acme.example>, eve@acme.example", more=["Cc: Kim <KIM@acme.example>"])
    )

    assert found.sender == Address(email="maya@ours.example", name="Maya Weber")
    assert [one.email for one in found.to] == ["jonas@acme.example", "eve@acme.example"]
    assert found.cc == (Address(email="kim@acme.example", name="Kim"),)
    assert found.at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert found.zone == "+01:00"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("=?utf-8?Q?J=C3=B6rg?= <a@b.example>", "Jörg"),
        ("=?utf-8?B?546L5oCd5ra1?= <a@b.example>", "王思涵"),
        ("=?iso-8859-1?Q?M=FCller=2C_Anna?= <a@b.example>", "Müller, Anna"),
        ('"Keller, Jonas" <a@b.example>', "Keller, Jonas"),
        ("=?klingon?Q?abc?= <a@b.example>", "abc"),
        ("=?utf-8?B?not base64!?= <a@b.example>", "=?utf-8?B?not base64!?="),
        ('"O\\"Neil" <a@b.example>', 'O"Neil'),
        ("a@b.example (Anna Berg)", "Anna Berg"),
        ("<a@b.example>", ""),
        ("a@b.example", ""),
    ],
)
def test_names_are_read_in_every_spelling(written: str, name: str) -> None:
    assert read_letter(letter(sender=written)).sender == Address(email="a@b.example", name=name)


def test_raw_bytes_of_a_name_are_read_as_utf_8_or_windows() -> None:
    utf, windows = (letter(sender="Jörg <a@b.example>").encode(code) for code in ("utf-8", "cp1252"))

    assert read_letter(utf).sender.name == read_letter(windows).sender.name == "Jörg"


def test_folded_recipients_are_all_there() -> None:
    found = read_letter(letter(to="a@b.example,\n\tc@d.example,\n e@f.example"))

    assert [one.email for one in found.to] == ["a@b.example", "c@d.example", "e@f.example"]


def test_a_group_gives_its_members_and_undisclosed_recipients_nobody() -> None:
    found = read_letter(letter(to="team: a@b.example, c@d.example;", more=["Cc: undisclosed-recipients:;"]))

    assert [one.email for one in found.to] == ["a@b.example", "c@d.example"]
    assert found.cc == ()


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Auto-Submitted: auto-replied", "automatic answers"),
        ("Return-Path: <>", "automatic answers"),
        ("List-Unsubscribe: <mailto:x@y.example>", "newsletters and lists"),
        ("List-Id: dev", "newsletters and lists"),
        ("Precedence: bulk", "newsletters and lists"),
        ("X-Gmail-Labels: Spam,Unread", "spam"),
        ("X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=", "drafts"),
        ("X-Mozilla-Status: 0009", "deleted mail"),
    ],
)
def test_mail_that_no_person_sent_to_another_is_named_by_its_kind(header: str, kind: str) -> None:
    assert read(letter(more=[header])) == kind


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "X-Mozilla-Status: 0001", "X-Gmail-Labels: Sent"])
def test_marks_of_ordinary_mail_pass_nothing_over(header: str) -> None:
    assert isinstance(read(letter(more=[header])), Letter)


@pytest.mark.parametrize(
    "date", ["Mon, 02 Mar 2026 10:15:00 +0100", "2 Mar 2026 09:15:00 -0000", "2 Mar 26 09:15 GMT"]
)
def test_dates_of_old_and_of_new_programs_are_one_instant(date: str) -> None:
    assert read_letter(letter(date=date)).at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


def test_a_clock_that_was_never_set_gives_way_to_when_the_letter_came() -> None:
    came = "Received: from a by b; Tue, 3 Mar 2026 08:00:00 +0000"

    for wrong in ("Thu, 1 Jan 1970 00:00:00 +0000", "Fri, 1 Jan 2055 00:00:00 +0000", "yesterday"):
        assert read_letter(letter(date=wrong, more=[came])).at == datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Mon, 99 Foo 2026 10:15:00 +0100", "31 Dec 9999 23:59:59 -2300"]
)
def test_a_letter_without_a_time_says_so(date: str) -> None:
    with pytest.raises(UnreadableError, match="no readable time"):
        read(letter(date=date))


def test_one_letter_has_one_key_wherever_a_copy_lies() -> None:
    sent = read_letter(letter(number=7))
    copy = read_letter(letter(number=7, more=["Received: from a by b; Tue, 3 Mar 2026 08:00:00 +0000"]))
    other = read_letter(letter(number=8))

    assert sent.key == copy.key != other.key


def test_without_a_message_id_time_and_people_are_the_key() -> None:
    one, again, later = (
        read_letter(letter(date=f"Mon, 02 Mar 2026 10:{at}:00 +0100")) for at in (15, 15, 16)
    )

    assert one.key == again.key != later.key


@given(st.binary(max_size=300))
def test_whatever_stands_there_is_read_or_refused_in_words(data: bytes) -> None:
    told = b"\nDate: Mon, 02 Mar 2026 10:15:00 +0100\n"
    for head in (data, b"From: " + data + told, b"From: a@b.c\nDate: " + data):
        with suppress(UnreadableError):
            assert read(head)


@pytest.mark.parametrize(
    "hostile", ["(" * 100_000, '"' * 100_001, "<" * 100_000, "a@b.c," * 10_000, "\\" * 99_999]
)
def test_hostile_recipients_end_in_good_time(hostile: str) -> None:
    assert isinstance(read(letter(to=hostile)), Letter)
