"""Who wrote these bytes, provable for ever: JWS with Ed25519 (RFC 7515, RFC 9864).

A body travels apart from its signature (detached), so that what is stored, shown and hashed is the
body and nothing around it. The `typ` of the header keeps a signature made for one purpose from being
presented for another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weavit_core.errors import BadSignature
from weavit_core.keys import to_base64url

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# weavit_core.compact_jws is imported where it is used: it brings 80 ms and 10 MB, and most sessions of the
# app sign and verify nothing.


def sign_detached(body: bytes, key: Ed25519PrivateKey, typ: str) -> str:
    """Return `header..signature` over the body."""
    header, _, signature = sign(body, key, typ).split(".")
    return f"{header}..{signature}"


def verify_detached(body: bytes, signature: str, key: Ed25519PublicKey, typ: str) -> None:
    """Raise BadSignature unless the key signed exactly this body for this purpose."""
    parts = signature.split(".")
    if len(parts) != 3 or parts[1]:
        raise BadSignature("not a detached signature")
    verify(f"{parts[0]}.{to_base64url(body)}.{parts[2]}", key, typ)


def sign(body: bytes, key: Ed25519PrivateKey, typ: str) -> str:
    """Return a compact JWS that carries the body."""
    from weavit_core import compact_jws

    return compact_jws.sign(body, key, typ)


def verify(token: str, key: Ed25519PublicKey, typ: str) -> bytes:
    """Return the body of a compact JWS. Raises BadSignature."""
    from weavit_core import compact_jws

    return compact_jws.verify(token, key, typ)
