"""Asks which LinkedIn profile is the holder's, where the messages do not tell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.import_work import ImportWork
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.telling import words_of
from weavit_desktop.views.theme.theme import Theme

WORDS = "Messages count only when it is known which side is you. Nothing of this leaves the laptop."


class WhoDialog(Dialog):
    """`said` carries what was typed. It stays open until `finish` is called: the address may be none."""

    said = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "Who are you on LinkedIn?", WORDS)
        self._edit = LineEdit(theme, "Your LinkedIn address", placeholder="linkedin.com/in/your-name")
        self._field = Field(theme, "Your LinkedIn address", self._edit)
        self.body.addWidget(self._field)
        self._go = Button(theme, "Check again", Variant.FIRST, keys="Enter")
        self._go.clicked.connect(self._say)
        self.add_keep_button(Button(theme, "Cancel", Variant.GHOST))
        self.add_button(self._go)
        self.overlay.closed.connect(self.overlay.deleteLater)

    def set_problem(self, words: str) -> None:
        """Say why what was typed is no profile."""
        if isValid(self):  # Esc may have closed it while the answer was looked at
            self._go.set_busy(busy=False)
            self._field.set_problem(words)

    def finish(self) -> None:
        """Close it after it was answered, if Esc did not."""
        if isValid(self):
            self.done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter from the field too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._go.busy:
            self._say()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        if self._edit.text().strip():
            self._go.set_busy(busy=True)
            self.said.emit(self._edit.text().strip())


def ask_who(desk: Desk, work: ImportWork, window: QWidget, done: Callable[[], object]) -> None:
    """Ask, and confirm what was said; `done` is called once it is."""
    dialog = WhoDialog(desk.theme, window)

    def confirmed(_: None) -> None:
        dialog.finish()
        desk.changes.tell(Topic.IDENTITY, Topic.PEOPLE)
        done()

    def failed(error: Exception) -> None:
        if isinstance(error, UsageRefused):
            dialog.set_problem(words_of(error))
        else:
            dialog.finish()
            desk.navigation.tell_error(error)

    def said(address: str) -> None:
        profile = Identifier("profile", address, confirmed=False)
        desk.tasks.run(lambda progress, _cancelled: work.confirm([profile], progress), confirmed, failed)

    dialog.said.connect(said)
    dialog.open()
