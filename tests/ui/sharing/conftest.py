"""The sharing page over Maya's vault, in a window of its own, with a hub that answers in-process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from builders import sample
from builders.sample import Maya
from builders.window import Trail, desk_for, trail_of
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.tasks import Runner
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.sharing.page import SharingPage
from weavit_desktop.views.pages.sharing.rows import DocumentHead, PersonRow
from weavit_desktop.views.theme.theme import Theme


@dataclass
class Opened:
    """The page as a test drives it. `asked` are the names under which it wanted to save."""

    page: SharingPage
    desk: Desk
    window: QWidget
    maya: Maya
    folder: Path
    asked: list[str] = field(default_factory=list)

    @property
    def trail(self) -> Trail:
        return trail_of(self.desk)

    def refresh(self) -> None:
        """Bring the page to the front again."""
        self.page.refresh()
        settle()

    def tell(self, *topics: Topic) -> None:
        """Say that something changed elsewhere."""
        self.desk.changes.tell(*topics)
        settle()

    def undo(self) -> None:
        """Press Undo on the toast."""
        assert self.trail.undo is not None
        self.trail.undo()
        settle()

    def said(self, within: QWidget | None = None) -> str:
        """Return all words that stand on the page, or within a part of it."""
        part = within or self.window
        labels = [one.text() for one in part.findChildren(Label) if one.isVisible()]
        buttons = [one.label() for one in part.findChildren(Button) if one.isVisible()]
        return "\n".join([*labels, *buttons])

    def button(self, words: str) -> Button:
        """Return the one button that shows these words."""
        (found,) = [
            one for one in self.window.findChildren(Button) if one.label() == words and one.isVisible()
        ]
        return found

    def press(self, words: str) -> None:
        """Press a button with the mouse."""
        self.click(self.button(words))

    def key(self, key: Qt.Key, widget: QWidget | None = None, *, ctrl: bool = False) -> None:
        """Press a key where the keyboard is, or on a widget."""
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        target = widget or QApplication.focusWidget() or self.page
        QTest.keyClick(target, key, modifier)
        settle()

    def rows(self) -> list[PersonRow]:
        return [one for one in self.page.findChildren(PersonRow) if one.isVisible()]

    def row(self, name: str) -> PersonRow:
        return next(one for one in self.rows() if one.change.name == name)

    def dialog(self) -> Dialog:
        (found,) = [one for one in self.window.findChildren(Dialog) if one.isVisible()]
        return found

    def dialogs(self) -> int:
        return sum(one.isVisible() for one in self.window.findChildren(Dialog))

    def shown_bytes(self) -> list[str]:
        """Return the text of each document that is open."""
        return [one.toPlainText() for one in self.window.findChildren(DocumentView) if one.isVisible()]

    def all_shown_bytes(self) -> list[str]:
        """Open one document after the other; return what stands there."""
        shown = []
        for head in self.window.findChildren(DocumentHead):
            if not head.isChecked():
                self.click(head)
            shown += self.shown_bytes()
        return shown

    def click(self, widget: QWidget) -> None:
        """Press with the mouse."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def fault(self, kind: str, *, after: int = 0, method: str = "PUT") -> None:
        """Let the line to the hub break, at requests of a kind after so many."""
        passed = 0

        def break_it(request: object) -> str:
            nonlocal passed
            if getattr(request, "method", "") != method:
                return ""
            passed += 1
            return kind if passed > after else ""

        self.maya.hub.fault = break_it


Open = Callable[..., Opened]
Make = Callable[[Path], Maya]


def settle() -> None:
    """Let everything happen that was asked for, in time and after it."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Open]:
    """Give a function that shows the page of one of Maya's vaults in an active window."""
    opened: list[Opened] = []

    def make_page(
        make: Make = sample.maya_published, *, runner: Runner | None = None, width: int = 1228
    ) -> Opened:
        maya = make(tmp_path / f"maya-{len(opened)}")
        window = QWidget()
        qtbot.addWidget(window)
        desk = desk_for(maya.vault, theme, application=maya.application, runner=runner)
        asked: list[str] = []

        def ask(_parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
            asked.append(name)
            chosen(tmp_path / name)

        page = SharingPage(desk, ask=ask)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(width, 900)
        window.show()
        window.activateWindow()
        page.set_narrow(narrow=width < 1108, slim=width < 988)
        page.refresh()
        settle()
        opened.append(Opened(page, desk, window, maya, tmp_path, asked))
        return opened[-1]

    yield make_page
    for one in opened:
        one.window.close()
        one.maya.vault.close()


@pytest.fixture
def published(open_page: Open) -> Opened:
    """Return the page after a first publish, with two changes waiting."""
    return open_page()


@pytest.fixture
def waiting(open_page: Open) -> Opened:
    """Return the page with four people at three Clients waiting, before anything ever left."""
    return open_page(sample.maya_waiting)
