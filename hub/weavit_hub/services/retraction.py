"""Taking back: the body goes in the same transaction, and its pub_id is refused from then on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from weavit_core import retract_code
from weavit_core.canonical import sha256_hex
from weavit_core.ledger import Entry, Kind
from weavit_core.publication import Publication
from weavit_hub.refusals import Refused
from weavit_hub.services import ledger, policy
from weavit_hub.services.declarations import Document
from weavit_hub.services.ledger import Accepted, Seal
from weavit_hub.store import accounts, documents, log
from weavit_hub.store.documents import Held, Tombstone


def retract(db: Connection, seal: Seal, wanted: Publication, document: Document, now: datetime) -> Accepted:
    """Take a publication back at its rep's word. One that never arrived will be refused if it still comes."""
    log.erase(db, wanted.pub_id)
    entry = Entry(Kind.RETRACTION, wanted.pub_id, wanted.seq, document.digest, wanted.policy, now)
    accepted = ledger.append(db, seal, entry)
    tombstone = Tombstone(wanted.pub_id, wanted.seq, document.digest, accepted.receipt, accepted.proof)
    documents.bury(db, tombstone)
    return accepted


def repeat(buried: Tombstone, document: Document) -> Accepted:
    """Return the receipt of this same retraction. Raises Refused for anything else under that pub_id."""
    if buried.digest != document.digest or buried.receipt is None or buried.proof is None:
        raise Refused("gone", "the document was taken back")
    return Accepted(buried.receipt, buried.proof)


def retract_by_code(db: Connection, seal: Seal, body: bytes, now: datetime) -> int:
    """Take back everything of the rep who holds this printed code, and return how much that was.

    Raises Refused or MalformedDocument.
    """
    secret = retract_code.read(retract_code.decode_request(body))
    rep = accounts.rep_of_retract_hash(db, retract_code.registered_hash(secret))
    if rep is None:
        raise Refused("not-found", "nobody registered this code; compare it with the printed one")
    return _bury(db, seal, documents.of_rep(db, rep.id), Kind.RETRACTION, sha256_hex(body), now)


def expire(db: Connection, seal: Seal, now: datetime) -> int:
    """Delete what is past its last day, or whose rep fell silent; return how much that was."""
    silent_since = now - timedelta(days=policy.in_force(db)[1].silence_days)
    over = documents.expired(db, now.date(), silent_since)
    return _bury(db, seal, over, Kind.EXPIRY, sha256_hex(b""), now)


def _bury(db: Connection, seal: Seal, over: Iterable[Held], kind: Kind, digest: str, now: datetime) -> int:
    """Delete publications. `digest` is that of the bytes that asked for it.

    The digest of what is deleted is kept nowhere: with the ids known, few bodies are possible, and a
    digest would tell which of them it was.
    """
    in_force, _ = policy.in_force(db)
    buried = 0
    for held in over:
        log.erase(db, held.pub_id)
        ledger.append(db, seal, Entry(kind, held.pub_id, held.seq, digest, in_force, now))
        documents.bury(db, Tombstone(held.pub_id, held.seq))
        buried += 1
    return buried
