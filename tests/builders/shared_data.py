"""Real files that others wrote, beside the checkout. They are read from there and never copied."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared_data(part: str) -> Path:
    """Return a part of the shared data. Skips the test where the folder is absent."""
    if not FOLDER.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return FOLDER / part
