"""Taking one person apart from a page: who was linked to them, the step itself, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.linking import FIRST, NEWER
from weavit_desktop.services.linking_people import link_within
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.person_words import source_name
from weavit_desktop.services.unlinking import TAKEN_OUT, unlink_within
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import (
    duplicates,
    identity,
    linked_people,
    links,
    partings,
    people,
    permissions,
)
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Parting:
    """One who can be taken out of a person, by the id `uid` for `part`. `day` is that of the linking.

    `files` are names, the oldest first. `shared`: something was chosen of either of them.
    """

    uid: str
    name: str = field(repr=False)
    files: tuple[str, ...] = field(repr=False)
    reason: str = field(repr=False)
    day: date
    shared: bool


@dataclass(frozen=True, slots=True)
class Parted:
    """Two people again. `edits`: what the one had of its holder's words that neither has now."""

    keeper: str
    back: str
    edits: Mapping[str, str] = field(repr=False)


def partings_of(vault: Vault, uid: str) -> list[Parting]:
    """Return who can be taken out of a person, the last one first. Raises UsageRefused for nobody.

    Where nobody was linked, it is the card that a rule gave them last, if there is one.
    """

    def read(db: Connection) -> list[Parting]:
        person_id = people.id_of(db, uid)
        if person_id is None:
            raise UsageRefused(NOBODY)
        zone = ZoneInfo(identity.home_zone(db))
        shared = _is_shared(db, uid)
        found = [
            Parting(
                one.uid,
                one.name,
                tuple(dict.fromkeys(map(source_name, one.paths))),
                one.reason,
                _day(one.decided_at, zone),
                shared or _was_shared(one.sharing),
            )
            for one in partings.linked_to(db, person_id)
        ]
        card_id = None if found else links.last_linked(db, person_id, besides=(FIRST, NEWER, TAKEN_OUT))
        if card_id is None:
            return found
        card = partings.card_with_reason(db, card_id)
        files = (source_name(card.path),)
        return [Parting(uid, card.name, files, card.reason, _day(card.decided_at, zone), shared)]

    return vault.read(read)


def part(vault: Vault, work: Work, uid: str) -> Parted:
    """Take one of the partings out. Raises what `unlinking.unlink_person` raises."""

    def write(db: Connection) -> Parted:
        linked = linked_people.find(db, uid)
        keeper = people.id_of(db, uid) if linked is None else linked.person_id
        before = _edits(db, keeper)
        unlinked = unlink_within(db, work, uid)
        now = _edits(db, people.id_of(db, unlinked.keeper))
        gone = {name: value for name, value in before.items() if now.get(name) != value}
        return Parted(unlinked.keeper, unlinked.back, gone)

    return vault.write(write)


def join_again(vault: Vault, work: Work, parted: Parted) -> None:
    """Undo `part`: link the two again, with the edits that they had together."""

    def write(db: Connection) -> None:
        keeper, back = people.id_of(db, parted.keeper), people.id_of(db, parted.back)
        if keeper is None or back is None:
            raise UsageRefused(NOBODY)
        duplicates.unrefuse(db, keeper, back)
        link_within(db, work, parted.keeper, parted.back, picks=parted.edits)

    vault.write(write)


def _edits(db: Connection, person_id: int | None) -> dict[str, str]:
    return {} if person_id is None else people.choices_of(db, [person_id]).get(person_id, {})


def _is_shared(db: Connection, uid: str) -> bool:
    permission = permissions.in_force(db, uid)
    return permission is not None and permission.level > 0


def _was_shared(sharing: Mapping[str, Any]) -> bool:
    return any(sharing[one] is not None and sharing[one][0] > 0 for one in ("keeper", "giver"))


def _day(at: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(at).astimezone(zone).date()
