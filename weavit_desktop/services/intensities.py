"""From interactions to day buckets and sums, for the people they touch (scoring.md 1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from weavit_desktop.domain.intensity import Event, day_buckets, sums_of
from weavit_desktop.domain.interaction import Channel, Direction, Role
from weavit_desktop.services.batches import in_batches
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import interactions, scores
from weavit_desktop.vault.repositories.interactions import Participation
from weavit_desktop.vault.repositories.scores import Scored

BATCH = 500


def recompute_scores(db: Connection, person_ids: Iterable[int], today: date) -> None:
    """Compute anew all that comes from the interactions of these people."""
    for batch in in_batches(sorted(person_ids), BATCH):
        found = interactions.of_people(db, batch)
        scores.save(db, [score_person(one, found.get(one, ()), today) for one in batch])


def score_person(person_id: int, participations: Sequence[Participation], today: date) -> Scored:
    """Compute buckets, sums and counters of one person. Later days than today are plans: not yet counted."""
    buckets = tuple(day_buckets(_event(one) for one in participations if _counts(one)))
    days = [one.day for one in participations if one.day <= today]
    return Scored(
        person_id,
        buckets,
        sums_of(buckets, today),
        interactions=len({one.source_key for one in participations}),
        last_interaction=max(days).isoformat() if days else None,
    )


def _counts(one: Participation) -> bool:
    """Say whether the holder and this person dealt with each other: two who got the same mail did not."""
    if one.direction == Direction.INCOMING:
        return one.role == Role.FROM
    return True


def _event(one: Participation) -> Event:
    # Sources do not say in which role the holder got it; "to" is by far the most common.
    role = Role.TO if one.direction == Direction.INCOMING else Role(one.role)
    return Event(
        one.source_key, one.day, Channel(one.channel), Direction(one.direction), one.recipients, role
    )
