"""What the hub holds of this rep, read back and shown from those very bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from weavit_core import ledger, publication, release_document
from weavit_core.keys import public_key
from weavit_core.release import Row
from weavit_desktop.clock import Clock
from weavit_desktop.services import hub
from weavit_desktop.services.adopting import Adopted
from weavit_desktop.services.checking import Held, read_back
from weavit_desktop.services.drafting import NewId
from weavit_desktop.services.hub import Fetched
from weavit_desktop.services.sharing import Revoked, take_back
from weavit_desktop.services.sharing_page import GONE_FROM_REGISTRY, SharingState, read_sharing
from weavit_desktop.sharing import preview
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import choosing, outbox, sharing_page
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories.outbox import Document, KeptReceipt
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class ReceiptOf:
    """The receipt of a document: its number among ours, its line in the hub's log, when it was given."""

    number: int
    log_line: int
    accepted_at: str


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A document as the hub gave it back. `sent` is what was sent, None for nothing.

    `behind` counts people of the vault behind its lines, `seen` are the rows of the last release at its
    Client. `waits`: a new version of it waits here.
    """

    client_id: str
    client_name: str
    seq: int
    sha256: str
    sent: bytes | None = field(repr=False)
    agrees: bool
    waits: bool
    body: bytes = field(repr=False)
    hex_dump: str
    presence_k: int
    cells: tuple[publication.Cell, ...]
    rep_id: str
    not_after: date
    behind: int
    receipt: ReceiptOf | None
    seen: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """Everything that was read back. `missing` names the Clients whose document the hub should hold, and
    does not; `released_on` is the day of the last release, None before the first; `adopted` is what a
    restored vault took over just now.
    """

    read_at: datetime
    documents: tuple[Mirrored, ...]
    missing: tuple[str, ...]
    released_on: date | None
    policy_changed: bool
    adopted: Adopted | None

    @property
    def agreeing(self) -> int:
        """Return how many documents are as they should be."""
        return sum(document.agrees for document in self.documents)

    @property
    def expected(self) -> int:
        """Return how many documents there are here or there."""
        return len(self.documents) + len(self.missing)


def read_mirror(vault: Vault, connect: Connect, clock: Clock, new_id: NewId) -> Mirror:
    """Connect to the hub: check its log and its rules, fetch the release, and read back every document.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted.
    """
    fetched = hub.fetch(vault, connect, clock, new_id)
    held = read_back(vault, connect, clock)
    state = read_sharing(vault, clock)
    return vault.read(lambda db: _mirror(db, held, state, clock(), fetched))


def take_back_document(vault: Vault, client_id: str, clock: Clock, new_id: NewId) -> Revoked:
    """Take back everyone who works at a Client of the registry now, and with them its document."""

    def work(db: Connection) -> Revoked:
        organisation = sharing_page.organisation_of(db, client_id)
        people = [] if organisation is None else choosing.now_at(db, organisation) or []
        return take_back(db, [one.uid for one in people], clock(), new_id, also={client_id})

    return vault.write(work)


def _mirror(
    db: Connection, held: Sequence[Held], state: SharingState, now: datetime, fetched: Fetched
) -> Mirror:
    there = {(one.row.pub_id, one.row.sha256) for one in held}
    known = [document for document, _ in outbox.standing(db)]
    standing = [document for document in known if document.state == State.ACKED]
    # What is on its way may have arrived: then it is that which was sent.
    ours = {document.pub_id: document for document in standing}
    ours |= {document.pub_id: document for document in known if (document.pub_id, document.sha256) in there}
    given = {pub_id for pub_id, _ in there}
    body = hubs.released(db)
    release = None if body is None else release_document.decode(body)
    rows: dict[str, list[Row]] = {}
    for row in release.tables.cells if release else ():
        rows.setdefault(row.client_id, []).append(row)
    names = sharing_page.client_names(
        db, {one.row.client_id for one in held} | {document.client_id for document in standing}
    )
    receipts = _receipts(outbox.receipts(db))
    documents = [_mirrored(one, ours, names, state, receipts, rows) for one in held]
    return Mirror(
        now,
        tuple(sorted(documents, key=lambda one: one.client_name.casefold())),
        tuple(
            sorted(
                names.get(document.client_id, GONE_FROM_REGISTRY)
                for document in standing
                if document.pub_id not in given
            )
        ),
        None if release is None else release.computed_on,
        fetched.policy_changed,
        fetched.adopted,
    )


def _receipts(kept: Sequence[tuple[Document, KeptReceipt]]) -> dict[tuple[str, int], ReceiptOf]:
    found = {}
    for number, (document, receipt) in enumerate(kept, start=1):
        line = ledger.read_receipt(receipt.token, public_key(receipt.hub_key)).index
        found[document.pub_id, document.seq] = ReceiptOf(number, line, receipt.accepted_at)
    return found


def _mirrored(
    held: Held,
    ours: Mapping[str, Document],
    names: Mapping[str, str],
    state: SharingState,
    receipts: Mapping[tuple[str, int], ReceiptOf],
    released: Mapping[str, Sequence[Row]],
) -> Mirrored:
    row = held.row
    document = publication.decode(held.body)
    sent = ours.get(row.pub_id)
    content = document.content
    return Mirrored(
        client_id=row.client_id,
        client_name=names.get(row.client_id, GONE_FROM_REGISTRY),
        seq=row.seq,
        sha256=row.sha256,
        sent=None if sent is None else sent.body,
        agrees=row.matches_sent,
        waits=any(client.client_id == row.client_id for client in state.waiting),
        body=held.body,
        hex_dump=preview.hex_dump(held.body),
        presence_k=0 if content is None else content.presence_k,
        cells=() if content is None else content.cells,
        rep_id=document.rep_id,
        not_after=document.not_after,
        behind=sum(person.client_id == row.client_id for person in state.seen),
        receipt=receipts.get((row.pub_id, row.seq)),
        seen=tuple(released.get(row.client_id, ())),
    )
