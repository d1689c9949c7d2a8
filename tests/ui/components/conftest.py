"""A window to try one component in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Show]:
    """Give a function that shows a widget in an active window and returns the window."""

    windows: list[QWidget] = []  # qtbot holds them weakly

    def in_window(widget: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(700, 400)
        column = QVBoxLayout(window)
        column.addWidget(widget)
        column.addStretch(1)
        window.show()
        window.activateWindow()
        qapp.processEvents()
        return window

    yield in_window
    for window in windows:
        window.close()
