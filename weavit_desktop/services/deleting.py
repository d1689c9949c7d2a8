"""Deleting people: all that tells of them goes, in one transaction, and so does what the company saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.eras import names_of_people
from weavit_desktop.services.identifiers import SUPPRESSION_LABEL, Suppressed, record_name, suppression_hash
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.progress import Gauge, IsCancelled, never, pulsing, unless
from weavit_desktop.services.sharing import Revoked, take_back
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.services.still_in_backups import StillIn, still_in
from weavit_desktop.services.work import Work
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.interruption import ticking
from weavit_desktop.vault.repositories import backups, cards, deletion, interactions, links, suppression
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.vault import Vault

NOT_EVERYBODY = "Not everybody of these is in the vault. Nobody was deleted; list people again."
MANY = 20  # more than so many are deleted only once a backup of them was made and verified
DELETING = "deleting"

# How much is done once it is known who goes, all of theirs is erased.
LOOKED, ERASED = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many people are gone, what of them waits to be taken back at the hub, and where they still are."""

    people: int
    revoked: Revoked
    still_in: StillIn


def delete_people(
    vault: Vault,
    work: Work,
    uids: Iterable[str],
    *,
    do_not_bring_back: bool = False,
    typed: str | None = None,
    cancelled: IsCancelled = never,
) -> Deleted:
    """Erase people; only the permission ledger keeps their opaque ids.

    What the company saw of them is taken back: it waits, approved, until it is sent. With
    `do_not_bring_back` keyed hashes stay by which imports leave out the same people. Of several people,
    over a fifth of everyone goes only if `typed` is their number. Failed, refused or cancelled, it deletes
    nobody. Raises UsageRefused if there is nobody with one of these ids, ConfirmationNeeded, Cancelled, and
    for many as `back_up` does.
    """
    wanted = list(dict.fromkeys(uids))
    _require(vault, wanted, typed)
    key = vault.derive(SUPPRESSION_LABEL) if do_not_bring_back else None
    with pulsing(work.progress) as progress:
        work = replace(work, progress=unless(cancelled, progress))
        revoked, since = _back_up_and_delete(vault, work, wanted, key, cancelled)
    return Deleted(len(wanted), revoked, still_in(vault, since, work.at))


def suppress(db: Connection, key: bytes, person_ids: Sequence[int], why: str, at: str) -> None:
    """Let imports leave out whoever answers to an identifier of these people, or comes by the same record."""
    known = links.identifiers_of(db, person_ids)
    with_profile = {one for one, found in known.items() if any(kind == "profile" for kind, _ in found)}
    named = {
        *(identifier for each in known.values() for identifier in each),
        *names_of_people(db, person_ids, with_profile),
        *(("record", record_name(*one)) for one in cards.keys_of(db, person_ids)),
    }
    held = Suppressed(key, suppression.everything(db), suppression.foreign_keys(db))
    added = [suppression_hash(key, *one) for one in sorted(named) if not held.holds(*one)]
    suppression.add(db, added, why, at)


def _require(vault: Vault, wanted: Sequence[str], typed: str | None) -> None:
    before = vault.read(lambda db: (_ids_of(db, wanted), backups.contents(db))[1])
    if len(wanted) > 1:
        after = Contents(before.people - len(wanted), before.interactions)
        require_confirmed(before, after, typed)


def _back_up_and_delete(
    vault: Vault, work: Work, wanted: Sequence[str], key: bytes | None, cancelled: IsCancelled
) -> tuple[Revoked, datetime]:
    if len(wanted) > MANY:
        back_up(vault, Reason.BEFORE_DELETION, lambda: work.at, progress=work.progress, cancelled=cancelled)
    gauge = Gauge(DELETING, work.progress)

    def write(db: Connection) -> tuple[Revoked, datetime]:
        with ticking(db, gauge.tick):
            return _delete(db, work, wanted, key, gauge)

    done = vault.write(write)
    vault.maintain(deletion.empty_log)
    return done


def _delete(
    db: Connection, work: Work, wanted: Sequence[str], key: bytes | None, gauge: Gauge
) -> tuple[Revoked, datetime]:
    gauge.tick()
    going = _ids_of(db, wanted)
    revoked = take_back(db, wanted, work.at, work.new_uid)
    since = deletion.known_since(db, going)
    known = {one for each in links.identifiers_of(db, going).values() for one in each}
    if key is not None:
        suppress(db, key, going, "deleted", work.now)
    gauge.reach(LOOKED)
    deletion.erase(db, going, lambda share: gauge.reach(LOOKED + (ERASED - LOOKED) * share))
    gauge.reach(ERASED)
    recompute(db, (), work, also_scores=interactions.resolve(db, known))
    gauge.reach(1.0)
    return revoked, work.at if since is None else datetime.fromisoformat(since)


def _ids_of(db: Connection, wanted: Sequence[str]) -> list[int]:
    found = deletion.find(db, wanted)
    if len(found) < len(wanted):
        raise UsageRefused(NOBODY if len(wanted) == 1 else NOT_EVERYBODY)
    return [found[uid] for uid in wanted]
