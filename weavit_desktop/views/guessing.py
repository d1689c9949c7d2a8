"""How long guessing a passphrase takes, in words."""

from __future__ import annotations

_YEAR = 365.25 * 24 * 3600
_SPANS = (
    (_YEAR * 1e6, "million years"),
    (_YEAR, "years"),
    (24 * 3600.0, "days"),
    (3600.0, "hours"),
    (60.0, "minutes"),
)


def time_to_guess(seconds: float) -> str:
    """Return it: "About 60 million years to guess"."""
    if seconds > _YEAR * 1e9:
        return "Billions of years to guess"
    for length, unit in _SPANS:
        if seconds >= 2 * length:
            return f"About {_rounded(seconds / length):,} {unit} to guess"
    return "Guessed within minutes"


def _rounded(number: float) -> int:
    """Return a number with at most two digits that count."""
    whole = round(number)
    step = int(10 ** max(len(str(whole)) - 2, 0))
    return round(whole / step) * step
