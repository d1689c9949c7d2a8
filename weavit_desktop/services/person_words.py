"""Small pieces of the sentences about one person."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from weavit_desktop.domain.days import MONTHS
from weavit_desktop.services.shown import load_shown

if TYPE_CHECKING:
    from weavit_desktop.vault.repositories.people_pages import PersonRow

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def short_name(row: PersonRow) -> str:
    """Return how sentences call a person: the given name, or the whole one where there is none."""
    return str(load_shown(row.shown)["names"]["given"]) or row.name


def source_name(path: str) -> str:
    """Return what a source is called: "people.vcf", or of a file in a ZIP "people.vcf in phone.zip"."""
    whole = PurePath(path.replace("\\", "/"))
    name = whole.name or path
    archives = [part for part in whole.parts[:-1] if part.lower().endswith(".zip")]
    return f"{name} in {archives[-1]}" if archives else name


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


def date_words(day: date, today: date) -> str:
    """Return a day within a sentence: "14 December", with its year where that is another than today's."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"
