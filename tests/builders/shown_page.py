"""One page in a window of its own, as a test drives it: by keys, mouse, and what things are called on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from builders.sweeps import shown_words
from builders.window import Trail, trail_of
from weavit_desktop.models.changes import Topic
from weavit_desktop.views.desk import Desk

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@dataclass
class ShownPage:
    """What every page has; `told` is which kinds of things it said have changed."""

    desk: Desk
    window: QWidget
    told: list[frozenset[Topic]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.desk.changes.happened.connect(self.told.append)

    @property
    def trail(self) -> Trail:
        return trail_of(self.desk)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press keys, wherever the keyboard is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
            QApplication.processEvents()

    def write(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), words)

    def click(self, name: str) -> None:
        """Click what is called so."""
        QTest.mouseClick(self.named(name), LEFT)
        QApplication.processEvents()

    def focus(self, name: str) -> None:
        self.named(name).setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()

    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def named(self, name: str) -> QWidget:
        """Return the one thing that is seen under a name, or under one that begins so."""
        seen = [one for one in self.window.findChildren(QWidget) if one.isVisible()]
        found = [one for one in seen if one.accessibleName() == name]
        found = found or [one for one in seen if one.accessibleName().startswith(name)]
        assert len(found) == 1, f"{len(found)} things are called {name!r} among {self.words()}"
        return found[0]

    def words(self) -> list[str]:
        return shown_words(self.window)

    def sees(self, words: str) -> bool:
        return any(words in one for one in self.words())


class Windows:
    """Windows of a test, each with one page."""

    def __init__(self) -> None:
        self.all: list[QWidget] = []

    def hold(self, page: QWidget, width: int = 1228) -> QWidget:
        """Show a page in an active window and return that."""
        window = QWidget()
        self.all.append(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(width, 900)
        window.show()
        window.activateWindow()
        return window


def begin(page: QWidget) -> None:
    """Let a page read what it shows, and give it the keyboard."""
    page.refresh()  # type: ignore[attr-defined] # every page has it
    page.setFocus()
    QApplication.processEvents()


@contextmanager
def windows() -> Iterator[Windows]:
    """Close all windows afterwards; fail if a page opened one itself."""
    held = Windows()
    yield held
    strays = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one not in held.all]
    for window in held.all:
        if isValid(window):
            window.close()
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert strays == [], "a part of the page opened a window of its own"
