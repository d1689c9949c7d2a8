"""Enrolment: an invite, a device key that proves itself, and an accepted policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from weavit_core import enrolment, keys
from weavit_core.enrolment import Enrolment
from weavit_core.fields import instant_text
from weavit_core.http_signing import SignedBy
from weavit_core.ledger import Entry, Kind
from weavit_hub.identifiers import new_id
from weavit_hub.refusals import Refused
from weavit_hub.services import declarations, policy, requests
from weavit_hub.services.declarations import Document
from weavit_hub.services.ledger import Accepted, Seal
from weavit_hub.store import accounts
from weavit_hub.store.accounts import Device, Rep


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`first` is False where the same enrolment came again and got the same receipt."""

    first: bool
    rep: Rep
    accepted: Accepted


def read(document: Document, hub_id: str) -> Enrolment:
    """Read an enrolment in this hub, signed by the key that it enrols.

    Raises Refused or MalformedDocument.
    """
    wanted = enrolment.decode(document.body)
    if wanted.hub_id != hub_id:
        raise Refused("schema", "this is an enrolment in another hub")
    declarations.check_author(document, wanted.device_key, enrolment.ENROLMENT_TYP)
    return wanted


def find_earlier(db: Connection, document: Document, signed: SignedBy, now: datetime) -> Enrolled | None:
    """Return what the same enrolment got before, and use up the request's nonce if it got anything."""
    accepted = declarations.find_earlier(db, document)
    device = accounts.find_device(db, signed.key_id)
    if accepted is None or device is None:
        return None
    requests.take_nonce(db, signed, now)
    return Enrolled(False, accounts.find_rep(db, device.rep_id), accepted)


def enrol(
    db: Connection, seal: Seal, wanted: Enrolment, document: Document, signed: SignedBy, now: datetime
) -> Enrolled:
    """Enrol a rep with a device, for an invite whose secret was verified. Raises Refused."""
    if earlier := find_earlier(db, document, signed, now):
        return earlier
    requests.take_nonce(db, signed, now)
    policy.require(db, wanted.policy)
    if accounts.find_device(db, wanted.device_id) or accounts.rep_of_retract_hash(db, wanted.retract_hash):
        raise Refused("schema", "a new device has an id and a retract code of its own")
    rep = _new_rep(db, wanted, now)
    key = keys.public_text(wanted.device_key)
    accounts.add_device(db, Device(wanted.device_id, rep.id, key, rep.enrolled_at))
    entry = Entry(Kind.ENROLMENT, wanted.device_id, 0, document.digest, wanted.policy, now)
    return Enrolled(True, rep, declarations.declare(db, seal, wanted.device_id, document, entry))


def _new_rep(db: Connection, wanted: Enrolment, now: datetime) -> Rep:
    invite = accounts.find_invite(db, wanted.invite_id)
    if invite is None or not accounts.use_invite(db, invite.id):
        raise Refused("invite", "ask for a new invite")
    rep = Rep(
        id=new_id(now),
        name=invite.name,
        role=invite.role,
        team=invite.team,
        accepted_policy=wanted.policy,
        retract_hash=wanted.retract_hash,
        enrolled_at=instant_text(now),
        last_seen=instant_text(now),
    )
    accounts.add_rep(db, rep)
    return rep
