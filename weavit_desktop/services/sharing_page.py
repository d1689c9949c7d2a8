"""What the sharing page shows: what waits, Client by Client, and what the company sees now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from weavit_core import publication
from weavit_core.publication import Publication
from weavit_core.taxonomy import DEFAULT_THRESHOLD, SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.services.approving import to_leave
from weavit_desktop.services.conversation import device_of
from weavit_desktop.services.drafting import DISCARDED, NewId, redraft
from weavit_desktop.services.sharing import Choice
from weavit_desktop.services.sharing_reasons import reason_of, same_step
from weavit_desktop.sharing import preview
from weavit_desktop.sharing.comparison import Comparison, compare
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.preview import Line
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import outbox, permissions, shareable, sharing_page
from weavit_desktop.vault.repositories.hub import JoinedHub
from weavit_desktop.vault.repositories.outbox import Document
from weavit_desktop.vault.repositories.shareable import ShareablePerson
from weavit_desktop.vault.repositories.sharing_page import Chosen, KnownAt
from weavit_desktop.vault.vault import Vault

GONE_FROM_REGISTRY = "A Client that the registry no longer has"


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Someone of whom a document that waits says something else than the one before.

    `words` says what changed where the step is the same. `earlier` is what was chosen when the document
    before was written, for putting the choice back, and `now` what is in force, for choosing that again;
    `chosen` False: nothing was chosen anew.
    """

    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    before: SharingLevel
    after: SharingLevel
    words: str
    chosen: bool
    earlier: Chosen | None
    now: Chosen


@dataclass(frozen=True, slots=True)
class Leaving:
    """A version that publishing would send, from all sides, each made from `body`, the bytes it sends."""

    uid: str
    pub_id: str
    seq: int
    sha256: str
    state: State
    retraction: bool
    body: bytes = field(repr=False)
    before: int  # length of the version that the hub has, 0 without one
    comparison: Comparison
    table: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]
    hex_dump: str
    request: str


@dataclass(frozen=True, slots=True)
class WaitingClient:
    """A Client for which something waits. `reason` says why where it is nobody's change."""

    client_id: str
    name: str
    people: tuple[PersonChange, ...]
    documents: tuple[Leaving, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A version that does not go: `problem` is "" where the person put it aside, else the hub's."""

    uid: str
    client_name: str
    problem: str


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """Someone of whom the company sees something at one Client.

    `waiting` is the step that waits, if any; `now` is the choice in force on this laptop.
    """

    client_id: str
    client_name: str
    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    level: SharingLevel
    k: int
    until: date | None
    waiting: SharingLevel | None
    now: Chosen


@dataclass(frozen=True, slots=True)
class SharingState:
    """Everything about sharing at one moment. `hub_name` is "" where no hub was joined.

    `suspended` as in the repository; `seen` has a row for each person and Client; `chosen` counts people
    for whom anything is chosen, `unplaced` those of them whom no confirmed Client places anywhere;
    `last_published` is an instant in UTC, "" before the first.
    """

    hub_name: str = ""
    host: str = ""
    suspended: str = ""
    waiting: tuple[WaitingClient, ...] = ()
    aside: tuple[Aside, ...] = ()
    seen: tuple[SeenPerson, ...] = ()
    held: int = 0
    chosen: int = 0
    unplaced: int = 0
    last_published: str = ""

    @property
    def documents(self) -> list[Leaving]:
        """Return every version that would leave."""
        return [document for client in self.waiting for document in client.documents]

    @property
    def changed(self) -> dict[str, PersonChange]:
        """Return the people who changed, each once."""
        return {person.uid: person for client in self.waiting for person in client.people}

    @property
    def seen_people(self) -> int:
        """Return of how many people the company sees anything."""
        return len({person.uid for person in self.seen})

    def shown(self) -> dict[str, str]:
        """Return the digest of each version by its id: what approving these very bytes takes."""
        return {document.uid: document.sha256 for document in self.documents}


def choice_of(chosen: Chosen | None) -> Choice:
    """Return a choice as it was, which for nobody chosen yet is Only you."""
    if chosen is None:
        return Choice(SharingLevel.ONLY_YOU, DEFAULT_THRESHOLD)
    return Choice(chosen.level, chosen.k, chosen.until)


def read_sharing(vault: Vault, clock: Clock) -> SharingState:
    """Return what waits and what the company sees, as the vault knows it without asking the hub."""
    return vault.read(lambda db: _Reader(db, clock()).state())


def bring_up_to_date(vault: Vault, clock: Clock, new_id: NewId) -> None:
    """Let time have its effect on what waits: a new month, an end that comes near."""
    vault.write(lambda db: redraft(db, clock(), new_id))


@dataclass(frozen=True, slots=True)
class _Documents:
    """What stands of one Client: the version that the hub has, and what is not settled."""

    held: Document | None
    written: str | None
    leaving: tuple[Document, ...]
    rejected: tuple[Document, ...]

    @property
    def settled(self) -> bool:
        """Return whether the version that the hub has says what is chosen now."""
        return not self.leaving and not self.rejected


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one state of the database."""

    db: Connection
    now: datetime

    def state(self) -> SharingState:
        hub = hubs.joined(self.db)
        chosen = len(permissions.all_giving(self.db))
        if hub is None:
            return SharingState(chosen=chosen)
        standing = _by_client(outbox.standing(self.db))
        names = sharing_page.client_names(self.db, standing)
        known = self._known(standing)
        waiting = [
            self._client(hub, client_id, names, found, known[client_id])
            for client_id, found in standing.items()
            if found.leaving
        ]
        return SharingState(
            hub_name=hub.name,
            host=urlsplit(hub.url).netloc,
            suspended=hub.suspended,
            waiting=tuple(sorted(waiting, key=lambda client: client.name.casefold())),
            aside=tuple(_aside(standing, names)),
            seen=tuple(self._seen(hub, standing, names, known)),
            held=sum(found.held is not None for found in standing.values()),
            chosen=chosen,
            unplaced=sharing_page.count_unplaced(self.db, self.now.date()),
            last_published=outbox.last_accepted(self.db) or "",
        )

    def _known(self, standing: Mapping[str, _Documents]) -> dict[str, list[KnownAt]]:
        rows = sharing_page.known_at(
            self.db, {client_id: found.written for client_id, found in standing.items()}
        )
        known: dict[str, list[KnownAt]] = defaultdict(list)
        for row in rows:
            known[row.client_id].append(row)
        return known

    def _client(
        self,
        hub: JoinedHub,
        client_id: str,
        names: Mapping[str, str],
        found: _Documents,
        known: Sequence[KnownAt],
    ) -> WaitingClient:
        held = None if found.held is None else publication.decode(found.held.body)
        newest = publication.decode(found.leaving[-1].body)
        bands = self._bands(client_id, held, newest)
        people = [
            change for one in known if (change := self._change(hub, one, held, found, bands)) is not None
        ]
        me = device_of(hub)
        documents = tuple(_leaving(document, found.held, me) for document in found.leaving)
        reason = "" if people else reason_of(held, newest)
        return WaitingClient(client_id, _name(names, client_id), tuple(people), documents, reason)

    def _bands(
        self, client_id: str, held: Publication | None, newest: Publication
    ) -> Callable[[str], tuple[ShareablePerson | None, ShareablePerson | None]]:
        """Return how to see a person as of the month of either version."""
        months = () if held is None or held.as_of == newest.as_of else (held.as_of, newest.as_of)
        then, now = tuple(
            {person.uid: person for person in shareable.people_at(self.db, {client_id}, as_of)}
            for as_of in months
        ) or ({}, {})
        return lambda uid: (then.get(uid), now.get(uid))

    def _change(
        self,
        hub: JoinedHub,
        one: KnownAt,
        held: Publication | None,
        found: _Documents,
        bands: Callable[[str], tuple[ShareablePerson | None, ShareablePerson | None]],
    ) -> PersonChange | None:
        before, after = _before(one, held, found), self._after(one, hub)
        words = ""
        if before is after:
            words = same_step(one, before, *bands(one.uid))
            if not words:
                return None
        chosen = one.before is None or (one.before.level, one.before.k, one.before.until) != (
            one.now.level,
            one.now.k,
            one.now.until,
        )
        return PersonChange(
            one.uid, one.name, one.given, one.family, before, after, words, chosen, one.before, one.now
        )

    def _after(self, one: KnownAt, hub: JoinedHub) -> SharingLevel:
        gives = one.there_now and not one.barred and _holds(one.now, hub.policy, self.now.date())
        return one.now.level if gives else SharingLevel.ONLY_YOU

    def _seen(
        self,
        hub: JoinedHub,
        standing: Mapping[str, _Documents],
        names: Mapping[str, str],
        known: Mapping[str, Sequence[KnownAt]],
    ) -> Iterable[SeenPerson]:
        for client_id, found in standing.items():
            if found.held is None:
                continue
            held = publication.decode(found.held.body)
            for one in known[client_id]:
                after = self._after(one, hub)
                level = after if found.settled else _before(one, held, found)
                choice = one.now if found.settled else one.before
                if level is SharingLevel.ONLY_YOU or choice is None:
                    continue
                yield SeenPerson(
                    client_id,
                    _name(names, client_id),
                    one.uid,
                    one.name,
                    one.given,
                    one.family,
                    level,
                    choice.k,
                    choice.until,
                    None if after is level else after,
                    one.now,
                )


def _by_client(documents: Iterable[tuple[Document, str]]) -> dict[str, _Documents]:
    by_client: dict[str, list[tuple[Document, str]]] = defaultdict(list)
    for document, written in documents:
        by_client[document.client_id].append((document, written))
    return {client_id: _documents(rows) for client_id, rows in by_client.items()}


def _documents(rows: Sequence[tuple[Document, str]]) -> _Documents:
    held, written = next((row for row in rows if row[0].state == State.ACKED), (None, None))
    documents = [document for document, _ in rows]
    return _Documents(
        held,
        written,
        tuple(to_leave(documents)),
        tuple(document for document in documents if document.state == State.REJECTED),
    )


def _aside(standing: Mapping[str, _Documents], names: Mapping[str, str]) -> Iterable[Aside]:
    for client_id, found in standing.items():
        for document in found.rejected[-1:]:
            problem = "" if document.problem == DISCARDED else document.problem
            yield Aside(document.uid, _name(names, client_id), problem)


def _leaving(document: Document, held: Document | None, me: Device) -> Leaving:
    body = document.body
    return Leaving(
        uid=document.uid,
        pub_id=document.pub_id,
        seq=document.seq,
        sha256=document.sha256,
        state=State(document.state),
        retraction=document.retraction,
        body=body,
        before=0 if held is None else len(held.body),
        comparison=compare(body, None if held is None else held.body),
        table=preview.table(body),
        facts=preview.facts(body),
        hex_dump=preview.hex_dump(body),
        request=preview.request_head(body, me),
    )


def _before(one: KnownAt, held: Publication | None, found: _Documents) -> SharingLevel:
    """Return which step of a person the version that the hub has was written from."""
    if held is None or one.before is None or not one.there_before or found.written is None:
        return SharingLevel.ONLY_YOU
    written = datetime.fromisoformat(found.written).date()
    return one.before.level if _holds(one.before, held.policy, written) else SharingLevel.ONLY_YOU


def _holds(choice: Chosen, policy: str, on: date) -> bool:
    return choice.policy == policy and (choice.until is None or on <= choice.until)


def _name(names: Mapping[str, str], client_id: str) -> str:
    return names.get(client_id, GONE_FROM_REGISTRY)
