"""Any table of people: cell by cell, whatever its dialect; a broken row costs itself; nothing is lost."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.linkedin import archive
from builders.reading import BERLIN, of_kind, read_paths
from weavit_desktop.domain.card import Address, Labelled, Property
from weavit_desktop.importing.columns.mapping import ColumnMapping, Field, Target
from weavit_desktop.importing.columns.opening import NOBODY, TOO_MANY_COLUMNS
from weavit_desktop.importing.columns.reading import BROKEN
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.limits import MAX_ROW_BYTES
from weavit_desktop.importing.reading import read_source
from weavit_desktop.importing.records import CardRecord, Problem, Record

NAMES = ["Name", "Email", "Shoe size"]

CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
PLAIN = st.text("aZ9é@.,; ", max_size=8)
TABLE = st.lists(st.tuples(CELL, CELL, CELL), max_size=8)
DIALECT = st.tuples(st.sampled_from(",;\t"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))


def read(folder: Path, data: bytes | str, name: str = "people.csv") -> list[Record]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_paths(path)


def read_said(path: Path, said: ColumnMapping) -> list[Record]:
    """Read a table of which something was said."""
    [source] = find_sources([path])
    return list(read_source(source, replace(BERLIN, mappings={said.fingerprint: said})))


def written(rows: list[tuple[str, ...]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerow(NAMES)
    writer.writerows(rows)
    return out.getvalue()


def cells(records: list[Record]) -> list[list[tuple[str, str]]]:
    return [[(one.name, one.value) for one in record.properties] for record in of_kind(CardRecord, records)]


def filled(rows: list[tuple[str, ...]]) -> list[list[tuple[str, str]]]:
    """Return the cells that say something, of the rows that do."""
    told = [[(name, cell) for name, cell in zip(NAMES, row, strict=True) if cell.strip()] for row in rows]
    return [row for row in told if row]


@given(TABLE, DIALECT)
def test_what_the_standard_writes_is_read_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], dialect: tuple[str, int]
) -> None:
    text = written(rows, *dialect)
    again = list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect[0]))
    assert [tuple(row) for row in again[1:]] == rows
    records = read(tmp_path_factory.mktemp("t"), text)
    assert cells(records) == filled(rows)
    assert of_kind(Problem, records) == []


@given(st.lists(st.tuples(PLAIN, PLAIN, PLAIN), max_size=8), st.integers(0, 8))
def test_a_broken_row_costs_itself_alone(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], at: int
) -> None:
    lines = written(rows).splitlines(keepends=True)
    lines.insert(min(at, len(rows)) + 1, 'Bo,"half a quote\r\n')
    records = read(tmp_path_factory.mktemp("t"), "".join(lines))
    assert cells(records) == filled(rows)
    assert [problem.raw for problem in of_kind(Problem, records)] == [b'Bo,"half a quote\r\n']


def test_each_row_with_cells_too_many_is_a_problem_with_its_text(tmp_path: Path) -> None:
    records = read(tmp_path, "Name,Email\nAnna,a@x.example\nBo,b@x.example,Rome\nCleo,c@x.example,Oslo,,7\n")
    assert [record.card.name for record in of_kind(CardRecord, records)] == ["Anna"]
    assert of_kind(Problem, records) == [
        Problem("line 3", BROKEN, b"Bo,b@x.example,Rome\n"),
        Problem("line 4", BROKEN, b"Cleo,c@x.example,Oslo,,7\n"),
    ]


def test_rows_that_lack_cells_at_the_end_are_read(tmp_path: Path) -> None:
    text = "Name,Email,City,Note\n" + "Anna,a@x.example\n" * 3 + "Bo,b@x.example,Rome\nCleo\n"
    found = of_kind(CardRecord, read(tmp_path, text))
    assert [record.card.name for record in found] == ["Anna"] * 3 + ["Bo", "Cleo"]
    assert found[3].card.addresses == (Address(locality="Rome"),)


def test_a_row_that_lacks_cells_is_the_same_as_one_with_empty_ones(tmp_path: Path) -> None:
    short, full = (
        of_kind(CardRecord, read(tmp_path, f"Name,Email,City\nBo,b@x.example{rest}\n"))[0]
        for rest in ("", ",")
    )
    assert (short.key, short.digest) == (full.key, full.digest)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("cp1252", b""),
    ],
)
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    data = mark + "Name;Email\r\nJürgen Groß;j@x.example\r\n".encode(encoding)
    [record] = of_kind(CardRecord, read(tmp_path, data))
    assert (record.card.name, record.card.emails) == ("Jürgen Groß", (Labelled("j@x.example"),))


@pytest.mark.parametrize("before", ["sep=;\n", "Exported on 1 May\n\n", "\n\n"])
def test_the_header_is_found_below_what_stands_before_it(tmp_path: Path, before: str) -> None:
    [record] = of_kind(CardRecord, read(tmp_path, before + "Name;Email\nAnna;a@x.example\n"))
    assert record.card.name == "Anna"


def test_a_table_without_a_header_is_known_by_its_cells(tmp_path: Path) -> None:
    records = of_kind(CardRecord, read(tmp_path, "Anna,a@x.example\nBo,b@x.example\n"))
    assert [record.card.emails for record in records] == [
        (Labelled("a@x.example"),),
        (Labelled("b@x.example"),),
    ]
    assert records[0].card.extra == (Property("Column 1", "Anna"),)


def test_what_no_field_takes_is_kept_beside(tmp_path: Path) -> None:
    text = "Name,Birthday,Company,Employer,Shoe size\nAnna,in May,Acme,Beta,38\n"
    [record] = of_kind(CardRecord, read(tmp_path, text))
    assert record.card.organization == "Acme"
    assert set(record.card.extra) == {
        Property("Birthday", "in May"),
        Property("Employer", "Beta"),
        Property("Shoe size", "38"),
    }


def test_what_would_tell_the_kind_of_nothing_is_kept_beside(tmp_path: Path) -> None:
    names = ("Who", "Reach", "Sort", "Also sort", "Sort of what")
    label, stray = Target(Field.LABEL, group="g"), Target(Field.LABEL, group="other")
    said = ColumnMapping(names, (Target(Field.NAME), Target(Field.EMAIL, group="g"), label, label, stray))
    path = tmp_path / "t.csv"
    path.write_text(",".join(names) + "\nAnna,a@x.example,home,private,odd\n")
    [record] = of_kind(CardRecord, read_said(path, said))
    assert record.card.emails == (Labelled("a@x.example", ("home",)),)
    assert record.card.extra == (Property("Also sort", "private"), Property("Sort of what", "odd"))


def test_a_list_of_addresses_is_of_people_and_not_of_their_companies(tmp_path: Path) -> None:
    [record] = of_kind(CardRecord, read(tmp_path, "Email,Company\nanna@acme.example,Acme\n"))
    card = record.card
    assert (card.name, card.organization, card.is_company) == ("anna@acme.example", "Acme", False)


def test_a_formula_is_text(tmp_path: Path) -> None:
    [record] = of_kind(CardRecord, read(tmp_path, 'Name,Email\n"=HYPERLINK(""x"")",+1@x.example\n'))
    assert record.card.name == '=HYPERLINK("x")'


def test_a_table_of_other_things_says_what_to_do(tmp_path: Path) -> None:
    assert read(tmp_path, "Month,Euro\nMay,5\n") == [Problem("the whole file", NOBODY)]


def test_a_table_with_too_many_columns_is_refused(tmp_path: Path) -> None:
    many = "Name,Email" + ",x" * 1_000
    assert read(tmp_path, f"{many}\n{many}\n") == [Problem("the whole file", TOO_MANY_COLUMNS)]


@pytest.mark.parametrize(
    "data",
    [
        b"Name,Email\n" + b"," * 1_000_000 + b"\n",
        b"Name" + b",x" * 1_000_000 + b"\n",
        b"Name,Email\n" + b'"' * 100_001 + b"\n",
        b"Name,Email\n" + b'Anna,"never closed\n' * 20_000,
        b"Name,Email\n" + b"x" * (MAX_ROW_BYTES + 1) + b"\nAnna,a@x.example\n",
        b'Name,Email\n"' + b"\n" * 50_000,
        b"Name,Email\nAn\0na,a@x.example\n",
        b"Name,Email\r" * 3,
    ],
)
def test_no_hostile_table_stops_the_reading(tmp_path: Path, data: bytes) -> None:
    """Looking again at every line after each open quote would take hours here."""
    for record in read(tmp_path, data):
        assert isinstance(record, CardRecord) or record.what


@given(st.binary(max_size=400), st.sampled_from(["csv", "google-csv", "outlook-csv"]))
def test_no_bytes_stop_the_reading(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, format_: str
) -> None:
    path = tmp_path_factory.mktemp("t") / "people.csv"
    path.write_bytes(b"Name,First Name,Last Name,Email\n" + data)
    for source in find_sources([path], format=format_):
        for record in read_source(source, BERLIN):
            assert isinstance(record, CardRecord) or record


def test_in_a_zip_the_file_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", {"crm.csv": "Name,Email\nAnna,a@x.example\nBo,,7\n"})
    assert [problem.where for problem in of_kind(Problem, read_paths(path))] == ["crm.csv, line 3"]


class TestKeys:
    """By what a row is known again in a later export."""

    def keys(self, folder: Path, *rows: str, header: str = "Name,Email,Phone,Company") -> list[str]:
        text = "\n".join((header, *rows, ""))
        return [record.key for record in of_kind(CardRecord, read(folder, text))]

    def test_a_person_keeps_the_key_when_all_else_changes(self, tmp_path: Path) -> None:
        [before] = self.keys(tmp_path, "Anna Hale,a@x.example,+49 30 111111,Acme")
        [after] = self.keys(tmp_path, " anna  hale,a@y.example,+49 30 222222,Beta")
        assert before == after

    def test_namesakes_in_one_table_are_told_apart_in_any_order(self, tmp_path: Path) -> None:
        one, other = "Jo Day,a@x.example,,Acme", "Jo Day,b@x.example,,Acme"
        there, back = self.keys(tmp_path, one, other), self.keys(tmp_path, other, one)
        assert len(set(there)) == 2
        assert there == back[::-1]

    def test_an_id_counts_more_than_a_name(self, tmp_path: Path) -> None:
        header = "ID,Name,Email"
        before = self.keys(tmp_path, "7,Anna Hale,a@x.example", "8,Bo,b@x.example", header=header)
        after = self.keys(tmp_path, "7,Anna Berg,b@x.example", "8,Bo,c@x.example", header=header)
        assert before == after

    def test_a_profile_counts_more_than_a_name(self, tmp_path: Path) -> None:
        header, url = "Name,LinkedIn", "https://www.linkedin.com/in/anna-hale"
        [before] = self.keys(tmp_path, f"Anna Hale,{url}", header=header)
        [after] = self.keys(tmp_path, f"Anna Berg,{url}/", header=header)
        assert before == after

    def test_tables_of_other_columns_do_not_know_each_others_rows(self, tmp_path: Path) -> None:
        [one] = self.keys(tmp_path, "Anna Hale,a@x.example", header="Name,Email")
        [other] = self.keys(tmp_path, "Anna Hale,a@x.example,Rome", header="Name,Email,City")
        assert one != other

    def test_a_row_with_nothing_to_know_it_by_is_known_by_what_it_says(self, tmp_path: Path) -> None:
        keys = self.keys(tmp_path, ",,38", ",,39", header="Name,Email,Shoe size")
        assert len(set(keys)) == 2

    def test_quoting_makes_no_row_new(self, tmp_path: Path) -> None:
        [plain] = of_kind(CardRecord, read(tmp_path, "Name,Email\nAnna,a@x.example\n"))
        [quoted] = of_kind(CardRecord, read(tmp_path, '"Name","Email"\r\n"Anna","a@x.example"\r\n'))
        assert (plain.key, plain.digest) == (quoted.key, quoted.digest)


def test_a_mapping_that_was_said_is_used(tmp_path: Path) -> None:
    path = tmp_path / "budget.csv"
    path.write_text("Who,Where\nAnna,a@x.example / b@x.example\n")
    email = Target(Field.EMAIL, ("work",), separator="/")
    said = ColumnMapping(("Who", "Where"), (Target(Field.NAME), email))
    [record] = of_kind(CardRecord, read_said(path, said))
    assert record.card.name == "Anna"
    assert record.card.emails == (Labelled("a@x.example", ("work",)), Labelled("b@x.example", ("work",)))
