"""The people page over a small vault, in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from builders import sample
from builders.people import TODAY, Listed, add_listed
from builders.vault import new_vault
from builders.window import Trail, desk_for, trail_of
from weavit_desktop.models.tasks import Runner
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.people.page import PeoplePage
from weavit_desktop.views.theme.theme import Theme

EVERYONE = (
    Listed("Anna Kowalczyk", "Head of Operations", "Veldmark", level="director", mails=40, chosen=3),
    Listed("Bo Operman", "CFO", "Aurelis", level="c_level", mails=3, days_ago=30),
    Listed("Carla Diaz", "VP Sales", "Aurelis", level="vp", mails=8, days_ago=3),
    Listed("Dora Marsh", "Operations Lead", "Veldmark", level="manager"),
    Listed("Emil Noor", "Analyst", "Zahra"),
)
NAMES = [one.name for one in EVERYONE]


def noon() -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


@dataclass
class Opened:
    """The page as a test drives it."""

    page: PeoplePage
    desk: Desk
    window: QWidget

    @property
    def trail(self) -> Trail:
        return trail_of(self.desk)

    def close(self) -> None:
        """Close the window for good."""
        self.window.close()
        self.window.deleteLater()

    def names(self) -> list[str]:
        """Return the names on the list, as far as they were read."""
        rows = (self.page.model.person_at(row) for row in range(self.page.model.rowCount()))
        return [row.name if row else "…" for row in rows]

    def current(self) -> str:
        person = self.page.model.person_at(self.page.table.current_row())
        return person.name if person else ""

    def selected(self) -> list[str]:
        rows = range(self.page.model.rowCount())
        people = [self.page.model.person_at(row) for row in rows if self.page.model.is_selected(row)]
        return [person.name for person in people if person]


Open = Callable[..., Opened]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        opened.write(lambda db: add_listed(db, EVERYONE))
        yield opened


@pytest.fixture
def open_page(qapp: QApplication, theme: Theme) -> Iterator[Open]:
    """Give a function that shows the page of a vault in an active window."""
    windows: list[QWidget] = []

    def opened(vault: Vault, *, runner: Runner | None = None) -> Opened:
        window = QWidget()
        windows.append(window)
        desk = desk_for(vault, theme, application=sample.application(clock=noon), runner=runner)
        page = PeoplePage(desk)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(1228, 600)
        window.show()
        window.activateWindow()
        page.refresh()
        qapp.processEvents()
        return Opened(page, desk, window)

    yield opened
    for window in windows:
        if isValid(window):
            window.close()


@pytest.fixture
def people(vault: Vault, open_page: Open) -> Opened:
    """Return the page over five people, with all work done at once."""
    return open_page(vault)


@pytest.fixture
def empty(tmp_path: Path, open_page: Open) -> Iterator[Opened]:
    """Return the page over a vault without anybody."""
    with new_vault(tmp_path / "empty") as vault:
        yield open_page(vault)
