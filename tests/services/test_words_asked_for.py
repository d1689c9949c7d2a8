"""Subjects and texts are kept where the person asks for them, in that import alone, and go as they came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders.calendars import ME, calendar, event, guest
from builders.desk import Desk, someone
from builders.exports import another_desk, everyone, give_out
from builders.letters import letter, mailbox, write
from builders.linkedin import MESSAGES, PROFILE, folder, message, profile_url, table
from weavit_desktop.importing.context import Asked
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.flight_check import check_files, import_checked
from weavit_desktop.services.identity import confirm_me
from weavit_desktop.services.person_timeline import read_timeline

ALL = Asked(subjects=True, texts=True)
SECRETS = ("Xylograph", "Yttrium", "Zeppelin", "Quagmire", "Wombat")
ANNA = someone("Anna Berg", f"URL:{profile_url('anna')}", email="anna@orrin.example")
BO = someone("Bo Lind", email="bo@acme.example")


@pytest.fixture
def desk_with_anna(desk: Desk) -> Desk:
    confirm_me(desk.vault, desk.work, emails=[ME])
    desk.take(desk.file("people.vcf", ANNA, BO))
    return desk


def files(desk: Desk) -> list[Path]:
    """Write a mailbox, a calendar and messages, with a secret in every subject and text."""
    mail = letter(
        to="Anna <anna@orrin.example>, Bo <bo@acme.example>",
        number=1,
        more=["Subject: =?utf-8?q?Xylograph_f=C3=BCr?=\n Anna"],
        body="Wombat\n",
    )
    meeting = event(guest("anna@orrin.example"), "SUMMARY:Yttrium\\, again", "DESCRIPTION:Wombat")
    words = message(
        "maya", "anna", at="2026-10-02 08:00:00 UTC", SUBJECT="Zeppelin", CONTENT="Quagmire\nsoon"
    )
    export = {"Profile.csv": table(PROFILE, {"First Name": "Maya"}), "messages.csv": table(MESSAGES, words)}
    return [
        write(desk.folder / "mail.mbox", mailbox(mail)),
        write(desk.folder / "work.ics", calendar(meeting)),
        folder(desk.folder / "linkedin", export),
    ]


def kept(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.rows("SELECT channel, subject, text FROM interaction ORDER BY channel")


def everything(desk: Desk) -> str:
    """Return all that stands in any table."""
    return repr([desk.rows(f'SELECT * FROM "{name}"') for name in desk.tables()])


KEPT = [
    ("mail", "Xylograph für Anna", None),
    ("meeting", "Yttrium, again", None),
    ("message", "Zeppelin", "Quagmire\nsoon"),
]
NONE = [("mail", None, None), ("meeting", None, None), ("message", None, None)]


def test_nothing_of_it_is_kept_unless_asked_for(desk_with_anna: Desk) -> None:
    desk_with_anna.take(*files(desk_with_anna))

    assert kept(desk_with_anna) == NONE
    assert not any(secret in everything(desk_with_anna) for secret in SECRETS)


def test_what_is_asked_for_is_kept_and_no_body(desk_with_anna: Desk) -> None:
    desk_with_anna.take(*files(desk_with_anna), asked=ALL)

    assert kept(desk_with_anna) == KEPT
    assert "Wombat" not in everything(desk_with_anna)


def test_subjects_alone_bring_no_text(desk_with_anna: Desk) -> None:
    desk_with_anna.take(*files(desk_with_anna), asked=Asked(subjects=True))

    assert [subject for _, subject, _ in kept(desk_with_anna)] == [subject for _, subject, _ in KEPT]
    assert "Quagmire" not in everything(desk_with_anna)


def test_it_is_not_remembered_for_the_next_import(desk_with_anna: Desk) -> None:
    desk_with_anna.take(desk_with_anna.file("more.vcf", someone("Cleo Ray")), asked=ALL)
    desk_with_anna.take(*files(desk_with_anna))

    assert kept(desk_with_anna) == NONE


def test_the_same_file_again_adds_what_is_asked_for_now_and_undoing_takes_it_back(
    desk_with_anna: Desk,
) -> None:
    paths = files(desk_with_anna)
    desk_with_anna.take(*paths)
    report = desk_with_anna.on("2026-11-21").take(*paths, asked=ALL)

    assert [source.interactions_new for source in report.sources] == [0, 0, 0]
    assert [source.words_added for source in report.sources] == [1, 1, 1]
    assert kept(desk_with_anna) == KEPT
    desk_with_anna.undo(report.import_id)
    assert kept(desk_with_anna) == NONE
    assert not any(secret in everything(desk_with_anna) for secret in SECRETS)


def test_what_another_import_told_too_stays(desk_with_anna: Desk) -> None:
    paths = files(desk_with_anna)
    first = desk_with_anna.take(*paths, asked=ALL)
    again = desk_with_anna.on("2026-11-21").take(*paths, asked=ALL)

    assert [source.words_added for source in again.sources] == [0, 0, 0]
    desk_with_anna.undo(first.import_id)
    assert kept(desk_with_anna) == KEPT


def test_a_flight_check_stores_none_and_what_was_checked_is_imported_with_it(desk_with_anna: Desk) -> None:
    desk, paths = desk_with_anna, files(desk_with_anna)
    options: dict[str, Any] = {"clock": lambda: desk.now, "ids": desk.new_uid}
    checked = check_files(desk.vault, desk.rules, paths, **options)

    assert not any(secret in everything(desk) for secret in SECRETS)
    import_checked(desk.vault, desk.rules, checked, asked=ALL, **options)
    assert kept(desk) == KEPT


def test_with_a_person_goes_what_was_said_where_they_were(desk_with_anna: Desk) -> None:
    desk_with_anna.take(*files(desk_with_anna), asked=ALL)
    delete_people(desk_with_anna.vault, desk_with_anna.work, [desk_with_anna.uid("Anna Berg")])

    assert kept(desk_with_anna) == [("mail", None, None)]  # Bo got it too
    assert not any(secret in everything(desk_with_anna) for secret in SECRETS)


def test_a_person_is_shown_with_what_was_said(desk_with_anna: Desk) -> None:
    desk_with_anna.take(*files(desk_with_anna), asked=ALL)
    day = {"channel": "message", "day": "2026-10-02", "direction": "out"}
    details = [
        entry.detail
        for entry in read_timeline(
            desk_with_anna.vault, desk_with_anna.uid("Anna Berg"), desk_with_anna.now.date()
        ).entries
    ]

    words = desk_with_anna.person("Anna Berg")["words"]
    assert words[0] == {**day, "subject": "Zeppelin", "text": "Quagmire\nsoon"}
    assert [one["subject"] for one in words[1:]] == ["Xylograph für Anna", "Yttrium, again"]
    for said in ("About “\u2068Zeppelin\u2069”.", "You: “\u2068Quagmire soon\u2069”", "Yttrium", "Xylograph"):
        assert any(said in detail for detail in details), details


def test_exports_have_it(desk_with_anna: Desk, tmp_path: Path) -> None:
    desk_with_anna.take(*files(desk_with_anna), asked=ALL)
    path, _ = give_out(desk_with_anna, "all.json", "json")
    people = {one["name"]: one for one in json.loads(path.read_text("utf-8"))["people"]}

    assert [
        (one["channel"], one.get("subject"), one.get("text")) for one in people["Anna Berg"]["history"]
    ] == [
        ("meeting", "Yttrium, again", None),
        ("mail", "Xylograph für Anna", None),
        ("message", "Zeppelin", "Quagmire\nsoon"),
    ]
    archive, _ = give_out(desk_with_anna, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(archive)
        assert kept(other) == KEPT
        assert everyone(other) == everyone(desk_with_anna)


def test_an_export_has_no_word_of_it_where_it_was_not_asked_for(desk_with_anna: Desk) -> None:
    desk_with_anna.take(*files(desk_with_anna))
    path, _ = give_out(desk_with_anna, "all.json", "json")

    assert '"subject"' not in path.read_text("utf-8")
