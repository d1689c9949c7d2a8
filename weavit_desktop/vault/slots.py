"""The ways into a vault: make a slot for a secret, and get the data key back with it."""

from __future__ import annotations

import os
from dataclasses import replace
from uuid import uuid4

from weavit_desktop.errors import HeaderDamaged, WrongPassphrase
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.header import ARGON2ID, DEVICE, HKDF_SHA256, PASSPHRASE, RECOVERY, Header, Slot
from weavit_desktop.vault.keys import (
    NONCE_BYTES,
    SALT_BYTES,
    Argon2Cost,
    DataKey,
    kek_from_device_secret,
    kek_from_passphrase,
    kek_from_recovery_secret,
    unwrap,
    wrap,
)
from weavit_desktop.vault.recovery_code import recovery_secret


def passphrase_slot(vault_id: str, data_key: DataKey, passphrase: str, cost: Argon2Cost) -> Slot:
    """Return a new slot that the passphrase opens."""
    params = {"m": cost.memory_kib, "t": cost.passes, "p": cost.lanes}
    slot = _empty(PASSPHRASE, ARGON2ID, params)
    return _filled(slot, vault_id, data_key, kek_from_passphrase(passphrase, slot.salt, cost))


def recovery_slot(vault_id: str, data_key: DataKey, code: str) -> Slot:
    """Return a new slot that the recovery code opens."""
    slot = _empty(RECOVERY, HKDF_SHA256, {})
    return _filled(slot, vault_id, data_key, kek_from_recovery_secret(recovery_secret(code), slot.salt))


def device_slot(vault_id: str, data_key: DataKey, secret: bytes, day: int) -> Slot:
    """Return a new slot that the device secret opens. `day`: of the last passphrase, since 1970, UTC."""
    slot = _empty(DEVICE, HKDF_SHA256, {"day": day})
    return _filled(slot, vault_id, data_key, kek_from_device_secret(secret, slot.salt))


def unlock_with_device_secret(header: Header, secret: bytes) -> DataKey:
    """Return the data key. Raises WrongPassphrase for another secret."""
    slot = slot_of_kind(header, DEVICE)
    return _unlocked(header, slot, kek_from_device_secret(secret, slot.salt))


def unlock_with_passphrase(header: Header, passphrase: str) -> DataKey:
    """Return the data key. Raises WrongPassphrase, or HeaderDamaged for a header that was tampered with."""
    slot = slot_of_kind(header, PASSPHRASE)
    return _unlocked(header, slot, kek_from_passphrase(passphrase, slot.salt, slot.cost()))


def unlock_with_recovery_code(header: Header, code: str) -> DataKey:
    """Return the data key. Raises WrongPassphrase, and says whether the code is mistyped or foreign."""
    slot = slot_of_kind(header, RECOVERY)
    kek = kek_from_recovery_secret(recovery_secret(code), slot.salt)
    try:
        return _unlocked(header, slot, kek)
    except WrongPassphrase as error:
        raise WrongPassphrase(
            "The recovery code has no typing mistake, but it does not open this vault: it belongs to another."
        ) from error


def slot_of_kind(header: Header, kind: str) -> Slot:
    """Return the slot of a kind. Raises HeaderDamaged if there is none."""
    for slot in header.slots:
        if slot.kind == kind:
            return slot
    raise HeaderDamaged(f"The vault's key file has no entry for a {kind}.", fact=f"no {kind} slot")


def _empty(kind: str, kdf: str, params: dict[str, int]) -> Slot:
    return Slot(kind, str(uuid4()), kdf, params, salt=os.urandom(SALT_BYTES), nonce=os.urandom(NONCE_BYTES))


def _filled(slot: Slot, vault_id: str, data_key: DataKey, kek: bytes) -> Slot:
    return replace(slot, wrap=wrap(data_key, kek, slot.nonce, slot.bound_to(vault_id)))


def _unlocked(header: Header, slot: Slot, kek: bytes) -> DataKey:
    data_key = unwrap(slot.wrap, kek, slot.nonce, slot.bound_to(header.vault_id))
    headers.verify(header, data_key)
    return data_key
