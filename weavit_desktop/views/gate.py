"""Before a vault is open: create one where there is none, else unlock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from weavit_desktop.composition import Application
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.platform.program import version
from weavit_desktop.services import restoring
from weavit_desktop.vault import device_secret, opening
from weavit_desktop.vault.lock_file import last_released
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.moments import day_and_time
from weavit_desktop.views.pages.unlock.page import Doors, UnlockPage
from weavit_desktop.views.theme.theme import Theme

if TYPE_CHECKING:
    from weavit_desktop.views.pages.damage.page import DamagePage

COMMAND = "weavit"  # what other programs are told has the vault
WHAT_A_VAULT_IS = "A vault is a folder with a vault.key in it. Choose that folder. Nothing was changed."


class Gate(QWidget):
    """`opened` carries the vault, and whether it was just created; `moved` the folder of another vault.

    `settled` when something that must not be cut off has ended; `passed` carries the folder of a vault that
    was worked on while it was closed, and is to be unlocked now.
    """

    opened = Signal(object, bool)
    moved = Signal(Path)
    settled = Signal()
    passed = Signal(Path)

    def __init__(
        self,
        theme: Theme,
        application: Application,
        tasks: Tasks,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._application = application
        self._tasks = tasks
        self._page: QWidget | None = None
        self._waiting = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.stand_at(folder)

    def stand_at(self, folder: Path) -> None:
        """Ask for the vault in a folder, or offer to create one there."""
        self._folder = folder
        self._show(self._unlock() if opening.is_vault(folder) else self._create())

    def restore(self, backup: Path | None = None) -> None:
        """Choose a backup, `backup` to begin with, and put it in the place of the vault."""
        from weavit_desktop.views.pages.restore.page import RestorePage

        page = RestorePage(self._theme, self._application, self._tasks, self._folder)
        page.left.connect(lambda: self.passed.emit(self._folder))
        page.settled.connect(self.settled)
        page.ended.connect(self.passed)
        self._show(page)
        if backup is not None:
            page.choose_file(backup)

    def show_stopped(self, vault: Vault) -> None:
        """Show what can be done about a vault in which damage was met. It is closed."""
        self._damage_page().look_at_stopped(vault)

    def change_key(self, passphrase: str, code: str) -> None:
        """Encrypt the vault anew, with `code` as its new recovery code."""
        from weavit_desktop.views.pages.rotate.page import RotatePage

        page = RotatePage(self._theme, self._application, self._tasks, self._folder)
        page.settled.connect(self.settled)
        page.ended.connect(self.passed)
        self._show(page)
        page.begin(passphrase, code)

    def tell_waiting(self, count: int) -> None:
        """Say how many files wait to be imported until the vault is open; not which: names are data."""
        self._waiting = count
        if isinstance(self._page, UnlockPage):
            self._page.tell_waiting(count)

    def is_working(self) -> bool:
        """Return whether something runs that is not to be cut off: a vault is made, restored, encrypted."""
        return bool(getattr(self._page, "is_working", False))

    def is_opening(self) -> bool:
        """Return whether a vault is being opened, or is open while a new passphrase is chosen."""
        return isinstance(self._page, UnlockPage) and self._page.is_opening()

    def vault_in_hand(self) -> Vault | None:
        """Return the vault that is open while a new passphrase is chosen; whoever ends here closes it."""
        return self._page.in_hand if isinstance(self._page, UnlockPage) else None

    def _show(self, page: QWidget) -> None:
        before, self._page = self._page, page
        self._column.addWidget(page)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _unlock(self) -> QWidget:
        folder, clock = self._folder, self._application.clock
        doors = Doors(
            lambda passphrase: opening.open_vault(folder, passphrase, command=COMMAND, clock=clock),
            lambda code: opening.open_with_recovery_code(folder, code, command=COMMAND, clock=clock),
            _change_passphrase,
            self._keychain() if device_secret.is_kept(folder) else None,
        )
        page = UnlockPage(self._theme, self._tasks, doors, state=self._state(), version=version())
        page.opened.connect(self._hand_on)
        page.another_asked.connect(self._choose_another)
        page.restore_asked.connect(self.restore)
        page.damaged.connect(self._show_damage)
        page.tell_waiting(self._waiting)
        return page

    def _show_damage(self, error: Exception, secret: str, by_code: bool) -> None:
        unlock = restoring.with_recovery_code(secret) if by_code else restoring.with_passphrase(secret)
        self._damage_page().look_at_closed(unlock if secret else None, error)

    def _damage_page(self) -> DamagePage:
        from weavit_desktop.views.pages.damage.page import DamagePage

        page = DamagePage(self._theme, self._application, self._tasks, self._folder)
        page.restore_asked.connect(self.restore)
        page.again.connect(lambda: self.passed.emit(self._folder))
        page.settled.connect(self.settled)
        page.ended.connect(self.passed)
        self._show(page)
        return page

    def _keychain(self) -> Callable[[], Vault]:
        folder, application = self._folder, self._application
        return lambda: device_secret.open_with_keychain(
            folder, application.keychain, application.clock(), command=COMMAND
        )

    def _hand_on(self, vault: Vault, by_passphrase: bool) -> None:
        self.opened.emit(vault, False)
        if by_passphrase:  # beside the window: a keychain may take its time, and may fail
            keychain, now = self._application.keychain(vault.id), self._application.clock()
            self._tasks.run(
                lambda _progress, _cancelled: device_secret.renew_device_secret(vault, keychain, now),
                lambda _renewed: None,
                lambda _error: None,  # then the passphrase is due in time
            )

    def _create(self) -> QWidget:
        # Judging a passphrase and making a vault are needed once in a life.
        from weavit_desktop.views.kit_saving import kit_saver
        from weavit_desktop.views.pages.create_vault.page import CreateVaultPage

        saver = kit_saver(self._application, self._folder)
        page = CreateVaultPage(self._theme, self._tasks, self._maker(), saver)
        page.created.connect(lambda vault: self.opened.emit(vault, True))
        page.another_asked.connect(self._choose_another)
        page.restore_asked.connect(self.restore)
        page.settled.connect(self.settled)
        return page

    def _maker(self) -> Callable[[str, str], Vault]:
        folder, application = self._folder, self._application

        def create(passphrase: str, code: str) -> Vault:
            from weavit_desktop.vault.creation import create_vault

            vault, _ = create_vault(
                folder,
                passphrase,
                home_zone=application.home_zone(),
                clock=application.clock,
                command=COMMAND,
                code=code,
            )
            return vault

        return create

    def _state(self) -> str:
        """Say since when the vault is locked, in the zone of this machine: the vault's is inside it."""
        released = last_released(self._folder)
        if released is None:
            return "Locked"
        return f"Locked since {day_and_time(released.astimezone(ZoneInfo(self._application.home_zone())))}"

    def _choose_another(self) -> None:
        dialog = QFileDialog(self, "Open another vault", str(self._folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.go_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def go_to(self, folder: Path) -> None:
        """Stand at a vault that is there: whoever looks for one does not want a new one in its place."""
        if opening.is_vault(folder):
            self.stand_at(folder)
            self.moved.emit(folder)
            return
        dialog = Dialog(self._theme, self.window(), "No vault is in this folder", WHAT_A_VAULT_IS)
        dialog.add_keep_button(Button(self._theme, "Close", Variant.FIRST))
        dialog.overlay.closed.connect(dialog.overlay.deleteLater)
        dialog.open()


def _change_passphrase(vault: Vault, passphrase: str) -> None:
    from weavit_desktop.vault.creation import change_passphrase

    change_passphrase(vault, passphrase)
