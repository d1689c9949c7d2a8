"""Choosing, person by person, what the company may see; taking it back; approving what will leave.

A choice acts on this laptop at once. What it would add at the hub becomes a draft and waits for approval
of its bytes; what it takes back is approved by the choice itself. Choices made before a hub is joined are
kept and bound to its policy when that is accepted; even then nothing leaves without approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from weavit_core.taxonomy import DEFAULT_THRESHOLD, THRESHOLDS, SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.domain.permission import Permission, lowers, says_the_same
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.drafting import NewId, redraft
from weavit_desktop.sharing.outbox import State
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import adoption, choosing, outbox, permissions
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories.choosing import Candidate
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Choice:
    """How much to share: `k` says from how many colleagues on, `until` the last day on which it holds."""

    level: SharingLevel
    k: int = DEFAULT_THRESHOLD
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """Someone whose sharing a choice for many would raise, and from which level."""

    id: str
    name: str = field(repr=False)
    before: SharingLevel


@dataclass(frozen=True, slots=True)
class Revoked:
    """How many people were taken back, and at how many Clients of the hub."""

    people: int
    clients: int


def read_choice(level: int, k: int, until: date | None, today: date) -> Choice:
    """Return a choice from what a person typed. Raises UsageRefused."""
    if level not in set(SharingLevel):
        raise UsageRefused("The sharing level is a number from 0 (only you) to 4 (rhythm).")
    if k not in THRESHOLDS:
        raise UsageRefused("The number of colleagues is 1, 3 or 5.")
    if until is not None and until < today:
        raise UsageRefused("The last day of sharing lies in the past. Give today or a later day.")
    return Choice(SharingLevel(level), k, until)


def share(vault: Vault, person_uid: str, choice: Choice, clock: Clock, new_id: NewId) -> Permission:
    """Choose what the company may see of one person. Returns what is in force now.

    Raises UsageRefused for nobody in the vault, or for someone of whom nothing may be shared.
    """
    return vault.write(lambda db: share_within(db, person_uid, choice, clock(), new_id))


def who_would_change(vault: Vault, organisation_uid: str, level: SharingLevel) -> list[Touched]:
    """Return whom a choice for everyone at a Client would raise: nobody is lowered by it.

    Raises UsageRefused for an unknown Client, and for the level that takes back: that is `revoke_client`.
    """
    if level is SharingLevel.ONLY_YOU:
        raise UsageRefused("To take back everything at a Client, revoke the Client.")
    return vault.read(lambda db: _below(db, organisation_uid, level))


def share_all(
    vault: Vault, people: Sequence[str], choice: Choice, clock: Clock, new_id: NewId
) -> list[Permission]:
    """Raise the people of a list that the person has seen to a choice; whoever is there already stays.

    Raises UsageRefused as `share` does, and then changes nobody.
    """

    return vault.write(lambda db: raise_all(db, people, choice, clock(), new_id))


def raise_all(
    db: Connection, people: Iterable[str], choice: Choice, now: datetime, new_id: NewId
) -> list[Permission]:
    """Raise people within a transaction. The outbox is brought in line once, after all of them."""
    chosen = permissions.all_giving(db)
    below = [uid for uid in people if uid not in chosen or chosen[uid].level < choice.level]
    decided = [_decide(db, uid, choice, now) for uid in below]
    redraft(db, now, new_id, {client_id for _, clients in decided for client_id in clients})
    return [permission for permission, _ in decided]


def put_back(vault: Vault, person_uid: str, choice: Choice, clock: Clock, new_id: NewId) -> Permission:
    """Choose again what was chosen before, and let nothing go that only the choice in between approved.

    Returns what is in force now. Raises UsageRefused as `share` does.
    """

    return vault.write(lambda db: put_all_back(db, [(person_uid, choice)], clock(), new_id)[0])


def put_all_back(
    db: Connection, earlier: Sequence[tuple[str, Choice]], now: datetime, new_id: NewId
) -> list[Permission]:
    """Put several people back within a transaction, as `put_back` does."""
    restored = [_decide(db, person_uid, choice, now)[0] for person_uid, choice in earlier]
    clients = choosing.clients_ever(db, [person_uid for person_uid, _ in earlier])
    redraft(db, now, new_id, clients)
    for document in outbox.to_send(db):
        if document.client_id in clients and document.state == State.APPROVED:
            outbox.set_state(db, document.uid, State.SUPERSEDED)
    redraft(db, now, new_id, clients)  # what others took back is approved again
    return restored


def take_back_people(vault: Vault, people: Sequence[str], clock: Clock, new_id: NewId) -> Revoked:
    """Take back everything about several people."""
    return vault.write(lambda db: take_back(db, people, clock(), new_id))


def revoke_person(vault: Vault, person_uid: str, clock: Clock, new_id: NewId) -> Revoked:
    """Take back everything about one person. Raises UsageRefused for nobody in the vault."""

    def work(db: Connection) -> Revoked:
        _require(db, person_uid)
        return take_back(db, [person_uid], clock(), new_id)

    return vault.write(work)


def revoke_client(vault: Vault, organisation_uid: str, clock: Clock, new_id: NewId) -> Revoked:
    """Take back everyone who works at a Client now, wherever else they work. Raises UsageRefused."""

    def work(db: Connection) -> Revoked:
        people = [candidate.uid for candidate in _at(db, organisation_uid)]
        client_id = choosing.registry_id(db, organisation_uid)
        return take_back(db, people, clock(), new_id, also={client_id} if client_id else ())

    return vault.write(work)


def revoke_everything(vault: Vault, clock: Clock, new_id: NewId) -> Revoked:
    """Take back everyone, at every Client."""
    return vault.write(lambda db: revoke_all(db, clock(), new_id))


def revoke_all(db: Connection, now: datetime, new_id: NewId) -> Revoked:
    """Take back everyone, at every Client, within a transaction."""
    hub = hubs.joined(db)
    if hub is not None and hub.suspended == hubs.RESTORED:
        adoption.note_everything_taken_back(db)
    return take_back(db, permissions.all_giving(db), now, new_id, also=outbox.running_periods(db))


def take_back(
    db: Connection, people: Iterable[str], now: datetime, new_id: NewId, also: Iterable[str] = ()
) -> Revoked:
    """Set people to nothing, and approve what that takes back at the hub, at the Clients `also` too.

    Called as well before a person is deleted, and when one objects: the ledger keeps the opaque id only.
    """
    chosen = permissions.all_giving(db)
    lowered = [uid for uid in people if uid in chosen]
    today = now.date()
    permissions.append(
        db,
        (
            replace(chosen[uid], level=SharingLevel.ONLY_YOU, until=None, from_day=today, decided_at=now)
            for uid in lowered
        ),
    )
    clients = choosing.clients_ever(db, lowered) | set(also)
    outbox.mark_taken_back(db, clients)
    redraft(db, now, new_id, clients)
    return Revoked(len(lowered), len(clients & outbox.running_periods(db).keys()))


def share_within(db: Connection, person_uid: str, choice: Choice, now: datetime, new_id: NewId) -> Permission:
    """Choose within a transaction, as `share` does."""
    permission, clients = _decide(db, person_uid, choice, now)
    redraft(db, now, new_id, clients)
    return permission


def _decide(db: Connection, person_uid: str, choice: Choice, now: datetime) -> tuple[Permission, set[str]]:
    """Add a choice to the ledger. Return what is in force now, and the Clients that it may concern."""
    candidate = _require(db, person_uid)
    if candidate.barred and choice.level > SharingLevel.ONLY_YOU:
        raise UsageRefused(
            "Nothing may be shared here: this is not a person, is you, or asked not to be processed."
        )
    hub = hubs.joined(db)
    new = Permission(
        person_uid,
        choice.level,
        choice.k,
        "" if hub is None else hub.policy,
        now.date(),
        choice.until,
        now,
    )
    before = permissions.in_force(db, person_uid)
    if before is not None and says_the_same(new, before):
        return before, set()
    if before is None and choice.level is SharingLevel.ONLY_YOU:
        return new, set()  # that is how everyone starts
    permissions.append(db, [new])
    clients = choosing.clients_ever(db, [person_uid])
    if before is not None and lowers(new, before):
        outbox.mark_taken_back(db, clients)
    return new, clients


def _below(db: Connection, organisation_uid: str, level: SharingLevel) -> list[Touched]:
    chosen = permissions.all_giving(db)
    found = []
    for candidate in _at(db, organisation_uid):
        giving = chosen.get(candidate.uid)
        before = SharingLevel.ONLY_YOU if giving is None else giving.level
        if before < level and not candidate.barred:
            found.append(Touched(candidate.uid, candidate.name, before))
    return found


def _at(db: Connection, organisation_uid: str) -> list[Candidate]:
    people = choosing.now_at(db, organisation_uid)
    if people is None:
        raise UsageRefused("There is no Client with this id. List them with: weavit clients")
    return people


def _require(db: Connection, person_uid: str) -> Candidate:
    candidate = choosing.find(db, person_uid)
    if candidate is None:
        raise UsageRefused("There is nobody with this id in the vault. List people with: weavit people")
    return candidate
