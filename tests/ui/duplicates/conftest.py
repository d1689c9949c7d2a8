"""The review of duplicates over a vault that has some people twice, in a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from builders import sample
from builders.duplicates_page import PAIRS, Open, Opened
from builders.vault import new_vault
from builders.window import desk_for
from weavit_desktop.models.tasks import Runner
from weavit_desktop.services.importing import import_files
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.duplicates.page import DuplicatesPage
from weavit_desktop.views.theme.theme import Theme


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    path = tmp_path / "people.vcf"
    path.write_bytes(b"".join(PAIRS))
    program = sample.application()
    with new_vault(tmp_path / "vault", clock=program.clock) as opened:
        import_files(opened, program.rules(), [path], clock=program.clock, ids=program.new_id)
        yield opened


@pytest.fixture
def open_page(qapp: QApplication, theme: Theme) -> Iterator[Open]:
    """Give a function that shows the page of a vault in an active window."""
    windows: list[QWidget] = []

    def opened(vault: Vault, *, runner: Runner | None = None, width: int = 1228) -> Opened:
        window = QWidget()
        windows.append(window)
        desk = desk_for(vault, theme, application=sample.application(), runner=runner)
        page = DuplicatesPage(desk)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(width, 900)
        window.show()
        window.activateWindow()
        result = Opened(page, desk, window)
        desk.changes.happened.connect(result.told.append)
        page.refresh()
        page.setFocus()
        qapp.processEvents()
        return result

    yield opened
    for window in windows:
        if isValid(window):
            window.close()
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def twice(vault: Vault, open_page: Open) -> Opened:
    """Return the page over three pairs, with all work done at once."""
    return open_page(vault)
