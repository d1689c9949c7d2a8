"""Comma-separated files row by row: a broken row costs itself alone (RFC 4180, and Excel's habits)."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from weavit_desktop.domain.counting import many
from weavit_desktop.importing.limits import (
    MAX_BROKEN_ROWS,
    MAX_PREAMBLE_ROWS,
    MAX_ROW_BYTES,
    MAX_ROW_LINES,
    MAX_STRAY_BYTES,
)
from weavit_desktop.importing.streams import OVERLONG
from weavit_desktop.importing.text import decode

DELIMITERS: Final = (",", ";", "\t")  # Excel takes the list separator of its country

_NOT_WORD = re.compile(r"[\W_]+")
_EXCELS = re.compile(rb'"?sep=.')  # the line by which Excel is told the delimiter
# What stands in rows and never names a column: an e-mail address, a number, a web address.
_VALUE = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|\+?[\d()./ -]{5,}|https?://\S+")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the number of its first line, its cells as they came, and its bytes."""

    number: int
    cells: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no row of the table, or `count` of them from line `number` on, with rows between them.

    `raw` is empty where it was too long to keep.
    """

    number: int
    raw: bytes
    count: int = 1

    @property
    def place(self) -> str:
        """Return where it stands, in words."""
        if self.count == 1:
            return f"line {self.number}"
        return f"{many(self.count, 'row')} from line {self.number} on"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, and how many lines there are up to them."""

    delimiter: str
    names: tuple[str, ...]
    lines: int

    def keys(self) -> tuple[str, ...]:
        return tuple(map(column_key, self.names))


def column_key(name: str) -> str:
    """Return "emailaddress" for "Email Address" and its like: blanks, punctuation and case do not count."""
    return _NOT_WORD.sub("", name).lower()


def find_header(lines: Iterable[bytes], wanted: Sequence[frozenset[str]]) -> Header | None:
    """Return the first row that holds all column keys of one of the `wanted` sets, whatever stands before."""
    top = list(islice(lines, MAX_PREAMBLE_ROWS * 2))
    for delimiter in DELIMITERS:
        for row in islice(_split_rows(top, delimiter, width=None), MAX_PREAMBLE_ROWS):
            if isinstance(row, Row):
                count = row.number - 1 + len(row.raw.splitlines())
                header = Header(delimiter, tuple(cell.strip() for cell in row.cells), count)
                if any(columns.issubset(header.keys()) for columns in wanted):
                    return header
    return None


def guess_header(lines: Iterable[bytes]) -> Header | None:
    """Return the columns of any table, None where nothing looks like one.

    The delimiter is the one that parts most rows into equally many cells; the header is the first row of
    that many, or one of more names above rows that lack cells at the end. A table without one, as a cell like
    an address or a number shows, has "Column 1" and so on.
    """
    top = list(islice(lines, MAX_PREAMBLE_ROWS * 2))
    if top and _EXCELS.match(top[0]):
        top[0] = b"\n"
    best: tuple[tuple[float, int], str, Row] | None = None
    for delimiter in DELIMITERS:
        found = islice(_split_rows(top, delimiter, width=None), MAX_PREAMBLE_ROWS)
        rows = [row for row in found if isinstance(row, Row) and any(cell.strip() for cell in row.cells)]
        counts = Counter(len(row.cells) for row in rows)
        width, count = max(counts.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(0, 0))
        score = (count / len(rows) if width > 1 else 0.0, width)
        if rows and (best is None or score > best[0]):
            best = score, delimiter, next(row for row in rows if _may_begin(row, width))
    if best is None:
        return None
    _, delimiter, first = best
    if any(_VALUE.fullmatch(cell.strip()) for cell in first.cells):
        return Header(delimiter, tuple(_name("", at) for at in range(len(first.cells))), first.number - 1)
    names = tuple(_name(cell.strip(), at) for at, cell in enumerate(first.cells))
    return Header(delimiter, names, first.number - 1 + len(first.raw.splitlines()))


def _may_begin(row: Row, width: int) -> bool:
    """Say whether a row can be the first of a table in which most rows have `width` cells."""
    is_wider = width > 1 and len(row.cells) > width and all(map(str.strip, row.cells))
    return len(row.cells) == width or is_wider


def _name(cell: str, at: int) -> str:
    return cell or f"Column {at + 1}"


def read_rows(lines: Iterable[bytes], header: Header) -> Iterator[Row | Broken]:
    """Yield what stands below the header, blank rows passed over, and each broken line for itself.

    Beyond MAX_BROKEN_ROWS broken lines come together, as many as MAX_STRAY_BYTES hold: whoever collects
    them is not to run out of memory because a file holds nothing else.
    """
    told = size = 0
    further: list[Broken] = []
    below = islice(lines, header.lines, None)
    for row in _split_rows(below, header.delimiter, len(header.names), header.lines + 1):
        if isinstance(row, Row):
            if any(cell.strip() for cell in row.cells):
                yield row
        elif told < MAX_BROKEN_ROWS:
            told += 1
            yield row
        else:
            further.append(row)
            size += len(row.raw) or MAX_STRAY_BYTES
            if size >= MAX_STRAY_BYTES:
                yield _together(further)
                further, size = [], 0
    if further:
        yield _together(further)


def _together(rows: Sequence[Broken]) -> Broken:
    return Broken(rows[0].number, b"".join(row.raw for row in rows), len(rows))


def _split_rows(
    lines: Iterable[bytes], delimiter: str, width: int | None, number: int = 1
) -> Iterator[Row | Broken]:
    """Yield rows of `width` cells, those that lack some at the end filled up; any count where it is None.

    A quoted cell may run over several lines. Where none closes it within the limits, or what it closes
    is no row, the first line alone is broken and the next one begins a row: every line is looked at a
    bounded number of times.
    """
    queue = _Queue(lines)
    while (first := queue.take()) is not None:
        cells = _cells(first, delimiter, width) if first != OVERLONG else None
        taken = [first]
        if cells is None and first.count(b'"') % 2:
            taken = queue.take_quoted(first)
            cells = _cells_of_lines(taken, delimiter, width)
            if cells is None:
                queue.put_back(taken[1:])
                taken = [first]
        raw = b"".join(taken)
        if cells is None:
            yield Broken(number, raw)
        else:
            yield Row(number, cells + ("",) * ((width or 0) - len(cells)), raw)
        number += len(taken)


class _Queue:
    """Lines that can be put back."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._waiting: deque[bytes] = deque()

    def take(self) -> bytes | None:
        return self._waiting.popleft() if self._waiting else next(self._lines, None)

    def take_quoted(self, first: bytes) -> list[bytes]:
        """Return `first` and the lines up to the one that closes its quote."""
        taken, size = [first], len(first)
        while len(taken) < MAX_ROW_LINES and size < MAX_ROW_BYTES and (line := self.take()) is not None:
            taken.append(line)
            size += len(line)
            if line == OVERLONG or line.count(b'"') % 2:
                break
        return taken

    def put_back(self, lines: Sequence[bytes]) -> None:
        self._waiting.extendleft(reversed(lines))


def _cells_of_lines(lines: Sequence[bytes], delimiter: str, width: int | None) -> tuple[str, ...] | None:
    """Return the cells of a row that may run over several lines, None where it is none."""
    whole = b"".join(lines)
    is_closed = whole.count(b'"') % 2 == 0  # else the end of the file, or a limit, closed it
    cells = _cells(whole, delimiter, width) if is_closed else None
    if cells is None or width is None or len(cells) == width:
        return cells
    # It lacks cells at the end. With a row between its quotes it is two stray quotes that would swallow it.
    swallowed = any(len(_cells(line, delimiter, width) or ()) == width for line in lines[1:-1])
    return None if swallowed else cells


def _cells(data: bytes, delimiter: str, width: int | None) -> tuple[str, ...] | None:
    """Return the cells of one row, at most `width`, None where it is none.

    Excel leaves out empty cells at the end, or writes more of them: neither counts. A row that lacks some
    has no stray quote, which would be the rest of a cell that a broken row began.
    """
    text = decode(data).replace("\0", "").rstrip("\r\n")
    if not text:
        return ()
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    cells = tuple(rows[0]) if len(rows) == 1 else ()
    if width is None:
        return cells
    if not any(cell.strip() for cell in cells):
        return ()
    has_more = any(cell.strip() for cell in cells[width:])
    is_rest = len(cells) < width and text.count('"') % 2
    return None if has_more or is_rest else cells[:width]
