"""The keys of a vault (vault.md, Keys): a secret of the person -> KEK -> data key -> one key per purpose."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.vault.passphrase import passphrase_bytes

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
WRAP_BYTES = KEY_BYTES + 16  # AES-GCM appends its tag

MEMORY_KIB = range(8 * 1024, 2 * 1024 * 1024 + 1)  # 8 MiB to 2 GiB
PASSES = range(1, 20 + 1)
LANES = range(1, 16 + 1)

CALIBRATED_SECONDS = 0.8
CALIBRATED_MEMORY_KIB = 256 * 1024


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one derivation costs. Memory in KiB.

    A cost outside the bounds cannot exist (ValueError): a tampered header is refused before it can
    make anyone derive for hours. The lower bounds exist for tests; a new vault starts at FLOOR.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if self.memory_kib not in MEMORY_KIB or self.passes not in PASSES or self.lanes not in LANES:
            raise ValueError("outside the bounds of Argon2id's parameters")


FLOOR = Argon2Cost(memory_kib=64 * 1024, passes=3, lanes=4)


@dataclass(frozen=True, slots=True)
class DataKey:
    """The 32 random bytes that everything in the vault hangs on. Never leaves the vault's room."""

    raw: bytes = field(repr=False)

    def derive(self, label: str) -> bytes:
        """Return the key for one purpose, 32 bytes: HKDF-SHA256 with info 'weavit/v1/' + label."""
        return _hkdf(self.raw, salt=None, label=label)


def new_data_key() -> DataKey:
    """Return a fresh random data key."""
    return DataKey(os.urandom(KEY_BYTES))


def calibrated_cost(seconds_for: Callable[[Argon2Cost], float] | None = None) -> Argon2Cost:
    """Return the dearest cost, doubling memory from FLOOR to 256 MiB, that was seen to take at most 0.8 s.

    Never below FLOOR, however slow the machine. `seconds_for` measures one derivation.
    """
    measure = seconds_for or seconds_to_derive
    cost, seconds = FLOOR, measure(FLOOR)
    while cost.memory_kib < CALIBRATED_MEMORY_KIB and 2 * seconds <= CALIBRATED_SECONDS:
        dearer = replace(cost, memory_kib=2 * cost.memory_kib)
        seconds = measure(dearer)
        if seconds > CALIBRATED_SECONDS:
            break
        cost = dearer
    return cost


def seconds_to_derive(cost: Argon2Cost) -> float:
    """Measure one derivation on this machine."""
    began = time.perf_counter()
    kek_from_passphrase("", bytes(SALT_BYTES), cost)
    return time.perf_counter() - began


def kek_from_passphrase(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """Derive the key-encrypting key from a passphrase. Slow by design."""
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(passphrase_bytes(passphrase))


def kek_from_recovery_secret(secret: bytes, salt: bytes) -> bytes:
    """Derive the key-encrypting key from the 140 random bits of a recovery code: they need no slowing."""
    return _hkdf(secret, salt=salt, label="recovery-kek")


def kek_from_device_secret(secret: bytes, salt: bytes) -> bytes:
    """Derive the key-encrypting key from the 32 random bytes that the system keychain holds."""
    return _hkdf(secret, salt=salt, label="device-kek")


def wrap(data_key: DataKey, kek: bytes, nonce: bytes, bound_to: bytes) -> bytes:
    """Encrypt the data key under a KEK, bound to everything that describes the slot."""
    return AESGCM(kek).encrypt(nonce, data_key.raw, bound_to)


def unwrap(wrapped: bytes, kek: bytes, nonce: bytes, bound_to: bytes) -> DataKey:
    """Undo `wrap`. Raises WrongPassphrase for another KEK, or if anything it was bound to has changed."""
    try:
        return DataKey(AESGCM(kek).decrypt(nonce, wrapped, bound_to))
    except InvalidTag as error:
        raise WrongPassphrase("The passphrase is wrong. Nothing was changed; try again.") from error


def _hkdf(secret: bytes, *, salt: bytes | None, label: str) -> bytes:
    info = f"weavit/v1/{label}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)
