"""How a row of the people list reads, cell by cell and as one sentence."""

from __future__ import annotations

from datetime import date

from weavit_core.taxonomy import Level
from weavit_desktop.domain.counting import many
from weavit_desktop.services.people_lists import ListedPerson
from weavit_desktop.services.share_states import Share
from weavit_desktop.sharing.words import BANDS, LEVELS, SHARING

DAYS_UNTIL = 21  # from then on weeks are said
WEEKS_UNTIL = 84
MONTHS_UNTIL = 731
DAYS_IN_MONTH = 30.44


def elapsed_words(last: date | None, today: date) -> str:
    """Return how long ago the last contact was: "6 days", "11 weeks", "4 months"."""
    if last is None:
        return "Never"
    days = (today - last).days
    if days <= 0:
        return "Today"
    if days < DAYS_UNTIL:
        return many(days, "day")
    if days < WEEKS_UNTIL:
        return many(days // 7, "week")
    if days < MONTHS_UNTIL:
        return many(int(days / DAYS_IN_MONTH), "month")
    return many(days // 365, "year")


def level_words(level: Level) -> str:
    """Return the level as a cell shows it; an unknown one is an empty cell."""
    return "" if level is Level.UNKNOWN else LEVELS[level]


def intensity_words(person: ListedPerson) -> str:
    """Return the intensity in words."""
    return f"{person.score} of 100, {BANDS[person.band]}"


def share_words(share: Share) -> str:
    """Return what the company sees in words."""
    now = f"Company sees: {SHARING[share.now]}" if share.now else SHARING[share.now]
    return now if share.waiting is None else f"{now}. Waiting: {SHARING[share.waiting]}"


def row_words(person: ListedPerson, today: date) -> str:
    """Return what a screen reader says of a row, from the name to what the company sees."""
    elapsed = elapsed_words(person.last, today)
    contact = (
        f"last contact {elapsed.lower()}"
        if person.last is None or elapsed == "Today"
        else (f"last contact {elapsed} ago")
    )
    parts = (
        person.name,
        person.title,
        person.organization,
        level_words(person.level),
        intensity_words(person),
        contact,
        share_words(person.share),
    )
    return ", ".join(part for part in parts if part)
