"""Unlocking, and whether the vault is sound."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from weavit_desktop.vault.health import HealthReport, check_vault
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings import keychain
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.pages.settings.passphrase_dialog import ChangePassphraseDialog


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
        self.add_row("Encrypted", "SQLCipher, with a key that your passphrase unlocks on this laptop only.")


class IntegrityCard(SettingsCard):
    """Reads every page of the vault when asked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "shield-check", "Integrity", parent)
        self._desk = desk
        self._check = Button(desk.theme, "Check", Variant.DEFAULT, accessible_name="Check the vault now")
        self._check.clicked.connect(self._start)
        self._words = self.add_row("Check now", "Reads and authenticates every page.", self._check)
        self._problems = Label(desk.theme, "", "caption", "attention", wrap=True)
        self.column.addWidget(self._problems)
        self._problems.hide()

    def _start(self) -> None:
        if self._check.busy:
            return
        self._check.set_busy(busy=True)
        self._words.setText("Reading every page")
        vault = self._desk.vault
        self._desk.tasks.run(
            lambda _progress, _cancelled: check_vault(vault, deep=True), self._show, self._fail
        )

    def _show(self, report: HealthReport) -> None:
        self._check.set_busy(busy=False)
        self._words.setText("Reads and authenticates every page.")
        self.note.setText("Damage found" if report.problems else "No damage found")
        self.note.set_color("attention" if report.problems else "ink2")
        self._problems.setText("\n".join(report.problems))
        self._problems.setVisible(bool(report.problems))

    def _fail(self, error: Exception) -> None:
        self._check.set_busy(busy=False)
        self._words.setText("Reads and authenticates every page.")
        self._desk.navigation.tell_error(error)


def words_for(folder: Path) -> str:
    """Return where a folder is, from the home folder on where it is in there: screenshots need no name."""
    home = Path.home().resolve()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
