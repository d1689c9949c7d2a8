"""Monica's export: people with all that is kept of them, interactions without a text."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.monica import EMAIL, WEB, contact, document, entry, export, listed
from builders.reading import of_kind, read_paths
from weavit_desktop.domain.card import Address as PostalAddress
from weavit_desktop.domain.card import Card, Labelled, Names, Photo, Property
from weavit_desktop.domain.interaction import Address, Channel, Direction, Interaction, Participant, Role
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.monica import account
from weavit_desktop.importing.monica.account import NO_ACCOUNT, NO_JSON, TOO_LARGE
from weavit_desktop.importing.monica.interactions import PLANS, TIMELESS
from weavit_desktop.importing.monica.reading import NO_ENTRY
from weavit_desktop.importing.pictures import KEPT_APART, without_picture
from weavit_desktop.importing.records import CardRecord, InteractionRecord, Note, Problem, Record

ANNA = {"first_name": "Anna", "last_name": "Hale", "company": "Acme", "job": "CFO"}
BO = contact("bo", first_name="Bo", last_name="Lind", phone="+4930123456")
SECRET = "what nobody else should read"


def read(folder: Path, *contacts: Any, **lists: list[Any]) -> list[Record]:
    return read_paths(export(folder / "monica.json", *contacts, **lists))


def one(folder: Path, *contacts: Any, **lists: list[Any]) -> CardRecord:
    return of_kind(CardRecord, read(folder, *contacts, **lists))[0]


def happened(folder: Path, *lists: dict[str, Any], **others: list[Any]) -> list[Interaction]:
    records = read(folder, contact("anna", *lists, email="a@x.example", **ANNA), BO, **others)
    return [record.interaction for record in of_kind(InteractionRecord, records)]


def test_an_export_is_known_by_what_it_holds(tmp_path: Path) -> None:
    [source] = find_sources([export(tmp_path / "data.txt")])
    assert (source.format, source.refusal) == ("monica", "")


def test_a_person_becomes_a_card(tmp_path: Path) -> None:
    birthdate = {"date": "1985-04-07T00:00:00Z", "is_year_unknown": True, "is_age_based": False}
    person = contact(
        "anna",
        listed("note", entry(body="likes tea")),
        listed("address", entry(name="Work", street="Main St 1", city="Berlin", country="DE")),
        listed("contact_field", entry(data="https://linkedin.com/in/anna-hale", type=WEB)),
        listed("gift", entry(name="a book")),
        email="a@x.example",
        phone="+49 30 1",
        **ANNA,
        middle_name="M",
        nickname="Annie",
        description="met in Rome",
        tags=["golf"],
        birthdate=birthdate,
        food_preferences="no fish",
        is_starred=False,
        number_of_views=7,
    )
    person["data"][0]["values"].extend(person["data"].pop(3)["values"])
    record = one(tmp_path, person)
    assert record.key == "anna"
    assert record.card == Card(
        name="Anna M Hale",
        names=Names("Anna", "Hale", "M", nickname="Annie"),
        organization="Acme",
        title="CFO",
        emails=(Labelled("a@x.example"),),
        phones=(Labelled("+49 30 1"),),
        addresses=(PostalAddress(street="Main St 1", locality="Berlin", country="DE", types=("work",)),),
        urls=(Labelled("https://linkedin.com/in/anna-hale", ("linkedin",)),),
        profile_slug="anna-hale",
        birthday="--04-07",
        notes=("met in Rome", "likes tea"),
        categories=("golf",),
        extra=(Property("food_preferences", "no fish"), Property("gift", '{"name": "a book"}')),
    )


def test_a_birthday_worked_out_from_an_age_is_none(tmp_path: Path) -> None:
    birthdate = {"date": "1985-01-01", "is_age_based": True}
    card = one(tmp_path, contact("anna", **ANNA, birthdate=birthdate)).card
    assert card.birthday == ""
    assert [one.name for one in card.extra] == ["birthdate"]


def test_who_is_what_to_whom_is_kept(tmp_path: Path) -> None:
    relation = entry(type="partner", contact_is="anna", of_contact="bo")
    card = one(tmp_path, contact("anna", **ANNA), BO, relationship=[relation]).card
    assert card.extra == (Property("relationship", "partner of Bo Lind"),)


def test_the_picture_of_a_person_is_theirs(tmp_path: Path) -> None:
    data = b"\xff\xd8\xff" + bytes(range(64))
    url = "data:image/jpeg;base64," + base64.b64encode(data).decode()
    photo = entry("p-1", dataUrl=url, mime_type="image/jpeg")
    person = contact("anna", **ANNA, avatar={"avatar_photo": "p-1"})
    record = one(tmp_path, person, photo=[photo])
    assert record.card.photo == Photo("image/jpeg", data)
    kept = json.loads(without_picture(record).raw)
    assert kept["avatar_photo"]["properties"]["dataUrl"] == "data:image/jpeg;base64," + KEPT_APART


def test_an_activity_is_a_meeting_of_all_who_were_there(tmp_path: Path) -> None:
    activity = entry("act-1", summary=SECRET, description=SECRET, happened_at="2026-03-01")
    anna = contact("anna", listed("activity", "act-1"), email="a@x.example", **ANNA)
    bo = {**BO, "data": [*BO["data"], listed("activity", "act-1")]}
    [record] = of_kind(InteractionRecord, read(tmp_path, anna, bo, activity=[activity]))
    assert record.interaction == Interaction(
        "monica:activity:act-1",
        datetime(2026, 3, 1, 11, 0, tzinfo=UTC),
        date(2026, 3, 1),
        "UTC",
        Channel.MEETING,
        Direction.BOTH,
        (
            Participant(Address(email="a@x.example", name="Anna Hale"), Role.ATTENDEE),
            Participant(Address(phone="+4930123456", name="Bo Lind"), Role.ATTENDEE),
        ),
    )


def test_calls_and_messages_have_their_direction(tmp_path: Path) -> None:
    call = entry(called_at="2026-03-01T23:30:00Z", content=SECRET, contact_called=True)
    messages = [
        entry(content=SECRET, written_at="2026-03-02T08:00:00Z", written_by_me=True),
        entry(content=SECRET, written_at="2026-03-02T09:00:00Z", written_by_me=False),
    ]
    conversation = entry(happened_at="2026-03-02", messages=messages)
    found = happened(tmp_path, listed("call", call), listed("conversation", conversation))
    assert [(one.channel, one.direction, one.participants[0].role) for one in found] == [
        (Channel.CALL, Direction.INCOMING, Role.FROM),
        (Channel.MESSAGE, Direction.OUTGOING, Role.TO),
        (Channel.MESSAGE, Direction.INCOMING, Role.FROM),
    ]
    assert found[0].day == date(2026, 3, 2)
    assert len({one.source_key for one in found}) == 3


def test_no_text_of_an_interaction_is_kept(tmp_path: Path) -> None:
    message = entry(content=SECRET, written_at="2026-03-02T08:00:00Z", written_by_me=True)
    person = contact(
        "anna",
        listed("activity", "act-1"),
        listed("call", entry(called_at="2026-03-01T10:00:00Z", content=SECRET)),
        listed("conversation", entry(messages=[message])),
        **ANNA,
    )
    activity = entry("act-1", summary=SECRET, happened_at="2026-03-01")
    records = read(tmp_path, person, activity=[activity])
    assert len(of_kind(InteractionRecord, records)) == 3
    assert SECRET not in repr(records)
    assert SECRET.encode() not in of_kind(CardRecord, records)[0].raw


def test_entries_without_time_and_plans_are_counted(tmp_path: Path) -> None:
    calls = [entry(called_at=at) for at in ("", "soon", "2027-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00")]
    person = contact("anna", listed("call", *calls), **ANNA)
    assert of_kind(Note, read(tmp_path, person)) == [Note(TIMELESS, 3), Note(PLANS, 1)]


def test_what_monica_counts_for_itself_makes_nobody_new(tmp_path: Path) -> None:
    before = one(tmp_path, contact("anna", **ANNA, number_of_views=1))
    after = one(tmp_path, contact("anna", **ANNA, number_of_views=2) | {"updated_at": "2026-01-01"})
    promoted = one(tmp_path, contact("anna", **ANNA | {"job": "CEO"}))
    assert (before.key, before.digest) == (after.key, after.digest)
    assert promoted.key == before.key
    assert promoted.digest != before.digest


def test_an_entry_that_is_none_is_a_problem_with_its_text(tmp_path: Path) -> None:
    records = read(tmp_path, 7, contact("anna", **ANNA))
    assert of_kind(Problem, records) == [Problem("among the entries of type contact", NO_ENTRY, b"7")]
    assert [record.card.name for record in of_kind(CardRecord, records)] == ["Anna Hale"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"app_version": "4", "account": ', NO_JSON),
        (b'{"app_version": "4", "account": 7}', NO_ACCOUNT),
        (b'{"app_version": "4", "account": ' + b"[" * 100_000, NO_JSON),
        (b'{"app_version": "4", "account": {}, "x": ' + b"9" * 5_000 + b"}", NO_JSON),
        (b'{"app_version": "4", "account": {}, "x": "\xff"}', NO_JSON),
    ],
)
def test_a_damaged_export_is_a_problem(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "monica.json"
    path.write_bytes(data)
    assert read_paths(path) == [Problem("the whole file", sentence)]


def test_half_a_character_is_written_as_a_question_mark(tmp_path: Path) -> None:
    path = export(tmp_path / "monica.json", contact("anna", first_name="An\ud800na \N{GRINNING FACE}"))
    [record] = of_kind(CardRecord, read_paths(path))
    assert record.card.name == "An?na \N{GRINNING FACE}"


def test_an_export_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "MAX_JSON_BYTES", 100)
    assert read(tmp_path, BO) == [Problem("the whole file", TOO_LARGE)]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just(EMAIL),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "data",
                    "type",
                    "values",
                    "properties",
                    "uuid",
                    "contact",
                    "contact_field",
                    "first_name",
                    "tags",
                    "birthdate",
                    "date",
                    "avatar",
                    "avatar_photo",
                    "call",
                    "called_at",
                    "conversation",
                    "messages",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(JSON, JSON, JSON)
def test_no_shape_stops_the_reading(
    tmp_path_factory: pytest.TempPathFactory, person: Any, other: Any, instance: Any
) -> None:
    written = document(contact("anna", **ANNA) | {"data": person}, other, activity=[other], photo=[person])
    written["account"]["instance"] = instance
    path = tmp_path_factory.mktemp("m") / "monica.json"
    path.write_text(json.dumps(written))
    records = read_paths(path)
    assert "Anna Hale" in [record.card.name for record in of_kind(CardRecord, records)]
