"""One choice for several people: everyone it touches is listed before it applies. Nobody is lowered by
raising; people added later start as Only you.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from weavit_core.taxonomy import Function, Level, SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.services import sharing
from weavit_desktop.services.approving import to_leave
from weavit_desktop.services.drafting import NewId
from weavit_desktop.services.sharing import Choice
from weavit_desktop.services.sharing_page import GONE_FROM_REGISTRY, read_sharing
from weavit_desktop.sharing.outbox import State
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import outbox, permissions, sharing_page
from weavit_desktop.vault.repositories.outbox import Document
from weavit_desktop.vault.repositories.sharing_page import CandidateRow
from weavit_desktop.vault.vault import Vault


class Fate(Enum):
    """What a choice does with someone. LOCKED: nothing may be shared of them at all."""

    CHANGES = auto()
    STAYS = auto()
    LOCKED = auto()


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A version that a choice would make wait. `instead_of` is the length of the one the hub has, or 0."""

    client_name: str
    seq: int
    body: bytes = field(repr=False)
    instead_of: int


@dataclass(frozen=True, slots=True)
class WholeEffect:
    """What a choice adds to what waits, by Client's name."""

    documents: tuple[NewDocument, ...]

    @property
    def bytes(self) -> int:
        """Return how many bytes would wait."""
        return sum(len(document.body) for document in self.documents)

    @property
    def instead_of(self) -> int:
        """Return how many bytes they would replace at the hub."""
        return sum(document.instead_of for document in self.documents)


class DrawnIds:
    """Ids for a look ahead, handed out again in the same order.

    The ids of new documents are random. Where a choice is applied with those that its look ahead was made
    with, the bytes that wait are the bytes that were shown.
    """

    def __init__(self, new_id: NewId) -> None:
        self._new_id = new_id
        self._drawn: list[str] = []

    def from_the_start(self) -> NewId:
        """Return a maker that hands out the drawn ids, then fresh ones."""
        place = 0

        def next_id() -> str:
            nonlocal place
            if place == len(self._drawn):
                self._drawn.append(self._new_id())
            place += 1
            return self._drawn[place - 1]

        return next_id


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone for whom a choice may be made. `level` is chosen now, `seen` what the company sees now."""

    uid: str
    name: str = field(repr=False)
    given: str = field(repr=False)
    family: str = field(repr=False)
    objected: bool
    outsider: bool
    level: SharingLevel
    seen: SharingLevel
    post_level: Level
    function: Function
    placed: bool


def candidates(vault: Vault, people: Iterable[str], clock: Clock) -> list[Candidate]:
    """Return these people by name, without those who are not in the vault."""
    state = read_sharing(vault, clock)
    rows = vault.read(lambda db: sharing_page.candidates(db, people, clock().date()))
    seen: dict[str, SharingLevel] = {}
    for person in state.seen:
        seen[person.uid] = max(person.level, seen.get(person.uid, SharingLevel.ONLY_YOU))
    return [_candidate(row, seen.get(row.uid, SharingLevel.ONLY_YOU)) for row in rows]


def fate_of(candidate: Candidate, level: SharingLevel) -> Fate:
    """Return what the choice of a level does with someone. Only you takes back; any other only raises."""
    if candidate.objected or not candidate.outsider:
        return Fate.LOCKED
    if level is SharingLevel.ONLY_YOU:
        return Fate.CHANGES if candidate.level > level else Fate.STAYS
    return Fate.CHANGES if candidate.level < level else Fate.STAYS


def touched(people: Iterable[Candidate], level: SharingLevel, left_out: Container[str]) -> list[str]:
    """Return the ids of everyone whom the choice of a level changes, without those who were left out."""
    return [one.uid for one in people if one.uid not in left_out and fate_of(one, level) is Fate.CHANGES]


def choose_many(
    vault: Vault, people: Sequence[str], choice: Choice, clock: Clock, new_id: NewId
) -> list[tuple[str, Choice]]:
    """Apply a choice to people who were listed; whoever is there already stays.

    Returns what was chosen before for each of them, for `put_back_many`. Raises UsageRefused, and then
    changes nobody.
    """

    def work(db: Connection) -> list[tuple[str, Choice]]:
        before = _before(db, people)
        _choose(db, people, choice, clock(), new_id)
        return before

    return vault.write(work)


def put_back_many(
    vault: Vault, before: Sequence[tuple[str, Choice]], clock: Clock, new_id: NewId
) -> list[str]:
    """Choose again for everyone what was chosen before, and let nothing go that only the choice in between
    approved. People who were deleted meanwhile are left out.

    Returns the ids of those who were put back.
    """

    def work(db: Connection) -> list[str]:
        there = {row.uid for row in sharing_page.candidates(db, [uid for uid, _ in before], clock().date())}
        earlier = [(uid, choice) for uid, choice in before if uid in there]
        sharing.put_all_back(db, earlier, clock(), new_id)
        return [uid for uid, _ in earlier]

    return vault.write(work)


def effect_of(
    vault: Vault, people: Sequence[str], choice: Choice, clock: Clock, new_id: NewId
) -> WholeEffect:
    """Return what a choice would make wait. It is made as it would be, measured, and undone."""

    def work(db: Connection) -> None:
        before = {document.sha256 for document in _leaving(db)}
        _choose(db, people, choice, clock(), new_id)
        raise _Undo(_measure(db, before))

    try:
        vault.write(work)
    except _Undo as undo:
        return undo.effect
    raise RuntimeError("a choice that was to be undone was kept")


class _Undo(Exception):
    """Carries the measure out of a transaction that must not stay."""

    def __init__(self, effect: WholeEffect) -> None:
        super().__init__()
        self.effect = effect


def _measure(db: Connection, before: set[str]) -> WholeEffect:
    new = [document for document in _leaving(db) if document.sha256 not in before]
    held = {d.client_id: len(d.body) for d, _ in outbox.standing(db) if d.state == State.ACKED}
    names = sharing_page.client_names(db, (document.client_id for document in new))
    documents = (
        NewDocument(
            names.get(document.client_id, GONE_FROM_REGISTRY),
            document.seq,
            document.body,
            held.get(document.client_id, 0),
        )
        for document in new
    )
    return WholeEffect(tuple(sorted(documents, key=lambda document: document.client_name.casefold())))


def _candidate(row: CandidateRow, seen: SharingLevel) -> Candidate:
    return Candidate(
        row.uid,
        row.name,
        row.given,
        row.family,
        row.objected,
        row.outsider,
        row.level,
        seen,
        Level(row.post_level),
        Function(row.function),
        row.placed,
    )


def _before(db: Connection, people: Iterable[str]) -> list[tuple[str, Choice]]:
    chosen = permissions.all_giving(db)
    return [
        (uid, Choice(one.level, one.k, one.until))
        if (one := chosen.get(uid)) is not None
        else (uid, Choice(SharingLevel.ONLY_YOU))
        for uid in people
    ]


def _choose(db: Connection, people: Sequence[str], choice: Choice, now: datetime, new_id: NewId) -> None:
    if choice.level is SharingLevel.ONLY_YOU:
        sharing.take_back(db, people, now, new_id)
    else:
        sharing.raise_all(db, people, choice, now, new_id)


def _leaving(db: Connection) -> list[Document]:
    return to_leave(document for document, _ in outbox.standing(db))
