"""Interaction intensity of one relationship, 0 to 100, by plain arithmetic (scoring.md 1).

Events become day buckets, buckets become four decayed sums, the sums give the score. Each step can
be done by hand. The score says how much two people deal with each other, never how much they like
each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import exp2, fsum, sqrt
from typing import NamedTuple

from weavit_core.taxonomy import Band
from weavit_desktop.domain.interaction import Channel, Direction, Role

WARMTH_HALF_LIFE = 30  # days
DEPTH_HALF_LIFE = 365
WARMTH_POINTS = 70
DEPTH_POINTS = 30
WARMTH_HALFWAY = 8  # the energy that gives half of the points
DEPTH_HALFWAY = 24
ONE_WAY_FACTOR = 3  # one side may count for at most three times the other, plus one
COPY_WEIGHT = 0.5
CHANNEL_WEIGHT = {Channel.MAIL: 1.0, Channel.MESSAGE: 1.0, Channel.CALL: 1.5, Channel.MEETING: 2.0}
BANDS_FROM = ((75, Band.CORE), (55, Band.STRONG), (30, Band.REGULAR), (10, Band.LIGHT), (0, Band.DORMANT))

# Sums are kept as they would stand on this day. With a half-life of 30 days a double reaches 1022
# half-lives, 84 years, to either side: every day from 1956 to 2123 has full precision. A landmark
# in 1970 would overflow in 2054.
LANDMARK = date(2040, 1, 1)


@dataclass(frozen=True, slots=True)
class Event:
    """One interaction with one person. `key` is the same whenever the same interaction is read again.

    `recipients` is the number of people it went to, at least 1. `role` is the person's role in an
    outgoing event and the holder's in an incoming one.
    """

    key: str
    day: date
    channel: Channel
    direction: Direction
    recipients: int
    role: Role


class BucketKey(NamedTuple):
    """`direction` is OUTGOING or INCOMING: what counts both ways stands in two buckets."""

    day: date
    channel: Channel
    direction: Direction


@dataclass(frozen=True, slots=True)
class DayBucket:
    """What one day weighs on one channel, one way: the channel's weight times min(1, sum of its events)."""

    day: date
    channel: Channel
    direction: Direction
    weight: float


@dataclass(frozen=True, slots=True)
class ForwardSums:
    """Weights decayed to LANDMARK, by clock and direction. Time passes without a change to them."""

    warm_out: float = 0.0
    warm_in: float = 0.0
    deep_out: float = 0.0
    deep_in: float = 0.0


@dataclass(frozen=True, slots=True)
class Decayed:
    """The sums of one clock as of some day. Unit: weighted days."""

    outgoing: float
    incoming: float


def bucket(events: Iterable[Event]) -> dict[BucketKey, float]:
    """Return the weight of each day, channel and way. Order and repeated keys change nothing."""
    seen: dict[BucketKey, dict[str, float]] = {}
    for event in events:
        weight = _event_weight(event)
        for way in _ways(event.direction):
            by_key = seen.setdefault(BucketKey(event.day, event.channel, way), {})
            by_key[event.key] = max(weight, by_key.get(event.key, 0.0))
    return {
        where: CHANNEL_WEIGHT[where.channel] * min(1.0, fsum(by_key.values()))
        for where, by_key in seen.items()
    }


def day_buckets(events: Iterable[Event]) -> list[DayBucket]:
    """Return `bucket` as rows, in the order of days."""
    return [DayBucket(*where, weight) for where, weight in sorted(bucket(events).items())]


def add_bucket(sums: ForwardSums, added: DayBucket) -> ForwardSums:
    """Return the sums with one more bucket; a negative weight takes one away. O(1)."""
    warm = added.weight * _growth(added.day, WARMTH_HALF_LIFE)
    deep = added.weight * _growth(added.day, DEPTH_HALF_LIFE)
    if added.direction is Direction.OUTGOING:
        return replace(
            sums, warm_out=_at_least_0(sums.warm_out + warm), deep_out=_at_least_0(sums.deep_out + deep)
        )
    return replace(sums, warm_in=_at_least_0(sums.warm_in + warm), deep_in=_at_least_0(sums.deep_in + deep))


def sums_of(buckets: Iterable[DayBucket], today: date) -> ForwardSums:
    """Return the sums of all buckets up to today. Later days are plans: worth nothing until they come."""
    total = ForwardSums()
    for one in sorted((one for one in buckets if one.day <= today), key=lambda one: one.day):
        total = add_bucket(total, one)
    return total


def score_at(sums: ForwardSums, today: date) -> float:
    """Return the intensity as of today, 0 <= score < 100. No bucket in the sums may be later than today."""
    warm, deep = decayed(sums, today)
    return warmth_points(energy(warm)) + depth_points(energy(deep))


def decayed(sums: ForwardSums, today: date) -> tuple[Decayed, Decayed]:
    """Return the sums of warmth and of depth as they stand today."""
    warm = 1 / _growth(today, WARMTH_HALF_LIFE)
    deep = 1 / _growth(today, DEPTH_HALF_LIFE)
    return (
        Decayed(sums.warm_out * warm, sums.warm_in * warm),
        Decayed(sums.deep_out * deep, sums.deep_in * deep),
    )


def energy(clock: Decayed) -> float:
    """Return the two-way energy of one clock, >= 0. One-way traffic of any volume stays small.

    Source: the geometric-mean tie weight of Kossinets and Watts 2006; the caps are ours.
    """
    outgoing = min(clock.outgoing, ONE_WAY_FACTOR * clock.incoming + 1)
    incoming = min(clock.incoming, ONE_WAY_FACTOR * clock.outgoing + 1)
    return uncapped_energy(Decayed(outgoing, incoming))


def uncapped_energy(clock: Decayed) -> float:
    """Return the energy with both ways counted in full."""
    return (sqrt(clock.outgoing) + sqrt(clock.incoming)) ** 2


def warmth_points(warm: float) -> float:
    """Return up to 70 points for recent energy."""
    return WARMTH_POINTS * warm / (warm + WARMTH_HALFWAY)


def depth_points(deep: float) -> float:
    """Return up to 30 points for the energy of years."""
    return DEPTH_POINTS * deep / (deep + DEPTH_HALFWAY)


def band_of(score: float) -> Band:
    """Return the band of a score. A score is shown without its fraction, so 9.9 is 9 and Dormant."""
    return next(band for least, band in BANDS_FROM if score >= least)


def _event_weight(event: Event) -> float:
    role = COPY_WEIGHT if event.role is Role.CC else 1.0
    return role / sqrt(max(1, event.recipients))


def _ways(direction: Direction) -> tuple[Direction, ...]:
    if direction is Direction.BOTH:
        return (Direction.OUTGOING, Direction.INCOMING)
    return (direction,)


def _growth(day: date, half_life: int) -> float:
    return exp2((day - LANDMARK).days / half_life)


def _at_least_0(value: float) -> float:
    """Taking a bucket away may leave a rounding error below nothing, whose root would be an error."""
    return max(0.0, value)
