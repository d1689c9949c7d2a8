"""The page of one person over Maya's vault, in a window that holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from builders.person_page import ANNA, WIDE, Open, Opened
from builders.sample import Maya
from builders.window import desk_for
from weavit_desktop.models.tasks import Runner
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.person.page import PersonPage
from weavit_desktop.views.theme.theme import Theme


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def open_page(qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[Open]:
    """Give a function that shows the page of someone in an active window. It closes the vault at the end."""
    windows: list[QWidget] = []  # qtbot holds them weakly
    vaults: list[Vault] = []

    def opened(maya: Maya, name: str = ANNA, *, width: int = WIDE, runner: Runner | None = None) -> Opened:
        window = QWidget()
        windows.append(window)
        vaults.append(maya.vault)
        qtbot.addWidget(window)
        desk = desk_for(maya.vault, theme, application=maya.application, runner=runner)
        page = PersonPage(desk)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(width, 900)
        window.show()
        window.activateWindow()
        found = Opened(page, desk, window, maya)
        found.show(name)
        return found

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for vault in vaults:
        vault.close()
