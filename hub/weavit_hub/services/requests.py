"""Who is asking: the signature of a request, its nonce, and the account behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine

from weavit_core import http_signing, keys
from weavit_core.errors import BadSignature
from weavit_core.http_signing import Request, SignedBy
from weavit_hub.refusals import Refused
from weavit_hub.store import accounts
from weavit_hub.store.engine import reading, write

NONCE = re.compile(r"[0-9a-f]{32}")
# A signature lives five minutes, and either clock may be five minutes off.
_REMEMBERED = http_signing.LIFETIME + 2 * http_signing.CLOCK_SKEW


@dataclass(frozen=True, slots=True)
class Caller:
    """The device that signed a request, and its rep."""

    rep_id: str
    device_id: str
    device_key: Ed25519PublicKey
    closed: bool


def authenticate(engine: Engine, request: Request, now: datetime) -> Caller:
    """Return who signed the request, and note their sign of life. Raises Refused."""
    with reading(engine) as db:
        signed = verify(request, lambda device_id: _key_in_force(db, device_id), now)
    return write(engine, lambda db: _admit(db, signed, now))


def verify(request: Request, key_of: Callable[[str], Ed25519PublicKey | None], now: datetime) -> SignedBy:
    """Return who signed the request. Raises Refused."""
    try:
        signed = http_signing.verify_request(request, key_of, now)
    except BadSignature as error:
        raise Refused(error.code, str(error)) from error
    if not NONCE.fullmatch(signed.nonce):
        raise Refused("signature", "a nonce has 32 hexadecimal characters")
    return signed


def take_nonce(db: Connection, signed: SignedBy, now: datetime) -> None:
    """Use up the nonce of a request. Raises Refused if it was used before."""
    if not accounts.take_nonce(db, signed.key_id, signed.nonce, now, now + _REMEMBERED):
        raise Refused("replayed", "sign the request again with a fresh nonce")


def _key_in_force(db: Connection, device_id: str) -> Ed25519PublicKey | None:
    device = accounts.find_device(db, device_id)
    return None if device is None or device.revoked_at is not None else keys.public_key(device.key)


def _admit(db: Connection, signed: SignedBy, now: datetime) -> Caller:
    take_nonce(db, signed, now)
    device = accounts.find_device(db, signed.key_id)
    if device is None or device.revoked_at is not None:
        raise Refused("signature", "the device is not enrolled any more")
    accounts.touch_rep(db, device.rep_id, now)
    rep = accounts.find_rep(db, device.rep_id)
    return Caller(rep.id, device.id, keys.public_key(device.key), closed=rep.closed_at is not None)
