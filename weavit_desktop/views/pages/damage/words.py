"""A damaged vault in sentences: what cannot be read, which backup is whole, and what that one misses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from weavit_desktop.domain.counting import many, many_people, together
from weavit_desktop.services.damage import Counts, Damage, WholeBackup
from weavit_desktop.views.moments import day_and_time, weekday
from weavit_desktop.views.places import words_for

if TYPE_CHECKING:  # the whole program is behind it
    from weavit_desktop.services.salvage import Outcome

NO_BACKUP = "No backup in its folder is whole. If you have one elsewhere, restore that."
GONE = "None of it can be read any more."


def state_words(damage: Damage, zone: ZoneInfo) -> str:
    """Return what is damaged, and what brings it back."""
    return f"{pages_words(damage)} {backup_words(damage.backup, zone, compared=damage.readable is not None)}"


def pages_words(damage: Damage) -> str:
    """Return how much cannot be read."""
    if damage.sound:
        return f"All {many(damage.pages, 'page')} can be read, but they contradict each other."
    if not damage.opens:
        return GONE
    return f"{damage.unreadable:,} of {many(damage.pages, 'page')} cannot be read."


def backup_words(backup: WholeBackup | None, zone: ZoneInfo, *, compared: bool) -> str:
    """Return which backup is whole, and what it misses of what can still be read."""
    if backup is None:
        return NO_BACKUP
    at = day_and_time(backup.made_at.astimezone(zone))
    if not compared:
        return f"The backup of {at} is whole."
    misses = missing_words(backup.misses)
    return f"The backup of {at} is whole and misses {misses or 'nothing of what can still be read'}."


def missing_words(misses: Counts) -> str:
    """Return what a backup misses: "1 person and 6 interactions", or nothing."""
    numbers = (misses.people, misses.interactions, misses.permissions)
    return together([words for count, words in zip(numbers, _each(misses), strict=True) if count])


def restore_label(backup: WholeBackup, zone: ZoneInfo) -> str:
    """Return what the button says: "Restore Sun 15 Nov"."""
    return f"Restore {weekday(backup.made_at.astimezone(zone).date())}"


def details(damage: Damage, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return what stands in the list of what is lost, row by row."""
    rows = [("Damaged", pages_words(damage))]
    if damage.readable is not None:
        rows.append(("Still known of", _held(damage.readable)))
    backup = damage.backup
    if backup is not None:
        rows.append(("Whole backup", day_and_time(backup.made_at.astimezone(zone))))
        rows.append(("It holds", _held(backup.holds)))
        if damage.readable is not None:
            rows.append(("It misses", missing_words(backup.misses) or "nothing of what can still be read"))
    if damage.kept is not None:
        rows.append(("A copy as it is", words_for(damage.kept)))
    return rows


def outcome_words(outcome: Outcome) -> str:
    """Return what the new vault holds, and what it does not."""
    found = outcome.salvaged
    lost = sum(table.lost or 0 for table in found.tables)
    unknown = any(table.lost is None for table in found.tables)
    inexact = unknown or any(not table.exact for table in found.tables)
    held = f"{many_people(outcome.contents.people)} and {many(outcome.contents.interactions, 'interaction')}"
    rows = f"{'About ' if inexact else ''}{many(lost, 'row')} could not be read."
    files = many(found.blobs_lost, "picture or file is", "pictures and files are")
    pictures = f" {files} lost." if found.blobs_lost else ""
    where = words_for(outcome.folder)
    return (
        f"It holds {held}, in {where}. {rows}{pictures} It opens as the old one did. Keep the old folder too."
    )


def _held(counts: Counts) -> str:
    people, interactions, choices = _each(counts)
    return ", ".join((people, interactions, choices) if counts.permissions else (people, interactions))


def _each(counts: Counts) -> tuple[str, str, str]:
    choices = f"{many(counts.permissions, 'choice')} of what the company sees"
    return many_people(counts.people), many(counts.interactions, "interaction"), choices
