"""The gate in the real window, over a folder with or without a vault. Keys cost as little as they may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from builders.driver import Driver
from builders.vault import CHEAP, new_vault_and_code
from builders.window import session_at
from weavit_desktop.models.tasks import Runner
from weavit_desktop.vault import creation
from weavit_desktop.views.theme.theme import Theme

Stand = Callable[..., Driver]


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(creation, "calibrated_cost", lambda: CHEAP)


@pytest.fixture
def stand_at(theme: Theme) -> Iterator[Stand]:
    """Give a function that opens the window at a folder."""
    with ExitStack() as stack:

        def stand(folder: Path, *, runner: Runner | None = None) -> Driver:
            return Driver(stack.enter_context(session_at(folder, theme, runner=runner)))

        yield stand


@pytest.fixture
def vault_and_code(tmp_path: Path) -> tuple[Path, str]:
    """Return the folder of a vault that is locked, and its recovery code."""
    vault, code = new_vault_and_code(tmp_path / "vault")
    vault.close()
    return tmp_path / "vault", code


@pytest.fixture
def folder(vault_and_code: tuple[Path, str]) -> Path:
    return vault_and_code[0]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def gate(stand_at: Stand, place: Path) -> Driver:
    return stand_at(place)
