"""What came back and what is held: receipts, verified again, and the mirror of what the hub holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from weavit_core import canonical, keys, publication
from weavit_core.errors import MalformedDocument
from weavit_desktop.clock import Clock
from weavit_desktop.services.conversation import address_of, device_of, require_joined, wire_to
from weavit_desktop.sharing import receipts as checks
from weavit_desktop.sharing import requests
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.requests import Wire
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.repositories import outbox
from weavit_desktop.vault.repositories.outbox import Document, KeptReceipt
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt; `verified` was checked just now, `bytes` is the length of the document."""

    pub_id: str
    seq: int
    sha256: str
    accepted_at: str
    verified: bool
    client_id: str
    bytes: int
    retraction: bool


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """A document that the hub holds, as `weavit hub mirror --json` shows it."""

    pub_id: str
    client_id: str
    seq: int
    sha256: str
    bytes: int
    matches_sent: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A document that the hub holds, with its bytes as the hub gave them."""

    row: MirrorRow
    body: bytes = field(repr=False)


def receipts(vault: Vault) -> list[ReceiptRow]:
    """Return every receipt, the oldest first, each verified again from what the vault keeps."""
    return [
        ReceiptRow(
            document.pub_id,
            document.seq,
            document.sha256,
            kept.accepted_at,
            _verifies(document, kept),
            document.client_id,
            len(document.body),
            document.retraction,
        )
        for document, kept in vault.read(outbox.receipts)
    ]


def mirror(vault: Vault, connect: Connect, clock: Clock) -> list[MirrorRow]:
    """Fetch from the hub what it holds of this rep, and compare it with what was sent.

    Raises UsageRefused, HubRefused, HubUnreachable or HubNotTrusted.
    """
    return [held.row for held in read_back(vault, connect, clock)]


def read_back(vault: Vault, connect: Connect, clock: Clock) -> list[Held]:
    """Fetch as `mirror` does, with the bytes of each document."""
    hub = require_joined(vault)
    with connect(address_of(hub)) as transport:
        held = ask_mirror(wire_to(hub, transport), device_of(hub), clock)
    ours = _should_be_held(vault.read(outbox.everything))
    try:
        return [_held(row, ours) for row in held]
    except (TypeError, KeyError, AttributeError, MalformedDocument) as error:
        raise requests.nonsense("mirror") from error


def ask_mirror(wire: Wire, me: Device, clock: Clock) -> list[Any]:
    """Ask the hub for all that it holds of this rep: rows as protocol.md has them, not looked into yet.

    Raises HubRefused, HubUnreachable or HubNotTrusted.
    """
    request = requests.signed(me, "GET", "/v1/me/publications", clock())
    held = requests.members(wire.ask(request, clock())).get("publications")
    if not isinstance(held, list):
        raise requests.nonsense("mirror")
    return held


def _should_be_held(documents: Sequence[Document]) -> set[tuple[str, str, int, str]]:
    """Return what the hub may hold: the newest confirmed version of each document, and what is on its way."""
    newest = {document.pub_id: document for document in documents if document.state == State.ACKED}
    on_its_way = [document for document in documents if document.state == State.SENDING]
    return {
        (document.pub_id, document.client_id, document.seq, document.sha256)
        for document in (*newest.values(), *on_its_way)
    }


def _held(row: dict[str, Any], ours: set[tuple[str, str, int, str]]) -> Held:
    body = keys.from_base64url(row["body"])
    digest = canonical.sha256_hex(body)
    document = publication.decode(body)
    told = (row["pub_id"], row["client_id"], row["seq"], row["sha256"])
    read = (document.pub_id, document.client_id, document.seq, digest)
    return Held(MirrorRow(*read, len(body), matches_sent=told == read and read in ours), body)


def _verifies(document: Document, kept: KeptReceipt) -> bool:
    expected = checks.for_document(publication.decode(document.body), canonical.sha256_hex(document.body))
    return checks.verifies(kept.token, kept.proof, keys.public_key(kept.hub_key), expected)
