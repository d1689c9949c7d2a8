"""Undoing a whole import: what would go, asked first; where it is much, by a number that is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from weavit_desktop.errors import ConfirmationNeeded
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.import_work import ImportWork, UndoLook
from weavit_desktop.models.importing import files_words, when_words
from weavit_desktop.services.import_history import EarlierImport
from weavit_desktop.services.person_words import many
from weavit_desktop.services.undoing import Undone
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.telling import words_of
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WIDTH = 500
UNDO = "Undo this import"
BACK_AGAIN = (
    "The vault is backed up first, and the same files bring all of it again. What the company sees of these "
    "people is taken back; that waits in Sharing. Nothing is shown more without your approval."
)
NUMBER = "How many go"


class UndoDialog(Dialog):
    """`said` carries what was typed, "" where nothing has to be. Esc and Enter keep the import."""

    said = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, one: EarlierImport, look: UndoLook) -> None:
        heading = f"Undo {isolate(files_words(one.files))}?"
        super().__init__(
            theme, window, heading, f"{when_words(one.at)}. {figures_words(look.figures)}", width=WIDTH
        )
        self._field: Field | None = None
        self.body.addWidget(Label(theme, BACK_AGAIN, "body", "ink2", wrap=True))
        if look.warning:
            self.body.addWidget(Notice(theme, look.warning, icon="circle-alert", tone=Tone.ATTENTION))
            self._field = Field(theme, NUMBER, LineEdit(theme, NUMBER))
            self.body.addWidget(self._field)
        self.add_keep_button(Button(theme, "Keep it", accessible_name="Keep this import"))
        self._go = Button(theme, "Undo", Variant.DESTRUCTIVE_SOLID, icon="undo-2", accessible_name=UNDO)
        self._go.clicked.connect(self._say)
        self.add_button(self._go)
        self.overlay.closed.connect(self.overlay.deleteLater)

    def set_problem(self, words: str) -> None:
        """Say that it was another number."""
        if isValid(self) and self._field is not None:
            self._go.set_busy(busy=False)
            self._field.set_problem(words)

    def finish(self) -> None:
        """Close it after it was answered, if Esc did not."""
        if isValid(self):
            self.done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the dialog while the import is undone."""
        if not (event.key() == Qt.Key.Key_Escape and self._go.busy):
            super().keyPressEvent(event)
        else:
            event.accept()

    def _say(self) -> None:
        self._go.set_busy(busy=True)
        self.said.emit(self._field.edit.text() if self._field is not None else "")


def ask_undo(
    desk: Desk, work: ImportWork, window: QWidget, one: EarlierImport, done: Callable[[], object]
) -> None:
    """Look at what would go, ask, and undo; `done` is called once it is."""

    def show(look: UndoLook) -> None:
        dialog = UndoDialog(desk.theme, window, one, look)

        def undone(figures: Undone) -> None:
            dialog.finish()
            desk.changes.tell(Topic.PEOPLE, Topic.CLIENTS, Topic.SHARING)
            desk.navigation.toast(f"The import is undone: {_people(figures.people)} went.")
            done()

        def failed(error: Exception) -> None:
            if isinstance(error, ConfirmationNeeded):
                dialog.set_problem(words_of(error))
            else:
                dialog.finish()
                desk.navigation.tell_error(error)

        dialog.said.connect(
            lambda typed: desk.tasks.run(
                lambda _progress, _cancelled: work.undo(one.uid, typed or None), undone, failed
            )
        )
        dialog.open()

    desk.tasks.run(lambda _progress, _cancelled: work.look_at_undo(one.uid), show, desk.navigation.tell_error)


def figures_words(figures: Undone) -> str:
    """Return what goes and what stays, as sentences."""
    gone = [
        _people(figures.people),
        many(figures.cards, "card"),
        many(figures.interactions, "interaction"),
    ]
    words = f"{', '.join(gone[:-1])} and {gone[-1]} go."
    if figures.kept:
        stay = "1 person stays" if figures.kept == 1 else f"{figures.kept:,} people stay"
        words += f" {stay} without a card: you wrote or chose something there."
    return words


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"
