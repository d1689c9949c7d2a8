"""What the company sees of each person now, and what waits: for lists, in step with the sharing page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.services.sharing_page import SharingState, read_sharing
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import identity, people_lists
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Share:
    """What is true now, and the step that waits: the same as `now` where only the band or k is another."""

    now: SharingLevel
    waiting: SharingLevel | None = None


def share_states(vault: Vault, clock: Clock) -> Mapping[int, Share]:
    """Return of whom the company sees anything or something waits, by row id.

    Someone at several Clients stands at the highest step. What was chosen and cannot be in any document yet
    (no hub, no confirmed Client, a version that was put aside) waits too: it is chosen, and still here.
    """
    shares = shares_by_uid(vault, clock)
    ids = vault.read(lambda db: people_lists.ids_of(db, shares))
    return {ids[uid]: share for uid, share in shares.items() if uid in ids}


def shares_by_uid(vault: Vault, clock: Clock) -> Mapping[str, Share]:
    """Return the same by opaque id; of people who are gone too."""
    state = read_sharing(vault, clock)

    def read(db: Connection) -> Mapping[str, Share]:
        today = clock().astimezone(ZoneInfo(identity.home_zone(db))).date()
        return merge(state, people_lists.chosen_levels(db, today))

    return vault.read(read)


def merge(state: SharingState, chosen: Mapping[str, int]) -> dict[str, Share]:
    """Return the share of each person, by opaque id, from the sharing page's state and the ledger."""
    now: dict[str, SharingLevel] = {}
    for person in state.seen:
        now[person.uid] = max(person.level, now.get(person.uid, SharingLevel.ONLY_YOU))
    waiting = {uid: change.after for uid, change in state.changed.items()}
    for uid, level in chosen.items():
        if uid not in now:
            waiting.setdefault(uid, SharingLevel(level))
    return {
        uid: Share(now.get(uid, SharingLevel.ONLY_YOU), waiting.get(uid))
        for uid in now.keys() | waiting.keys()
    }
