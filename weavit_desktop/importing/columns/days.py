"""Days as tables of people write them. One order of day and month for a table, shown by its own days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from weavit_desktop.importing.dates import iso_day, read_english_day, read_vcard_day

_PARTS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?:[ T].*)?\Z")
# What Outlook writes where there is no day, in the order of any country, and its greatest day.
_NONE = re.compile(r"0{1,4}([./-])0{1,2}\1(?:0{1,4}|4501)(?:[ T].*)?\Z|0?1([./-])0?1\2(?:4501|1601)\b.*")
_MONTHS: Final = 12
_PIVOT: Final = 30  # "29" is 2029 and "30" is 1930, as Windows reads them, which wrote them


class DayOrder(StrEnum):
    """How days with slashes are written in one table. UNKNOWN: as the table itself shows."""

    UNKNOWN = ""
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def is_no_day(text: str) -> bool:
    """Say whether a cell holds what a program writes for no day: "0/0/00", "0.0.00", "1/1/4501"."""
    return _NONE.match(text) is not None


def read_table_day(text: str, order: DayOrder) -> str:
    """Return the ISO form of a day, "" for anything else: what its table's order forbids, too.

    Dots always part day, month, year, and the year may always come first. No other day is read where the
    order is UNKNOWN: a wrong birthday is worse than one that is kept as text.
    """
    found = _PARTS.match(text)
    if found is None:
        return read_vcard_day(text) or read_english_day(text)
    first, mark, second, third = found.groups()
    if len(first) == 4:
        return iso_day(int(first), int(second), int(third))
    if len(first) > 2 or len(third) == 1 or (mark != "." and order is DayOrder.UNKNOWN):
        return ""
    day, month = (first, second) if mark == "." or order is DayOrder.DAY_FIRST else (second, first)
    year = int(third) if len(third) == 4 else int(third) + (2000 if int(third) < _PIVOT else 1900)
    return iso_day(year, int(month), int(day))


def show_order(texts: Iterable[str]) -> DayOrder:
    """Return the order that the days of a table show: a number above 12 is no month."""
    for text in texts:
        found = _PARTS.match(text)
        if found is None or found[2] == "." or len(found[1]) > 2:
            continue
        if int(found[1]) > _MONTHS:
            return DayOrder.DAY_FIRST
        if int(found[3]) > _MONTHS:
            return DayOrder.MONTH_FIRST
    return DayOrder.UNKNOWN
