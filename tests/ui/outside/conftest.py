"""The window of Maya's vault, and all that reaches it from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from builders.outside import Room, room_around
from builders.sample import maya_alone
from weavit_desktop.models.tasks import Runner
from weavit_desktop.views.theme.theme import Theme

RoomWith = Callable[[Runner | None], Room]


@pytest.fixture
def room_with(tmp_path: Path, theme: Theme) -> Iterator[RoomWith]:
    """Give a function that stands at the lock screen, with a runner."""
    maya = maya_alone(tmp_path / "vault")
    maya.vault.close()
    with ExitStack() as stack:
        yield lambda runner: stack.enter_context(
            room_around(tmp_path / "vault", theme, maya.application, runner)
        )


@pytest.fixture
def closed(room_with: RoomWith) -> Room:
    """Stand at the lock screen."""
    return room_with(None)


@pytest.fixture
def room(closed: Room) -> Room:
    """Stand in the open vault."""
    closed.unlock()
    return closed
