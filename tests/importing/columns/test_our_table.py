"""Weavit's own table: what is written comes back, whoever had the file open in between."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.reading import of_kind, read_paths
from weavit_desktop.domain.card import NO_NAME, Address, Card, Labelled, Names, Property
from weavit_desktop.domain.people_table import COLUMNS
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.exporting import tables
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.records import CardRecord

ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
TEXT = st.one_of(st.text(ANY, max_size=12), st.text("=+-@;'\t\r\n\" ,A1", max_size=8)).map(str.strip)
WORD = TEXT.filter(lambda text: text and ":::" not in text)
KIND = st.one_of(
    st.sampled_from(["work", "home", "cell", "mobile", "home fax", "fax", "pref", "straße", "x-own", "=a"]),
    st.text("abßıdž- 1'", min_size=1, max_size=6).filter(lambda kind: kind == kind.strip().lower()),
)
KINDS = st.lists(KIND, max_size=3, unique=True).map(tuple)
LABELLED = st.lists(st.builds(Labelled, WORD, KINDS), max_size=6).map(tuple)
PART = st.one_of(st.just(""), WORD)
ADDRESSES = st.lists(
    st.builds(Address, *[PART] * 7, KINDS).filter(lambda one: any((*_parts(one),))), max_size=4
).map(tuple)
DAY = st.one_of(
    st.just(""),
    st.dates(date(1605, 1, 1)).map(str),
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"-{day:-%m-%d}"),
)
PROFILE = st.sampled_from(["", "anna-hale", "jürgen"])
NAMES = st.builds(Names, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
PERSON = st.builds(
    Card,
    name=st.one_of(st.just(NO_NAME), WORD),
    names=st.one_of(st.just(Names()), st.builds(Names, nickname=TEXT), NAMES),
    organization=TEXT,
    department=TEXT,
    title=TEXT,
    emails=LABELLED,
    phones=LABELLED,
    addresses=ADDRESSES,
    urls=LABELLED,
    profile_slug=PROFILE,
    birthday=DAY,
    anniversary=DAY,
    notes=st.lists(TEXT.filter(bool), max_size=3).map(tuple),
    categories=st.lists(WORD, max_size=3, unique=True).map(tuple),
)
COMPANY = st.builds(
    lambda card, nickname: replace(card, is_company=True, names=Names(nickname=nickname)), PERSON, TEXT
)
ANNA = Card("Anna Hale", Names("Anna", "Hale"))


def _parts(address: Address) -> Sequence[str]:
    return [getattr(address, name) for name in Address.__slots__ if name != "types"]


def written(*cards: Card) -> bytes:
    return tables.header() + b"".join(map(tables.row, cards))


def read(folder: Path, data: bytes) -> list[CardRecord]:
    path = folder / "people.csv"
    path.write_bytes(data)
    assert [source.format for source in find_sources([path])] == ["google-csv"]
    records = read_paths(path)
    assert len(of_kind(CardRecord, records)) == len(records)
    return of_kind(CardRecord, records)


def again(folder: Path, *cards: Card) -> list[Card]:
    return [record.card for record in read(folder, written(*cards))]


def carried(card: Card) -> Card:
    """Return what a table carries of a card."""
    urls = card.urls
    first = next((slug for url in urls if (slug := normalise_slug(url.value))), "")
    if card.profile_slug and first != card.profile_slug:
        urls = (Labelled(f"https://www.linkedin.com/in/{card.profile_slug}"), *urls)
    own_name = card.name if card.is_company and card.name != NO_NAME else ""
    return _in_order(
        replace(
            card,
            organization=card.organization or own_name,
            urls=urls,
            profile_slug=card.profile_slug or first,
            notes=tuple(filter(None, ["\n".join(card.notes)])),
        )
    )


def _in_order(card: Card) -> Card:
    def ordered(values: Sequence[Labelled]) -> tuple[Labelled, ...]:
        return tuple(replace(one, types=tuple(sorted(one.types))) for one in values)

    addresses = tuple(replace(one, types=tuple(sorted(one.types))) for one in card.addresses)
    return replace(
        card,
        emails=ordered(card.emails),
        phones=ordered(card.phones),
        urls=ordered(card.urls),
        addresses=addresses,
    )


@given(st.lists(st.one_of(PERSON, COMPANY), max_size=4))
def test_everyone_comes_back_in_all_that_a_table_carries(
    tmp_path_factory: pytest.TempPathFactory, cards: list[Card]
) -> None:
    found = again(tmp_path_factory.mktemp("t"), *cards)
    assert list(map(_in_order, found)) == list(map(carried, cards))


def test_a_company_with_the_parts_of_a_name_comes_back_as_that_person(tmp_path: Path) -> None:
    [card] = again(tmp_path, replace(ANNA, name="Acme", is_company=True))
    assert card == replace(ANNA, name="Acme", organization="Acme")


def _by_semicolons(data: bytes) -> bytes:
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def _by_tabs(data: bytes) -> bytes:
    """As Excel saves Unicode text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows(csv.reader(io.StringIO(data.decode(), newline="")))
    return out.getvalue().encode("utf-16")


@pytest.mark.parametrize(
    "saved",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\xef\xbb\xbf" + _by_semicolons(data),
        lambda data: b"sep=;\r\n" + _by_semicolons(data),
        _by_tabs,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.decode().encode("cp1252"),
        lambda data: b"".join(line.rstrip(b",\r\n") + b"\r\n" for line in data.splitlines()),
        lambda data: b"".join(line.rstrip(b"\r\n") + b",,\r\n" for line in data.splitlines()),
    ],
)
def test_a_table_that_a_spreadsheet_has_saved_is_the_same(tmp_path: Path, saved: object) -> None:
    assert callable(saved)
    cards = [
        replace(ANNA, name="=Jürgen", department="'=x", organization="a;=b", birthday="1980-02-08"),
        Card(NO_NAME, title="CFO"),
    ]
    before, after = read(tmp_path, written(*cards)), read(tmp_path, saved(written(*cards)))
    assert [record.card for record in after] == cards
    assert [(one.key, one.digest) for one in after] == [(one.key, one.digest) for one in before]


@pytest.mark.parametrize(("birthday", "other"), [("08.02.1980", "1.1.1990"), ("8/2/1980", "25/12/1990")])
def test_days_are_read_as_a_spreadsheet_has_saved_them(tmp_path: Path, birthday: str, other: str) -> None:
    data = written(replace(ANNA, birthday="1980-02-08"), Card("Bo", birthday="1990-12-25"))
    changed = data.replace(b"1980-02-08", birthday.encode()).replace(b"1990-12-25", other.encode())
    assert read(tmp_path, changed)[0].card.birthday == "1980-02-08"


def test_what_is_no_day_is_kept_beside(tmp_path: Path) -> None:
    data = written(replace(ANNA, birthday="1980-02-08", anniversary="2001-01-01"))
    changed = data.replace(b"1980-02-08", b"in May").replace(b"Anniversary", b"First met")
    [record] = read(tmp_path, changed)
    assert record.card.extra == (
        Property("Birthday", "in May"),
        Property("Event 1 - Value", "2001-01-01", (("LABEL", "First met"),)),
    )


def test_columns_that_somebody_added_are_kept_beside(tmp_path: Path) -> None:
    header, row = written(replace(ANNA, department="=x")).splitlines()
    [record] = read(tmp_path, header + b",Shoe size,\r\n" + row + b",38,\r\n")
    assert record.card == replace(ANNA, department="=x", extra=(Property("Shoe size", "38"),))


@pytest.mark.parametrize(
    ("row", "name", "is_company"),
    [
        ({"First Name": "Bo", "Last Name": "Lind"}, "Bo Lind", False),
        ({"First Name": "Bo"}, "Bo", False),
        ({"E-mail 1 - Value": "bo@x.example"}, "bo@x.example", False),
        ({"Organization Name": "Acme"}, "Acme", True),
        ({"Organization Name": "Acme", "Organization Title": "CFO"}, "Acme", False),
        ({"Labels": "Sailing"}, NO_NAME, False),
    ],
)
def test_a_row_that_somebody_added_is_read_too(
    tmp_path: Path, row: dict[str, str], name: str, is_company: bool
) -> None:
    line = ",".join(row.get(column, "") for column in COLUMNS).encode()
    [record] = read(tmp_path, tables.header() + line + b"\r\n")
    assert (record.card.name, record.card.is_company) == (name, is_company)


def test_one_label_is_for_all_values_and_its_mark_for_the_first(tmp_path: Path) -> None:
    row = {
        "First Name": "Bo",
        "E-mail 1 - Label": "* Work",
        "E-mail 1 - Value": "a@x.example ::: b@x.example",
    }
    line = ",".join(row.get(column, "") for column in COLUMNS).encode()
    [record] = read(tmp_path, tables.header() + line + b"\r\n")
    assert record.card.emails == (
        Labelled("a@x.example", ("work", "pref")),
        Labelled("b@x.example", ("work",)),
    )


def test_a_whole_address_in_one_cell_is_taken_as_it_is_written(tmp_path: Path) -> None:
    row = {"First Name": "Bo", "Address 1 - Formatted": "Main St 1"}
    line = ",".join(row.get(column, "") for column in COLUMNS).encode()
    [record] = read(tmp_path, tables.header() + line + b"\r\n")
    assert record.card.addresses == (Address(street="Main St 1"),)


@pytest.mark.parametrize("without", ["File As", "Event 1 - Label"])
def test_apostrophes_of_a_table_that_is_not_ours_stay(tmp_path: Path, without: str) -> None:
    names = [column for column in COLUMNS if column != without]
    row = {"First Name": "'=Anna", "Organization Name": "'+A1"}
    data = f"{','.join(names)}\r\n{','.join(row.get(name, '') for name in names)}\r\n"
    [record] = read(tmp_path, data.encode())
    assert (record.card.names.given, record.card.organization) == ("'=Anna", "'+A1")
