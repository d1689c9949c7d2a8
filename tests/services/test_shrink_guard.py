"""Whoever is about to lose much types how much: as it is read to them, or in plain digits."""

from __future__ import annotations

import pytest

from weavit_desktop.errors import ConfirmationNeeded
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.vault.repositories.backups import Contents

MANY, FEW = Contents(50_000, 1_200_000), Contents(48_766, 0)


def test_large_numbers_are_read_in_thousands() -> None:
    with pytest.raises(ConfirmationNeeded, match=r"remove 12,345 of 50,000 people.*number 12,345"):
        require_confirmed(MANY, Contents(37_655, 1_200_000), None)
    with pytest.raises(ConfirmationNeeded, match="remove 1,200,000 of 1,200,000 interactions"):
        require_confirmed(MANY, FEW, "1234")


@pytest.mark.parametrize("typed", ["12345", "12,345", " 12,345 "])
def test_the_number_is_typed_either_way(typed: str) -> None:
    require_confirmed(MANY, Contents(37_655, 1_200_000), typed)


@pytest.mark.parametrize("typed", ["", "1,2345", "12.345", "12,344", "12", "345", "yes", "12,345 people"])
def test_nothing_else_is_that_number(typed: str) -> None:
    with pytest.raises(ConfirmationNeeded):
        require_confirmed(MANY, Contents(37_655, 1_200_000), typed)
