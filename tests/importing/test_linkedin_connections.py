"""Connections.csv of every era, and imported address books (import.md, "LinkedIn")."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders.linkedin import CONNECTIONS, NOTES, folder, table
from builders.reading import of_kind, read_paths
from builders.shared_data import shared_data
from weavit_desktop.domain.card import Card, Labelled, Names, Property
from weavit_desktop.importing.records import CardRecord, Note, Problem, Record

ANNA = {
    "First Name": "Anna",
    "Last Name": "Hale, PhD",
    "URL": "https://www.linkedin.com/in/Anna-Hale/",
    "Email Address": "anna@acme.example",
    "Company": "Acme, Inc.",
    "Position": "VP, Sales",
    "Connected On": "05 Jun 2021",
}
CONTACTS = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
    "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles"
)


def read(tmp_path: Path, text: str | bytes, name: str = "Connections.csv") -> list[Record]:
    return read_paths(folder(tmp_path, {name: text}) / name)


def one(tmp_path: Path, text: str | bytes, name: str = "Connections.csv") -> CardRecord:
    [record] = read(tmp_path, text, name)
    assert isinstance(record, CardRecord)
    return record


def test_a_connection_becomes_a_card(tmp_path: Path) -> None:
    record = one(tmp_path, table(CONNECTIONS, ANNA, before=NOTES))
    assert record.card == Card(
        name="Anna Hale",
        names=Names("Anna", "Hale", suffix="PhD"),
        organization="Acme, Inc.",
        title="VP, Sales",
        emails=(Labelled("anna@acme.example"),),
        urls=(Labelled("https://www.linkedin.com/in/Anna-Hale/", ("profile",)),),
        profile_slug="anna-hale",
        extra=(Property("Connected On", "2021-06-05"),),
    )
    assert record.key == "anna-hale"


def test_every_column_is_kept_as_it_came(tmp_path: Path) -> None:
    record = one(tmp_path, table(CONNECTIONS, ANNA))
    assert record.properties == tuple(Property(name, ANNA[name]) for name in CONNECTIONS.split(","))
    assert record.raw == b'Anna,"Hale, PhD",' + table(CONNECTIONS, ANNA).split('PhD",')[1].encode()


@pytest.mark.parametrize("era", ["linkedin_connections_2018_2021", "linkedin_connections_2023plus"])
@pytest.mark.parametrize("before", ["", NOTES])
def test_every_era_is_read(tmp_path: Path, era: str, before: str) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())[era]
    record = one(tmp_path, table(header, ANNA, before=before))
    assert (record.card.name, record.card.organization) == ("Anna Hale", "Acme, Inc.")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf"
        + table(CONNECTIONS, ANNA | {"Connected On": "5-Jun-21"}).replace("\n", "\r\n").encode(),
        table(CONNECTIONS, ANNA | {"Connected On": "5-Jun-21"}, delimiter=";")
        .replace("\n", "\r\n")
        .encode("cp1252"),
        table(CONNECTIONS, ANNA, delimiter="\t").encode("utf-16"),
    ],
)
def test_a_file_saved_again_by_excel_is_read(tmp_path: Path, data: bytes) -> None:
    record = one(tmp_path, data)
    assert record.card.extra == (Property("Connected On", "2021-06-05"),)
    assert record.card.title == "VP, Sales"


def test_a_date_of_another_form_stays_as_it_is(tmp_path: Path) -> None:
    record = one(tmp_path, table(CONNECTIONS, ANNA | {"Connected On": "06/05/2021"}))
    assert record.card.extra == (Property("Connected On", "06/05/2021"),)


def test_members_who_hide_are_counted_and_not_made_up(tmp_path: Path) -> None:
    hidden = {"Connected On": "05 Jun 2021"}
    records = read(tmp_path, table(CONNECTIONS, hidden, ANNA, hidden))
    assert [type(record) for record in records] == [CardRecord, Note]
    assert of_kind(Note, records)[0].count == 2


def test_a_connection_without_a_name_is_kept(tmp_path: Path) -> None:
    assert one(tmp_path, table(CONNECTIONS, {"Company": "Acme"})).card.name == "Acme"


def test_the_key_lasts_when_a_connection_changes_post(tmp_path: Path) -> None:
    before = one(tmp_path, table(CONNECTIONS, ANNA))
    after = one(
        tmp_path, table(CONNECTIONS, ANNA | {"Company": "Other", "URL": "linkedin.com/in/anna-hale?x=1"})
    )
    assert before.key == after.key
    assert before.digest != after.digest


def test_the_key_lasts_in_exports_without_profile_addresses_too(tmp_path: Path) -> None:
    old = "First Name,Last Name,Email Address,Company,Position,Connected On"
    before = one(tmp_path, table(old, ANNA))
    after = one(tmp_path, table(old, ANNA | {"Company": "Other", "Email Address": ""}))
    assert before.key == after.key
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("day", "key", "former"),
    [
        ("07 Feb 2018", "anna hale|07 feb 2018", ""),
        ("7-Feb-18", "anna hale|07 feb 2018", "anna hale|7-feb-18"),
        ("07/02/2018", "anna hale|07/02/2018", ""),
    ],
)
def test_the_key_of_a_row_without_address_spells_the_day_as_linkedin_does(
    tmp_path: Path, day: str, key: str, former: str
) -> None:
    record = one(tmp_path, table(CONNECTIONS, ANNA | {"URL": "", "Connected On": day}))
    assert (record.key, record.former) == (key, former)


def test_two_people_of_one_name_and_day_are_two(tmp_path: Path) -> None:
    old = "First Name,Last Name,Email Address,Company,Position,Connected On"
    records = read(tmp_path, table(old, ANNA, ANNA | {"Company": "Other"}))
    assert len({record.key for record in of_kind(CardRecord, records)}) == 2


def test_quoting_and_line_ends_do_not_make_a_row_new(tmp_path: Path) -> None:
    plain = table(CONNECTIONS, ANNA | {"Company": "Acme", "Position": "VP", "Last Name": "Hale"})
    quoted = plain.replace("Anna,", '"Anna",').replace("\n", "\r\n")
    assert one(tmp_path, plain).digest == one(tmp_path, quoted).digest


def test_a_broken_row_is_a_problem_with_its_line_and_text(tmp_path: Path) -> None:
    records = read(tmp_path, table(CONNECTIONS, ANNA) + 'Bob,"Ray,x\n' + "Cleo,Day,,,,,01 Jan 2020\n")
    assert [record.card.name for record in of_kind(CardRecord, records)] == ["Anna Hale", "Cleo Day"]
    [problem] = of_kind(Problem, records)
    assert (problem.where, problem.raw) == ("Connections.csv, line 3", b'Bob,"Ray,x\n')


def test_an_imported_address_book_becomes_cards(tmp_path: Path) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())["linkedin_contacts_imported"]
    assert header == CONTACTS
    row = {
        "FirstName": "Bob",
        "LastName": "Ray",
        "Companies": "Acme",
        "Title": "CFO",
        "Emails": "b@x.example, b@y.example",
        "PhoneNumbers": "+49 1;+49 2",
        "Sites": "https://www.linkedin.com/in/bob-ray",
        "Location": "Berlin",
    }
    record = one(tmp_path, table(CONTACTS, row), "ImportedContacts.csv")
    assert record.card == Card(
        name="Bob Ray",
        names=Names("Bob", "Ray"),
        organization="Acme",
        title="CFO",
        emails=(Labelled("b@x.example"), Labelled("b@y.example")),
        phones=(Labelled("+49 1"), Labelled("+49 2")),
        urls=(Labelled("https://www.linkedin.com/in/bob-ray"),),
        profile_slug="bob-ray",
        extra=(Property("Location", "Berlin"),),
    )


def test_a_header_that_names_a_column_twice_is_no_stumbling_block(tmp_path: Path) -> None:
    text = table(CONTACTS + ",Location", ["", "Bob", "Ray", *[""] * 13, "Berlin"])
    assert one(tmp_path, text, "Contacts.csv").card.name == "Bob Ray"


@pytest.mark.parametrize(
    ("given", "family", "names"),
    [
        ("Olga", "Fenn (she/her)", Names("Olga", "Fenn")),
        ("Lars (he / him)", "Finn", Names("Lars", "Finn")),
        ("Olga", "Fenn (She, Her)", Names("Olga", "Fenn")),
        ("Eva", "Roth [sie/ihr], MBA", Names("Eva", "Roth", suffix="MBA")),
        ("Léa", "Roy (elle)", Names("Léa", "Roy")),
        ("Sam", "Day she/they", Names("Sam", "Day")),
        ("🌟Bo", "Lind 👩🏽‍💻 🇨🇭", Names("Bo", "Lind")),
        ("Carla, MBA", "Moss 🌟", Names("Carla", "Moss", suffix="MBA")),
        ("Carla, M.Sc., CFA", "Moss, PhD 🌟", Names("Carla", "Moss", suffix="M.Sc., CFA, PhD")),
    ],
)
def test_what_a_member_writes_beside_the_name_is_left_out_of_it(
    tmp_path: Path, given: str, family: str, names: Names
) -> None:
    record = one(tmp_path, table(CONNECTIONS, ANNA | {"First Name": given, "Last Name": family}))
    assert record.card.names == names
    assert record.card.name == f"{names.given} {names.family}"
    assert record.properties[:2] == (Property("First Name", given), Property("Last Name", family))


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Anna", "Berg (Müller)"),
        ("Li Wei", "(李伟)"),
        ("Eleanor (Elle)", "Berg"),
        ("Anna, Maria", "Berg"),
        ("Seán-Óg", "O'Neil"),
        ("ශ්‍රී", "Perera"),
        ("🚀", "🌟"),
    ],
)
def test_what_may_be_a_name_stays_in_it(tmp_path: Path, given: str, family: str) -> None:
    record = one(tmp_path, table(CONNECTIONS, ANNA | {"First Name": given, "Last Name": family}))
    assert record.card.name == f"{given} {family}"


def test_the_key_of_a_row_without_address_keeps_what_is_left_out_of_the_name(tmp_path: Path) -> None:
    row = ANNA | {"URL": "", "First Name": "Carla, MBA", "Last Name": "Moss 🌟, PhD"}
    assert one(tmp_path, table(CONNECTIONS, row)).key == "carla, mba moss 🌟|05 jun 2021"


def test_a_whole_name_in_an_address_book_is_shown_without_what_stands_beside_it(tmp_path: Path) -> None:
    row = {"FullName": "Olga Fenn (she/her) 🌟", "Emails": "o@x.example"}
    assert one(tmp_path, table(CONTACTS, row), "Contacts.csv").card.name == "Olga Fenn"


@pytest.mark.parametrize(
    ("given", "family", "shown"),
    [("하윤", "김", "김하윤"), ("思涵", "王", "王思涵"), ("Haruka", "Endō", "Haruka Endō")],
)
def test_a_name_is_shown_in_the_order_of_its_script(
    tmp_path: Path, given: str, family: str, shown: str
) -> None:
    record = one(tmp_path, table(CONNECTIONS, {**ANNA, "First Name": given, "Last Name": family}))
    assert record.card.name == shown
