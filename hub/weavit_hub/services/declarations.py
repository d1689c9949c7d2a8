"""Signed declarations of a device: how they are read, kept and receipted."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from weavit_core import authorship
from weavit_core.canonical import sha256_hex
from weavit_core.errors import CoreError
from weavit_core.fields import instant_text
from weavit_core.ledger import Entry
from weavit_hub.refusals import Refused
from weavit_hub.services import ledger
from weavit_hub.services.ledger import Accepted, Seal
from weavit_hub.store import accounts
from weavit_hub.store.accounts import Declaration


@dataclass(frozen=True, slots=True)
class Document:
    """A signed document as it came: its bytes, and the detached JWS of its author ("" if there is none)."""

    body: bytes
    authorship: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the body."""
        return sha256_hex(self.body)


def check_author(document: Document, key: Ed25519PublicKey, typ: str) -> None:
    """Raise Refused unless the key signed the body for this purpose."""
    try:
        authorship.verify_detached(document.body, document.authorship, key, typ)
    except CoreError as error:
        raise Refused("signature", "the authorship signature does not fit") from error


def find_earlier(db: Connection, document: Document) -> Accepted | None:
    """Return the receipt that the same declaration got before."""
    earlier = accounts.find_declaration(db, document.digest)
    return None if earlier is None else Accepted(earlier.receipt, earlier.proof)


def declare(db: Connection, seal: Seal, device_id: str, document: Document, entry: Entry) -> Accepted:
    """Log a declaration and keep it with its receipt."""
    accepted = ledger.append(db, seal, entry)
    accounts.add_declaration(
        db,
        Declaration(
            digest=document.digest,
            device_id=device_id,
            kind=entry.kind.value,
            body=document.body,
            authorship=document.authorship,
            receipt=accepted.receipt,
            proof=accepted.proof,
            accepted_at=instant_text(entry.accepted_at),
        ),
    )
    return accepted
