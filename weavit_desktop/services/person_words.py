"""Small pieces of the sentences about one person."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weavit_desktop.vault.repositories.people_pages import PersonRow

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CARD_DATE = re.compile(r"(?P<year>-|\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


def short_name(row: PersonRow) -> str:
    """Return how sentences call a person: the given name, or the whole one where there is none."""
    # It brings in all the rules, and the lock screen, which only counts with `many`, must not wait for them.
    from weavit_desktop.services.shown import load_shown

    return str(load_shown(row.shown)["names"]["given"]) or row.name


def file_name(path: str) -> str:
    """Return the last part of a source's path, which may lie inside an archive."""
    return PurePath(path.replace("\\", "/")).name or path


def source_name(path: str) -> str:
    """Return the last part of a source's path, and with one inside an archive what that is called."""
    parts = PurePath(path.replace("\\", "/")).parts
    archives = [part for part in parts[:-1] if part.lower().endswith(".zip")]
    return f"{file_name(path)} in {archives[-1]}" if archives else file_name(path)


def many(count: int, noun: str) -> str:
    """Return a number with its noun: "1 mail", "2 mails"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def isolated(text: str) -> str:
    """Return foreign text so wrapped that its direction cannot turn the sentence around it."""
    return f"\u2068{text}\u2069"


def rule_words(rule: str, title: str) -> str:
    """Return why a level or function was read: `from “Head of”`, as the title writes it. "" for no rule.

    A rule names its language and phrase, "en: head of", or says in words that the title names nothing.
    """
    _, named, phrase = rule.partition(": ")
    if not named:
        return rule
    at = title.casefold().find(phrase.casefold())
    written = title[at : at + len(phrase)] if at >= 0 else phrase
    return f"from “{written}”"


def day_words(day: date) -> str:
    """Return a day in full: "Friday 13 November 2026". Python's own names follow the machine's language."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, today: date) -> str:
    """Return a day for a list: "Fri 13 Nov", with its year where that is another than today's."""
    words = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return words if day.year == today.year else f"{words} {day.year}"


def birthday_words(text: str) -> str:
    """Return a date of a card in words: "8 February", "3 June 1971"; as it is where it is none."""
    found = _CARD_DATE.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= len(MONTHS):
        return text
    words = f"{int(found['day'])} {MONTHS[int(found['month']) - 1]}"
    return words if found["year"] == "-" else f"{words} {found['year']}"


def date_words(day: date, today: date) -> str:
    """Return a day within a sentence: "14 December", with its year where that is another than today's."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"
