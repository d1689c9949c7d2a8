"""The focus ring: for those who use keys, out of the way of those who do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFocusFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.field import LineEdit, SearchField
from weavit_desktop.views.theme.theme import Appearance, Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    for widget in (
        Button(theme, "First"),
        Button(theme, "Second"),
        LineEdit(theme, "Name"),
        SearchField(theme, "Search"),
    ):
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    yield window
    window.close()


def ring(window: QWidget) -> QFocusFrame | None:
    frames = [frame for frame in window.findChildren(QFocusFrame) if frame.isVisible()]
    return frames[0] if frames else None


def test_a_key_shows_it_around_the_widget_with_a_gap(window: QWidget) -> None:
    first, second = window.findChildren(Button)[:2]
    first.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    shown = ring(window)
    assert shown is not None
    assert shown.widget() is second
    assert shown.geometry() == second.geometry().adjusted(-4, -4, 4, 4)


def test_the_mouse_does_not_show_it(window: QWidget) -> None:
    QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.mouseClick(window.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert ring(window) is None


def test_a_text_field_shows_it_even_for_the_mouse(window: QWidget) -> None:
    edit = window.findChildren(LineEdit)[0]
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    shown = ring(window)
    assert shown is not None
    assert shown.widget() is edit


def test_it_stays_when_the_colours_change(window: QWidget, theme: Theme) -> None:
    edit = window.findChildren(LineEdit)[0]
    edit.setFocus()
    theme.set_appearance(Appearance.DARK)
    shown = ring(window)
    assert shown is not None
    assert shown.widget() is edit


def test_a_framed_field_shows_it_around_the_frame(window: QWidget) -> None:
    search = window.findChildren(SearchField)[0]
    search.edit.setFocus()
    shown = ring(window)
    assert shown is not None
    assert shown.widget() is search


def test_it_outlives_the_window_it_was_last_shown_in(
    window: QWidget, theme: Theme, qapp: QApplication
) -> None:
    QTest.keyClick(window, Qt.Key.Key_Tab)
    other = QWidget()
    column = QVBoxLayout(other)
    column.addWidget(Button(theme, "A"))
    column.addWidget(Button(theme, "B"))
    other.show()
    other.activateWindow()
    qapp.processEvents()
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert ring(other) is not None
    other.close()
    other.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window.activateWindow()
    qapp.processEvents()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert ring(window) is not None
