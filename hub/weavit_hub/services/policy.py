"""The policy: what is in force, and who accepted it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from weavit_core import enrolment
from weavit_core import policy as wire
from weavit_core.ledger import Entry, Kind
from weavit_core.policy import Policy
from weavit_hub.refusals import Refused
from weavit_hub.services import declarations, ledger
from weavit_hub.services.declarations import Document
from weavit_hub.services.ledger import Accepted, Seal
from weavit_hub.services.requests import Caller
from weavit_hub.store import accounts, policies


def put_in_force(db: Connection, seal: Seal, policy: Policy, now: datetime) -> str:
    """Make this the policy in force and return its digest. Reps must accept it before they publish again."""
    body = wire.encode(policy)
    stored = policies.put_in_force(db, body, now)
    entry = Entry(Kind.POLICY, seal.hub_id, stored.ordinal, stored.digest, stored.digest, now)
    ledger.append(db, seal, entry)
    return stored.digest


def in_force(db: Connection) -> tuple[str, Policy]:
    """Return the digest of the policy in force, and the policy."""
    stored = policies.in_force(db)
    return stored.digest, wire.decode(stored.body)


def require(db: Connection, digest: str) -> None:
    """Raise Refused unless this policy is in force."""
    if policies.in_force(db).digest != digest:
        raise Refused("policy-changed", "read and accept the policy in force")


def accept(db: Connection, seal: Seal, caller: Caller, document: Document, now: datetime) -> Accepted:
    """Note that the caller's rep accepts the policy in force. Raises Refused or MalformedDocument.

    The same acceptance again gets the same receipt.
    """
    acceptance = enrolment.decode_acceptance(document.body)
    if acceptance.hub_id != seal.hub_id:
        raise Refused("schema", "this is an acceptance for another hub")
    if acceptance.device_id != caller.device_id:
        raise Refused("forbidden", "this is another device's acceptance")
    declarations.check_author(document, caller.device_key, enrolment.ACCEPTANCE_TYP)
    require(db, acceptance.policy)
    accounts.accept_policy(db, caller.rep_id, acceptance.policy)
    if earlier := declarations.find_earlier(db, document):
        return earlier
    entry = Entry(Kind.POLICY, caller.device_id, 0, document.digest, acceptance.policy, now)
    return declarations.declare(db, seal, caller.device_id, document, entry)
