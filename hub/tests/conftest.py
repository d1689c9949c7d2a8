"""A hub with a policy in force and nobody enrolled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from builders.hub import Laptop, Site, running_hub


@pytest.fixture
def site() -> Iterator[Site]:
    """Give a hub that stands still in time."""
    with running_hub() as running:
        yield running


@pytest.fixture
def laptop(site: Site) -> Laptop:
    """Give an enrolled colleague."""
    return site.enrol("Anna")


@pytest.fixture
def acme(site: Site) -> str:
    """Give the id of a Client."""
    return site.add_client("ACME")
