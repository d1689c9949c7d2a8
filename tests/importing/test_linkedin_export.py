"""A whole export: who the member is, what is counted, and a complete one that others made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from builders.linkedin import CONNECTIONS, PROFILE, archive, folder, table
from builders.reading import of_kind, read_paths
from builders.shared_data import shared_data
from weavit_desktop.domain.interaction import Direction
from weavit_desktop.importing.records import CardRecord, InteractionRecord, MeRecord, Note, Problem

ABSENT = "not among the connections in this export"
ANNA = ["Anna", "Hale", "https://www.linkedin.com/in/anna", "", "Acme", "VP", "05 Jun 2021"]


def test_an_export_proposes_who_me_is(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {
            "Connections.csv": table(CONNECTIONS, ANNA),
            "Profile.csv": table(PROFILE, ["Ada", "Byron", "", "", "", "Banker"]),
            "Email Addresses.csv": table(
                "Email Address,Confirmed,Primary,Updated On",
                ["Ada@X.example", "Yes", "Yes", "x"],
                ["unconfirmed@x.example", "No", "No", "x"],
            ),
            "PhoneNumbers.csv": "Extension,Number,Type\n+44,20 5550,Mobile\n,555,Home\n",
            "Whatsapp Phone Numbers.csv": "Number,Extension,Is_WhatsApp_Number\n20 5550,+44,true\n",
        },
    )
    assert of_kind(MeRecord, read_paths(tmp_path)) == [
        MeRecord("name", "Ada Byron"),
        MeRecord("email", "ada@x.example"),
        MeRecord("phone", "+44 20 5550"),
        MeRecord("phone", "555"),
    ]


def test_the_same_export_gives_the_same_records_as_folder_and_as_zip(tmp_path: Path) -> None:
    files = {
        "Connections.csv": table(CONNECTIONS, ANNA),
        "Profile.csv": table(PROFILE, ["Ada", *[""] * 4, "x"]),
    }
    assert read_paths(folder(tmp_path / "a", files)) == read_paths(archive(tmp_path / "a.zip", files))


def test_a_complete_export_of_others_is_read_whole() -> None:
    records = read_paths(shared_data("linkedin/silkyrich/sample_export.zip"))
    assert Counter(map(type, records)) == {
        CardRecord: 2_000 + 1_364,  # connections; what is told of them beside their table
        InteractionRecord: 19_959,  # of 20,000 rows: 41 are drafts
        MeRecord: 8,
        Note: 7,
    }
    interactions = [record.interaction for record in of_kind(InteractionRecord, records)]
    assert len({found.source_key for found in interactions}) == 19_959
    assert {found.direction for found in interactions} == {Direction.INCOMING, Direction.OUTGOING}
    assert MeRecord("profile", "fake-ada-byron-lovelace") in records
    everyone = {item.address.profile_slug for found in interactions for item in found.participants}
    assert "fake-ada-byron-lovelace" not in everyone
    assert "" not in everyone


def test_every_row_about_members_is_kept_or_counted() -> None:
    records = read_paths(shared_data("linkedin/silkyrich/sample_export"))
    dates = ("Sent At", "Endorsement Date", "Creation Date")  # a column of each row that is kept
    kept = sum(one.name in dates for card in of_kind(CardRecord, records) for one in card.properties)
    counted = sum(note.count for note in of_kind(Note, records) if note.what.endswith(ABSENT))
    assert of_kind(Problem, records) == []
    assert kept + counted == 162 + 1_500 + 700 + 21 + 27  # invitations, endorsements, recommendations


def test_the_unpacked_export_gives_the_same_people() -> None:
    unpacked = read_paths(shared_data("linkedin/silkyrich/sample_export"))
    packed = read_paths(shared_data("linkedin/silkyrich/sample_export.zip"))
    assert of_kind(CardRecord, unpacked) == of_kind(CardRecord, packed)
    assert of_kind(Problem, unpacked) == []
