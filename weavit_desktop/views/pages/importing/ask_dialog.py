"""Dialogs that ask for a line of text, and stay open until the answer was found good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from weavit_desktop.errors import WeavitError
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.dialog import WIDTH, Dialog
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.telling import words_of
from weavit_desktop.views.theme.theme import Theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What a dialog says. `asked` is the label of its line of text, "" where there is none to be written.

    `destroys`: what goes ahead then is pressed on purpose, and never by Enter.
    """

    heading: str
    words: str
    asked: str = ""
    example: str = ""
    width: int = WIDTH
    destroys: bool = False


class AskDialog(Dialog):
    """`said` carries what was written. It stays open until `finish` is called."""

    said = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, question: Question, keep: Button, go: Button) -> None:
        super().__init__(theme, window, question.heading, question.words, width=question.width)
        self._go = go
        self._destroys = question.destroys
        self._field: Field | None = None
        if question.asked:
            edit = LineEdit(theme, question.asked, placeholder=question.example)
            self._field = Field(theme, question.asked, edit)
            self.body.addWidget(self._field)
        go.clicked.connect(self._say)
        self.add_keep_button(keep)
        self.add_button(go)
        self.overlay.closed.connect(self.overlay.deleteLater)

    def set_problem(self, words: str) -> bool:
        """Say why what was written is no answer; return False where nothing could be written."""
        self._go.set_busy(busy=False)
        if self._field is None:
            return False
        self._field.set_problem(words)
        return True

    def finish(self) -> None:
        """Close it after it was answered."""
        if isValid(self):  # the window may be gone
            self.done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter from the line of text too, where it destroys nothing; stay while the answer is read."""
        if self._go.busy:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._destroys:
            self._say()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        said = "" if self._field is None else self._field.edit.text().strip()
        if said or self._field is None:
            self._go.set_busy(busy=True)
            self.said.emit(said)


def ask(
    desk: Desk,
    dialog: AskDialog,
    look: Callable[[str], T],
    done: Callable[[str, T], object],
    refused: type[WeavitError],
) -> None:
    """Open a dialog. `look` works on the answer beside the window; then `done` gets it, with what was said.

    What `look` fails with as `refused` is told beside the line of text, which may be written anew.
    """

    def failed(error: Exception) -> None:
        if not isValid(dialog):
            return
        if not (isinstance(error, refused) and dialog.set_problem(words_of(error))):
            dialog.finish()
            desk.navigation.tell_error(error)

    def said(words: str) -> None:
        def found(value: T) -> None:
            dialog.finish()
            done(words, value)

        desk.tasks.run(lambda _progress, _cancelled: look(words), found, failed)

    dialog.said.connect(said)
    dialog.open()
