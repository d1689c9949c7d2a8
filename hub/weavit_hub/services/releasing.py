"""Releases: computed once an epoch from what runs, signed, and logged when a laptop fetches them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from weavit_core import authorship, publication, release_document
from weavit_core.canonical import sha256_hex
from weavit_core.ledger import Entry, Kind
from weavit_core.policy import Policy
from weavit_core.release import Contribution, Release, Tables, compute
from weavit_hub.refusals import Refused
from weavit_hub.services import ledger, policy, retraction
from weavit_hub.services.ledger import Seal
from weavit_hub.store import accounts, documents, policies, registry, releases
from weavit_hub.store.releases import StoredRelease


def release(db: Connection, seal: Seal, now: datetime) -> Release:
    """Compute the release of a new epoch, after deleting what expired."""
    retraction.expire(db, seal, now)
    digest, numbers = policy.in_force(db)
    last = releases.latest(db)
    computed = Release(
        hub_id=seal.hub_id,
        epoch=1 if last is None else last.epoch + 1,
        computed_on=now.date(),
        policy=digest,
        tables=_tables(db, digest, numbers, now),
    )
    body = release_document.encode(computed)
    signature = authorship.sign_detached(body, seal.key, release_document.TYP)
    stored = StoredRelease(computed.epoch, now.date().isoformat(), body, sha256_hex(body), signature)
    releases.add(db, stored)
    ledger.append(db, seal, Entry(Kind.RELEASE, seal.hub_id, stored.epoch, stored.digest, digest, now))
    return computed


def is_due(db: Connection, today: date) -> bool:
    """Return whether an epoch has passed since the last release, or since the policy came into force."""
    last = releases.latest(db)
    since = policies.in_force(db).since[:10] if last is None else last.computed_on
    days = policy.in_force(db)[1].epoch_days
    return today - date.fromisoformat(since) >= timedelta(days=days)


def fetch(db: Connection, seal: Seal, rep_id: str, now: datetime) -> StoredRelease:
    """Return the last release to a rep, and log that they looked, once. Raises Refused if there is none."""
    last = releases.latest(db)
    if last is None:
        raise Refused("not-found", "no release was computed yet")
    if releases.note_view(db, last.epoch, rep_id, now):
        in_force = policies.in_force(db).digest
        ledger.append(db, seal, Entry(Kind.VIEW, rep_id, last.epoch, last.digest, in_force, now))
    return last


def _tables(db: Connection, digest: str, numbers: Policy, now: datetime) -> Tables:
    at = {client.id: client.merged_into or client.id for client in registry.list_clients(db)}
    contributions = []
    for held in documents.under_policy(db, digest):
        document = publication.decode(held.body)
        assert document.content is not None  # a retraction is never held
        contributions.append(Contribution(held.rep_id, at[held.client_id], document.as_of, document.content))
    active = accounts.count_active_reps(db, now - timedelta(days=numbers.silence_days))
    return compute(contributions, active, numbers, now.date())
