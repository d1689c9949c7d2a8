"""Sending what was approved, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from weavit_core import canonical, keys, publication
from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.errors import (
    Cancelled,
    HubNotTrusted,
    HubRefused,
    HubUnreachable,
    UsageRefused,
    VaultDamaged,
    WeavitError,
)
from weavit_desktop.services.adopting import Adopted, adopt
from weavit_desktop.services.conversation import address_of, device_of, follow_log, require_joined, wire_to
from weavit_desktop.services.drafting import NewId, may_be_sent, redraft
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never, silent
from weavit_desktop.sharing import receipts as checks
from weavit_desktop.sharing import requests
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.receipts import LogDoesNotAddUp, Proven
from weavit_desktop.sharing.requests import Refusal, Wire
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import outbox
from weavit_desktop.vault.repositories.hub import JoinedHub
from weavit_desktop.vault.repositories.outbox import Document, KeptReceipt
from weavit_desktop.vault.vault import Vault

# What the hub has against one document, not against the moment or the laptop: the same bytes will not do.
_FINAL = frozenset({"schema", "unsupported-version", "too-large", "forbidden", "not-found", "stale-seq"})
RESTORED = (
    "This vault was restored from a backup, and the hub may hold newer documents than it remembers. Nothing "
    "is published before it has read back from the hub what is there: weavit hub fetch."
)
# What it has against the moment: it has not read the document.
_MOMENT = frozenset({"rate", "clock-skew", "signature", "replayed"})


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """`problem` is the code of protocol.md."""

    pub_id: str
    problem: str


@dataclass(frozen=True, slots=True)
class PublishReport:
    """How many documents went out, came back with a receipt, and still wait.

    `trouble` is why some still wait: the hub cannot be reached, is not trusted, or said no to all, or it
    was cancelled (Cancelled) between two documents. `adopted` is what a restored vault found at the hub.
    """

    sent: int
    accepted: int
    refused: tuple[RefusedDocument, ...]
    waiting: int
    trouble: WeavitError | None = None
    adopted: Adopted | None = None


Arrived = Callable[[str], object]  # told the id of each version whose receipt has come


def publish(
    vault: Vault,
    connect: Connect,
    clock: Clock,
    new_id: NewId,
    progress: Progress = silent,
    arrived: Arrived | None = None,
    cancelled: IsCancelled = never,
) -> PublishReport:
    """Send every approved document, retractions first, and verify each receipt.

    A document leaves only as the bytes whose digest was approved, and only while all it shows is still
    allowed. A restored vault first adopts what the hub holds (adopting.py). Raises nothing for a refusing
    or silent hub: the report says what waits and why. Raises UsageRefused where no hub was joined.
    """
    return _Run(vault, connect, clock, new_id, progress, _any, arrived or _tell_nobody, cancelled).go()


def send_taken_back(
    vault: Vault,
    connect: Connect,
    clock: Clock,
    new_id: NewId,
    progress: Progress = silent,
    arrived: Arrived | None = None,
    cancelled: IsCancelled = never,
) -> PublishReport:
    """Send only what takes something back that the hub may still hold. Otherwise like `publish`."""
    return _Run(
        vault, connect, clock, new_id, progress, _is_taken_back, arrived or _tell_nobody, cancelled
    ).go()


def _any(document: Document) -> bool:
    del document
    return True


def _is_taken_back(document: Document) -> bool:
    return document.taken_back


def _tell_nobody(uid: str) -> None:
    del uid


@dataclass(slots=True)
class _Run:
    """One attempt to send what waits."""

    vault: Vault
    connect: Connect
    clock: Clock
    new_id: NewId
    progress: Progress
    chosen: Callable[[Document], bool]
    arrived: Arrived
    cancelled: IsCancelled
    tried: set[tuple[str, str]] = field(default_factory=set)  # (pub_id, digest): no bytes twice in one run
    accepted: int = 0
    refused: list[RefusedDocument] = field(default_factory=list)
    trouble: WeavitError | None = None
    adopted: Adopted | None = None

    def go(self) -> PublishReport:
        hub = require_joined(self.vault)
        self.vault.write(lambda db: redraft(db, self.clock(), self.new_id))
        if hub.suspended == hubs.RESTORED or self.vault.read(self._next) is not None:
            try:
                self._send_all(hub)
            except (HubUnreachable, HubNotTrusted, HubRefused) as error:
                self.trouble = error
        waiting = sum(map(self.chosen, self.vault.read(outbox.to_send)))
        trouble = self.trouble or (_why_paused(require_joined(self.vault)) if waiting else None)
        refused = tuple(self.refused)
        return PublishReport(len(self.tried), self.accepted, refused, waiting, trouble, self.adopted)

    def _send_all(self, hub: JoinedHub) -> None:
        with self.connect(address_of(hub)) as transport:
            wire, me = wire_to(hub, transport), device_of(hub)
            self._adopt(wire, me)
            while (document := self.vault.read(self._next)) is not None:
                if self.cancelled():
                    self.trouble = Cancelled("You stopped it. What arrived stays; the rest waits here.")
                    return
                self._send(wire, me, document)
                left = sum(map(self.chosen, self.vault.read(outbox.to_send)))
                self.progress(Step("publishing", len(self.tried), len(self.tried) + left))

    def _adopt(self, wire: Wire, me: Device) -> None:
        """Adopt what the hub holds. Where that cannot be believed, taking back goes on as far as it can."""
        try:
            self.adopted = adopt(self.vault, wire, me, self.clock, self.new_id)
        except HubNotTrusted as error:
            self.trouble = error

    def _next(self, db: Connection) -> Document | None:
        """Return what to send now. While publishing is suspended, nothing but retractions."""
        hub = hubs.joined(db)
        paused = hub is None or hub.suspended != ""
        for document in outbox.to_send(db):
            if (document.pub_id, document.sha256) in self.tried or not self.chosen(document):
                continue
            if document.state == State.SENDING or document.retraction or not paused:
                return document
        return None

    def _send(self, wire: Wire, me: Device, document: Document) -> None:
        again = document.state == State.SENDING
        if again and not self._may_go_again(wire, me, document):
            return
        if not self.vault.write(lambda db: _take(db, document)):
            return
        self.tried.add((document.pub_id, document.sha256))
        wanted = publication.decode(document.body)
        now = self.clock()
        request = requests.put_publication(me, document.body, document.pub_id, wanted.prev, now)
        try:
            answer = wire.ask(request, self.clock())
        except Refusal as refusal:
            self._settle_refusal(document, refusal, again=again)
            return
        expected = checks.for_document(wanted, canonical.sha256_hex(document.body))
        proven = checks.read(requests.members(answer), wire.hub_key, expected)
        broken = self._follow_log(wire, me, proven)
        kept = KeptReceipt(
            proven.token,
            json.dumps(proven.proof),
            keys.public_text(wire.hub_key),
            requests.authorship_of(request),
            instant_text(proven.receipt.entry.accepted_at),
        )
        self.vault.write(lambda db: self._acknowledge(db, document, kept))
        self.accepted += 1
        self.arrived(document.uid)
        if broken is not None:
            raise broken

    def _may_go_again(self, wire: Wire, me: Device, document: Document) -> bool:
        """Return whether a document of which nobody knows if it arrived may be sent again as it was.

        It may while it is allowed, and nothing was taken back since. Otherwise only if the hub has it
        already: then sending it again tells nothing and brings the receipt. Else it goes back, and is
        judged like any other.
        """
        untouched = document.retraction or not document.taken_back
        if untouched and self.vault.read(lambda db: may_be_sent(db, document, self.clock())):
            return True
        path = f"/v1/publications/{document.pub_id}"
        try:
            held = wire.ask(requests.signed(me, "GET", path, self.clock()), self.clock()).body
        except Refusal as refusal:
            if refusal.problem == "gone":
                self._settle_refusal(document, refusal, again=True)
                return False
            if refusal.problem != "not-found":
                raise
            held = b""
        if held == document.body:
            return True
        self.vault.write(lambda db: self._move(db, document, State.APPROVED))
        return False

    def _follow_log(self, wire: Wire, me: Device, proven: Proven) -> LogDoesNotAddUp | None:
        """Return what is wrong with the log. A receipt counts all the same: the hub has the document."""
        hub = require_joined(self.vault)
        if hub.suspended == hubs.LOG_DOES_NOT_ADD_UP:
            return None
        try:
            follow_log(self.vault, wire, me, proven.receipt.checkpoint, self.clock)
        except LogDoesNotAddUp as broken:
            return broken
        return None

    def _acknowledge(self, db: Connection, document: Document, kept: KeptReceipt) -> None:
        outbox.set_state(db, document.uid, State.ACKED)
        outbox.add_receipt(db, document.uid, kept)
        if document.retraction:
            outbox.end_period(db, document.pub_id)
        redraft(db, self.clock(), self.new_id, {document.client_id})

    def _settle_refusal(self, document: Document, refusal: Refusal, *, again: bool) -> None:
        """Move a refused document on. `again`: it was sent before, and may have arrived then."""
        problem = refusal.problem
        if problem == "gone":
            self.vault.write(lambda db: self._move(db, document, State.SUPERSEDED, problem, ends=True))
            if document.retraction:
                return  # what it was to do is done
        elif problem in _FINAL:
            self.vault.write(lambda db: self._move(db, document, State.REJECTED, problem))
        elif problem == "policy-changed":
            self.vault.write(lambda db: hubs.suspend(db, hubs.POLICY_CHANGED))
            self.vault.write(lambda db: self._move(db, document, State.APPROVED, problem))
            self.trouble = refusal
        else:
            not_taken = problem in _MOMENT and not again
            state = State.APPROVED if not_taken else State.SENDING
            self.vault.write(lambda db: self._move(db, document, state, problem))
        self.refused.append(RefusedDocument(document.pub_id, problem))
        if problem not in _FINAL | {"gone", "policy-changed"}:
            raise refusal  # it is not about this document: the others would hear the same

    def _move(
        self, db: Connection, document: Document, state: State, problem: str = "", *, ends: bool = False
    ) -> None:
        outbox.set_state(db, document.uid, state, problem)
        if ends:
            outbox.end_period(db, document.pub_id)
        redraft(db, self.clock(), self.new_id, {document.client_id})


def _why_paused(hub: JoinedHub) -> WeavitError | None:
    if hub.suspended == hubs.POLICY_CHANGED:
        return Refusal(hubs.POLICY_CHANGED)
    if hub.suspended == hubs.RESTORED:
        return UsageRefused(RESTORED)
    return LogDoesNotAddUp() if hub.suspended else None


def _take(db: Connection, document: Document) -> bool:
    """Mark a document as being sent; False where it must not be sent any more.

    Raises VaultDamaged unless its bytes are those that were approved.
    """
    stored = outbox.find(db, document.uid)
    if stored is None or stored.state not in (State.APPROVED, State.SENDING):
        return False  # taken back in the meantime
    if stored.taken_back != document.taken_back:
        return False  # something was, so it has to be judged anew
    if canonical.sha256_hex(stored.body) != stored.approved_sha256 or stored.body != document.body:
        raise VaultDamaged(
            "A document in the outbox is not the one that was approved. It was not sent. "
            "Check the vault (weavit vault check) and look at the document again.",
            fact=document.uid,
        )
    outbox.set_state(db, document.uid, State.SENDING)
    return True
