"""The append-only log: entries, receipts, proofs, and the check of what is stored."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from weavit_core import ledger, merkle
from weavit_core.errors import CoreError
from weavit_core.ledger import Checkpoint, Entry, Receipt
from weavit_hub.refusals import Refused
from weavit_hub.store import log


@dataclass(frozen=True, slots=True)
class Seal:
    """What the hub signs with."""

    hub_id: str
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Accepted:
    """A receipt as a compact JWS, and its inclusion proof as a JSON list of hexadecimal hashes."""

    receipt: str
    proof: str


def append(db: Connection, seal: Seal, entry: Entry) -> Accepted:
    """Add a record to the log and return the hub's receipt for it. O(log n) reads and writes."""
    head = log.read_head(db)
    position = 0 if head is None else head.size
    salt = secrets.token_bytes(ledger.SALT_BYTES)
    stored = log.StoredEntry(position, entry.subject, salt, ledger.record(entry))
    log.append(db, stored, ledger.leaf(entry, salt))
    checkpoint = _sign_head(db, seal, position + 1, entry.accepted_at)
    log.write_head(db, log.Head(position + 1, checkpoint))
    receipt = Receipt(seal.hub_id, entry, position, salt, checkpoint)
    path = log.roots(db, merkle.inclusion_ranges(position + 1, position))
    return Accepted(ledger.sign_receipt(receipt, seal.key), json.dumps([node.hex() for node in path]))


def head(db: Connection) -> log.Head:
    """Return the size of the log and its signed checkpoint. A hub's log is never empty."""
    found = log.read_head(db)
    if found is None:
        raise LookupError("the log is empty")
    return found


def consistency(db: Connection, earlier: int, later: int) -> list[str]:
    """Return the proof that the log of one size is a prefix of the log of another. Raises Refused."""
    if not 0 <= earlier <= later <= head(db).size:
        raise Refused("not-found", "the log never had these sizes")
    if earlier == 0:
        return []
    return [node.hex() for node in log.roots(db, merkle.consistency_ranges(later, earlier))]


def faults(db: Connection, hub_id: str, key: Ed25519PublicKey) -> list[str]:
    """Return what is wrong with the stored log, in words; nothing if it verifies."""
    nodes = log.every_node(db)
    signed = head(db)
    found = [f"the ledger's record {entry.position} does not fit its leaf" for entry in _misfits(db, nodes)]
    found += [
        f"the ledger's node {level}/{position} does not fit its children"
        for (level, position), node in nodes.items()
        if level > 0 and node != _parent_of(nodes, level, position)
    ]
    try:
        checkpoint = ledger.read_checkpoint(signed.checkpoint, key)
        root = log.roots(db, [range(signed.size)])[0]
    except (CoreError, KeyError):
        return [*found, "the ledger's checkpoint cannot be verified"]
    if (checkpoint.hub_id, checkpoint.size, checkpoint.root) != (hub_id, signed.size, root):
        found.append("the ledger does not lead to its signed checkpoint")
    if sum(level == 0 for level, _ in nodes) != signed.size:
        found.append("the ledger has another number of records than its checkpoint says")
    return found


def _misfits(db: Connection, nodes: dict[tuple[int, int], bytes]) -> list[log.StoredEntry]:
    return [
        entry
        for entry in log.entries(db)
        if entry.salt is not None
        and entry.record is not None
        and nodes.get((0, entry.position)) != merkle.leaf_hash(merkle.inner_hash(entry.salt, entry.record))
    ]


def _parent_of(nodes: dict[tuple[int, int], bytes], level: int, position: int) -> bytes | None:
    left = nodes.get((level - 1, 2 * position))
    right = nodes.get((level - 1, 2 * position + 1))
    return None if left is None or right is None else merkle.node_hash(left, right)


def _sign_head(db: Connection, seal: Seal, size: int, now: datetime) -> str:
    root = log.roots(db, [range(size)])[0]
    return ledger.sign_checkpoint(Checkpoint(seal.hub_id, size, root, now), seal.key)
