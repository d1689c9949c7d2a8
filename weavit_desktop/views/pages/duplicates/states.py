"""What the page says while it looks, and when nobody is in the vault twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.services.progress import Step
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign, Weave
from weavit_desktop.views.theme.theme import Theme

LOOKING = "Looking for people who are here twice"
NOBODY = "Nobody is here twice"
MEANWHILE = "Names, addresses and numbers are compared on this laptop. The rest of the window can be used."
NOT_READ = "The entries could not be compared"


class Looking(QWidget):
    """It takes some seconds where there are a hundred thousand people."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = EmptyState(theme, Sign(theme, "users-round", "ink3"), LOOKING, MEANWHILE)
        _centre(self, self._state)

    def show_step(self, step: Step) -> None:
        """Say how far it is, once that can be known."""
        far = f"{100 * step.done // step.total} % done. " if step.total else ""
        self._state.set_words(LOOKING, far + MEANWHILE)


class NobodyTwice(QWidget):
    """Everything was answered, or there was nothing to ask. `undo_button` takes the last answer back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people_button = Button(theme, "See people", Variant.FIRST, icon="users")
        self.undo_button = Button(
            theme, "Undo", Variant.GHOST, icon="undo-2", keys="Ctrl Z", accessible_name="Undo the last answer"
        )
        self._state = EmptyState(
            theme, Weave(theme, dyed=False), NOBODY, "", (self.people_button, self.undo_button)
        )
        _centre(self, self._state)

    def show_done(self, done: int) -> None:
        """Say how many questions were answered."""
        answered = f"{done:,} answered. " if done else ""
        self._state.set_words(NOBODY, f"{answered}They are compared again after the next import.")
        self.undo_button.setVisible(bool(done))


class NotCompared(QWidget):
    """Looking failed. `again_button` tries once more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again_button = Button(theme, "Try again", icon="refresh-cw")
        words = "Nothing was changed, and everything is still in the vault."
        sign = Sign(theme, "circle-alert", "attention")
        _centre(self, EmptyState(theme, sign, NOT_READ, words, (self.again_button,)))


def _centre(box: QWidget, state: EmptyState) -> None:
    column = QVBoxLayout(box)
    column.setContentsMargins(28, 28, 28, 28)
    column.addStretch(1)
    column.addWidget(state, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
