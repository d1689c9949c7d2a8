"""The recovery code: 140 random bits that a person can print, read aloud and type back.

Seven groups of four Crockford base32 characters carry the bits, the eighth carries a checksum of
20 bits, so that a typing mistake is told apart from the code of another vault.
"""

from __future__ import annotations

import hashlib
import secrets

from weavit_desktop.errors import WrongPassphrase

SECRET_BITS = 140
CHECKSUM_BITS = 20
GROUP = 4

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = (SECRET_BITS + CHECKSUM_BITS) // 5
_SECRET_BYTES = (SECRET_BITS + 7) // 8
_FORGIVEN = str.maketrans("OIL", "011")


def new_recovery_code() -> str:
    """Return a fresh code, XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX."""
    secret = secrets.randbits(SECRET_BITS)
    number = secret << CHECKSUM_BITS | _checksum(secret)
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
    return "-".join(letters[at : at + GROUP] for at in range(0, _LENGTH, GROUP))


def recovery_secret(code: str) -> bytes:
    """Return the 140 bits of a typed code as 18 bytes, big-endian.

    Case, spaces, dashes and line ends do not matter; O reads as 0, I and L as 1. Raises
    WrongPassphrase, with a sentence of its own, for anything that is no whole and correct code.
    """
    letters = _letters(code)
    if len(letters) != _LENGTH or not set(letters) <= set(_ALPHABET):
        raise WrongPassphrase(
            "This is not a recovery code. A recovery code has eight groups of four letters and digits."
        )
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    secret = number >> CHECKSUM_BITS
    if number & (1 << CHECKSUM_BITS) - 1 != _checksum(secret):
        raise WrongPassphrase(
            "The recovery code has a typing mistake. Compare it with the printed one, group by group."
        )
    return _bytes(secret)


def same_letters(typed: str, code: str) -> bool:
    """Return whether a part of a code was typed back rightly, as forgivingly as a whole one is read."""
    return _letters(typed) == _letters(code)


def _letters(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum()).translate(_FORGIVEN)


def _checksum(secret: int) -> int:
    digest = hashlib.sha256(b"weavit/v1/recovery-checksum" + _bytes(secret)).digest()
    return int.from_bytes(digest) >> 8 * len(digest) - CHECKSUM_BITS


def _bytes(secret: int) -> bytes:
    return secret.to_bytes(_SECRET_BYTES)
