"""The intensity of many people on one day: `intensity`, with what the day fixes worked out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import sqrt

from weavit_desktop.domain.intensity import (
    DEPTH_HALFWAY,
    DEPTH_POINTS,
    ONE_WAY_FACTOR,
    WARMTH_HALFWAY,
    WARMTH_POINTS,
    ForwardSums,
    decayed,
)

Score = Callable[[float, float, float, float], float]


def score_on(today: date) -> Score:
    """Return `score_at` for one day as a function of warm_out, warm_in, deep_out and deep_in.

    It gives the same number, to the last bit, in a fifth of the time: lists of everyone need that.
    """
    warm_now, deep_now = (clock.outgoing for clock in decayed(ForwardSums(1, 0, 1, 0), today))

    def energy(outgoing: float, incoming: float) -> float:
        out = min(outgoing, ONE_WAY_FACTOR * incoming + 1)
        back = min(incoming, ONE_WAY_FACTOR * outgoing + 1)
        return float((sqrt(out) + sqrt(back)) ** 2)

    def score(warm_out: float, warm_in: float, deep_out: float, deep_in: float) -> float:
        warm = energy(warm_out * warm_now, warm_in * warm_now)
        deep = energy(deep_out * deep_now, deep_in * deep_now)
        return WARMTH_POINTS * warm / (warm + WARMTH_HALFWAY) + DEPTH_POINTS * deep / (deep + DEPTH_HALFWAY)

    return score
