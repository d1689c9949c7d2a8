"""What the page reads of the vault at once: the state of sharing, and the receipts, verified again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from weavit_desktop.services.checking import receipts
from weavit_desktop.services.released import client_names
from weavit_desktop.services.sharing_page import GONE_FROM_REGISTRY, SharingState, read_sharing
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.sharing.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Reading:
    """`receipts` stand newest first; moments are in the holder's zone."""

    state: SharingState
    receipts: tuple[Receipt, ...]
    checked: datetime
    last_published: datetime | None


def read(desk: Desk) -> Reading:
    """Read everything. Called inside a task."""
    vault, clock = desk.vault, desk.application.clock
    zone = ZoneInfo(desk.application.home_zone())
    state = read_sharing(vault, clock)
    names = client_names(vault)
    rows = receipts(vault)
    listed = [
        Receipt(number, _at(row.accepted_at, zone), names.get(row.client_id, GONE_FROM_REGISTRY), row)
        for number, row in enumerate(rows, start=1)
    ]
    last = _at(state.last_published, zone) if state.last_published else None
    return Reading(state, tuple(reversed(listed)), clock().astimezone(zone), last)


def _at(instant: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(instant).astimezone(zone)
