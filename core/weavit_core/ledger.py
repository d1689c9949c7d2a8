"""What the hub's log says: records, checkpoints and receipts, and how a laptop checks them.

A leaf is built from a salt and a record; the receipt carries the salt, and the record can be written
anew from the receipt's own fields, so a receipt proves what stands in the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from weavit_core import authorship, canonical, fields, keys, merkle
from weavit_core.errors import BadProof, MalformedDocument

RECEIPT_TYP = "weavit-receipt"
CHECKPOINT_TYP = "weavit-checkpoint"
SALT_BYTES = 16
_MOST_BYTES = 4096
_RECEIPT_KEYS = frozenset(
    [
        "type",
        "v",
        "hub_id",
        "kind",
        "subject",
        "seq",
        "digest",
        "policy",
        "accepted_at",
        "index",
        "salt",
        "checkpoint",
    ]
)
_CHECKPOINT_KEYS = frozenset({"type", "v", "hub_id", "size", "root", "at"})


class Kind(StrEnum):
    """What a record of the log is about."""

    ENROLMENT = "enrolment"
    DEVICE_KEY = "device-key"
    PUBLICATION = "publication"
    RETRACTION = "retraction"
    EXPIRY = "expiry"
    CLOSURE = "closure"
    POLICY = "policy"
    REGISTRY = "registry"
    VIEW = "view"
    RELEASE = "release"


_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record. `subject` is the UUID it is about, `digest` that of the bytes that were accepted."""

    kind: Kind
    subject: str
    seq: int
    digest: str
    policy: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's size and root at one instant, signed by the hub."""

    hub_id: str
    size: int
    root: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The hub's word that it accepted something, and where that stands in its log."""

    hub_id: str
    entry: Entry
    index: int
    salt: bytes
    checkpoint: str  # a signed checkpoint, as its compact JWS


def record(entry: Entry) -> bytes:
    """Return the canonical bytes of a record of the log."""
    return canonical.encode(_entry_document(entry))


def leaf(entry: Entry, salt: bytes) -> bytes:
    """Return the leaf hash of a record."""
    return merkle.leaf_hash(merkle.inner_hash(salt, record(entry)))


def sign_checkpoint(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Return the checkpoint as a compact JWS."""
    document = {
        "type": CHECKPOINT_TYP,
        "v": 1,
        "hub_id": checkpoint.hub_id,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "at": fields.instant_text(checkpoint.at),
    }
    return authorship.sign(canonical.encode(document), key, CHECKPOINT_TYP)


def read_checkpoint(token: str, key: Ed25519PublicKey) -> Checkpoint:
    """Verify and read a checkpoint. Raises BadSignature or MalformedDocument."""
    body = authorship.verify(token, key, CHECKPOINT_TYP)
    document = fields.closed(canonical.decode(body, at_most=_MOST_BYTES), _CHECKPOINT_KEYS)
    fields.constant(document["type"], CHECKPOINT_TYP)
    fields.constant(document["v"], 1)
    return Checkpoint(
        hub_id=fields.uuid_text(document["hub_id"]),
        size=fields.integer(document["size"], 0, 2**53 - 1),
        root=bytes.fromhex(fields.digest(document["root"])),
        at=fields.instant(document["at"]),
    )


def sign_receipt(receipt: Receipt, key: Ed25519PrivateKey) -> str:
    """Return the receipt as a compact JWS."""
    document = {
        "type": RECEIPT_TYP,
        "v": 1,
        "hub_id": receipt.hub_id,
        **_entry_document(receipt.entry),
        "index": receipt.index,
        "salt": keys.to_base64url(receipt.salt),
        "checkpoint": receipt.checkpoint,
    }
    return authorship.sign(canonical.encode(document), key, RECEIPT_TYP)


def read_receipt(token: str, key: Ed25519PublicKey) -> Receipt:
    """Verify the signature of a receipt and read it. Raises BadSignature or MalformedDocument."""
    body = authorship.verify(token, key, RECEIPT_TYP)
    document = fields.closed(canonical.decode(body, at_most=_MOST_BYTES), _RECEIPT_KEYS)
    fields.constant(document["type"], RECEIPT_TYP)
    fields.constant(document["v"], 1)
    salt = keys.from_base64url(fields.text(document["salt"], at_most=64))
    if len(salt) != SALT_BYTES:
        raise MalformedDocument("a salt has 16 bytes")
    return Receipt(
        hub_id=fields.uuid_text(document["hub_id"]),
        entry=Entry(
            kind=Kind(fields.one_of(document["kind"], _KINDS)),
            subject=fields.uuid_text(document["subject"]),
            seq=fields.integer(document["seq"], 0, 2**53 - 1),
            digest=fields.digest(document["digest"]),
            policy=fields.digest(document["policy"]),
            accepted_at=fields.instant(document["accepted_at"]),
        ),
        index=fields.integer(document["index"], 0, 2**53 - 1),
        salt=salt,
        checkpoint=fields.text(document["checkpoint"], at_most=2048),
    )


def verify_receipt(token: str, proof: list[bytes], key: Ed25519PublicKey) -> tuple[Receipt, Checkpoint]:
    """Verify a receipt whole: signature, checkpoint, and that its record stands in the log.

    Raises BadSignature, MalformedDocument or BadProof.
    """
    receipt = read_receipt(token, key)
    checkpoint = read_checkpoint(receipt.checkpoint, key)
    if checkpoint.hub_id != receipt.hub_id:
        raise BadProof("the checkpoint is another hub's")
    merkle.verify_inclusion(
        leaf(receipt.entry, receipt.salt), receipt.index, checkpoint.size, proof, checkpoint.root
    )
    return receipt, checkpoint


def _entry_document(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "subject": entry.subject,
        "seq": entry.seq,
        "digest": entry.digest,
        "policy": entry.policy,
        "accepted_at": fields.instant_text(entry.accepted_at),
    }
