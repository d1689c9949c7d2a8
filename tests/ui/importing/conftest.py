"""The Import page over a small vault, in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import sample
from builders.import_page import Dialogs, Opened
from builders.later import Later
from builders.shown_page import begin, windows
from builders.vault import new_vault
from builders.window import desk_for
from weavit_desktop.composition import Application
from weavit_desktop.models.tasks import Runner
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.importing.page import ImportPage
from weavit_desktop.views.theme.theme import Theme

Open = Callable[..., Opened]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


@pytest.fixture
def open_page(theme: Theme) -> Iterator[Open]:
    """Give a function that shows the page of a vault in an active window."""
    with windows() as held:

        def opened(
            vault: Vault,
            *,
            runner: Runner | None = None,
            dialogs: Dialogs | None = None,
            application: Application | None = None,
        ) -> Opened:
            desk = desk_for(vault, theme, application=application or sample.application(), runner=runner)
            dialogs = dialogs or Dialogs()
            page = ImportPage(desk, dialogs=dialogs)
            window = held.hold(page)
            begin(page)
            return Opened(desk, window, page, dialogs)

        yield opened


@pytest.fixture
def importing(vault: Vault, open_page: Open) -> Opened:
    """Return the page over an empty vault, with all work done at once."""
    return open_page(vault)


@pytest.fixture
def later() -> Later:
    return Later()
