"""Checking all that is stored: the log, the rows, and every body with its signature."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from weavit_core import authorship, keys, publication
from weavit_core.canonical import sha256_hex
from weavit_core.errors import CoreError
from weavit_hub.services import ledger
from weavit_hub.store import accounts, checks, documents
from weavit_hub.store.documents import Held


def faults(db: Connection, hub_id: str, key: Ed25519PublicKey) -> list[str]:
    """Return what is wrong with the hub's data, in words; nothing if all of it verifies."""
    found = checks.faults(db) + ledger.faults(db, hub_id, key)
    devices = {device.id: keys.public_key(device.key) for device in accounts.list_devices(db)}
    for held in documents.every(db):
        if not _is_sound(held, devices.get(held.device_id)):
            found.append(f"the publication {held.pub_id} is not what was signed")
    return found


def _is_sound(held: Held, key: Ed25519PublicKey | None) -> bool:
    if key is None or sha256_hex(held.body) != held.digest:
        return False
    try:
        authorship.verify_detached(held.body, held.authorship, key, publication.TYP)
        document = publication.decode(held.body)
    except CoreError:
        return False
    columns = (held.pub_id, held.rep_id, held.client_id, held.seq, held.not_after)
    day = document.not_after.isoformat()
    return columns == (document.pub_id, document.rep_id, document.client_id, document.seq, day)
