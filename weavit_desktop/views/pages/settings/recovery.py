"""The recovery kit, later: does the paper still open this vault, and a new one instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.vault.ways_in import replace_recovery_code, require_recovery_code
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.pages.settings.kit_dialog import ENTER, KitDialog
from weavit_desktop.views.theme.accessibility import announce

OPENS = "This code opens the vault. Put the paper back where it is safe."


class RecoveryCard(SettingsCard):
    """The paper that opens the vault."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "life-buoy", "Recovery kit", parent)
        self._desk = desk
        test = Button(desk.theme, "Test it…", accessible_name="Test the recovery code…")
        test.clicked.connect(self._test)
        new = Button(desk.theme, "New kit…", Variant.QUIET, accessible_name="Make a new recovery kit…")
        new.clicked.connect(lambda: NewKitDialog(desk, self.window()).open())
        self.add_row(
            "Recovery code on paper", "Opens the vault if you forget. If both are lost, nobody can.", test
        )
        self.add_row("Make a new kit", "The old code stops working at once.", new)

    def _test(self) -> None:
        dialog = TestKitDialog(self._desk, self.window())
        dialog.opened_the_vault.connect(lambda: self.note.setText("Tested just now"))
        dialog.open()


class TestKitDialog(Dialog):
    """Type the code; learn whether it opens this vault. Nothing is changed by it."""

    __test__ = False  # no test, whatever pytest makes of its name
    opened_the_vault = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        words = "Type the eight groups from the paper. Nothing is changed."
        super().__init__(desk.theme, window, "Test the recovery code", words)
        self._desk = desk
        edit = LineEdit(desk.theme, "Recovery code", placeholder="8 groups of 4", mono=True)
        self._field = Field(desk.theme, "Recovery code", edit)
        self._verdict = Label(desk.theme, "", "body", wrap=True)
        self._verdict.hide()
        self._test = Button(desk.theme, "Test", Variant.FIRST, accessible_name="Test this code")
        self._test.clicked.connect(self._start)
        self.body.addWidget(self._field)
        self.body.addWidget(self._verdict)
        self.add_keep_button(Button(desk.theme, "Close", Variant.GHOST))
        self.add_button(self._test)
        edit.textChanged.connect(self._forget)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Test on Enter."""
        if event.key() in ENTER and self._test.isEnabled():
            self._start()
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        """Let no verdict stand beside a code that it is not about."""
        self._test.setEnabled(bool(self._field.edit.text().strip()))
        self._field.set_problem("")
        self._field.edit.set_mark(None)
        self._verdict.hide()

    def _start(self) -> None:
        if self._test.busy:
            return
        self._test.set_busy(busy=True)
        code, vault = self._field.edit.text(), self._desk.vault
        self._desk.tasks.run(
            lambda _progress, _cancelled: require_recovery_code(vault, code),
            lambda _none: self._praise(),
            self._fail,
        )

    def _praise(self) -> None:
        self._test.set_busy(busy=False)
        self._field.edit.set_mark("check")
        self._verdict.setText(OPENS)
        self._verdict.show()
        self.overlay.fit()
        announce(self._verdict, OPENS)
        self.opened_the_vault.emit()

    def _fail(self, error: Exception) -> None:
        self._test.set_busy(busy=False)
        if not isinstance(error, WrongPassphrase):
            self.done()
            self._desk.navigation.tell_error(error)
            return
        self._field.set_problem(str(error))
        self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.overlay.fit()


class NewKitDialog(KitDialog):
    """Another recovery code for the vault. The old one works until the very end."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(
            desk,
            window,
            "Make a new recovery kit",
            "The old code works until you have shown that you have the new one.",
            keep="Keep the old one",
            last="Use the new kit",
        )
        self.proved.connect(self._replace)

    def _replace(self, _passphrase: str, code: str) -> None:
        vault = self._desk.vault
        self._desk.tasks.run(
            lambda _progress, _cancelled: replace_recovery_code(vault, code),
            lambda _none: self._finish(),
            self.fail,
        )

    def _finish(self) -> None:
        self.done()
        self._desk.navigation.toast("The new kit is in force. The old code stopped working.")
