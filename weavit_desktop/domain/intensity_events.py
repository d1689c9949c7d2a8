"""What each day adds to a score: the explanation of a score, taken apart once more (scoring.md 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import exp2, fsum

from weavit_desktop.domain import intensity
from weavit_desktop.domain.intensity import DayBucket


@dataclass(frozen=True, slots=True)
class DayPoints:
    """One day on one channel, one way, and the points of both clocks that it is worth today."""

    bucket: DayBucket
    warmth: float
    depth: float


def explain_each(buckets: Iterable[DayBucket], today: date) -> tuple[DayPoints, ...]:
    """Return the days up to today, newest first; all their points together are the score.

    Each clock's points are divided in proportion to what is left of each day's weight, as `explain` divides
    them over channels.
    """
    past = sorted((one for one in buckets if one.day <= today), key=lambda one: one.day, reverse=True)
    warm, deep = intensity.decayed(intensity.sums_of(past, today), today)
    warmth = _shares(past, today, intensity.WARMTH_HALF_LIFE, intensity.warmth_points(intensity.energy(warm)))
    depth = _shares(past, today, intensity.DEPTH_HALF_LIFE, intensity.depth_points(intensity.energy(deep)))
    return tuple(DayPoints(*row) for row in zip(past, warmth, depth, strict=True))


def _shares(buckets: list[DayBucket], today: date, half_life: int, points: float) -> list[float]:
    left = [one.weight * exp2(-(today - one.day).days / half_life) for one in buckets]
    total = fsum(left)
    return [points * one / total if total else 0.0 for one in left]
