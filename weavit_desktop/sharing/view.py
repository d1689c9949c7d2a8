"""The one gate: what may be shown of a person. Nothing else here sees anything of the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from weavit_core.taxonomy import Activity, Band, Function, Level, SharingLevel
from weavit_desktop.domain.permission import Permission
from weavit_desktop.vault.repositories.shareable import ShareablePerson


@dataclass(frozen=True, slots=True)
class Shown:
    """What one person adds at one Client: that there is someone, and by the ladder more.

    `cells` is empty below ROLE or where level or function is unknown, `band` NONE below STRENGTH,
    `activity` empty below RHYTHM. `until` is the last day on which this may be shown.
    """

    client_id: str
    k: int
    until: date | None
    cells: tuple[tuple[Level, Function], ...]
    band: Band
    activity: tuple[Activity, ...]


def view(
    person: ShareablePerson, permission: Permission | None, now: datetime, policy: str
) -> tuple[Shown, ...]:
    """Return what may be shown of a person, one row a Client; nothing unless a permission says so now.

    `policy` is the digest of the policy that the holder of the vault has accepted: a choice made
    under another one gives nothing.
    """
    if permission is None or person.barred or not _holds(permission, now, policy):
        return ()
    return tuple(
        Shown(
            client_id,
            permission.k,
            permission.until,
            cells=_cells(person, client_id) if permission.level >= SharingLevel.ROLE else (),
            band=person.band if permission.level >= SharingLevel.STRENGTH else Band.NONE,
            activity=person.activity if permission.level >= SharingLevel.RHYTHM else (),
        )
        for client_id in sorted({position.client_id for position in person.positions})
    )


def _holds(permission: Permission, now: datetime, policy: str) -> bool:
    today = now.date()
    return (
        permission.level >= SharingLevel.COUNTED
        and permission.policy == policy
        and permission.from_day <= today
        and (permission.until is None or today <= permission.until)
    )


def _cells(person: ShareablePerson, client_id: str) -> tuple[tuple[Level, Function], ...]:
    return tuple(
        (position.level, position.func)
        for position in person.positions
        if position.client_id == client_id
        and position.level is not Level.UNKNOWN
        and position.func is not Function.UNKNOWN
    )
