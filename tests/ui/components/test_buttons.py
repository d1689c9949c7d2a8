"""Buttons, switches and toasts: what presses them and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.switch import Switch
from weavit_desktop.views.components.toast import Toast, Toasts
from weavit_desktop.views.theme.theme import Theme

Show = Callable[[QWidget], QWidget]


def presses(button: Button) -> list[bool]:
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    return pressed


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_press_a_button(theme: Theme, show: Show, key: Qt.Key) -> None:
    button = Button(theme, "Log")
    show(button)
    pressed = presses(button)
    QTest.keyClick(button, key)
    assert pressed == [True]


@pytest.mark.parametrize("variant", [Variant.DESTRUCTIVE, Variant.DESTRUCTIVE_SOLID])
def test_enter_never_destroys(theme: Theme, show: Show, variant: Variant) -> None:
    button = Button(theme, "Retract 27 documents", variant)
    show(button)
    pressed = presses(button)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == []
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True]


def test_enter_asks_before_anything_is_destroyed(theme: Theme, show: Show) -> None:
    button = Button(theme, "Undo this import…", Variant.DESTRUCTIVE)
    button.set_asks()
    show(button)
    pressed = presses(button)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True]


def test_a_busy_button_takes_no_press_and_keeps_its_place(theme: Theme, show: Show) -> None:
    button = Button(theme, "Publish", Variant.COMPANY, icon="upload")
    show(button)
    pressed = presses(button)
    before = button.sizeHint()
    button.set_busy(busy=True)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == []
    assert button.sizeHint() == before
    button.set_busy(busy=False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_a_button_grows_with_text(theme: Theme) -> None:
    button = Button(theme, "Log", icon="notebook-pen", keys="L")
    before = button.sizeHint()
    theme.set_text_scale(1.5)
    assert button.sizeHint().height() == 48
    assert button.sizeHint().width() > before.width()


def test_space_turns_a_switch(theme: Theme, show: Show) -> None:
    switch = Switch(theme, "Lock when the laptop sleeps")
    show(switch)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()


def test_a_toast_stays_longer_where_it_offers_a_way_back(theme: Theme, show: Show) -> None:
    window = show(QWidget())
    toasts = Toasts(theme, window)
    assert toasts.show("Copied").lasts_ms() == 6_000
    assert toasts.show("Lunch logged", undo=True).lasts_ms() == 10_000


def test_a_toast_waits_while_its_button_has_the_focus(theme: Theme, show: Show) -> None:
    window = show(Button(theme, "Elsewhere"))
    toast = Toasts(theme, window).show("Lunch logged", undo=True)
    undo = toast.findChildren(Button)[0]
    assert not toast.held()
    undo.setFocus()
    assert toast.held()
    window.findChildren(Button)[0].setFocus()
    assert not toast.held()


@pytest.mark.parametrize("by_key", [True, False])
def test_a_toast_is_taken_back_by_key_or_button(theme: Theme, show: Show, by_key: bool) -> None:
    window = show(Button(theme, "Elsewhere"))
    toast = Toasts(theme, window).show("Lunch logged", undo=True)
    undone: list[bool] = []
    toast.undone.connect(lambda: undone.append(True))
    if by_key:
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.mouseClick(toast.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toast.isVisible()


def test_a_new_toast_takes_the_place_of_the_last(theme: Theme, show: Show) -> None:
    window = show(QWidget())
    toasts = Toasts(theme, window)
    toasts.show("First")
    toasts.show("Second")
    visible = [toast for toast in window.findChildren(Toast) if toast.isVisible()]
    assert [toast.accessibleName() for toast in visible] == ["Second"]
