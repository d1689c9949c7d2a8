"""How far deleting many people is, and the way to stop it with everybody still there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.services.backups import BACKING_UP
from weavit_desktop.services.progress import Step
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.wide_bar import WideBar
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.theme import Theme

SAID_EVERY = 25  # percent
BACKED_UP = "The vault is backed up first. Until they are gone, Cancel keeps all of them."


class DeletingDialog(Dialog):
    """Opens with the first step: what is refused has none. `cancel_asked` when it is to stop.

    It stays until `done` is called, for only then it has stopped.
    """

    cancel_asked = Signal()

    def __init__(self, theme: Theme, window: QWidget, count: int) -> None:
        heading = f"Deleting {many_people(count)}"
        super().__init__(theme, window, heading, BACKED_UP)
        self._said = 0
        self._opened = False
        self._bar = WideBar(theme, heading)
        self._percent = Label(theme, "0%", "bodyStrong", tabular=True)
        self._words = Label(theme, "Backing up first…", "caption", "ink3")
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self._bar, 1)
        bar.addWidget(self._percent)
        self.body.addLayout(bar)
        self.body.addWidget(self._words)
        self._cancel = Button(
            theme, "Cancel", keys="Esc", accessible_name=f"Cancel, keep {many_people(count)}"
        )
        self.add_keep_button(self._cancel)

    def show_step(self, step: Step) -> None:
        """Show how far it is. The bar is that of the deletion; the backup before it is said in words."""
        if not self._opened:
            self._opened = True
            self.open()
        percent = 100 * step.done // step.total if step.total else 0
        if step.phase == BACKING_UP:
            self._words.setText(f"Backing up first, {percent}%")
            return
        self._words.setText("Erasing")
        self._bar.set_share(percent / 100)
        self._percent.setText(f"{percent}%")
        if percent >= self._said + SAID_EVERY:
            self._said = percent - percent % SAID_EVERY
            announce(self, f"Deleting, {percent} percent")

    def done(self) -> None:
        """Close it for good."""
        super().done()
        self.overlay.deleteLater()

    def keep(self) -> None:
        """Ask it to stop, once."""
        if not self._cancel.busy:
            self._cancel.set_label("Cancelling")
            self._cancel.set_busy(busy=True)
            self.cancel_asked.emit()
