"""The page that says what the columns of a table stand for, as a test drives it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from weavit_desktop.models.column_mapping import OFFERED
from weavit_desktop.views.pages.importing.mapping_view import MappingView

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def view(importing: Any) -> MappingView:
    (found,) = (one for one in importing.window.findChildren(MappingView) if one.isVisible())
    return found


def go_to(importing: Any, words: str) -> None:
    """Go to what a column can stand for, by the arrow keys."""
    targets = view(importing).targets
    for _ in OFFERED:
        if targets.currentIndex().data() == words:
            return
        importing.press(Key.Key_Down)
    raise AssertionError(f"there is no {words!r}")


def say(importing: Any, row: int, words: str) -> None:
    """Say by keys what a column stands for."""
    columns = view(importing).columns
    columns.setCurrentIndex(columns.model().index(row, 0))
    columns.setFocus(Qt.FocusReason.TabFocusReason)
    importing.press(Key.Key_Return)
    view(importing).targets.setCurrentIndex(view(importing).targets.model().index(0, 0))
    go_to(importing, words)
    importing.press(Key.Key_Return)
    columns.setCurrentIndex(columns.model().index(row, 0))


def control_enter() -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, CONTROL)
    QApplication.processEvents()
