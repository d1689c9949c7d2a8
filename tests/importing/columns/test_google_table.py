"""Google's table of contacts, of both eras."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from builders.linkedin import table
from builders.reading import of_kind, read_paths
from builders.shared_data import shared_data
from weavit_desktop.domain.card import Address, Card, Labelled, Names, Property
from weavit_desktop.importing.columns.google import google_mapping
from weavit_desktop.importing.columns.mapping import Field
from weavit_desktop.importing.records import CardRecord

NEW = (
    "First Name,Middle Name,Last Name,Name Prefix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,"
    "E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - Country,Website 1 - Label,Website 1 - Value,"
    "Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
OLD = (
    "Name,Given Name,Family Name,Birthday,Occupation,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Title"
)
ANNA = {
    "First Name": "Anna",
    "Last Name": "Hale",
    "Organization Name": "Acme",
    "Organization Title": "CFO",
    "E-mail 1 - Label": "* Work",
    "E-mail 1 - Value": "anna@acme.example",
}


def one(folder: Path, header: str, row: dict[str, str]) -> Card:
    path = folder / "contacts.csv"
    path.write_text(table(header, row), encoding="utf-8")
    [record] = read_paths(path)
    assert isinstance(record, CardRecord)
    return record.card


def test_a_row_becomes_a_card(tmp_path: Path) -> None:
    row = ANNA | {
        "Name Prefix": "Dr.",
        "Middle Name": "M",
        "Nickname": "Annie",
        "Organization Department": "Finance",
        "Birthday": "1985-04-07",
        "Notes": "met in Rome\nlikes tea",
        "Labels": "Friends ::: * myContacts ::: * starred",
        "Phone 1 - Label": "Work Fax",
        "Phone 1 - Value": "+49 30 1",
        "Website 1 - Label": "Profile",
        "Website 1 - Value": "https://www.linkedin.com/in/anna-hale",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2010-05-06",
        "Custom Field 1 - Label": "Team",
        "Custom Field 1 - Value": "Blue",
        "File As": "Hale",
    }
    assert one(tmp_path, NEW, row) == Card(
        name="Anna M Hale",
        names=Names("Anna", "Hale", "M", "Dr.", "", "Annie"),
        organization="Acme",
        department="Finance",
        title="CFO",
        emails=(Labelled("anna@acme.example", ("work", "pref")),),
        phones=(Labelled("+49 30 1", ("work", "fax")),),
        urls=(Labelled("https://www.linkedin.com/in/anna-hale", ("profile",)),),
        profile_slug="anna-hale",
        birthday="1985-04-07",
        anniversary="2010-05-06",
        notes=("met in Rome\nlikes tea",),
        categories=("Friends", "starred"),
        extra=(Property("Custom Field", "Blue", (("LABEL", "Team"),)), Property("File As", "Hale")),
    )


def test_the_older_names_of_columns_are_read(tmp_path: Path) -> None:
    row = {
        "Name": "Anna Hale",
        "Given Name": "Anna",
        "Family Name": "Hale",
        "Birthday": "--04-07",
        "E-mail 1 - Type": "*",
        "E-mail 1 - Value": "a@x.example",
        "Organization 1 - Name": "Acme",
        "Organization 1 - Title": "CFO",
        "Occupation": "Banker",
    }
    assert one(tmp_path, OLD, row) == Card(
        name="Anna Hale",
        names=Names("Anna", "Hale"),
        organization="Acme",
        title="CFO",
        emails=(Labelled("a@x.example", ("pref",)),),
        birthday="--04-07",
        extra=(Property("Occupation", "Banker"),),
    )


def test_joined_values_are_several_and_the_first_is_the_first_choice(tmp_path: Path) -> None:
    card = one(tmp_path, NEW, ANNA | {"E-mail 1 - Value": "a@x.example ::: b@x.example"})
    assert card.emails == (Labelled("a@x.example", ("work", "pref")), Labelled("b@x.example", ("work",)))


def test_joined_values_take_the_labels_joined_like_them(tmp_path: Path) -> None:
    row = ANNA | {"E-mail 1 - Label": "Home ::: * Work", "E-mail 1 - Value": "a@x.example ::: b@x.example"}
    assert one(tmp_path, NEW, row).emails == (
        Labelled("a@x.example", ("home",)),
        Labelled("b@x.example", ("work", "pref")),
    )


def test_parts_of_joined_addresses_stay_together(tmp_path: Path) -> None:
    row = ANNA | {
        "Address 1 - Label": "Work",
        "Address 1 - Formatted": "long form",
        "Address 1 - Street": "Main St 1 ::: Side St 2",
        "Address 1 - City": " ::: Rome",
        "Address 1 - Country": "DE ::: IT",
    }
    assert one(tmp_path, NEW, row).addresses == (
        Address(street="Main St 1", country="DE", types=("work",)),
        Address(street="Side St 2", locality="Rome", country="IT", types=("work",)),
    )


def test_an_address_without_parts_is_taken_as_it_is_written(tmp_path: Path) -> None:
    card = one(tmp_path, NEW, ANNA | {"Address 1 - Formatted": "Main St 1\nBerlin"})
    assert card.addresses == (Address(street="Main St 1\nBerlin"),)


def test_a_day_of_another_kind_is_kept_with_its_label(tmp_path: Path) -> None:
    row = ANNA | {"Event 1 - Label": "First met", "Event 1 - Value": "2010-05-06", "Birthday": "in May"}
    assert set(one(tmp_path, NEW, row).extra) == {
        Property("Event", "2010-05-06", (("LABEL", "First met"),)),
        Property("Birthday", "in May"),
    }


def test_a_row_of_a_company_alone_is_a_company(tmp_path: Path) -> None:
    card = one(tmp_path, NEW, {"Organization Name": "Acme", "Phone 1 - Value": "+49 30 1"})
    assert (card.name, card.is_company) == ("Acme", True)


@pytest.mark.parametrize("era", ["google_old", "google_2024plus"])
def test_every_column_of_every_era_is_told_in_the_card(tmp_path: Path, era: str) -> None:
    header = json.loads(shared_data("csv_headers.json").read_text())[era]
    names = next(csv.reader([header]))
    values = {name: f"value {number}" for number, name in enumerate(names)}
    values |= {name: f"{number}@x.example" for number, name in enumerate(names) if "mail" in name.lower()}
    path = tmp_path / "contacts.csv"
    path.write_text(table(header, values), encoding="utf-8")
    [record] = of_kind(CardRecord, read_paths(path))
    assert record.properties == tuple(Property(name, values[name]) for name in names)
    told = repr(record.card)
    labels = [
        name
        for name, target in zip(names, google_mapping(names).targets, strict=True)
        if target is not None and target.field is Field.LABEL
    ]
    for name in names:
        if name not in labels and name != "Address 1 - Formatted":
            assert values[name] in told, name
