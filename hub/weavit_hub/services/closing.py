"""Closing an account, and revoking a device."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from weavit_core.canonical import sha256_hex
from weavit_core.ledger import Entry, Kind
from weavit_hub.errors import UsageRefused
from weavit_hub.services import ledger
from weavit_hub.services.ledger import Seal
from weavit_hub.store import accounts, policies

_REVOKED = 1  # the seq of a device key's second record


def close_own(db: Connection, seal: Seal, rep_id: str, now: datetime) -> None:
    """Close the caller's account. What they published stays until its last day, unless they retract it."""
    if accounts.find_rep(db, rep_id).closed_at is None:
        _close(db, seal, rep_id, now, let_end=True)


def close_named(db: Connection, seal: Seal, name: str, now: datetime) -> None:
    """Close a colleague's account. What they published ends with their silence, or is retracted by them."""
    rep = accounts.open_rep_named(db, name)
    if rep is None:
        raise UsageRefused("No open account has this name. `reps list` shows them.")
    _close(db, seal, rep.id, now, let_end=False)


def revoke_device(db: Connection, seal: Seal, device_id: str, now: datetime) -> None:
    """Refuse a device from now on."""
    device = accounts.find_device(db, device_id)
    if device is None or device.revoked_at is not None:
        raise UsageRefused("No device in force has this id. `reps list` shows them.")
    accounts.revoke_device(db, device_id, now)
    key = sha256_hex(device.key.encode())
    policy = policies.in_force(db).digest
    ledger.append(db, seal, Entry(Kind.DEVICE_KEY, device_id, _REVOKED, key, policy, now))


def _close(db: Connection, seal: Seal, rep_id: str, now: datetime, *, let_end: bool) -> None:
    accounts.close_rep(db, rep_id, now, let_end=let_end)
    policy = policies.in_force(db).digest
    ledger.append(db, seal, Entry(Kind.CLOSURE, rep_id, 0, sha256_hex(b"{}"), policy, now))
