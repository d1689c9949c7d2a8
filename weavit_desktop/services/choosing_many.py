"""One choice for several people: everyone it touches is listed before it applies. Nobody is lowered by
raising; people added later start as Only you.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.services import sharing
from weavit_desktop.services.approving import to_leave
from weavit_desktop.services.drafting import NewId
from weavit_desktop.services.sharing import Choice
from weavit_desktop.sharing.outbox import State
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import outbox, sharing_page
from weavit_desktop.vault.repositories.outbox import Document
from weavit_desktop.vault.repositories.sharing_page import CandidateRow
from weavit_desktop.vault.vault import Vault


class Fate(Enum):
    """What a choice does with someone. LOCKED: nothing may be shared of them at all."""

    CHANGES = auto()
    STAYS = auto()
    LOCKED = auto()


@dataclass(frozen=True, slots=True)
class WholeEffect:
    """What a choice adds to what waits: documents, their bytes, and those of the versions they replace."""

    documents: int
    bytes: int
    instead_of: int


def candidates(vault: Vault, people: Iterable[str], clock: Clock) -> list[CandidateRow]:
    """Return these people by name, without those who are not in the vault."""
    return vault.read(lambda db: sharing_page.candidates(db, people, clock().date()))


def fate_of(candidate: CandidateRow, level: SharingLevel) -> Fate:
    """Return what the choice of a level does with someone. Only you takes back; any other only raises."""
    if candidate.objected or not candidate.outsider:
        return Fate.LOCKED
    if level is SharingLevel.ONLY_YOU:
        return Fate.CHANGES if candidate.level > level else Fate.STAYS
    return Fate.CHANGES if candidate.level < level else Fate.STAYS


def choose_many(vault: Vault, people: Sequence[str], choice: Choice, clock: Clock, new_id: NewId) -> None:
    """Apply a choice to people who were listed. Raises UsageRefused, and then changes nobody."""
    vault.write(lambda db: _choose(db, people, choice, clock(), new_id))


def effect_of(
    vault: Vault, people: Sequence[str], choice: Choice, clock: Clock, new_id: NewId
) -> WholeEffect:
    """Return what a choice would make wait. It is made as it would be, measured, and undone."""

    def work(db: Connection) -> None:
        before = {document.sha256 for document in _leaving(db)}
        _choose(db, people, choice, clock(), new_id)
        new = [document for document in _leaving(db) if document.sha256 not in before]
        held = {d.client_id: len(d.body) for d, _ in outbox.standing(db) if d.state == State.ACKED}
        sizes = sum(len(document.body) for document in new)
        replaced = sum(held.get(document.client_id, 0) for document in new)
        raise _Undo(WholeEffect(len(new), sizes, replaced))

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


def _choose(db: Connection, people: Sequence[str], choice: Choice, now: datetime, new_id: NewId) -> None:
    if choice.level is SharingLevel.ONLY_YOU:
        sharing.take_back(db, people, now, new_id)
    else:
        sharing.raise_all(db, people, choice, now, new_id)


def _leaving(db: Connection) -> list[Document]:
    return to_leave(document for document, _ in outbox.standing(db))
