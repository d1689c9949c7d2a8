"""The page of one person as a test drives it: by keys, and by what can be read on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders.sample import Maya
from builders.window import Trail, trail_of
from weavit_desktop.demo.story import CHOICES
from weavit_desktop.services.person_page import PersonPage as Shown
from weavit_desktop.services.person_page import read_person_page
from weavit_desktop.views.components.dialog import Overlay
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.share_chip import ShareChip
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.person.page import PersonPage

ANNA, YILDIZ, INGRID, JUDITH = (name for name, _, _ in CHOICES)
WIDE = 1228  # of a page in a window of 1440
NARROW = 888  # in a window of 1100


@dataclass
class Opened:
    """The page as a test drives it."""

    page: PersonPage
    desk: Desk
    window: QWidget
    maya: Maya

    @property
    def trail(self) -> Trail:
        return trail_of(self.desk)

    def read(self, name: str) -> Shown:
        """Return what the services say of someone now."""
        return read_person_page(self.maya.vault, self.maya.laptop.work, self.maya.uid(name))

    def show(self, name: str) -> None:
        """Open the page of someone, as the window does."""
        self.page.show_person(self.maya.uid(name))
        self.page.refresh()
        QApplication.processEvents()

    def words(self, part: QWidget | None = None) -> list[str]:
        """Return what is read on the page, or on a part of it, without the signs that isolate names."""
        QApplication.processEvents()  # a layout shows what is new a moment later
        labels = (part or self.window).findChildren(Label)
        texts = (label.text() for label in labels if label.isVisible())
        return [text.replace("\u2068", "").replace("\u2069", "") for text in texts if text]

    def chips(self) -> list[str]:
        """Return what the chips beside the name say."""
        QApplication.processEvents()
        chips = self.page.header.findChildren(ShareChip)
        return [chip.accessibleName() for chip in chips if chip.isVisible()]

    def overlay(self) -> Overlay | None:
        """Return the dialog or drawer that is open."""
        found = [one for one in self.window.findChildren(Overlay) if one.isVisible()]
        return found[-1] if found else None

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        """Press keys where the focus is."""
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into the field that has the focus."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def focus_name(self) -> str:
        """Return what a reader calls the widget with the focus."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""


Open = Callable[..., Opened]
