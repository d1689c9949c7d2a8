"""What the hub gave for a document: its signed word, held against what was sent and against its log."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from weavit_core import ledger, merkle
from weavit_core.errors import BadProof, CoreError
from weavit_core.ledger import Checkpoint, Entry, Kind, Receipt
from weavit_core.publication import Publication
from weavit_desktop.errors import HubNotTrusted
from weavit_desktop.sharing.requests import nonsense

ProofBetween = Callable[[int, int], list[bytes]]  # the hub's consistency proof from one size to a larger one
_MOST_PROOF = 64  # a path in a log of 2^64 entries


class LogDoesNotAddUp(HubNotTrusted):
    """The hub shows another history than before: entries were changed or taken out, or there are two logs."""

    def __init__(self) -> None:
        super().__init__(
            "The hub's log does not add up: it is not the log that it showed before. Publishing has stopped; "
            "taking back still works. Tell your administrator and whoever audits the hub.",
            fact="log-does-not-add-up",
        )


@dataclass(frozen=True, slots=True)
class Proven:
    """A receipt that was verified whole, as it came and as it reads."""

    token: str
    proof: tuple[str, ...]
    receipt: Receipt
    checkpoint: Checkpoint = field(repr=False)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a receipt must be for. `subject` None: whatever the hub names."""

    hub_id: str
    kind: Kind
    subject: str | None
    seq: int
    digest: str
    policy: str


def for_document(document: Publication, digest: str) -> Expected:
    """Return what the receipt for a document must say."""
    kind = Kind.RETRACTION if document.content is None else Kind.PUBLICATION
    return Expected(document.hub_id, kind, document.pub_id, document.seq, digest, document.policy)


def read(answer: Mapping[str, Any], key: Ed25519PublicKey, expected: Expected) -> Proven:
    """Verify the receipt of an answer: signature, place in the log, and that it is for what was sent.

    Raises HubNotTrusted.
    """
    token, proof = answer.get("receipt"), answer.get("proof")
    if not isinstance(token, str) or not isinstance(proof, list):
        raise nonsense("no receipt")
    return verify(token, hashes(proof), key, expected)


def verify(token: str, proof: list[bytes], key: Ed25519PublicKey, expected: Expected) -> Proven:
    """Verify a receipt against what it must be for. Raises HubNotTrusted."""
    try:
        receipt, checkpoint = ledger.verify_receipt(token, proof, key)
    except CoreError as error:
        raise _unfit(error.code) from error
    if receipt.hub_id != expected.hub_id or not _fits(receipt.entry, expected):
        raise _unfit("receipt of something else")
    return Proven(token, tuple(node.hex() for node in proof), receipt, checkpoint)


def verifies(token: str, proof: str, key: Ed25519PublicKey, expected: Expected) -> bool:
    """Return whether a receipt as the vault keeps it (the proof as JSON) still verifies."""
    try:
        verify(token, hashes(json.loads(proof)), key, expected)
    except HubNotTrusted:
        return False
    return True


def hashes(values: Any) -> list[bytes]:
    """Read a list of SHA-256 hashes in hexadecimal. Raises HubNotTrusted."""
    try:
        proof = [bytes.fromhex(value) for value in values]
    except (TypeError, ValueError) as error:
        raise nonsense("not hashes") from error
    if len(proof) > _MOST_PROOF or any(len(node) != 32 for node in proof):
        raise nonsense("not hashes")
    return proof


def check_history(kept: Checkpoint | None, new: Checkpoint, proof_between: ProofBetween) -> None:
    """Demand proof that of two checkpoints the smaller log is the beginning of the larger.

    Raises LogDoesNotAddUp, and what asking for the proof raises.
    """
    if kept is None:
        return
    smaller, larger = sorted((kept, new), key=lambda one: one.size)
    needs_proof = 0 < smaller.size < larger.size
    proof = proof_between(smaller.size, larger.size) if needs_proof else []
    try:
        if kept.hub_id != new.hub_id:
            raise BadProof("another hub's log")
        merkle.verify_consistency(smaller.size, smaller.root, larger.size, larger.root, proof)
    except BadProof as error:
        raise LogDoesNotAddUp from error


def _fits(entry: Entry, expected: Expected) -> bool:
    return (entry.kind, entry.seq, entry.digest, entry.policy) == (
        expected.kind,
        expected.seq,
        expected.digest,
        expected.policy,
    ) and expected.subject in (None, entry.subject)


def _unfit(fact: str) -> HubNotTrusted:
    return HubNotTrusted(
        "The hub's receipt does not fit what was sent. It was not accepted as a receipt. "
        "Ask your administrator; what was sent stays on the list.",
        fact=fact,
    )
