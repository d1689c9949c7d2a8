"""How long guessing takes, in words: never more exact than it is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.views.guessing import time_to_guess

YEAR = 365.25 * 24 * 3600


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "Guessed within minutes"),
        (119, "Guessed within minutes"),
        (121, "About 2 minutes to guess"),
        (3 * 3600, "About 3 hours to guess"),
        (50 * 3600, "About 2 days to guess"),
        (1.1 * YEAR, "About 400 days to guess"),
        (123 * YEAR, "About 120 years to guess"),
        (1_234 * YEAR, "About 1,200 years to guess"),
        (60.4e6 * YEAR, "About 60 million years to guess"),
        (1e10 * YEAR, "Billions of years to guess"),
    ],
)
def test_a_time_is_told_in_two_figures(seconds: float, words: str) -> None:
    assert time_to_guess(seconds) == words


@given(st.floats(0, 1e40))
def test_any_time_has_words(seconds: float) -> None:
    assert time_to_guess(seconds)
    assert "e+" not in time_to_guess(seconds)
