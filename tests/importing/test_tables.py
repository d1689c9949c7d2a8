"""Comma-separated files: a broken row costs itself alone."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.importing import limits
from weavit_desktop.importing.streams import OVERLONG, read_lines, unify
from weavit_desktop.importing.tables import Broken, Header, Row, find_header, read_rows
from weavit_desktop.importing.text import decode

WANTED = [frozenset({"firstname", "connectedon"})]
HEADER = Header(",", ("a", "b", "c"), 0)


def lines(data: bytes) -> list[bytes]:
    return list(read_lines(unify(io.BytesIO(data)), limits.MAX_ROW_BYTES))


def rows(data: bytes) -> list[Row | Broken]:
    return list(read_rows(lines(data), HEADER))


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(data) if isinstance(row, Row)]


def broken(data: bytes) -> list[tuple[int, bytes]]:
    return [(row.number, row.raw) for row in rows(data) if isinstance(row, Broken)]


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        ("First Name,Connected On\n", 1),
        ("FIRST NAME,connected on\r\n", 1),
        ('"First Name","Connected On"\n', 1),
        ("First Name;Connected On\n", 1),
        ("First Name\tConnected On\n", 1),
        ('Notes:\n"two\nlines, quoted"\n\nFirst Name,Connected On\n', 5),
        ('Notes:\n"an open quote\n\nFirst Name,Connected On\n', 4),
    ],
)
def test_the_header_is_found_wherever_it_stands(text: str, skipped: int) -> None:
    header = find_header(lines(text.encode()), WANTED)
    assert header is not None
    assert header.lines == skipped
    assert header.keys() == ("firstname", "connectedon")


def test_a_file_without_the_columns_has_no_header() -> None:
    assert find_header(lines(b"First Name,Company\nAnna,Acme\n"), WANTED) is None


def test_cells_may_hold_delimiters_quotes_and_line_ends() -> None:
    assert cells(b'1,"two, ""three""\nfour",5\n6,7,8\n') == [
        ("1", 'two, "three"\nfour', "5"),
        ("6", "7", "8"),
    ]


def test_blank_rows_and_empty_cells_at_the_end_do_not_count() -> None:
    assert cells(b"1,2,3,,\r\n\r\n,,\r\n4,5,6\r\n") == [("1", "2", "3"), ("4", "5", "6")]


@pytest.mark.parametrize(
    "line",
    [
        b"1,2,3,4\n",
        b'2"\n',
        b'1,"2,3\n',
        b'1,"2"x,3\n',
        b'"\n',
        b'1,2,"3\n',
    ],
)
def test_a_broken_row_costs_itself_alone(line: bytes) -> None:
    data = b"a,b,c\n" + line + b"d,e,f\n" * 3
    assert cells(data) == [("a", "b", "c"), *[("d", "e", "f")] * 3]
    assert broken(data) == [(2, line)]


def test_a_quote_inside_an_unquoted_cell_is_a_quote() -> None:
    assert cells(b'Bob,O"Neil,x\nd,e,f\n') == [("Bob", 'O"Neil', "x"), ("d", "e", "f")]


def test_neighbouring_broken_lines_are_told_one_by_one() -> None:
    assert broken(b'"1\n2"3\na,b,c\n1,2,3,4\n1,2,3,5\n') == [
        (1, b'"1\n'),
        (2, b'2"3\n'),
        (4, b"1,2,3,4\n"),
        (5, b"1,2,3,5\n"),
    ]


def test_a_file_of_nothing_but_broken_lines_is_told_in_few_pieces_and_none_is_lost() -> None:
    data = b"a,b,c\n1,2,3,4\n" * 200_000
    found = [row for row in rows(data) if isinstance(row, Broken)]
    assert len(found) < 2 * limits.MAX_BROKEN_ROWS
    assert sum(row.count for row in found) == 200_000
    assert b"".join(row.raw for row in found) == b"1,2,3,4\n" * 200_000
    assert max(len(row.raw) for row in found) < 2 * limits.MAX_STRAY_BYTES
    assert [row.place for row in found[limits.MAX_BROKEN_ROWS - 1 :][:2]] == [
        "line 2000",
        "8,192 rows from line 2002 on",
    ]


def test_lines_beyond_the_limit_are_told_in_few_words_too() -> None:
    several = [b"1,2,3,4\n"] * limits.MAX_BROKEN_ROWS + [OVERLONG] * 3
    assert [row.count for row in read_rows(several, HEADER) if isinstance(row, Broken)][-3:] == [1, 1, 1]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (b"1,2\n", ("1", "2", "")),
        (b"1\n", ("1", "", "")),
        (b'1,"2,3"\n', ("1", "2,3", "")),
        (b'1,"two\nlines, or ""three"""\n', ("1", 'two\nlines, or "three"', "")),
    ],
)
def test_a_row_that_lacks_cells_at_the_end_is_filled_up(line: bytes, row: tuple[str, ...]) -> None:
    assert rows(line + b"d,e,f\n") == [
        Row(1, row, line),
        Row(1 + line.count(b"\n"), ("d", "e", "f"), b"d,e,f\n"),
    ]


def test_two_stray_quotes_do_not_swallow_the_rows_between_them() -> None:
    assert cells(b'1,"2\na,b,c\n3"\n') == [("a", "b", "c")]
    assert broken(b'1,"2\na,b,c\n3"\n') == [(1, b'1,"2\n'), (3, b'3"\n')]


def test_undecodable_bytes_are_windows_1252_in_their_row_alone() -> None:
    assert cells("é,b,c\n".encode() + b"\xe9,b,\x80\n") == [("é", "b", "c"), ("é", "b", "€")]


def test_nul_bytes_are_left_out() -> None:
    assert cells(b"a\0,b,c\n") == [("a", "b", "c")]


def test_a_row_in_utf_16_is_read() -> None:
    assert cells("a,ü,c\n".encode("utf-16")) == [("a", "ü", "c")]


def test_a_line_beyond_the_limit_is_broken_and_not_kept() -> None:
    data = b"a,b,c\n" + b"x" * (limits.MAX_ROW_BYTES + 1) + b"\nd,e,f\n"
    assert cells(data) == [("a", "b", "c"), ("d", "e", "f")]
    assert broken(data) == [(2, b"")]


def test_a_quoted_cell_that_swallows_a_line_beyond_the_limit_is_broken() -> None:
    data = b'a,"b\n' + b"x" * (limits.MAX_ROW_BYTES + 1) + b'\n",c\nd,e,f\n'
    assert cells(data) == [("d", "e", "f")]


@given(
    st.lists(st.tuples(*[st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))] * 3))
)
def test_what_the_standard_writes_is_read(table: list[tuple[str, str, str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    written = "".join(",".join(map(quoted, row)) + "\r\n" for row in table)
    assert cells(written.encode()) == [row for row in table if any(cell.strip() for cell in row)]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_and_none_is_lost(data: bytes) -> None:
    found = b"".join(row.raw for row in read_rows(io.BytesIO(data), HEADER))
    for line in data.split(b"\n"):
        is_blank = not any(cell.strip() for cell in decode(line).replace("\0", "").split(","))
        assert is_blank or line in found


@pytest.mark.parametrize("piece", [b'a,"b\n', b'a,"b\n' + b"a,b,c\n" * 4_000, b'"', b'"a","b ""x""","c"\n'])
def test_no_quoting_makes_the_work_grow_faster_than_the_file(piece: bytes) -> None:
    """Looking again at every line after each open quote would take hours here."""
    assert rows(piece * (1_000_000 // len(piece)))
