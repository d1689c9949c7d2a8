"""Unlocking, and the vault itself: where it lies, and its key."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings import keychain
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.pages.settings.passphrase_dialog import ChangePassphraseDialog
from weavit_desktop.views.pages.settings.rotation import RotateDialog
from weavit_desktop.views.places import words_for


class UnlockingCard(SettingsCard):
    """The ways in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "key-round", "Unlocking", parent)
        self._desk = desk
        change = Button(desk.theme, "Change…", accessible_name="Change the passphrase…")
        change.clicked.connect(lambda: ChangePassphraseDialog(desk, self.window()).open())
        self.add_row("Passphrase", "Opens the vault every day. It is stored nowhere.", change)
        self.add_row(keychain.TITLE, keychain.HELP, keychain.KeychainSwitch(desk))


class PlaceCard(SettingsCard):
    """Where the vault lies."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "archive", "The vault", parent)
        self.add_row("Folder", words_for(desk.vault.folder))
        change = Button(desk.theme, "Change…", Variant.QUIET, accessible_name="Change the vault’s key…")
        change.clicked.connect(lambda: RotateDialog(desk, self.window()).open())
        self.add_row("Encrypted", "With a key that your passphrase unlocks, on this laptop only.", change)
