"""After a restore: what the hub holds counts, and not what the backup remembers of it (sharing.md, 10.25).

A backup does not know what was published or taken back since it was made. So a restored vault first reads
back what the hub holds, believes of it what this laptop and the hub have both signed, and takes that over:
the documents with their place in the row of versions, and nothing else. Whoever was to be shown more than
the hub shows now, or longer, falls to Only you until chosen again. All of that is one transaction: cut off
before its end, the vault is a restored one still, and begins anew with the next contact.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from weavit_core import authorship, canonical, keys, publication
from weavit_core.errors import CoreError
from weavit_core.fields import instant_text
from weavit_core.publication import TYP, Publication
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.domain.counting import many
from weavit_desktop.services.checking import ask_mirror
from weavit_desktop.services.conversation import address_of, device_of, follow_log, require_joined, wire_to
from weavit_desktop.services.drafting import NewId, allowed_now, redraft, rules_of
from weavit_desktop.sharing import receipts as checks
from weavit_desktop.sharing import requests
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.order import exceeds
from weavit_desktop.sharing.publication import Snapshot, snapshot_of, snapshots
from weavit_desktop.sharing.requests import Wire
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.sharing.view import view
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import adoption, outbox, permissions, shareable
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories.hub import JoinedHub
from weavit_desktop.vault.repositories.outbox import KeptReceipt, NewDocument
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many documents the hub holds, how many remembered ones it does not, who fell to Only you."""

    documents: int
    ended: int
    fallen: int


@dataclass(frozen=True, slots=True)
class _Held:
    """A document that the hub holds, and that we signed."""

    document: Publication
    body: bytes = field(repr=False)
    receipt: KeptReceipt
    checkpoint: str

    @property
    def snapshot(self) -> Snapshot:
        return snapshot_of(self.document)


def sentence(adopted: Adopted) -> str:
    """Say in plain words what came of it."""
    held = f"The hub holds {many(adopted.documents, 'document')} of yours, and the vault knows them again."
    if not adopted.fallen:
        return held
    fell = many(adopted.fallen, "person is", "people are")
    return f"{held} {fell} Only you until you choose again: the hub shows less of them than the backup knew."


def adopt_if_restored(vault: Vault, connect: Connect, clock: Clock, new_id: NewId) -> Adopted | None:
    """Connect to the hub and adopt what it holds; None, and nothing sent, if the vault was not restored.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted; then the vault is as it was.
    """
    hub = require_joined(vault)
    if hub.suspended != hubs.RESTORED:
        return None
    with connect(address_of(hub)) as transport:
        return adopt(vault, wire_to(hub, transport), device_of(hub), clock, new_id)


def adopt(vault: Vault, wire: Wire, me: Device, clock: Clock, new_id: NewId) -> Adopted | None:
    """Adopt what the hub holds if the vault was restored. Raises as `adopt_if_restored` does."""
    hub = require_joined(vault)
    if hub.suspended != hubs.RESTORED:
        return None
    held = _fetch(hub, wire, me, clock)
    head = requests.members(wire.ask(requests.signed(me, "GET", "/v1/ledger/checkpoint", clock()), clock()))
    for token in (head.get("checkpoint"), *(one.checkpoint for one in held)):
        follow_log(vault, wire, me, token, clock)
    return vault.write(lambda db: _adopt(db, held, clock(), new_id))


def _fetch(hub: JoinedHub, wire: Wire, me: Device, clock: Clock) -> list[_Held]:
    rows = ask_mirror(wire, me, clock)
    try:
        held = [_signed_by_both(row, hub, wire, me) for row in rows]
    except (TypeError, KeyError, AttributeError, CoreError) as error:
        raise requests.nonsense("mirror") from error
    for place in ("client_id", "pub_id"):
        if len({getattr(one.document, place) for one in held}) < len(held):
            raise requests.nonsense("mirror: one twice")
    return held


def _signed_by_both(row: dict[str, Any], hub: JoinedHub, wire: Wire, me: Device) -> _Held:
    """Read a row of the mirror. Raises HubNotTrusted, CoreError and what a row of other types raises."""
    body = keys.from_base64url(row["body"])
    document = publication.decode(body)
    ours = (hub.hub_id, hub.rep_id, hub.device_id)
    if document.content is None or (document.hub_id, document.rep_id, document.device_id) != ours:
        raise requests.nonsense("mirror: not ours")
    # Without this a hub could have us take words for our own that we never said, and build on them.
    authorship.verify_detached(body, row["jws"], me.device_key.public_key(), TYP)
    expected = checks.for_document(document, canonical.sha256_hex(body))
    proven = checks.verify(row["receipt"], checks.hashes(row["proof"]), wire.hub_key, expected)
    receipt = KeptReceipt(
        proven.token,
        json.dumps(proven.proof),
        keys.public_text(wire.hub_key),
        row["jws"],
        instant_text(proven.receipt.entry.accepted_at),
    )
    return _Held(document, body, receipt, proven.receipt.checkpoint)


def _adopt(db: Connection, held: Sequence[_Held], now: datetime, new_id: NewId) -> Adopted | None:
    hub = hubs.joined(db)
    if hub is None or hub.suspended != hubs.RESTORED:
        return None  # somebody else was quicker
    remembered = outbox.running_periods(db)
    running = {one.document.pub_id for one in held}
    everything_back = adoption.take_note(db)
    adoption.withdraw_unsent(db)
    ended = [period.pub_id for period in remembered.values() if period.pub_id not in running]
    for pub_id in ended:
        outbox.end_period(db, pub_id)
    for one in held:
        before = remembered.get(one.document.client_id)
        taken_back = everything_back or (before is not None and before.taken_back)
        adoption.run_period(db, one.document.pub_id, one.document.client_id, taken_back=taken_back)
        adoption.hold(db, _as_document(one, new_id), one.receipt)
    fallen = _let_fall(db, hub, {one.document.client_id: one.snapshot for one in held}, now)
    hubs.end_restored_pause(db)
    redraft(db, now, new_id)
    return Adopted(len(held), len(ended), fallen)


def _as_document(one: _Held, new_id: NewId) -> NewDocument:
    document, digest = one.document, canonical.sha256_hex(one.body)
    at = datetime.fromisoformat(one.receipt.accepted_at).isoformat()
    return NewDocument(
        new_id(), document.pub_id, document.seq, one.body, digest, retraction=False, created_at=at
    )


def _let_fall(db: Connection, hub: JoinedHub, shown: dict[str, Snapshot], now: datetime) -> int:
    """Set to Only you whoever is to be shown more than the hub shows, or longer. Return how many."""
    chosen = permissions.all_giving(db)
    keep, at_client = _within(db, hub, shown, now)
    _fall(db, [uid for uid in chosen if uid not in keep], now)
    # Each of them is within, and all together may still say more: one line has the best of several people.
    for client_id, snapshot in shown.items():
        allowed = allowed_now(db, hub, now, {client_id})(snapshot.as_of).get(client_id)
        if allowed is not None and exceeds(allowed, snapshot):
            _fall(db, at_client[client_id], now)
    return len(chosen) - len(permissions.all_giving(db))


def _within(
    db: Connection, hub: JoinedHub, shown: dict[str, Snapshot], now: datetime
) -> tuple[set[str], dict[str, list[str]]]:
    """Return who is shown, and nowhere more than the hub shows; and who is at each Client."""
    chosen, rules = permissions.all_giving(db), rules_of(hub)
    somewhere: set[str] = set()
    above: set[str] = set()
    at_client: dict[str, list[str]] = {}
    for as_of in {snapshot.as_of for snapshot in shown.values()}:
        for person in shareable.people_at(db, None, as_of):
            for one in view(person, chosen.get(person.uid), now, hub.policy):
                held = shown.get(one.client_id)
                if held is None:
                    above.add(person.uid)
                elif held.as_of == as_of:
                    somewhere.add(person.uid)
                    at_client.setdefault(one.client_id, []).append(person.uid)
                    alone = snapshots([one], as_of, rules)[one.client_id]
                    if exceeds(alone, held):
                        above.add(person.uid)
    return somewhere - above, at_client


def _fall(db: Connection, uids: Iterable[str], now: datetime) -> None:
    chosen = permissions.all_giving(db)
    permissions.append(
        db,
        (
            replace(chosen[uid], level=SharingLevel.ONLY_YOU, until=None, from_day=now.date(), decided_at=now)
            for uid in uids
            if uid in chosen
        ),
    )
