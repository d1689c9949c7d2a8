"""Ed25519 keys as text, and the fingerprint that people compare."""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from weavit_core.errors import MalformedDocument


def to_base64url(data: bytes) -> str:
    """Encode without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(value: str) -> bytes:
    """Decode unpadded base64url, in its one canonical spelling. Raises MalformedDocument."""
    try:
        data = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedDocument("not base64url") from error
    if to_base64url(data) != value:
        raise MalformedDocument("not base64url")
    return data


def public_text(key: Ed25519PublicKey | Ed25519PrivateKey) -> str:
    """Return the raw 32 bytes of the public key in base64url, 43 characters."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return to_base64url(public.public_bytes_raw())


def public_key(value: str) -> Ed25519PublicKey:
    """Read `public_text`. Raises MalformedDocument."""
    try:
        return Ed25519PublicKey.from_public_bytes(from_base64url(value))
    except ValueError as error:
        raise MalformedDocument("not an Ed25519 public key") from error


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return SHA-256 of the raw key as eight groups of four hexadecimal characters, for reading aloud."""
    digest = hashlib.sha256(key.public_bytes_raw()).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))
