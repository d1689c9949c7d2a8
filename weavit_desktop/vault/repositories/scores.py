"""Day buckets and decayed sums: what intensity is computed from (scoring.md 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weavit_desktop.domain.intensity import DayBucket, ForwardSums
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Scored:
    """What is computed of one person's interactions. Without any, `buckets` is empty."""

    person_id: int
    buckets: tuple[DayBucket, ...]
    sums: ForwardSums
    interactions: int
    last_interaction: str | None


def save(db: Connection, people: Sequence[Scored]) -> None:
    """Replace what is computed of people's interactions."""
    ids = dump_json([one.person_id for one in people])
    db.execute("DELETE FROM day_bucket WHERE person_id IN (SELECT value FROM json_each(?))", (ids,))
    db.execute("DELETE FROM score WHERE person_id IN (SELECT value FROM json_each(?))", (ids,))
    db.executemany(
        "INSERT INTO day_bucket (person_id, day, channel, direction, weight) VALUES (?, ?, ?, ?, ?)",
        (
            (one.person_id, bucket.day.isoformat(), bucket.channel, bucket.direction, bucket.weight)
            for one in people
            for bucket in one.buckets
        ),
    )
    db.executemany(
        "INSERT INTO score (person_id, warm_out, warm_in, deep_out, deep_in) VALUES (?, ?, ?, ?, ?)",
        (
            (one.person_id, one.sums.warm_out, one.sums.warm_in, one.sums.deep_out, one.sums.deep_in)
            for one in people
            if one.buckets
        ),
    )
    db.executemany(
        "UPDATE person SET interactions = ?2, last_interaction = ?3 WHERE id = ?1",
        ((one.person_id, one.interactions, one.last_interaction) for one in people),
    )


def buckets_of(db: Connection, person_id: int) -> list[DayBucket]:
    """Return a person's day buckets, in the order of days."""
    rows = db.execute(
        """SELECT day, channel, direction, weight FROM day_bucket
        WHERE person_id = ? ORDER BY day, channel, direction""",
        (person_id,),
    )
    return [
        DayBucket(date.fromisoformat(day), Channel(channel), Direction(direction), weight)
        for day, channel, direction, weight in rows
    ]
