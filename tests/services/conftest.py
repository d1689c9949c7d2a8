"""A desk for every test of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        yield opened
