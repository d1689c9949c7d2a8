"""Moments in words. Python's names of months follow the machine's language, once Qt has set it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

_ENGLISH = QLocale(QLocale.Language.English)


def day_and_time(at: datetime) -> str:
    """Return a moment, in its zone, as a sentence says it: "Thu 19 November, 18:40"."""
    return _ENGLISH.toString(_as_written(at), "ddd d MMMM, HH:mm")


def short_day_and_time(at: datetime) -> str:
    """Return a moment, in its zone, where there is little room: "19 Nov, 18:40"."""
    return _ENGLISH.toString(_as_written(at), "d MMM, HH:mm")


def _as_written(at: datetime) -> QDateTime:
    """Return what the clock on the wall shows: Qt would move it to the machine's zone."""
    return QDateTime.fromString(f"{at:%Y-%m-%dT%H:%M:%S}", "yyyy-MM-ddTHH:mm:ss")
