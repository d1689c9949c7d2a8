"""Invites: one name, one secret, one use, five days."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection

from weavit_core import keys
from weavit_core.fields import instant_text
from weavit_hub.errors import UsageRefused
from weavit_hub.identifiers import new_id
from weavit_hub.store import accounts
from weavit_hub.store.accounts import Invite

LIFETIME = timedelta(days=5)
_MOST_NAME = 200
_SECRET_BYTES = 32
# OWASP's smaller setting, some 50 ms: the secret has 256 random bits and is worthless once used.
_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1


def create(db: Connection, name: str, role: str, team: str | None, now: datetime) -> tuple[str, str]:
    """Return the id and the secret of a new invite. It replaces an unused one for the same name."""
    if not name.strip() or len(name) > _MOST_NAME:
        raise UsageRefused("A colleague's name has 1 to 200 characters.")
    if accounts.open_rep_named(db, name) is not None:
        raise UsageRefused("A colleague of this name is enrolled. Close that account first.")
    secret = keys.to_base64url(secrets.token_bytes(_SECRET_BYTES))
    invite_id = new_id(now)
    expires_at = instant_text(now + LIFETIME)
    accounts.add_invite(db, Invite(invite_id, name, role, team, _hash(secret), expires_at))
    return invite_id, secret


def fits(db: Connection, invite_id: str, secret: str, now: datetime) -> bool:
    """Return whether this is the secret of an invite that is neither used nor expired."""
    found = accounts.find_invite(db, invite_id)
    if found is None or found.expires_at < instant_text(now):
        return False
    try:
        Argon2id.verify_phc_encoded(secret.encode(), found.secret_hash)
    except InvalidKey:
        return False
    return True


def _hash(secret: str) -> str:
    salt = secrets.token_bytes(16)
    argon2 = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return argon2.derive_phc_encoded(secret.encode())
