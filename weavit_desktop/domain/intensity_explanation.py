"""Why a score is what it is, and how long it lasts: points that add up, and the day it falls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp2, floor, fsum

from weavit_core.taxonomy import Band
from weavit_desktop.domain import intensity
from weavit_desktop.domain.intensity import DayBucket, ForwardSums
from weavit_desktop.domain.interaction import Channel


@dataclass(frozen=True, slots=True)
class Part:
    """Points of one clock on one channel: ("warmth", Channel.MAIL, 31.2)."""

    clock: str
    channel: Channel
    points: float

    @property
    def name(self) -> str:
        """Return the part in words: "warmth, mail"."""
        return f"{self.clock}, {self.channel.value}"


@dataclass(frozen=True, slots=True)
class Intensity:
    """`parts` add up to `score`. `held_back` are the points that the one-way cap keeps away.

    `falls_to` is the next lower band and the first day in it if nothing more happens; None at the bottom.
    """

    score: float
    band: Band
    parts: tuple[Part, ...]
    held_back: float
    falls_to: tuple[Band, date] | None


def explain(buckets: Iterable[DayBucket], today: date) -> Intensity:
    """Take a score apart. Buckets later than today are worth nothing."""
    past = [one for one in buckets if one.day <= today]
    sums = intensity.sums_of(past, today)
    warm, deep = intensity.decayed(sums, today)
    warmth = intensity.warmth_points(intensity.energy(warm))
    depth = intensity.depth_points(intensity.energy(deep))
    parts = (
        *_split("warmth", warmth, _by_channel(past, today, intensity.WARMTH_HALF_LIFE)),
        *_split("depth", depth, _by_channel(past, today, intensity.DEPTH_HALF_LIFE)),
    )
    score = fsum(part.points for part in parts)
    without_cap = intensity.warmth_points(intensity.uncapped_energy(warm)) + intensity.depth_points(
        intensity.uncapped_energy(deep)
    )
    return Intensity(
        score=score,
        band=intensity.band_of(score),
        parts=parts,
        held_back=max(0.0, without_cap - score),
        falls_to=falls_to(sums, today),
    )


def falls_to(sums: ForwardSums, today: date) -> tuple[Band, date] | None:
    """Return the band that follows and the first day in it, as time passes without events."""
    band = intensity.band_of(intensity.score_at(sums, today))
    if band is Band.DORMANT:
        return None
    still, fallen = 0, 1
    while _band_after(sums, today, fallen) is band:
        still, fallen = fallen, fallen * 2
    while fallen - still > 1:
        middle = (still + fallen) // 2
        if _band_after(sums, today, middle) is band:
            still = middle
        else:
            fallen = middle
    return _band_after(sums, today, fallen), today + timedelta(fallen)


def whole_points(explained: Intensity) -> tuple[int, ...]:
    """Return the points of each part as whole numbers that add up to the whole score, for display.

    Each is rounded down, and what is missing goes to the largest remainders.
    """
    points = [floor(part.points) for part in explained.parts]
    missing = floor(explained.score) - sum(points)
    order = sorted(range(len(points)), key=lambda at: points[at] - explained.parts[at].points)
    for at in order[:missing]:
        points[at] += 1
    return tuple(points)


def _band_after(sums: ForwardSums, today: date, days: int) -> Band:
    return intensity.band_of(intensity.score_at(sums, today + timedelta(days)))


def _by_channel(buckets: Iterable[DayBucket], today: date, half_life: int) -> dict[Channel, float]:
    """Return the decayed sum of each channel, both ways together."""
    decayed: dict[Channel, list[float]] = {}
    for one in buckets:
        decayed.setdefault(one.channel, []).append(one.weight * exp2(-(today - one.day).days / half_life))
    return {channel: fsum(decayed[channel]) for channel in Channel if channel in decayed}


def _split(clock: str, points: float, by_channel: dict[Channel, float]) -> list[Part]:
    total = fsum(by_channel.values())
    return [Part(clock, channel, points * share / total) for channel, share in by_channel.items() if total]
