"""Moments in words. Python's names of months follow the machine's language, once Qt has set it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

_ENGLISH = QLocale(QLocale.Language.English)


def day_and_time(at: datetime) -> str:
    """Return a moment, in its zone, as a sentence says it: "Thu 19 November, 18:40"."""
    return _ENGLISH.toString(_as_written(at), "ddd d MMMM, HH:mm")


def short_day_and_time(at: datetime) -> str:
    """Return a moment, in its zone, where there is little room: "19 Nov, 18:40"."""
    return _ENGLISH.toString(_as_written(at), "d MMM, HH:mm")


def weekday_and_time(at: datetime) -> str:
    """Return a moment, in its zone, as a row of a table says it: "Thu 19 Nov, 18:40"."""
    return _ENGLISH.toString(_as_written(at), "ddd d MMM, HH:mm")


def day_in_words(day: date) -> str:
    """Return a day of this year as a sentence says it: "17 November"."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMMM")


def short_day(day: date) -> str:
    """Return a day of this year where there is little room: "17 Nov"."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMM")


def weekday(day: date) -> str:
    """Return a day of these weeks in a row of a table: "Sun 15 Nov"."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def whole_day(day: date) -> str:
    """Return a day with its weekday and year: "Wed 19 May 2027"."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "ddd d MMMM yyyy")


def whole_day_and_time(at: datetime) -> str:
    """Return a moment, in its zone, that may be years ago: "Sun 15 Nov 2026, 08:12"."""
    return _ENGLISH.toString(_as_written(at), "ddd d MMM yyyy, HH:mm")


def _as_written(at: datetime) -> QDateTime:
    """Return what the clock on the wall shows: Qt would move it to the machine's zone."""
    return QDateTime.fromString(f"{at:%Y-%m-%dT%H:%M:%S}", "yyyy-MM-ddTHH:mm:ss")
