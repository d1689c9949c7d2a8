"""Letting the system keychain open the vault for 14 days, and ending that."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.vault.device_secret import DAYS, forget_device_secret, is_kept, keep_device_secret
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.components.switch import Switch
from weavit_desktop.views.desk import Desk

TITLE = "Keep a device secret in the system keychain"
HELP = f"Never the only way in. The passphrase is asked for after {DAYS} days."
MEANING = (
    "Whoever is signed in to this computer as you can then open the vault without the passphrase, for "
    f"{DAYS} days after it was typed last."
)


class KeychainSwitch(Switch):
    """Shows what the header says; changes it after the passphrase was given."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, TITLE, parent=parent)
        self._desk = desk
        self.clicked.connect(self._ask)
        self.read()

    def read(self) -> None:
        """Show how it is."""
        folder = self._desk.vault.folder
        self._desk.tasks.run(
            lambda _progress, _cancelled: is_kept(folder), self._show, self._desk.navigation.tell_error
        )

    def _show(self, kept: bool) -> None:
        self.setEnabled(True)
        with QSignalBlocker(self):
            self.setChecked(kept)
        self._move(kept)

    def _ask(self, on: bool) -> None:
        if not on:
            self._forget()
            return
        self._show(kept=False)  # until it is so
        dialog = KeepDialog(self._desk, self.window())
        dialog.overlay.closed.connect(self.read)
        dialog.open()

    def _forget(self) -> None:
        desk = self._desk
        vault, keychain = desk.vault, desk.application.keychain(desk.vault.id)
        self.setEnabled(False)

        def failed(error: Exception) -> None:
            self.read()
            desk.navigation.tell_error(error)

        desk.tasks.run(
            lambda _progress, _cancelled: forget_device_secret(vault, keychain),
            lambda _none: self.read(),
            failed,
        )


class KeepDialog(Dialog):
    """Says what it means, and asks for the passphrase."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk.theme, window, "Let the system keychain open the vault?", MEANING)
        self._desk = desk
        self._field = Field(desk.theme, "Passphrase", PassphraseEdit(desk.theme, "Passphrase"))
        self._keep = Button(desk.theme, "Switch on", Variant.FIRST)
        self._keep.clicked.connect(self._start)
        self._keep.setEnabled(False)
        self.body.addWidget(self._field)
        self.add_keep_button(Button(desk.theme, "Leave it off", Variant.GHOST))
        self.add_button(self._keep)
        self._field.edit.textChanged.connect(lambda text: self._keep.setEnabled(bool(text)))
        self.overlay.closed.connect(self.overlay.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Switch it on by Enter; stay while the keychain is asked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._keep.isEnabled():
            self._start()
        elif not self._keep.busy:
            super().keyPressEvent(event)

    def _start(self) -> None:
        if self._keep.busy:
            return
        self._keep.set_busy(busy=True)
        self._field.set_problem("")
        desk, passphrase = self._desk, self._field.edit.text()
        vault, now = desk.vault, desk.application.clock()
        keychain = desk.application.keychain(vault.id)

        def work(_progress: object, _cancelled: object) -> None:
            require_passphrase(vault, passphrase)
            keep_device_secret(vault, keychain, now)

        desk.tasks.run(work, lambda _none: self.done(), self._fail)

    def _fail(self, error: Exception) -> None:
        self._keep.set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self._field.set_problem("That passphrase does not fit.")
            self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.overlay.fit()
            return
        self.done()
        self._desk.navigation.tell_error(error)
