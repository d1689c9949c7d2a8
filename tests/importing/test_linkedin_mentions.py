"""What an export tells of members beside Connections.csv (import.md, "LinkedIn")."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from builders.linkedin import CONNECTIONS, PROFILE, folder, profile_url, table
from builders.reading import of_kind, read_paths
from builders.shared_data import shared_data
from weavit_desktop.domain.card import Card, Labelled, Names, Property
from weavit_desktop.importing.linkedin.connections import NO_NAME
from weavit_desktop.importing.linkedin.kinds import Table, table_of
from weavit_desktop.importing.linkedin.roster import NOTE_OF_NOBODY
from weavit_desktop.importing.records import CardRecord, Note, Problem, Record
from weavit_desktop.importing.tables import column_key

INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
GIVEN = "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url"
RECEIVED = GIVEN.replace("Endorsee", "Endorser")
RECOMMENDATIONS = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
PRIVATE_NOTES = "Connection First Name,Connection Last Name,Connection Profile URL,Note"
MARKER = "Xyzzy-the-secret"
ABSENT = "people who are not among the connections in this export"

Row = Sequence[str] | Mapping[str, str]


def connection(slug: str, name: str, **columns: str) -> dict[str, str]:
    given, _, family = name.partition(" ")
    url = profile_url(slug) if slug else ""
    return {"First Name": given, "Last Name": family, "URL": url, "Connected On": "05 Jun 2021", **columns}


ANNA, BOB = connection("anna", "Anna Hale"), connection("bob", "Bob Ray")


def read(tmp_path: Path, files: Mapping[str, str], *connections: Row) -> list[Record]:
    connected = table(CONNECTIONS, *(connections or (ANNA, BOB)))
    return read_paths(folder(tmp_path, {"Connections.csv": connected, **files}))


def about(records: list[Record]) -> list[CardRecord]:
    return [record for record in of_kind(CardRecord, records) if record.key.startswith("about/")]


def said(tmp_path: Path, name: str, header: str, row: Row) -> Card:
    [record] = about(read(tmp_path, {name: table(header, row)}))
    return record.card


def invitation(**columns: str) -> dict[str, str]:
    row = {"From": "Ada Byron", "To": "Anna Hale", "Direction": "OUTGOING", "Message": MARKER}
    return {**row, "Sent At": "1/2/24, 3:04 PM", "inviteeProfileUrl": profile_url("anna"), **columns}


@pytest.mark.parametrize("era", ["linkedin_invitations_2021", "linkedin_invitations_2023plus"])
def test_an_invitation_is_kept_with_the_connection_it_led_to(tmp_path: Path, era: str) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())[era]
    card = said(tmp_path, "Invitations.csv", header, invitation())
    assert card == Card(
        name="Anna Hale",
        names=Names("Anna", "Hale"),
        profile_slug="anna",
        extra=(Property("Invitation", "sent on 2024-01-02"),),
    )


@pytest.mark.parametrize("written", ["1/2/24, 3:04 PM", "01/02/24, 03:04\u202fPM", "2024-01-02 15:04:00 UTC"])
def test_the_day_of_an_invitation_is_read_in_the_forms_of_its_file(tmp_path: Path, written: str) -> None:
    card = said(tmp_path, "Invitations.csv", INVITATIONS, invitation(**{"Sent At": written}))
    assert card.extra == (Property("Invitation", "sent on 2024-01-02"),)


def test_an_invitation_that_came_is_about_who_sent_it(tmp_path: Path) -> None:
    row = invitation(
        From="Bob Ray", To="Ada Byron", Direction="INCOMING", inviterProfileUrl=profile_url("bob")
    )
    card = said(tmp_path, "Invitations.csv", INVITATIONS, row | {"inviteeProfileUrl": profile_url("ada")})
    assert (card.profile_slug, card.extra) == ("bob", (Property("Invitation", "received on 2024-01-02"),))


def test_the_text_of_an_invitation_is_in_no_record(tmp_path: Path) -> None:
    text = table(INVITATIONS, invitation()) + f'"{MARKER}\n{MARKER}\n'
    records = read(tmp_path, {"Invitations.csv": text})
    assert len(about(records)) == len(of_kind(Problem, records)) == 1
    assert MARKER not in repr(records)
    assert MARKER.encode() not in b"".join(record.raw for record in about(records))
    assert [problem.raw for problem in of_kind(Problem, records)] == [b""]


def test_an_invitation_without_an_answer_makes_no_contact(tmp_path: Path) -> None:
    row = invitation(To="Cleo Day", inviteeProfileUrl=profile_url("cleo"))
    records = read(tmp_path, {"Invitations.csv": table(INVITATIONS, row, row)})
    assert about(records) == []
    assert of_kind(Note, records) == [Note(f"invitations with {ABSENT}", 2)]


@pytest.mark.parametrize(
    ("header", "name", "words"),
    [
        (GIVEN, "Endorsement_Given_Info.csv", "Endorsed by you for"),
        (RECEIVED, "endorsement received info_1234.csv", "Endorsed you for"),
    ],
)
@pytest.mark.parametrize("day", ["2021/03/22 10:11:12 UTC", "22 Mar 2021"])
def test_endorsements_are_kept_with_the_connection(
    tmp_path: Path, header: str, name: str, words: str, day: str
) -> None:
    row = [day, "Risk", "Anna", "Hale", "www.linkedin.com/in/Anna"]
    assert said(tmp_path, name, header, row).extra == (Property(words, "Risk (2021-03-22)"),)


@pytest.mark.parametrize(
    ("name", "who"),
    [("Recommendations_Given.csv", "you"), ("Recommendations Received.csv", "they")],
)
def test_a_recommendation_is_a_note_about_the_one_connection_of_that_name(
    tmp_path: Path, name: str, who: str
) -> None:
    row = ["Anna", "Hale", "Acme", "CFO", "Precise.", "03/22/21, 09:15 AM", "VISIBLE"]
    card = said(tmp_path, name, RECOMMENDATIONS, row)
    assert card.notes == (f"Recommendation that {who} wrote on 2021-03-22: Precise.",)
    assert card.organization == card.title == ""  # of that day: no job of today


def test_a_name_that_two_connections_have_says_nobody(tmp_path: Path) -> None:
    text = table(RECOMMENDATIONS, ["Anna", "Hale", "", "", "Precise.", "3/2/21, 9:15 AM", ""])
    twice = (ANNA, connection("anna-2", "Anna Hale"))
    records = read(tmp_path, {"Recommendations_Given.csv": text}, *twice)
    assert about(records) == []
    assert of_kind(Note, records) == [Note(f"recommendations of or by {ABSENT}", 1)]


def test_a_private_note_is_a_note_of_that_person(tmp_path: Path) -> None:
    card = said(tmp_path, "Notes.csv", PRIVATE_NOTES, ["Anna", "Hale", profile_url("anna"), "Likes\nchess"])
    assert (card.profile_slug, card.notes) == ("anna", ("Likes\nchess",))


def test_a_private_note_about_one_who_is_no_connection_any_more_makes_a_card(tmp_path: Path) -> None:
    card = said(tmp_path, "Notes.csv", PRIVATE_NOTES, ["Cleo", "Day", profile_url("cleo"), "Likes chess"])
    assert (card.name, card.profile_slug, card.notes) == ("Cleo Day", "cleo", ("Likes chess",))


def test_a_private_note_about_nobody_is_a_problem_with_its_text(tmp_path: Path) -> None:
    records = read(tmp_path, {"Notes.csv": table(PRIVATE_NOTES, ["Cleo", "Day", "", "Likes chess"])})
    [problem] = of_kind(Problem, records)
    assert (problem.where, problem.what) == ("Notes.csv, line 2", NOTE_OF_NOBODY)
    assert b"Likes chess" in problem.raw


def test_before_2023_the_mail_address_joins_what_is_told_to_the_connection(tmp_path: Path) -> None:
    old = connection("", "Anna Hale", **{"Email Address": "Anna@x.example"})
    text = table(RECEIVED, ["2021/03/22 10:11:12 UTC", "Risk", "Anna", "Hale", profile_url("anna")])
    [record] = about(read(tmp_path, {"Endorsement_Received_Info.csv": text}, old))
    assert (record.card.profile_slug, record.card.emails) == ("", (Labelled("Anna@x.example"),))


def test_a_date_of_another_form_is_not_guessed(tmp_path: Path) -> None:
    row = invitation(**{"Sent At": "22.03.2021"})
    assert said(tmp_path, "Invitations.csv", INVITATIONS, row).extra == (
        Property("Invitation", "sent on 22.03.2021"),
    )


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [[f"2021/03/2{day} 10:11:12 UTC", skill, "Anna", "Hale", profile_url("anna")]
            for day, skill in ((2, "Risk"), (1, "Tax"))]  # fmt: skip
    [one] = about(read(tmp_path / "a", {"Endorsement_Given_Info.csv": table(GIVEN, *rows)}))
    [other] = about(read(tmp_path / "b", {"Endorsement_Given_Info.csv": table(GIVEN, *rows[::-1])}))
    assert one == other
    assert len(one.card.extra) == 2


def test_what_is_told_and_the_connection_are_two_cards(tmp_path: Path) -> None:
    alone = read(tmp_path / "a", {})
    text = table(PRIVATE_NOTES, ["Anna", "Hale", profile_url("anna"), "Likes chess"])
    beside = read(tmp_path / "b", {"Notes.csv": text})
    assert [record for record in beside if record not in about(beside)] == alone


def test_what_tells_of_the_holder_alone_is_counted(tmp_path: Path) -> None:
    positions = "Company Name,Title,Description,Location,Started On,Finished On"
    files = {
        "Profile.csv": table(PROFILE, ["Ada", *[""] * 4, "x"]),
        "Positions.csv": table(positions, ["Acme", "CFO", "", "", "Oct 2022", ""]),
        "Company Follows.csv": table(
            "Organization,Followed On", *[["Acme", "Wed Jun 24 12:43:42 UTC 2026"]] * 2
        ),
    }
    assert of_kind(Note, read(tmp_path, files)) == [
        Note("positions of your own", 1),
        Note("companies that you follow", 2),
    ]


def test_every_header_of_every_era_is_known() -> None:
    headers = json.loads(shared_data("csv_headers.json").read_text())
    tables = {
        name: table_of([column_key(column) for column in header.split(",")], f"{name}.csv")
        for name, header in headers.items()
    }
    assert {
        name: found for name, found in tables.items() if not name.startswith("linkedin")
    } == dict.fromkeys(name for name in headers if not name.startswith("linkedin"))
    assert {found for name, found in tables.items() if name.startswith("linkedin")} == {
        Table.CONNECTIONS,
        Table.MESSAGES,
        Table.INVITATIONS,
        Table.CONTACTS,
    }


def test_a_note_that_gives_an_address_and_no_name_is_of_somebody_without_a_name(tmp_path: Path) -> None:
    notes = table(PRIVATE_NOTES, ["", "", profile_url("zoe"), "met in Turin"])
    [record] = about(read(tmp_path, {"Notes.csv": notes}))

    assert (record.card.name, record.card.profile_slug, record.card.notes) == (
        NO_NAME,
        "zoe",
        ("met in Turin",),
    )


@pytest.mark.parametrize("name", ["Anna Hale (she/her)", "Anna Hale, PhD", "Anna Hale 🚀"])
def test_a_member_is_known_by_the_name_without_what_stands_beside_it(tmp_path: Path, name: str) -> None:
    given, _, family = name.partition(" ")
    row = {"First Name": given, "Last Name": family, "Text": "Good.", "Creation Date": "01/02/24, 03:04 PM"}
    files = {"Recommendations_Received.csv": table(RECOMMENDATIONS, row)}
    [record] = about(read(tmp_path, files, connection("anna", name)))
    assert (record.card.name, record.card.profile_slug) == ("Anna Hale", "anna")
