"""What the one gate needs to know of a person, and nothing else: no name, no address, no text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from weavit_core.taxonomy import Activity, Band, Function, Level
from weavit_desktop.domain import month
from weavit_desktop.domain.activity import month_band, months_before
from weavit_desktop.domain.intensity import DayBucket, band_of, score_at, sums_of
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class MappedPosition:
    """A current position at a Client that the person confirmed to be this one of the hub's registry."""

    client_id: str
    level: Level
    func: Function


@dataclass(frozen=True, slots=True)
class ShareablePerson:
    """One person as of the last day of a month. `barred`: asked not to be processed, or no outside human.

    `activity` has twelve months, oldest first, the last one being that month.
    """

    uid: str
    barred: bool
    positions: tuple[MappedPosition, ...]
    band: Band
    activity: tuple[Activity, ...]


def people_at(db: Connection, clients: Collection[str] | None, as_of: str) -> list[ShareablePerson]:
    """Return those people at these Clients (None: at any) for whom the ledger gives anything.

    Band and activity are as of the last day of the month `as_of`, from the days up to then.
    """
    positions = _positions(db, clients)
    chosen = json.dumps(sorted(positions))
    buckets = _buckets(db, chosen, month.last_day(as_of))
    rows = db.execute(
        """SELECT id, uid, objected OR colleague OR is_company OR me FROM person
        WHERE id IN (SELECT value FROM json_each(?)) ORDER BY uid""",
        (chosen,),
    )
    return [
        ShareablePerson(
            uid,
            bool(barred),
            tuple(positions[person_id]),
            band_of(score_at(sums_of(buckets[person_id], month.last_day(as_of)), month.last_day(as_of))),
            _activity(buckets[person_id], as_of),
        )
        for person_id, uid, barred in rows
    ]


def _positions(db: Connection, clients: Collection[str] | None) -> dict[int, list[MappedPosition]]:
    rows = db.execute(
        """SELECT DISTINCT position.person_id, organisation.registry_id, position.level, position.function
        FROM position
        JOIN organisation ON organisation.id = position.organisation_id
        JOIN person ON person.id = position.person_id
        JOIN permission ON permission.id = (
          SELECT max(newest.id) FROM permission AS newest
          WHERE newest.audience = 'hub' AND newest.person_uid = person.uid)
        WHERE position.to_day IS NULL AND organisation.registry_id IS NOT NULL AND permission.level > 0
          AND (?1 IS NULL OR organisation.registry_id IN (SELECT value FROM json_each(?1)))
        ORDER BY position.person_id, organisation.registry_id, position.level, position.function""",
        (None if clients is None else json.dumps(sorted(clients)),),
    )
    found: dict[int, list[MappedPosition]] = defaultdict(list)
    for person_id, client_id, level, func in rows:
        found[person_id].append(MappedPosition(client_id, Level(level), Function(func)))
    return found


def _buckets(db: Connection, chosen: str, until: date) -> dict[int, list[DayBucket]]:
    rows = db.execute(
        """SELECT person_id, day, channel, direction, weight FROM day_bucket
        WHERE person_id IN (SELECT value FROM json_each(?)) AND day <= ?
        ORDER BY person_id, day, channel, direction""",
        (chosen, until.isoformat()),
    )
    found: dict[int, list[DayBucket]] = defaultdict(list)
    for person_id, day, channel, direction, weight in rows:
        found[person_id].append(
            DayBucket(date.fromisoformat(day), Channel(channel), Direction(direction), weight)
        )
    return found


def _activity(buckets: Iterable[DayBucket], as_of: str) -> tuple[Activity, ...]:
    days: dict[str, set[date]] = defaultdict(set)
    for bucket in buckets:
        days[f"{bucket.day:%Y-%m}"].add(bucket.day)
    return tuple(month_band(len(days[at])) for at in months_before(as_of))
