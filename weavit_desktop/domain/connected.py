"""What tells a LinkedIn connection from all others without its profile address: its name, and the day.

Connections.csv has the addresses since mid-2023 only. What is said here is of one holder's own network.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from weavit_desktop.domain.card import Card
from weavit_desktop.domain.folding import fold

CONNECTED_ON: Final = "Connected On"  # the property of a card; ISO 8601 wherever the day could be read

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Connected(NamedTuple):
    """A row of Connections.csv. `mark` is the same in every export, `slug` is "" before mid-2023."""

    mark: str
    slug: str
    employer: str = ""


def connected(card: Card) -> Connected:
    """Return what a card says of a connection; the mark is "" for a card that is none."""
    day = next((one.value for one in card.extra if one.name == CONNECTED_ON), "")
    return Connected(mark_of(card.names.given, card.names.family, day), card.profile_slug, card.organization)


def mark_of(given: str, family: str, day: str) -> str:
    """Return the mark of a name and a day, "" without a name or for what is no day in ISO 8601."""
    name = " ".join(f"{given} {family}".split())
    return f"{fold(name)}|{day}" if name and _DAY.fullmatch(day) else ""


def marks_of_newer(rows: Iterable[Connected]) -> set[str]:
    """Return the marks whose employer is said by an export with addresses: it is newer than any without."""
    return {one.mark for one in rows if one.mark and one.slug and one.employer}


def is_older(row: Connected, newer: Collection[str]) -> bool:
    """Say whether a row is of an export without addresses, and one with them tells of the same connection."""
    return not row.slug and row.mark in newer
