"""Accepting publications: each replaces the one before it, by the same rep, in an unbroken chain."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from weavit_core import canonical, publication
from weavit_core.http_signing import CLOCK_SKEW
from weavit_core.ledger import Entry, Kind
from weavit_core.publication import Publication
from weavit_core.taxonomy import ACTIVITY_MONTHS
from weavit_hub.refusals import Refused
from weavit_hub.services import declarations, ledger, policy, retraction
from weavit_hub.services.declarations import Document
from weavit_hub.services.ledger import Accepted, Seal
from weavit_hub.services.requests import Caller
from weavit_hub.store import accounts, documents, registry
from weavit_hub.store.documents import Held


@dataclass(frozen=True, slots=True)
class Put:
    """A document put under a pub_id; the preconditions are the raw headers, "" where they are missing."""

    pub_id: str
    document: Document
    if_match: str = ""
    if_none_match: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`first` is False where the same bytes came again; `erased` says that bytes were deleted."""

    accepted: Accepted
    first: bool
    erased: bool = False


def read(put: Put, seal: Seal, caller: Caller) -> Publication:
    """Read a publication that the caller may put there. Raises Refused or MalformedDocument."""
    _require_served_version(put.document.body)
    wanted = publication.decode(put.document.body)
    if wanted.hub_id != seal.hub_id or wanted.pub_id != put.pub_id:
        raise Refused("schema", "the body belongs to another address")
    if (wanted.rep_id, wanted.device_id) != (caller.rep_id, caller.device_id):
        raise Refused("forbidden", "the body is another rep's or another device's")
    declarations.check_author(put.document, caller.device_key, publication.TYP)
    return wanted


def accept(
    db: Connection, seal: Seal, caller: Caller, put: Put, wanted: Publication, now: datetime
) -> Outcome:
    """Accept a publication or a retraction that was read. The same bytes again get the same receipt.

    Raises Refused and then changes nothing.
    """
    if buried := documents.find_tombstone(db, put.pub_id):
        return Outcome(retraction.repeat(buried, put.document), first=False)
    held = documents.find(db, put.pub_id)
    if held is not None and held.rep_id != caller.rep_id:
        raise Refused("forbidden", "the document is another rep's")
    if held is not None and held.digest == put.document.digest:
        return Outcome(Accepted(held.receipt, held.proof), first=False)
    if wanted.content is None:
        if held is not None:
            _require_successor(put, wanted, held)
        accepted = retraction.retract(db, seal, wanted, put.document, now)
        return Outcome(accepted, first=True, erased=True)
    # The chain comes first: what was replaced long ago is stale, whatever else has changed since.
    _require_successor(put, wanted, held)
    _require_in_force(db, caller, wanted, now)
    _require_place(db, wanted, held)
    entry = Entry(Kind.PUBLICATION, put.pub_id, wanted.seq, put.document.digest, wanted.policy, now)
    accepted = ledger.append(db, seal, entry)
    documents.put(db, _held(wanted, put.document, accepted))
    return Outcome(accepted, first=True, erased=held is not None)


def _held(wanted: Publication, document: Document, accepted: Accepted) -> Held:
    return Held(
        pub_id=wanted.pub_id,
        rep_id=wanted.rep_id,
        client_id=wanted.client_id,
        device_id=wanted.device_id,
        seq=wanted.seq,
        digest=document.digest,
        body=document.body,
        authorship=document.authorship,
        not_after=wanted.not_after.isoformat(),
        receipt=accepted.receipt,
        proof=accepted.proof,
    )


def _require_served_version(body: bytes) -> None:
    document = canonical.decode(body, at_most=publication.MOST_BYTES)
    version = document.get("v")
    if document.get("type") == publication.TYPE and type(version) is int and version != publication.VERSION:
        raise Refused("unsupported-version", "this hub serves version 1")


def _require_successor(put: Put, wanted: Publication, held: Held | None) -> None:
    """Refuse what does not follow the held version, by its body and by its preconditions alike."""
    if held is None:
        follows = wanted.seq == 1 and put.if_none_match == "*"
    else:
        follows = (wanted.seq, wanted.prev) == (held.seq + 1, held.digest)
        follows = follows and put.if_match == f'"{held.digest}"'
    if not follows:
        raise Refused("stale-seq", "fetch what the hub holds, and build the next version on it")


def _require_in_force(db: Connection, caller: Caller, wanted: Publication, now: datetime) -> None:
    if caller.closed:
        raise Refused("forbidden", "the account is closed; only retractions are taken")
    digest, numbers = policy.in_force(db)
    accepted = accounts.find_rep(db, caller.rep_id).accepted_policy
    if not wanted.policy == accepted == digest:
        raise Refused("policy-changed", "read and accept the policy in force")
    today = (now + CLOCK_SKEW).date()  # the laptop's clock may be that much ahead
    if not now.date() <= wanted.not_after <= _months_after(today, numbers.most_months):
        raise Refused("schema", "not_after lies in the past, or beyond what the policy allows")
    first_after = _months_after(date.fromisoformat(f"{wanted.as_of}-01"), 1)
    if not first_after <= today < _months_after(first_after, ACTIVITY_MONTHS):
        raise Refused("schema", "as_of is no month of the past year that is over")


def _require_place(db: Connection, wanted: Publication, held: Held | None) -> None:
    """Refuse an unknown Client, a pub_id used for another Client, and a second pub_id at one Client."""
    if held is not None and held.client_id != wanted.client_id:
        raise Refused("schema", "a pub_id stays with its Client")
    client = registry.find_client(db, wanted.client_id)
    if client is None or client.status != registry.ACTIVE:
        raise Refused("not-found", "the Client is not in the registry, or not active")
    running = documents.find_at_client(db, wanted.rep_id, wanted.client_id)
    if running is not None and running.pub_id != wanted.pub_id:
        raise Refused("stale-seq", "another document of yours runs at this Client")


def _months_after(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
