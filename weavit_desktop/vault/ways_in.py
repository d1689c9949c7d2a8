"""Changing the ways into an open vault: one slot of its header at a time, and no data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from weavit_desktop.vault import header as headers
from weavit_desktop.vault import slots
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.header import PASSPHRASE, RECOVERY, Header, Slot
from weavit_desktop.vault.header_file import read_header, write_header
from weavit_desktop.vault.vault import Vault

Slots = tuple[Slot, ...]


def change_slots(vault: Vault, change: Callable[[Header], Slots], opens: Callable[[Header], object]) -> None:
    """Write the header of an open vault with other slots, once the file on disk was seen to open.

    Whatever happens, either the old header or the new one is in force. Raises HeaderDamaged and NoRoom,
    and what `opens` raises of a header that it does not open.
    """
    with disk_faults():
        old = read_header(vault.folder)
        headers.verify(old, vault.data_key)
        changed = replace(old, generation=old.generation + 1, slots=change(old))
        if not {PASSPHRASE, RECOVERY} <= {slot.kind for slot in changed.slots}:
            raise ValueError("a person's ways in are never taken away")
        write_header(vault.folder, headers.sealed(changed, vault.data_key), opens)


def require_recovery_code(vault: Vault, code: str) -> None:
    """Return if the code opens this vault. Raises WrongPassphrase, which says what is wrong with it."""
    with disk_faults():
        slots.unlock_with_recovery_code(read_header(vault.folder), code)


def replace_recovery_code(vault: Vault, code: str) -> None:
    """Let a new code open the vault, and the old one no more.

    Copies of the folder made before still open with the old one. Raises WrongPassphrase for what is no
    code, HeaderDamaged and NoRoom.
    """
    new_slot = slots.recovery_slot(vault.id, vault.data_key, code)
    change_slots(
        vault,
        lambda old: (*(slot for slot in old.slots if slot.kind != RECOVERY), new_slot),
        opens=lambda written: slots.unlock_with_recovery_code(written, code),
    )
