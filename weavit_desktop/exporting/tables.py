"""People as a table, in the columns of `domain.people_table`; what that cannot hold, by `left_out`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from weavit_desktop.domain.card import Card
from weavit_desktop.domain.people_table import COLUMNS, cells_of


def header() -> bytes:
    """Return the line with the names of the columns."""
    return _line(COLUMNS)


def row(card: Card) -> bytes:
    """Return the line of a card: UTF-8, quoted by RFC 4180, no cell a formula."""
    return _line(cells_of(card))


def left_out(card: Card, *, photo: bool) -> list[str]:
    """Return what a table cannot hold of a card, by its kind."""
    return [*(["pictures"] if photo else []), *["properties of other programs"] * len(card.extra)]


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")
