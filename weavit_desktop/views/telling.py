"""How an error is told: a known one in its sentence, a bug by its place and without anybody's data."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import (
    BackupDamaged,
    BackupFailed,
    BlobDamaged,
    HubNotTrusted,
    HubRefused,
    HubUnreachable,
    InputRefused,
    KeychainRefused,
    MadeByNewerVersion,
    NoRoom,
    UsageRefused,
    VaultDamaged,
    VaultInUse,
    WeavitError,
    WrongPassphrase,
)
from weavit_desktop.events import place_of
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.theme.theme import Theme

# The first that fits is said: VaultDamaged before the general.
HEADINGS: tuple[tuple[type[WeavitError], str], ...] = (
    (HubUnreachable, "The hub did not answer"),
    (HubNotTrusted, "This is not your hub"),
    (HubRefused, "The hub said no"),
    (WrongPassphrase, "That does not fit"),
    (KeychainRefused, "The keychain did not help"),
    (BackupFailed, "Look after your backups"),
    (BackupDamaged, "This backup is damaged"),
    (BlobDamaged, "A picture is damaged"),
    (VaultDamaged, "The vault is damaged"),
    (VaultInUse, "The vault is open elsewhere"),
    (MadeByNewerVersion, "A newer Weavit made this vault"),
    (NoRoom, "There is no room"),
    (InputRefused, "This file cannot be read"),
    (UsageRefused, "This cannot be done"),
)
OTHER = "This did not work"
BUG = "Weavit itself failed"


def is_damage(error: Exception) -> bool:
    """Return whether the vault itself is damaged: nobody should go on working with it."""
    return isinstance(error, VaultDamaged) and not isinstance(error, (BackupDamaged, BlobDamaged))


def heading_of(error: Exception) -> str:
    """Return what happened, in a few words."""
    if not isinstance(error, WeavitError):
        return BUG
    return next((words for kind, words in HEADINGS if isinstance(error, kind)), OTHER)


def words_of(error: Exception) -> str:
    """Return what happened, what is safe and what to do. Of a bug only its place: values may be data."""
    if isinstance(error, WeavitError):
        return str(error)
    return f"Nothing was left half done. Try again, or start Weavit anew. The place: {place_of(error)}."


def show_error(theme: Theme, window: QWidget, error: Exception) -> Dialog:
    """Show an error over a window until it is read."""
    dialog = Dialog(theme, window, heading_of(error), words_of(error))
    dialog.add_keep_button(Button(theme, "Close", Variant.FIRST))
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    dialog.open()
    return dialog
