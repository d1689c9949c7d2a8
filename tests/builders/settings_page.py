"""The settings in a window of their own, as a test drives them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders.sample import Maya
from builders.shown_page import ShownPage
from builders.window import desk_for
from weavit_desktop.models.tasks import Runner
from weavit_desktop.views.pages.settings.page import SettingsPage
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState


class OpenSettings(ShownPage):
    """The page over Maya's vault, at its first part."""

    def __init__(self, maya: Maya, theme: Theme, state: WindowState, runner: Runner | None = None) -> None:
        desk = desk_for(maya.vault, theme, application=maya.application, runner=runner)
        super().__init__(desk, QWidget())
        self.maya = maya
        self.page = SettingsPage(desk, state, self.window)
        self.page.resize(1228, 1000)
        self.window.resize(1228, 1000)
        self.window.show()
        self.window.activateWindow()
        self.page.refresh()
        QApplication.processEvents()

    def push(self, name: str) -> None:
        """Go to a button by key and press it."""
        self.focus(name)
        self.press(Qt.Key.Key_Space)

    def type(self, name: str, words: str) -> None:
        """Type into what is called so."""
        QTest.keyClicks(self.named(name), words)
        QApplication.processEvents()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
