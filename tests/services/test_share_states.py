"""What the company sees of each person and what waits, as the people list marks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import sample
from builders.sample import Maya
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.people_lists import read_basis
from weavit_desktop.services.share_states import Share, share_states
from weavit_desktop.services.sharing import revoke_person
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.vault.repositories import people_lists

ANNA, PRIYA = "Anna Kowalczyk-Brandt", "Priya Raghunathan"
ONLY, COUNTED, ROLE, STRENGTH = (
    SharingLevel.ONLY_YOU,
    SharingLevel.COUNTED,
    SharingLevel.ROLE,
    SharingLevel.STRENGTH,
)


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[Maya]:
    maya = sample.maya_joined(tmp_path / "vault")
    yield maya
    maya.vault.close()


def later(maya: Maya, hours: int) -> Maya:
    """Return the same desk some hours later: choices are told apart by when they were made."""
    at = sample.NOW + timedelta(hours=hours)
    return replace(maya, application=replace(maya.application, clock=lambda: at))


def share_of(maya: Maya, name: str) -> Share | None:
    states = share_states(maya.vault, maya.application.clock)
    uid = maya.uid(name)
    ids = maya.vault.read(lambda db: people_lists.ids_of(db, [uid]))
    return states.get(ids[uid])


def test_nobody_is_marked_before_a_choice(joined: Maya) -> None:
    assert share_states(joined.vault, joined.application.clock) == {}


def test_a_choice_waits_until_it_is_published(joined: Maya) -> None:
    sample.choose(joined, [(ANNA, STRENGTH, 3)])
    assert share_of(joined, ANNA) == Share(ONLY, STRENGTH)
    joined.laptop.approve_and_publish()
    assert share_of(joined, ANNA) == Share(STRENGTH)


def test_a_change_of_what_is_published_waits_beside_it(joined: Maya) -> None:
    sample.choose(joined, [(ANNA, STRENGTH, 3), (PRIYA, ROLE, 3)])
    joined.laptop.approve_and_publish()
    after = later(joined, 1)
    sample.choose(after, [(PRIYA, COUNTED, 3)])
    revoke_person(after.vault, after.uid(ANNA), after.application.clock, after.application.new_id)
    assert share_of(after, ANNA) == Share(STRENGTH, ONLY)
    assert share_of(after, PRIYA) == Share(ROLE, COUNTED)


def test_as_many_wait_as_the_sharing_page_says(joined: Maya) -> None:
    sample.choose(joined, [(ANNA, STRENGTH, 3), (PRIYA, ROLE, 3)])
    waiting = [one for one in share_states(joined.vault, joined.application.clock).values() if one.waiting]
    assert len(waiting) == len(read_sharing(joined.vault, joined.application.clock).changed) == 2


def test_without_a_hub_a_choice_is_made_and_still_here(tmp_path: Path) -> None:
    alone = sample.maya_alone(tmp_path / "vault")
    with alone.vault:
        sample.choose(alone, [(ANNA, ROLE, 3)])
        assert share_of(alone, ANNA) == Share(ONLY, ROLE)


def test_the_list_is_as_of_the_local_day(joined: Maya) -> None:
    at = sample.NOW.replace(hour=23, minute=30)  # half past midnight in Zurich
    assert read_basis(joined.vault, lambda: at).today == (at + timedelta(days=1)).date()
