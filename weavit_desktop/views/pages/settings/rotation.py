"""Another data key for the vault: what that does, the passphrase, and a new recovery code typed back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.kit_dialog import KitDialog

WHAT = (
    "A new passphrase locks the door anew, with the same key inside. If somebody may have copied the key "
    "itself, as from this laptop while the vault was open, the vault has to be encrypted anew."
)
HOW = (
    "The vault is closed, and every page is written into a new file under a new key: some seconds for "
    "each 100 MB. The passphrase stays. The recovery code is a new one, and the system keychain has to be "
    "switched on again. The files of now are kept in quarantine, and old backups open as they did."
)


class RotateDialog(KitDialog):
    """Changes nothing by itself: the window closes the vault, and works on the closed one."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(
            desk,
            window,
            "Change the vault’s key",
            WHAT,
            keep="Keep the key",
            last="Close the vault and change its key",
            how=HOW,
            needs_passphrase=True,
            ends_by_enter=False,
        )
        self.proved.connect(self._leave)

    def _leave(self, passphrase: str, code: str) -> None:
        self.done()
        self._desk.navigation.change_key(passphrase, code)
