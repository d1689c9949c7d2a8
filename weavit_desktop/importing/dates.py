"""Days as sources write them, into ISO 8601. One pattern per form, never a guess."""

from __future__ import annotations

import re
from datetime import date

_FULL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?\Z")
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})(?:T.*)?\Z")
_ENGLISH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4}|\d{2})\Z")
_SLASHED = re.compile(r"(\d{4})/(\d\d)/(\d\d) \d\d:\d\d:\d\d UTC\Z")
_STAMPED = re.compile(r"(\d{4})-(\d\d)-(\d\d) \d\d:\d\d:\d\d UTC\Z")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d), \d{1,2}:\d\d\s[AP]M\Z")  # a narrow space since 2023
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

APPLE_NO_YEAR = 1604  # what Apple writes where a birthday has no year
_ANY_LEAP_YEAR = 2000


def read_vcard_day(text: str, omitted_year: str = "") -> str:
    """Return "1985-04-07", or "--04-07" where the year is unknown, or "" where `text` is no such day.

    `omitted_year` is Apple's X-APPLE-OMIT-YEAR: that year means none.
    """
    text = text.strip()
    found = _FULL.match(text) or _LOOSE.match(text)
    if found is not None:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        if year == APPLE_NO_YEAR or found[1] == omitted_year:
            return _yearless(month, day)
        return iso_day(year, month, day)
    found = _YEARLESS.match(text)
    return _yearless(int(found[1]), int(found[2])) if found else ""


def read_english_day(text: str) -> str:
    """Return the ISO form of "05 Jun 2021" or of Excel's "7-Feb-22" (always 20xx), "" for anything else."""
    found = _ENGLISH.match(text.strip())
    if found is None or found[2].lower() not in _MONTHS:
        return ""
    year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
    return iso_day(year, _MONTHS.index(found[2].lower()) + 1, int(found[1]))


def write_english_day(day: str) -> str:
    """Return "05 Jun 2021" for a day in ISO 8601."""
    year, month, number = day.split("-")
    return f"{number} {_MONTHS[int(month) - 1].title()} {year}"


def read_slashed_day(text: str) -> str:
    """Return the ISO form of "2021/06/05 10:11:12 UTC", "" for anything else."""
    return _in_order(_SLASHED.match(text.strip()))


def read_stamped_day(text: str) -> str:
    """Return the ISO form of "2021-06-05 10:11:12 UTC", "" for anything else."""
    return _in_order(_STAMPED.match(text.strip()))


def read_american_day(text: str) -> str:
    """Return the ISO form of "6/5/21, 3:04 PM" (always 20xx), "" for anything else."""
    found = _AMERICAN.match(text.strip())
    return iso_day(2000 + int(found[3]), int(found[1]), int(found[2])) if found else ""


def _in_order(found: re.Match[str] | None) -> str:
    return iso_day(int(found[1]), int(found[2]), int(found[3])) if found else ""


def iso_day(year: int, month: int, day: int) -> str:
    """Return the ISO form of a day given by its numbers, "" where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _yearless(month: int, day: int) -> str:
    return f"--{month:02}-{day:02}" if iso_day(_ANY_LEAP_YEAR, month, day) else ""
