"""Somebody asked not to be processed: the company sees nothing of them any more, for good."""

from __future__ import annotations

from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.deleting import suppress
from weavit_desktop.services.identifiers import SUPPRESSION_LABEL
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.sharing import Revoked, take_back
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import people
from weavit_desktop.vault.vault import Vault


def heed_objection(vault: Vault, work: Work, uid: str) -> Revoked:
    """Set a person to nothing for everyone, and let nothing be chosen for them again.

    What the company saw waits, approved, until it is sent. Their identifiers stay as keyed hashes by which
    imports leave them out, also once they are deleted. Raises UsageRefused for nobody in the vault.
    """
    key = vault.derive(SUPPRESSION_LABEL)

    def write(db: Connection) -> Revoked:
        person_id = people.id_of(db, uid)
        if person_id is None:
            raise UsageRefused(NOBODY)
        return object_within(db, work, key, person_id, uid)

    return vault.write(write)


def object_within(db: Connection, work: Work, key: bytes, person_id: int, uid: str) -> Revoked:
    """Heed an objection within a transaction. `key` is the vault's for SUPPRESSION_LABEL."""
    people.set_objected(db, person_id)
    suppress(db, key, [person_id], "objected", work.now)
    return take_back(db, [uid], work.at, work.new_uid)
