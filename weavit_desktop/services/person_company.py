"""What the company sees of one person: what was chosen, what the hub holds, the Client's document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto

from weavit_core import publication
from weavit_core.publication import Content
from weavit_core.taxonomy import DEFAULT_THRESHOLD, Band, Function, Level, SharingLevel
from weavit_desktop.domain import month
from weavit_desktop.domain.intensity import DayBucket, band_of, score_at, sums_of
from weavit_desktop.services.drafting import rules_of
from weavit_desktop.sharing.line_changes import (
    PRESENCE,
    Fate,
    LineChange,
    LineKey,
    line_changes,
    lines_that_differ,
    places_of,
)
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.publication import snapshots
from weavit_desktop.sharing.view import view
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import outbox, permissions, person_page, shareable
from weavit_desktop.vault.repositories.hub import JoinedHub
from weavit_desktop.vault.repositories.outbox import Document
from weavit_desktop.vault.repositories.people_pages import PersonRow
from weavit_desktop.vault.repositories.person_page import EmployerRow


class Barred(Enum):
    """Why nothing may ever be shared of someone."""

    ME = auto()
    COMPANY = auto()
    COLLEAGUE = auto()
    OBJECTED = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document. `theirs`: it is there, changed or gone because of this person."""

    change: LineChange
    theirs: bool


@dataclass(frozen=True, slots=True)
class ClientDocument:
    """The newest version of the document for one Client, from its real bytes.

    `waits` says that the hub has not confirmed it. `marks` are the bytes that this person adds or changes.
    `confirmed`: the hub holds some version of it.
    """

    client_name: str = field(repr=False)
    seq: int
    body: bytes = field(repr=False)
    waits: bool
    confirmed: bool
    lines: tuple[Line, ...]
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CompanySees:
    """`hub` is the joined hub's name, "" without one. `sent` is as much as the hub holds, `chosen` what the
    person wants, whether it waits or changes nothing.

    `level` and `function` are those of the first position, `band` is as of the end of the month `as_of`: what
    would be published.
    """

    hub: str
    barred: Barred | None
    chosen: SharingLevel
    k: int
    until: date | None
    sent: SharingLevel
    level: Level
    function: Function
    band: Band
    as_of: str
    documents: tuple[ClientDocument, ...]
    employers: tuple[EmployerRow, ...]


def company_sees(db: Connection, row: PersonRow, buckets: Sequence[DayBucket], now: datetime) -> CompanySees:
    """Return what the company sees of a person, and what it would see by what waits."""
    hub = hubs.joined(db)
    employers = tuple(person_page.employers(db, row.id))
    as_of = month.previous(now.date())
    last = month.last_day(as_of)
    chosen = SharingLevel(row.sharing_level)
    found = [] if hub is None else _documents(db, hub, row.uid, chosen, employers, now)
    first = employers[0] if employers else None
    return CompanySees(
        hub="" if hub is None else hub.name,
        barred=_barred(db, row),
        chosen=chosen,
        k=row.sharing_k or DEFAULT_THRESHOLD,
        until=date.fromisoformat(row.sharing_until) if row.sharing_until else None,
        sent=max((sent for sent, _ in found), default=SharingLevel.ONLY_YOU),
        level=Level(first.level if first else row.level),
        function=Function(first.function if first else row.function),
        band=band_of(score_at(sums_of(buckets, last), last)),
        as_of=as_of,
        documents=tuple(document for _, document in found),
        employers=employers,
    )


def _barred(db: Connection, row: PersonRow) -> Barred | None:
    reasons = (
        (row.me, Barred.ME),
        (row.is_company, Barred.COMPANY),
        (row.colleague, Barred.COLLEAGUE),
        (person_page.has_objected(db, row.id), Barred.OBJECTED),
    )
    return next((reason for applies, reason in reasons if applies), None)


def _documents(
    db: Connection,
    hub: JoinedHub,
    uid: str,
    chosen: SharingLevel,
    employers: Sequence[EmployerRow],
    now: datetime,
) -> list[tuple[SharingLevel, ClientDocument]]:
    """Return each Client's document, with how much of the person the hub holds there."""
    periods = outbox.running_periods(db)
    at = {one.registry_id: one for one in reversed(employers) if one.registry_id}
    found = []
    for client_id, employer in reversed(at.items()):
        period = periods.get(client_id)
        versions = _Versions.of(outbox.of_period(db, period.pub_id)) if period else _Versions(None, None)
        newest = versions.waiting or versions.held
        if newest is None:
            continue
        posts = [one for one in employers if one.registry_id == client_id]
        sent, k = _sent(db, uid, versions, chosen, posts)
        without = _content_without(db, hub, uid, newest, now)
        theirs = _lines_at(posts, sent, k)
        found.append((sent, _document(employer.name, versions, newest, without, theirs)))
    return found


@dataclass(frozen=True, slots=True)
class _Versions:
    """`held` is what the hub confirmed last, `waiting` what would follow it."""

    held: Document | None
    waiting: Document | None

    @classmethod
    def of(cls, documents: Sequence[Document]) -> _Versions:
        unsent = (State.DRAFT, State.APPROVED, State.SENDING)
        held = [one for one in documents if one.state == State.ACKED]
        waiting = [one for one in documents if one.state in unsent]
        return cls(held[-1] if held else None, waiting[-1] if waiting else None)


def _sent(
    db: Connection,
    uid: str,
    versions: _Versions,
    chosen: SharingLevel,
    posts: Sequence[EmployerRow],
) -> tuple[SharingLevel, int]:
    """Return what the hub holds of a person at one Client, and with which k.

    Without a version that waits it holds all that was chosen: where others give the same lines, the choice
    changed no document. Else it is the choice in force when the held version was drafted; of several made
    in that second, the highest whose lines are there.
    """
    if versions.held is None or versions.held.retraction:
        return SharingLevel.ONLY_YOU, 0
    held = publication.decode(versions.held.body).content
    possible = []
    for level, k, surely in person_page.choices_until(db, uid, versions.held.uid):
        if held is not None and _holds(held, posts, SharingLevel(level), k):
            possible.append((SharingLevel(level), k))
        if surely:
            break
    sent, k = max(possible, default=(SharingLevel.ONLY_YOU, 0))
    return (sent if versions.waiting else chosen), k


def _holds(held: Content, posts: Sequence[EmployerRow], level: SharingLevel, k: int) -> bool:
    """Return whether content has the lines of someone at these posts who is shared at a level."""
    cells = {cell.key: cell for cell in held.cells}
    there = [cells.get((one.level, one.function, k)) for one in posts if _has_cell(one)]
    if level < SharingLevel.ROLE or not there:
        return level is SharingLevel.ONLY_YOU or held.presence_k <= k
    return all(
        cell is not None
        and (level < SharingLevel.STRENGTH or cell.band is not Band.NONE)
        and (level < SharingLevel.RHYTHM or bool(cell.activity))
        for cell in there
    )


def _has_cell(post: EmployerRow) -> bool:
    return post.level != Level.UNKNOWN and post.function != Function.UNKNOWN


def _content_without(
    db: Connection, hub: JoinedHub, uid: str, document: Document, now: datetime
) -> Content | None:
    """Return what a document would say if nothing were shared of this person."""
    chosen = permissions.all_giving(db)
    as_of = publication.decode(document.body).as_of
    shown = [
        one
        for person in shareable.people_at(db, {document.client_id}, as_of)
        if person.uid != uid
        for one in view(person, chosen.get(person.uid), now, hub.policy)
    ]
    snapshot = snapshots(shown, as_of, rules_of(hub)).get(document.client_id)
    return None if snapshot is None else snapshot.content


def _lines_at(posts: Sequence[EmployerRow], sent: SharingLevel, k: int) -> frozenset[LineKey]:
    """Return the lines in which the hub may hold this person."""
    if sent is SharingLevel.ONLY_YOU:
        return frozenset()
    cells = {(one.level, one.function, k) for one in posts} if sent >= SharingLevel.ROLE else set()
    return frozenset({PRESENCE, *cells})


def _document(
    name: str,
    versions: _Versions,
    newest: Document,
    without: Content | None,
    sent_lines: frozenset[LineKey],
) -> ClientDocument:
    after = publication.decode(newest.body).content
    before = publication.decode(versions.held.body).content if versions.held else None
    theirs = lines_that_differ(after, without)
    lines = tuple(Line(one, _is_theirs(one, theirs, sent_lines)) for one in line_changes(before, after))
    places = places_of(newest.body)
    return ClientDocument(
        client_name=name,
        seq=newest.seq,
        body=newest.body,
        waits=newest is versions.waiting,
        confirmed=versions.held is not None and not versions.held.retraction,
        lines=lines,
        marks=tuple(sorted(place for key, place in places.items() if key in theirs)),
    )


def _is_theirs(line: LineChange, theirs: frozenset[LineKey], sent_lines: frozenset[LineKey]) -> bool:
    changes = line.fate in (Fate.REMOVED, Fate.UPDATED)
    return line.key in theirs or (changes and line.key in sent_lines)
