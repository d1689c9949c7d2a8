"""The outbox as a person sees it: what waits, its exact bytes, approval of these bytes, discarding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from weavit_core import canonical
from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.conversation import device_of, require_joined
from weavit_desktop.services.drafting import DISCARDED, NewId, redraft
from weavit_desktop.sharing import preview
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.preview import Line
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import outbox
from weavit_desktop.vault.repositories.outbox import Document
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A version as `weavit outbox --json` shows it; `bytes` is its length, `problem` what the hub had."""

    id: str
    pub_id: str
    client_id: str
    seq: int
    state: str
    sha256: str
    bytes: int
    retraction: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One version from all sides, each rendered from `body`, the bytes that are sent."""

    row: OutboxRow
    body: bytes = field(repr=False)
    table: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]
    text: str
    hex_dump: str
    request_head: str


class NotAsShown(UsageRefused):
    """What waits is not what was shown."""

    def __init__(self) -> None:
        super().__init__("The documents changed since they were shown. Look at them again, then publish.")


def list_outbox(vault: Vault) -> list[OutboxRow]:
    """Return every version, the oldest first."""
    return [_row(document) for document in vault.read(outbox.everything)]


def show(vault: Vault, uid: str) -> Preview:
    """Return one version from all sides. Raises UsageRefused."""
    document = vault.read(lambda db: _require(db, uid))
    me = device_of(require_joined(vault))
    body = document.body
    return Preview(
        _row(document),
        body,
        preview.table(body),
        preview.facts(body),
        preview.text(body),
        preview.hex_dump(body),
        preview.request_head(body, me),
    )


def show_bytes(vault: Vault, uid: str) -> bytes:
    """Return exactly the bytes that will be sent. Raises UsageRefused."""
    return vault.read(lambda db: _require(db, uid)).body


def approve(vault: Vault, uid: str, seen: str, clock: Clock, new_id: NewId) -> None:
    """Approve the bytes with the digest that the person has seen.

    Raises UsageRefused if the version is no longer the one that was seen, or does not wait for approval.
    """
    vault.write(lambda db: _approve(db, uid, seen, clock, new_id))


def approve_each(vault: Vault, uids: Sequence[str], clock: Clock, new_id: NewId) -> None:
    """Approve the named versions as they stand: an id names bytes, since a version drafted anew has another.

    Raises UsageRefused as `approve` does, and then approves none of them.
    """

    def work(db: Connection) -> None:
        for uid in uids:
            _approve(db, uid, _require(db, uid).sha256, clock, new_id)

    vault.write(work)


def approve_all(vault: Vault, clock: Clock, new_id: NewId) -> list[str]:
    """Approve every draft as it stands now; return their ids. What was discarded or refused stays so."""

    def work(db: Connection) -> list[str]:
        redraft(db, clock(), new_id)
        drafts = [document for document in outbox.everything(db) if document.state == State.DRAFT]
        for document in drafts:
            _approve(db, document.uid, document.sha256, clock, new_id)
        return [document.uid for document in drafts]

    return vault.write(work)


def approve_shown(vault: Vault, shown: Mapping[str, str], clock: Clock, new_id: NewId) -> None:
    """Approve what a person saw, all of it: `shown` gives the digest of each version by its id.

    Raises NotAsShown, and then approves none, unless these are the versions that publishing would send.
    """

    def work(db: Connection) -> None:
        redraft(db, clock(), new_id)
        leaving = to_leave([document for document, _ in outbox.standing(db)])
        if {document.uid: document.sha256 for document in leaving} != dict(shown):
            raise NotAsShown
        for document in leaving:
            if document.state == State.DRAFT:
                _approve(db, document.uid, shown[document.uid], clock, new_id)

    vault.write(work)


def to_leave(documents: Iterable[Document]) -> list[Document]:
    """Return which versions would leave if all drafts were approved now, given the oldest first.

    What is on its way goes on; of the rest of a Client the newest replaces the others.
    """
    chosen: dict[tuple[str, bool], Document] = {}
    for document in documents:
        if document.state in (State.DRAFT, State.APPROVED, State.SENDING):
            chosen[document.pub_id, document.state == State.SENDING] = document
    return list(chosen.values())


def bring_back(vault: Vault, uid: str, clock: Clock, new_id: NewId) -> None:
    """Let a version wait again that was put aside. Raises UsageRefused for any other."""

    def work(db: Connection) -> None:
        document = _require(db, uid)
        if (document.state, document.problem) != (State.REJECTED, DISCARDED):
            raise UsageRefused("This document was not put aside.")
        outbox.set_state(db, uid, State.DRAFT)
        redraft(db, clock(), new_id, {document.client_id})

    vault.write(work)


def discard(vault: Vault, uid: str, clock: Clock, new_id: NewId) -> None:
    """Put a version aside: it is not sent, and not proposed again until it would say something else.

    Raises UsageRefused for what was sent already, and for what takes back what the person took back.
    """

    def work(db: Connection) -> None:
        document = _require(db, uid)
        if document.state not in (State.DRAFT, State.APPROVED):
            raise UsageRefused("Only what still waits to be sent can be discarded.")
        if document.state == State.APPROVED and document.taken_back:
            raise UsageRefused("This takes back what you took back. To show it again, share it again.")
        outbox.set_state(db, uid, State.REJECTED, DISCARDED)
        redraft(db, clock(), new_id, {document.client_id})

    vault.write(work)


def _approve(db: Connection, uid: str, seen: str, clock: Clock, new_id: NewId) -> None:
    document = _require(db, uid)
    redraft(db, clock(), new_id, {document.client_id})
    document = _require(db, uid)  # a draft that no longer fits is gone now
    if document.state not in (State.DRAFT, State.REJECTED):
        raise UsageRefused("This document does not wait for approval.")
    if not canonical.sha256_hex(document.body) == document.sha256 == seen:
        raise UsageRefused("The document is not the one that was shown. Look at it again, then approve.")
    for other in _waiting_beside(db, document):
        outbox.set_state(db, other.uid, State.SUPERSEDED)
    outbox.approve(db, uid, seen, instant_text(clock()))
    redraft(db, clock(), new_id, {document.client_id})


def _waiting_beside(db: Connection, document: Document) -> Sequence[Document]:
    return [other for other in outbox.of_period(db, document.pub_id) if other.state == State.APPROVED]


def _require(db: Connection, uid: str) -> Document:
    document = outbox.find(db, uid)
    if document is None:
        raise UsageRefused(
            "There is no document with this id; it may have been drafted anew. List them with: weavit outbox"
        )
    return document


def _row(document: Document) -> OutboxRow:
    return OutboxRow(
        document.uid,
        document.pub_id,
        document.client_id,
        document.seq,
        document.state,
        document.sha256,
        len(document.body),
        document.retraction,
        document.problem,
    )
