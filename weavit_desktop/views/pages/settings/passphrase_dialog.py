"""Dialogs that ask for the passphrase: to change it, and before what cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import BackupFailed, WrongPassphrase
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.rewrapping import Rewrapped, rewrap_backups, sentences
from weavit_desktop.vault.creation import change_passphrase
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.passphrase_choice import PassphraseChoice

WIDTH = 460


class ChangePassphraseDialog(Dialog):
    """The present passphrase, then the new one twice."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        words = (
            "The recovery code stays. Backups made before go on opening with the old one, unless you tick "
            "the box below. Copies of the vault elsewhere open as they did."
        )
        super().__init__(desk.theme, window, "Change the passphrase", words, width=WIDTH)
        self._desk = desk
        self._present = Field(
            desk.theme, "Present passphrase", PassphraseEdit(desk.theme, "Present passphrase")
        )
        self._choice = PassphraseChoice(desk.theme, desk.tasks)
        self._rewrap = CheckBox("Let old backups open with the new one only, too")
        self._change = Button(desk.theme, "Change passphrase", Variant.FIRST)
        self._change.clicked.connect(self._start)
        self.body.addWidget(self._present)
        self.body.addSpacing(8)
        self.body.addWidget(self._choice)
        self.body.addSpacing(4)
        self.body.addWidget(self._rewrap)
        self.add_keep_button(Button(desk.theme, "Keep the old one", Variant.GHOST))
        self.add_button(self._change)
        self._choice.changed.connect(self._show)
        self._present.edit.textChanged.connect(self._show)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go ahead on Enter from any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._change.isEnabled():
            self._start()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        ready = bool(self._present.edit.text()) and self._choice.passphrase() is not None
        self._change.setEnabled(ready)

    def _start(self) -> None:
        new, old = self._choice.passphrase(), self._present.edit.text()
        if new is None or self._change.busy:
            return
        self._change.set_busy(busy=True)
        self._present.set_problem("")
        vault, rewrap = self._desk.vault, self._rewrap.isChecked()

        def work(progress: Progress, _cancelled: IsCancelled) -> Rewrapped | None:
            require_passphrase(vault, old)
            change_passphrase(vault, new)
            return rewrap_backups(vault, progress) if rewrap else None

        self._desk.tasks.run(work, self._finish, self._fail)

    def _finish(self, rewrapped: Rewrapped | None) -> None:
        self._choice.forget()
        self.done()
        if rewrapped is None or rewrapped.complete:
            what = " Old backups open with it too." if rewrapped is not None else ""
            self._desk.navigation.toast(f"The passphrase is changed.{what}")
        else:
            said = " ".join(["The passphrase is changed.", *sentences(rewrapped)])
            self._desk.navigation.tell_error(BackupFailed(said))

    def _fail(self, error: Exception) -> None:
        self._change.set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self._present.set_problem("That passphrase does not fit.")
            self._present.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.done()
        self._desk.navigation.tell_error(error)
