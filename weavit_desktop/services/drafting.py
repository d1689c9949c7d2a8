"""Bring the outbox in line with what the ledger allows now. Nothing changes where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from weavit_core import canonical
from weavit_core import policy as policies
from weavit_core import publication as publications
from weavit_core.fields import instant_text
from weavit_core.publication import Publication
from weavit_desktop.domain import month
from weavit_desktop.sharing.outbox import Plan, Present, Standing, State, Version, plan, still_allowed
from weavit_desktop.sharing.publication import Rules, Snapshot, snapshot_of, snapshots
from weavit_desktop.sharing.view import view
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import outbox, permissions, shareable
from weavit_desktop.vault.repositories.hub import JoinedHub
from weavit_desktop.vault.repositories.outbox import Document, NewDocument, Period

DISCARDED = "discarded"  # the problem of a version that the person, not the hub, rejected

NewId = Callable[[], str]  # returns a fresh UUID; the ids of documents and versions tell nothing


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one Client that are not settled: as records, and as the plan sees them."""

    standing: Standing
    approved: tuple[Document, ...] = ()
    proposed: tuple[Document, ...] = ()


def redraft(db: Connection, now: datetime, new_id: NewId, clients: Collection[str] | None = None) -> None:
    """Rebuild what waits in the outbox for these Clients (None: for all). Without a hub there is nothing.

    Called after every change of permissions, people, positions or days, and before sending.
    """
    hub = hubs.joined(db)
    if hub is None:
        return
    allowed = allowed_now(db, hub, now, clients)
    as_of = month.previous(now.date())
    periods = outbox.running_periods(db)
    mine = periods.keys() if clients is None else periods.keys() & set(clients)
    for client_id in sorted(mine | allowed(as_of).keys()):
        present = _present(hub, now, allowed, client_id)
        _Client(db, hub, now, new_id, client_id).apply(periods.get(client_id), present)


def may_be_sent(db: Connection, document: Document, now: datetime) -> bool:
    """Return whether all that a document shows may be shown now, and the hub takes documents at all."""
    hub = hubs.joined(db)
    if hub is None:
        return False
    allowed = allowed_now(db, hub, now, {document.client_id})
    present = _present(hub, now, allowed, document.client_id)
    if present.paused and not document.retraction:
        return False
    return still_allowed(snapshot_of(publications.decode(document.body)), present)


def rules_of(hub: JoinedHub) -> Rules:
    """Return what the accepted policy means for documents."""
    return Rules(hub.policy, policies.decode(hub.policy_body).most_months)


def allowed_now(
    db: Connection, hub: JoinedHub, now: datetime, clients: Collection[str] | None
) -> Callable[[str], dict[str, Snapshot]]:
    """Return what may be shown now, by Client, as a function of the month that it is as of."""
    chosen = permissions.all_giving(db)
    rules = rules_of(hub)

    @cache
    def allowed(as_of: str) -> dict[str, Snapshot]:
        shown = [
            one
            for person in shareable.people_at(db, clients, as_of)
            for one in view(person, chosen.get(person.uid), now, hub.policy)
        ]
        return snapshots(shown, as_of, rules)

    return allowed


def versions(db: Connection, period: Period | None) -> Versions:
    """Return what exists of a Client's document in the sharing period that runs."""
    if period is None:
        return Versions(Standing())
    every = outbox.of_period(db, period.pub_id)
    approved = _in(every, State.APPROVED)
    proposed = _in(every, State.DRAFT, State.REJECTED)
    standing = Standing(
        held=_newest(_in(every, State.ACKED)),
        sending=_newest(_in(every, State.SENDING)),
        approved=_newest(approved),
        proposed=_newest(proposed),
        refused=bool(proposed) and proposed[-1].problem not in ("", DISCARDED),
        taken_back=period.taken_back,
    )
    return Versions(standing, approved, proposed)


def _in(documents: Iterable[Document], *states: State) -> tuple[Document, ...]:
    return tuple(document for document in documents if document.state in states)


def _present(
    hub: JoinedHub, now: datetime, allowed: Callable[[str], dict[str, Snapshot]], client_id: str
) -> Present:
    today = now.date()
    return Present(
        lambda as_of: allowed(as_of).get(client_id),
        month.previous(today),
        today,
        rules_of(hub),
        paused=hub.suspended != "",
    )


def _newest(documents: Sequence[Document]) -> Version | None:
    if not documents:
        return None
    document = documents[-1]
    return Version(State(document.state), document.sha256, publications.decode(document.body))


@dataclass(frozen=True, slots=True)
class _Client:
    """One Client's document, and what is needed to write its next version."""

    db: Connection
    hub: JoinedHub
    now: datetime
    new_id: NewId
    client_id: str

    def apply(self, period: Period | None, present: Present) -> None:
        found = versions(self.db, period)
        wanted = plan(found.standing, present)
        self._retire(found, wanted)
        if period is not None and period.taken_back != wanted.taken_back:
            outbox.set_taken_back(self.db, period.pub_id, taken_back=wanted.taken_back)
        if wanted.lowering is None and wanted.proposal is None:
            return
        pub_id = self._start_period() if period is None else period.pub_id
        if wanted.lowering is not None:
            new = self._write(pub_id, found.standing.base, wanted.lowering)
            outbox.approve(self.db, new.uid, new.sha256, instant_text(self.now))
        if wanted.proposal is not None:
            self._write(pub_id, found.standing.base, wanted.proposal)

    def _retire(self, found: Versions, wanted: Plan) -> None:
        for document in found.approved[: -1 if wanted.keep_approved else None]:
            outbox.set_state(self.db, document.uid, State.SUPERSEDED, document.problem)
        for document in found.proposed[: -1 if wanted.keep_proposed else None]:
            if document.state == State.DRAFT:
                outbox.delete(self.db, document.uid)
            else:
                outbox.set_state(self.db, document.uid, State.SUPERSEDED, document.problem)

    def _start_period(self) -> str:
        pub_id = self.new_id()
        outbox.start_period(self.db, pub_id, self.client_id)
        return pub_id

    def _write(self, pub_id: str, base: Version | None, snapshot: Snapshot) -> NewDocument:
        document = Publication(
            hub_id=self.hub.hub_id,
            pub_id=pub_id,
            rep_id=self.hub.rep_id,
            device_id=self.hub.device_id,
            client_id=self.client_id,
            seq=1 if base is None else base.document.seq + 1,
            prev=None if base is None else base.digest,
            policy=snapshot.policy,
            as_of=snapshot.as_of,
            not_after=snapshot.not_after,
            content=snapshot.content,
        )
        body = publications.encode(document)
        new = NewDocument(
            self.new_id(),
            pub_id,
            document.seq,
            body,
            canonical.sha256_hex(body),
            snapshot.content is None,
            # Not cut to the second: it is held against the moments of choices, by the microsecond.
            self.now.isoformat(),
        )
        outbox.add_draft(self.db, new)
        return new
