"""Finding people for the palette: the few best, as far as names and companies say who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.people import list_people
from weavit_desktop.services.share_states import Share
from weavit_desktop.services.shown import load_shown
from weavit_desktop.vault.repositories.people_pages import PeopleQuery
from weavit_desktop.vault.vault import Vault

MOST = 6
NOTHING = Share(SharingLevel.ONLY_YOU)


@dataclass(frozen=True, slots=True)
class Found:
    """Someone with what tells them from others."""

    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    organization: str = field(repr=False)
    share: Share


def find_people(vault: Vault, text: str, today: date, shares: Mapping[int, Share]) -> list[Found]:
    """Return the best matches for a text, at most MOST. `shares` as of now, by row id."""
    if not text.strip():
        return []
    rows = list_people(vault, PeopleQuery(today, text), limit=MOST)
    found = []
    for row in rows:
        names = load_shown(row.shown)["names"]
        share = shares.get(row.id, NOTHING)
        found.append(Found(row.uid, row.name, names["given"], names["family"], row.organization, share))
    return found
