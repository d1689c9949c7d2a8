"""Calendar months, written YYYY-MM."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def previous(day: date) -> str:
    """Return the last complete month before a day's own."""
    return later(f"{day:%Y-%m}", -1)


def later(month: str, n: int) -> str:
    """Return the month n months on; n may be negative."""
    year, number = (int(part) for part in month.split("-"))
    at = year * 12 + number - 1 + n
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def last_day(month: str) -> date:
    """Return the last day of a month."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])
