"""Mail into interactions: whose mailbox it is, which way each letter went, and who counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from builders.letters import ME, letter, mailbox, write
from builders.reading import context_for, of_kind
from weavit_desktop.domain.interaction import Channel, Direction, Interaction, Role
from weavit_desktop.importing.context import Identity
from weavit_desktop.importing.mail.reading import WHO_ARE_YOU, read_mail
from weavit_desktop.importing.records import InteractionRecord, MeRecord, Note, Problem, Record
from weavit_desktop.importing.sources import Member, Source, opened

KNOWN = Identity(emails=frozenset({ME}))


def read(paths: Sequence[Path], me: Identity = KNOWN, *, is_mailbox: bool = True) -> list[Record]:
    members = tuple(Member(path.name, path.stat().st_size, path) for path in paths)
    with opened(None) as open_member:
        source = Source("mail", "mbox", members)
        return list(read_mail(source, open_member, context_for(me), mailbox=is_mailbox))


def read_box(place: Path, *letters: str, me: Identity = KNOWN) -> list[Record]:
    return read([write(place / "mail.mbox", mailbox(*letters))], me)


def interactions(records: list[Record]) -> list[Interaction]:
    return [record.interaction for record in of_kind(InteractionRecord, records)]


def notes(records: list[Record]) -> dict[str, int]:
    return {note.what: note.count for note in of_kind(Note, records)}


def test_a_letter_of_mine_goes_out_and_one_to_me_comes_in(tmp_path: Path) -> None:
    out, come = interactions(read_box(tmp_path, letter(), letter("Jonas <jonas@acme.example>", ME)))

    assert (out.channel, out.direction, come.direction) == (
        Channel.MAIL,
        Direction.OUTGOING,
        Direction.INCOMING,
    )
    assert [(one.address.email, one.role) for one in out.participants] == [("jonas@acme.example", Role.TO)]
    assert [(one.address.email, one.role) for one in come.participants] == [("jonas@acme.example", Role.FROM)]


def test_those_on_copy_are_told_from_those_written_to(tmp_path: Path) -> None:
    (found,) = interactions(read_box(tmp_path, letter(more=["Cc: eve@acme.example, jonas@acme.example"])))

    assert [(one.address.email, one.role) for one in found.participants] == [
        ("jonas@acme.example", Role.TO),
        ("eve@acme.example", Role.CC),
    ]


def test_the_day_is_the_one_at_home(tmp_path: Path) -> None:
    (found,) = interactions(read_box(tmp_path, letter(date="Mon, 02 Mar 2026 23:30:00 +0000")))

    assert found.day.isoformat() == "2026-03-03"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (letter("noreply@shop.example", ME), "mail from machines and shared mailboxes"),
        (letter(ME, "info@shop.example"), "mail to nobody but you, machines and shared mailboxes"),
        (letter(ME, ME), "mail to nobody but you, machines and shared mailboxes"),
        (letter("eve@acme.example", "kim@acme.example"), "mail between other people"),
        (letter(more=["List-Id: dev"]), "newsletters and lists"),
    ],
)
def test_what_is_no_letter_between_me_and_a_person_is_counted_by_its_kind(
    tmp_path: Path, text: str, kind: str
) -> None:
    records = read_box(tmp_path, text)

    assert (interactions(records), notes(records)) == ([], {kind: 1})


def test_a_blind_copy_to_me_counts_by_the_mailbox_it_came_to(tmp_path: Path) -> None:
    text = letter("eve@acme.example", "kim@acme.example", more=[f"Delivered-To: {ME}"])

    assert [one.direction for one in interactions(read_box(tmp_path, text))] == [Direction.INCOMING]


def test_a_mailbox_says_whose_it_is_by_where_it_was_delivered_to(tmp_path: Path) -> None:
    letters = [
        letter(f"p{at}@acme.example", "team@ours.example", more=[f"Delivered-To: {ME}"]) for at in range(4)
    ]

    records = read_box(tmp_path, *letters, me=Identity())

    assert of_kind(MeRecord, records) == [MeRecord("email", ME)]
    assert len(interactions(records)) == 4


def test_a_mailbox_says_whose_it_is_by_who_is_in_all_of_it(tmp_path: Path) -> None:
    letters = [letter(to=f"p{at}@acme.example") for at in range(3)]

    assert of_kind(MeRecord, read_box(tmp_path, *letters, me=Identity())) == [MeRecord("email", ME)]


def test_two_people_in_every_letter_leave_it_open_and_nothing_is_guessed(tmp_path: Path) -> None:
    records = read_box(tmp_path, letter(), letter(), letter(), me=Identity())

    assert of_kind(Problem, records) == [Problem("the whole mailbox", WHO_ARE_YOU)]


def test_of_letters_that_leave_it_open_the_folder_is_named_and_of_one_the_file(tmp_path: Path) -> None:
    one = write(tmp_path / "mail" / "0.eml", letter())
    member = Member(one.name, one.stat().st_size, one)
    for path, place in ((one, "the whole file"), (one.parent, "the whole folder")):
        with opened(None) as open_member:
            source = Source(str(path), "eml", (member,))
            records = list(read_mail(source, open_member, context_for(Identity()), mailbox=False))
        assert of_kind(Problem, records) == [Problem(place, WHO_ARE_YOU)]
    assert interactions(records) == []


def test_an_unreadable_letter_costs_itself_and_keeps_no_text(tmp_path: Path) -> None:
    records = read_box(tmp_path, letter(), letter(date="never", more=["Subject: SECRET"]), letter(number=3))

    (problem,) = of_kind(Problem, records)
    assert (problem.where, problem.raw) == ("letter 2", b"")
    assert len(interactions(records)) == 2


def test_letters_in_files_are_read_like_those_of_a_mailbox(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{at}.eml", letter(number=at + 1)) for at in range(3)]

    assert len(interactions(read(paths, is_mailbox=False))) == 3


def test_a_maildir_s_drafts_and_deleted_letters_are_passed_over(tmp_path: Path) -> None:
    names = ["1.a:2,S", "2.a:2,DS", "3.a:2,T"]
    paths = [write(tmp_path / "cur" / name, letter(number=at + 1)) for at, name in enumerate(names)]

    records = read(paths, is_mailbox=False)

    assert len(interactions(records)) == 1
    assert notes(records) == {"drafts and deleted mail": 2}


def test_nothing_of_subject_or_body_is_in_any_record(tmp_path: Path) -> None:
    text = letter(more=["Subject: MARKER one"], body="MARKER two\nFrom: MARKER@three.example")

    assert "MARKER" not in repr(read_box(tmp_path, text))
