"""Weavit's own table of people, read as it was written (`domain.people_table`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from weavit_desktop.domain.card import Card, Property
from weavit_desktop.domain.people_table import COLUMNS, card_of
from weavit_desktop.importing.columns.days import DayOrder, read_table_day


def compose_ours(names: Sequence[str], cells: Sequence[str], days: DayOrder) -> Card:
    """Return the card of a row, whose cells are without outer blanks. `days`: how Excel wrote them anew.

    Columns that somebody has added are kept beside the fields.
    """
    card = card_of(cells, partial(read_table_day, order=days))
    pairs = zip(names[len(COLUMNS) :], cells[len(COLUMNS) :], strict=True)
    added = [Property(name, cell) for name, cell in pairs if cell]
    return replace(card, extra=(*card.extra, *added)) if added else card
