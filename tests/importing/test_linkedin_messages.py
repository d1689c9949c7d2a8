"""messages.csv: who wrote to whom and when, of every era, and never what (import.md, "LinkedIn")."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from builders.linkedin import MESSAGES, PROFILE, folder, message, table
from builders.reading import of_kind, read_paths
from builders.shared_data import shared_data
from weavit_desktop.domain.interaction import Address, Channel, Direction, Interaction, Participant, Role
from weavit_desktop.importing.context import Identity
from weavit_desktop.importing.linkedin.messages import NO_TIME
from weavit_desktop.importing.linkedin.reading import WHO_ARE_YOU
from weavit_desktop.importing.records import InteractionRecord, MeRecord, Note, Problem, Record

ME = Identity(profiles=frozenset({"me"}))
MARKER = "Xyzzy-the-secret"


def read(tmp_path: Path, text: str, me: Identity = ME, zone: str = "Europe/Berlin") -> list[Record]:
    return read_paths(folder(tmp_path, {"messages.csv": text}) / "messages.csv", me=me, zone=zone)


def interactions(records: list[Record]) -> list[Interaction]:
    return [record.interaction for record in of_kind(InteractionRecord, records)]


def one(
    tmp_path: Path, row: dict[str, str], header: str = MESSAGES, zone: str = "Europe/Berlin"
) -> Interaction:
    [found] = interactions(read(tmp_path, table(header, row), zone=zone))
    return found


def person(slug: str, role: Role, name: str = "") -> Participant:
    return Participant(Address(profile_slug=slug, name=name), role)


def test_a_message_becomes_an_interaction(tmp_path: Path) -> None:
    found = one(tmp_path, message("anna", "me", at="2024-03-01 10:00:00 UTC"))
    assert found == Interaction(
        source_key=found.source_key,
        at=datetime(2024, 3, 1, 10, tzinfo=UTC),
        day=date(2024, 3, 1),
        zone="UTC",
        channel=Channel.MESSAGE,
        direction=Direction.INCOMING,
        participants=(person("anna", Role.FROM, "Anna"),),
    )


def test_the_sender_says_the_direction(tmp_path: Path) -> None:
    assert one(tmp_path, message("me", "anna")).direction is Direction.OUTGOING
    assert one(tmp_path, message("anna", "me")).direction is Direction.INCOMING


def test_the_day_is_that_of_the_home_zone(tmp_path: Path) -> None:
    late = message("anna", "me", at="2024-03-01 20:00:00 UTC")
    assert one(tmp_path, late, zone="Asia/Tokyo").day == date(2024, 3, 2)
    assert one(tmp_path, late, zone="America/New_York").day == date(2024, 3, 1)


def test_everybody_but_the_holder_takes_part(tmp_path: Path) -> None:
    found = one(tmp_path, message("anna", "me", "bert"))
    assert found.participants == (person("anna", Role.FROM, "Anna"), person("bert", Role.TO))
    found = one(tmp_path, message("me", "anna", "bert"))
    assert found.participants == (person("anna", Role.TO), person("bert", Role.TO))


def test_recipients_are_told_by_their_addresses_however_they_are_joined(tmp_path: Path) -> None:
    row = message("me", TO="Hale, PhD, Anna, Bert")
    row["RECIPIENT PROFILE URLS"] = "https://www.linkedin.com/in/anna https://de.linkedin.com/in/Bert/;"
    assert [item.address.profile_slug for item in one(tmp_path, row).participants] == ["anna", "bert"]


HEADERS = [
    "linkedin_messages_2023",
    "linkedin_messages_2024_12",
    "linkedin_messages_2025",
    "linkedin_messages_2026_quoted",
    "linkedin_messages_13col",
]


@pytest.mark.parametrize("era", HEADERS)
def test_every_era_with_addresses_is_read(tmp_path: Path, era: str) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())[era]
    assert one(tmp_path, message("me", "anna"), header).participants == (person("anna", Role.TO, "Anna"),)


def test_before_2023_those_who_wrote_in_a_conversation_are_its_people(tmp_path: Path) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())["linkedin_messages_2021"]
    text = table(header, message("me", "anna"), message("anna", "me", at="2024-03-02 10:00:00 UTC"))
    mine, hers = interactions(read(tmp_path, text))
    assert mine.participants == (person("anna", Role.TO, "Anna"),)
    assert hers.participants == (person("anna", Role.FROM, "Anna"),)


def test_before_2023_a_message_that_was_never_answered_cannot_be_tied_to_anyone(tmp_path: Path) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())["linkedin_messages_2021"]
    text = table(header, message("me", "anna"), message("me", "bert"), message("cleo", "me"))
    records = read(tmp_path, text)
    assert len(interactions(records)) == 1
    [problem] = of_kind(Problem, records)
    assert problem.what.startswith("2 messages")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"IS MESSAGE DRAFT": "true"}, "drafts"),
        ({"IS MESSAGE DRAFT": "TRUE"}, "drafts"),
        ({"IS MESSAGE DRAFT": "Yes"}, "drafts"),
        ({"SENDER PROFILE URL": ""}, "advertisements"),
        ({"SENDER PROFILE URL": "https://www.linkedin.com/company/acme"}, "advertisements"),
        ({"CONTENT": '<p class="spinmail-quill-editor__spin-break">Buy</p>'}, "advertisements"),
        ({"FROM": "LinkedIn Member", "SENDER PROFILE URL": ""}, "messages of members who left or hide"),
    ],
)
def test_what_is_no_message_between_people_is_counted(
    tmp_path: Path, change: dict[str, str], what: str
) -> None:
    records = read(tmp_path, table(MESSAGES, message("me", "bert"), message("anna", "me") | change))
    assert len(interactions(records)) == 1
    assert of_kind(Note, records) == [Note(what, 1)]
    assert not of_kind(Problem, records)


def test_a_message_to_someone_who_left_is_counted(tmp_path: Path) -> None:
    records = read(tmp_path, table(MESSAGES, message("me", TO="LinkedIn Member")))
    assert records == [Note("messages to members who left or hide", 1)]


def test_a_message_without_a_readable_time_costs_itself(tmp_path: Path) -> None:
    rows = [
        message("anna", "me"),
        message("anna", "me", at="yesterday"),
        message("anna", "me", at="2024-13-01 1:1"),
    ]
    records = read(tmp_path, table(MESSAGES, *rows))
    assert len(interactions(records)) == 1
    assert [problem.where for problem in of_kind(Problem, records)] == [
        "messages.csv, line 3",
        "messages.csv, line 4",
    ]


# Keys ---------------------------------------------------------------------------------------------


def keys(records: list[Record]) -> list[str]:
    return [found.source_key for found in interactions(records)]


def test_the_same_messages_have_the_same_keys_in_any_order_and_era(tmp_path: Path) -> None:
    rows = [message("anna", "me"), message("me", "anna"), message("me", "anna", at="2024-03-02 10:00:00 UTC")]
    first = keys(read(tmp_path, table(MESSAGES, *rows)))
    again = keys(read(tmp_path, table(MESSAGES, *reversed(rows))))
    older = json.loads(shared_data("csv_headers.json").read_text())["linkedin_messages_2021"]
    assert len(set(first)) == 3
    assert set(first) == set(again) == set(keys(read(tmp_path, table(older, *rows))))


def test_two_messages_of_one_second_are_two(tmp_path: Path) -> None:
    rows = [message("anna", "me", CONTENT="one"), message("anna", "me", CONTENT="two")]
    found = keys(read(tmp_path, table(MESSAGES, *rows)))
    assert len(set(found)) == 2
    assert set(found) == set(keys(read(tmp_path, table(MESSAGES, *reversed(rows)))))


def test_what_a_message_says_is_no_part_of_its_key(tmp_path: Path) -> None:
    assert one(tmp_path, message("anna", "me", CONTENT="a", SUBJECT="b")) == one(
        tmp_path, message("anna", "me")
    )


# Who is "me" --------------------------------------------------------------------------------------


def proposals(records: list[Record]) -> list[MeRecord]:
    return [record for record in of_kind(MeRecord, records) if record.kind == "profile"]


def test_the_member_is_whoever_is_in_nearly_all_conversations(tmp_path: Path) -> None:
    rows = [message(name, "ada") for name in ("anna", "bert", "cleo")]
    records = read(tmp_path, table(MESSAGES, *rows), me=Identity())
    assert proposals(records) == [MeRecord("profile", "ada")]
    assert {found.direction for found in interactions(records)} == {Direction.INCOMING}


def test_the_name_in_the_profile_decides_where_the_numbers_do_not(tmp_path: Path) -> None:
    folder(tmp_path, {"Profile.csv": table(PROFILE, ["ANNA", "", "", "", "", "x"])})
    folder(tmp_path, {"messages.csv": table(MESSAGES, message("anna", "bert"), message("bert", "anna"))})
    records = read_paths(tmp_path)
    assert proposals(records) == [MeRecord("profile", "anna")]
    assert [found.direction for found in interactions(records)] == [Direction.OUTGOING, Direction.INCOMING]


def test_a_confirmed_profile_is_believed_and_not_proposed_again(tmp_path: Path) -> None:
    rows = [message(name, "ada") for name in ("anna", "bert", "cleo")]
    records = read(tmp_path, table(MESSAGES, *rows), me=Identity(profiles=frozenset({"bert"})))
    assert proposals(records) == []
    assert [found.direction for found in interactions(records)].count(Direction.OUTGOING) == 1


def test_where_nothing_tells_nothing_is_guessed(tmp_path: Path) -> None:
    records = read(tmp_path, table(MESSAGES, message("anna", "bert"), message("bert", "anna")), me=Identity())
    assert records == [Problem("messages.csv", WHO_ARE_YOU)]


# The text -----------------------------------------------------------------------------------------


def test_the_text_of_messages_is_in_no_record(tmp_path: Path) -> None:
    columns = {"CONTENT": f"{MARKER}\nsecond line", "SUBJECT": MARKER, "CONVERSATION TITLE": MARKER}
    rows = [
        message("anna", "me", **columns),
        message("me", "anna", **columns),
        message("anna", "me", at="never", **columns),
        message("anna", "me", **columns) | {"IS MESSAGE DRAFT": "true"},
    ]
    text = table(MESSAGES, *rows) + f'broken,"{MARKER}\nno end\n' + f"{MARKER}\n" * 3
    records = read(tmp_path, text)
    assert len(interactions(records)) == 2
    assert len(of_kind(Problem, records)) == 2
    assert MARKER not in repr(records)
    assert not [problem for problem in of_kind(Problem, records) if problem.raw]


def test_messages_with_machines_are_none_with_people(tmp_path: Path) -> None:
    folder(tmp_path, {"guide_messages.csv": table(MESSAGES, message("anna", "me"))})
    folder(tmp_path, {"messages.csv": table(MESSAGES, message("bert", "me"))})
    assert len(interactions(read_paths(tmp_path, me=ME))) == 1


@pytest.mark.parametrize(
    "at", ["2026-11-25 10:00:00 UTC", "7373-03-01 10:00:00 UTC", "0001-01-01 00:00:00 UTC"]
)
def test_a_message_of_a_time_that_is_none_yet_or_none_at_home_is_no_interaction(
    tmp_path: Path, at: str
) -> None:
    records = read(
        tmp_path, table(MESSAGES, message("me", "anna", at=at), message("me", "anna")), zone="America/Lima"
    )

    assert [problem.what for problem in of_kind(Problem, records)] == [NO_TIME]
    assert len(interactions(records)) == 1
