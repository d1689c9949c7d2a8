"""Rhythm: how busy each calendar month was, in four steps (sharing.md 2, level 4)."""

from __future__ import annotations

from weavit_core.taxonomy import ACTIVITY_MONTHS, Activity

BUSY_FROM = 8  # days with an interaction in the month
STEADY_FROM = 3
SOME_FROM = 1


def month_band(active_days: int) -> Activity:
    """Return how busy a month was from its number of days with at least one interaction."""
    if active_days >= BUSY_FROM:
        return Activity.BUSY
    if active_days >= STEADY_FROM:
        return Activity.STEADY
    if active_days >= SOME_FROM:
        return Activity.SOME
    return Activity.QUIET


def months_before(as_of: str, n: int = ACTIVITY_MONTHS) -> tuple[str, ...]:
    """Return the n months that end with `as_of`, itself included, as YYYY-MM, oldest first.

    `as_of` is the last complete month: what a publication carries under that name.
    """
    year, month = (int(part) for part in as_of.split("-"))
    last = year * 12 + month - 1
    return tuple(f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(last - n + 1, last + 1))
