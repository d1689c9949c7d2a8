"""Asking for the passphrase again, before something that cannot be undone."""

from __future__ import annotations

from weavit_desktop.vault import slots
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.vault import Vault


def require_passphrase(vault: Vault, passphrase: str) -> None:
    """Return if it is the passphrase of this open vault. Raises WrongPassphrase. Takes about a second."""
    slots.unlock_with_passphrase(read_header(vault.folder), passphrase)
