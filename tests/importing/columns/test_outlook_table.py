"""Outlook's table of contacts: classic in two languages, and Outlook.com's."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from builders.linkedin import table
from builders.reading import of_kind, read_paths
from builders.shared_data import shared_data
from weavit_desktop.domain.card import Address, Card, Labelled, Names, Property
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.records import CardRecord

ENGLISH = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business City,Business Postal Code,Business Country/Region,Business Fax,"
    "Business Phone,Mobile Phone,Assistant's Phone,Anniversary,Birthday,Business Address PO Box,Categories,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Notes,Web Page"
)
GERMAN = (
    "Anrede,Vorname,Nachname,Firma,Position,Straße geschäftlich,Ort geschäftlich,Telefon (privat),"
    "Telefon Assistent,E-Mail-Adresse,E-Mail: Angezeigter Name,Geburtstag,Jahrestag,Kategorien,Notizen,Ort"
)
ANNA = {"First Name": "Anna", "Last Name": "Hale", "Company": "Acme", "Job Title": "CFO"}


def read(folder: Path, data: bytes) -> list[Card]:
    path = folder / "contacts.csv"
    path.write_bytes(data)
    records = read_paths(path)
    assert all(isinstance(record, CardRecord) for record in records)
    return [record.card for record in of_kind(CardRecord, records)]


def english(folder: Path, *rows: dict[str, str]) -> list[Card]:
    return read(folder, table(ENGLISH, *(ANNA | row for row in rows)).encode())


def test_a_row_becomes_a_card(tmp_path: Path) -> None:
    row = {
        "Title": "Dr.",
        "Department": "Finance",
        "Business Street": "Main St 1",
        "Business Street 2": "2nd floor",
        "Business City": "Berlin",
        "Business Address PO Box": "77",
        "Business Phone": "+49 30 1",
        "Business Fax": "+49 30 2",
        "Assistant's Phone": "+49 30 9",
        "Categories": "Clients;Golf",
        "E-mail Address": "anna@acme.example",
        "E-mail Type": "SMTP",
        "E-mail 2 Address": "/o=Acme/ou=First/cn=hale",
        "Notes": "met in Rome\nlikes tea",
        "Web Page": "https://acme.example",
    }
    assert english(tmp_path, row) == [
        Card(
            name="Anna Hale",
            names=Names("Anna", "Hale", prefix="Dr."),
            organization="Acme",
            department="Finance",
            title="CFO",
            emails=(Labelled("anna@acme.example"),),
            phones=(Labelled("+49 30 2", ("work", "fax")), Labelled("+49 30 1", ("work",))),
            addresses=(
                Address(street="Main St 1\n2nd floor", locality="Berlin", po_box="77", types=("work",)),
            ),
            urls=(Labelled("https://acme.example"),),
            notes=("met in Rome\nlikes tea",),
            categories=("Clients", "Golf"),
            extra=(
                Property("E-mail 2 Address", "/o=Acme/ou=First/cn=hale"),
                Property("Assistant's Phone", "+49 30 9"),
                Property("E-mail Type", "SMTP"),
            ),
        )
    ]


def test_the_courtesy_title_is_no_job(tmp_path: Path) -> None:
    [card] = english(tmp_path, {"Title": "Mr", "Job Title": ""})
    assert (card.names.prefix, card.title) == ("Mr", "")


def test_a_german_table_in_the_encoding_of_windows_is_read(tmp_path: Path) -> None:
    row = {
        "Anrede": "Frau",
        "Vorname": "Jördis",
        "Nachname": "Groß",
        "Firma": "Müller & Söhne",
        "Position": "Geschäftsführerin",
        "Straße geschäftlich": "Hauptstraße 1",
        "Ort geschäftlich": "Köln",
        "Telefon (privat)": "0221 1",
        "Telefon Assistent": "0221 9",
        "E-Mail-Adresse": "j@groß.example",
        "Geburtstag": "7.4.1985",
        "Jahrestag": "0.0.00",
        "Notizen": "erste Zeile\nzweite",
        "Ort": "am See",
    }
    data = table(GERMAN, row, delimiter=";").replace("\n", "\r\n").replace("Zeile\r\n", "Zeile\n")
    assert read(tmp_path, data.encode("cp1252")) == [
        Card(
            name="Jördis Groß",
            names=Names("Jördis", "Groß", prefix="Frau"),
            organization="Müller & Söhne",
            title="Geschäftsführerin",
            emails=(Labelled("j@groß.example"),),
            phones=(Labelled("0221 1", ("home",)),),
            addresses=(Address(street="Hauptstraße 1", locality="Köln", types=("work",)),),
            birthday="1985-04-07",
            notes=("erste Zeile\nzweite",),
            extra=(Property("Telefon Assistent", "0221 9"), Property("Ort", "am See")),
        )
    ]


@pytest.mark.parametrize("empty", ["0/0/00", "0.0.00", "0.0.0000", "1/1/4501"])
def test_no_day_is_no_day(tmp_path: Path, empty: str) -> None:
    [card] = english(tmp_path, {"Birthday": empty, "Anniversary": empty})
    assert (card.birthday, card.anniversary, card.extra) == ("", "", ())


def test_days_are_american_where_nothing_shows_otherwise(tmp_path: Path) -> None:
    assert [card.birthday for card in english(tmp_path, {"Birthday": "4/7/1985"})] == ["1985-04-07"]


def test_one_day_shows_the_order_of_all(tmp_path: Path) -> None:
    cards = english(tmp_path, {"Birthday": "4/7/1985"}, {"Birthday": "25/12/80"}, {"Birthday": "1/13/1970"})
    assert [card.birthday for card in cards] == ["1985-07-04", "1980-12-25", ""]
    assert cards[2].extra == (Property("Birthday", "1/13/1970"),)


@pytest.mark.parametrize("schema", ["outlook_com", "outlook_classic_en", "outlook_classic_de"])
def test_every_column_of_every_schema_is_told_in_the_card(tmp_path: Path, schema: str) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())[schema]
    names = next(csv.reader([header]))
    values = {name: f"value {number}@x.example" for number, name in enumerate(names)}
    path = tmp_path / "contacts.csv"
    path.write_text(table(header, values), encoding="utf-8")
    [source] = find_sources([path])
    assert source.format == "outlook-csv"
    [record] = of_kind(CardRecord, read_paths(path))
    assert record.properties == tuple(Property(name, values[name]) for name in names)
    told = repr(record.card)
    assert [name for name in names if values[name] not in told] == []
