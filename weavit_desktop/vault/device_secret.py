"""Opening the vault with a secret that the system keychain holds: opt-in, for 14 days, never the only way in.

The day of the last passphrase stands in the slot, where nobody without the data key can change it. A clock
that was put back before that day counts as due, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from weavit_desktop.errors import HeaderDamaged, KeychainRefused, MadeByNewerVersion, WrongPassphrase
from weavit_desktop.vault import header as headers
from weavit_desktop.vault import slots
from weavit_desktop.vault.header import DEVICE, Header, Slot
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.keys import KEY_BYTES, DataKey
from weavit_desktop.vault.opening import open_unlocked
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import change_slots

DAYS = 14
_BEGAN = date(1970, 1, 1)


class Keychain(Protocol):
    """Holds one secret of one vault. Each call raises KeychainRefused where it does not do as asked."""

    def read(self) -> bytes | None: ...
    def write(self, secret: bytes) -> None: ...
    def remove(self) -> None: ...


KeychainOf = Callable[[str], Keychain]


def is_kept(folder: Path) -> bool:
    """Return whether a vault can be opened through the keychain at all, due or not."""
    try:
        return _slot(read_header(folder)) is not None
    except (HeaderDamaged, MadeByNewerVersion, OSError):
        return False  # whoever opens it is told


def keep_device_secret(vault: Vault, keychain: Keychain, now: datetime) -> None:
    """Let the keychain open this vault for 14 days. Call it after the passphrase was given.

    The header changes only after the keychain has proved that it keeps the secret. Raises KeychainRefused,
    HeaderDamaged and NoRoom; then nothing is changed.
    """
    secret = os.urandom(KEY_BYTES)
    keychain.write(secret)
    if keychain.read() != secret:
        raise KeychainRefused("The system keychain did not keep what was put into it. Nothing was changed.")
    _put(vault, secret, now)


def renew_device_secret(vault: Vault, keychain: Keychain, now: datetime) -> bool:
    """Begin another 14 days, after the passphrase was given. Return whether the keychain still opens it.

    Where it was never switched on, nothing happens.
    """
    header = read_header(vault.folder)
    if _slot(header) is None:
        return False
    try:
        secret = keychain.read()
        if secret is None:
            return False
        slots.unlock_with_device_secret(header, secret)
    except (KeychainRefused, WrongPassphrase):
        return False
    # On the database's thread: closing waits for it, and no other process has the header meanwhile.
    vault.maintain(lambda _db: _put(vault, secret, now))
    return True


def forget_device_secret(vault: Vault, keychain: Keychain) -> None:
    """Take the keychain's way in away, then let it forget the secret.

    Raises KeychainRefused if it does not: what it still holds then opens nothing.
    """
    change_slots(vault, _without_device, opens=lambda written: headers.verify(written, vault.data_key))
    keychain.remove()


def open_with_keychain(folder: Path, keychain_of: KeychainOf, now: datetime, *, command: str) -> Vault:
    """Open a vault as open_vault does, with the secret in the keychain of its id.

    Raises KeychainRefused if the passphrase is due or the keychain has no secret that fits.
    """
    return open_unlocked(folder, command, lambda header: _unlock(header, keychain_of, now))


def _unlock(header: Header, keychain_of: KeychainOf, now: datetime) -> DataKey:
    slot = _slot(header)
    if slot is None:
        raise KeychainRefused("The keychain does not open this vault. Use the passphrase.")
    if not 0 <= _day(now) - slot.params.get("day", 0) < DAYS:
        raise KeychainRefused(
            f"The passphrase is due: the keychain opens the vault for {DAYS} days after it."
        )
    secret = keychain_of(header.vault_id).read()  # asked last: it may make the system ask for a password
    if secret is None:
        raise KeychainRefused("The system keychain has no secret for this vault. Use the passphrase.")
    try:
        return slots.unlock_with_device_secret(header, secret)
    except WrongPassphrase as error:
        raise KeychainRefused(
            "The secret in the system keychain does not open this vault. Use the passphrase."
        ) from error


def _put(vault: Vault, secret: bytes, now: datetime) -> None:
    new_slot = slots.device_slot(vault.id, vault.data_key, secret, _day(now))
    change_slots(
        vault,
        lambda old: (*_without_device(old), new_slot),
        opens=lambda written: slots.unlock_with_device_secret(written, secret),
    )


def _without_device(header: Header) -> tuple[Slot, ...]:
    return tuple(slot for slot in header.slots if slot.kind != DEVICE)


def _slot(header: Header) -> Slot | None:
    return next((slot for slot in header.slots if slot.kind == DEVICE), None)


def _day(now: datetime) -> int:
    return (now.astimezone(UTC).date() - _BEGAN).days
