"""Drives the real window with real key and mouse events, and finds things by what they are called on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders.sweeps import shown_words
from weavit_desktop.views.session import WindowSession

NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE = 60.0  # s; only a failing test waits as long


class Driver:
    """Acts as somebody who sees the window. After each act the window does what it can at once."""

    def __init__(self, session: WindowSession) -> None:
        self.session = session

    @property
    def window(self) -> QWidget:
        return self.session.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key, wherever the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type letter by letter: one may move the keyboard elsewhere."""
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
            QApplication.processEvents()

    def click(self, name: str, *, last: bool = False) -> None:
        """Click what is called `name`; with `last` the last of several."""
        QTest.mouseClick(self.named(name, last=last), LEFT)
        QApplication.processEvents()

    def tick(self, name: str) -> None:
        """Tick a box by its key."""
        self.named(name).setFocus(Qt.FocusReason.TabFocusReason)
        self.press(Qt.Key.Key_Space)

    def named(self, name: str, *, last: bool = False) -> QWidget:
        """Return what is seen under a name, or one that begins so. Waits until it can be used."""
        self.wait(lambda: bool(self._called(name)), repr(name))
        found = self._called(name)
        assert last or len(found) == 1, f"{len(found)} things are called {name!r}"
        return found[-1]

    def sees(self, words: str) -> bool:
        """Return whether words stand anywhere on the window."""
        return any(words in one for one in self.words())

    def expect(self, words: str) -> None:
        """Wait until words stand on the window."""
        self.wait(lambda: self.sees(words), repr(words))

    def words(self) -> list[str]:
        """Return all that the window says."""
        return shown_words(self.window)

    def names_on(self, name: str) -> list[str]:
        """Return what a screen reader calls the things on a card."""
        (card,) = [one for one in self._called(name) if one.findChildren(QWidget)]
        return [one.accessibleName() for one in card.findChildren(QWidget) if one.isVisible()]

    def words_at_focus(self) -> str:
        """Return what a screen reader calls the thing that has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def drop(self, *paths: Path) -> None:
        """Drop files onto the window."""
        QApplication.processEvents()  # it may have become what it is just now
        assert self.session.workspace is not None
        target = self.session.workspace
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place = QPoint(self.window.width() // 2, 120)
        action, held = Qt.DropAction.CopyAction, NO_KEY
        QApplication.sendEvent(target, QDragEnterEvent(place, action, data, LEFT, held))
        catcher = target.childAt(place)
        assert catcher is not None
        # As Qt does when another widget lies under the mouse by now.
        QApplication.sendEvent(catcher, QDragEnterEvent(place, action, data, LEFT, held))
        QApplication.sendEvent(catcher, QDropEvent(QPointF(place), action, data, LEFT, held))
        QApplication.processEvents()

    def wait(self, reached: Callable[[], bool], what: str = "it") -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + PATIENCE
        while not reached():
            assert time.monotonic() < end, f"waited in vain for {what} on {self.words()}"
            QApplication.processEvents()
            time.sleep(0.002)  # leave the processor to the threads that are waited for

    def _called(self, name: str) -> list[QWidget]:
        seen = [one for one in self.window.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
        exact = [one for one in seen if one.accessibleName() == name]
        return exact or [one for one in seen if name and one.accessibleName().startswith(name)]
