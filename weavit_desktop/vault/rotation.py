"""Another data key: the database is encrypted anew into a new file, checked, and swapped in whole.

Needed when somebody may have seen the data key itself, which a new passphrase does not change. The new
vault is built in `restoring/` under the vault's lock; until it is decided, nothing of the old one changes,
and from then on every opening finishes the swap (swap.py). The old files stay in quarantine.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from weavit_desktop.errors import NoRoom, VaultDamaged
from weavit_desktop.vault import blobs, connection, files, slots, swap
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.backup import check_unpacked
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import database_faults, disk_faults
from weavit_desktop.vault.header import PASSPHRASE, Header
from weavit_desktop.vault.header_file import read_header, read_whole
from weavit_desktop.vault.keys import DataKey, new_data_key
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.places import refuse_unsafe_place
from weavit_desktop.vault.repositories import backups, kept_keys
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.room import SPARE_BYTES, require_room


def rotate_data_key(folder: Path, passphrase: str, code: str, at: datetime, *, command: str) -> Path:
    """Give a closed vault another data key. Return where its old files lie: they open as they did.

    The passphrase stays, `code` becomes the recovery code, and a keychain's way in is gone: it has to be
    switched on anew. Backups made before go on opening with what opened them then. Raises WrongPassphrase,
    VaultInUse, VaultDamaged, HeaderDamaged, NoRoom; then nothing is changed, or the sentence says what is.
    """
    with disk_faults():
        folder = folder.resolve()
        refuse_unsafe_place(folder)
        lock = VaultLock(folder, command)
        try:
            swap.settle(folder)
            files.clean_unfinished(folder)
            old = read_header(folder)
            data_key = slots.unlock_with_passphrase(old, passphrase)
            _build(folder, old, data_key, passphrase, code)
            name = swap.free_name(folder, f"{at:%Y%m%dT%H%M%SZ}-key")
            swap.decide(folder, name)
            swap.settle(folder)
            return folder / files.QUARANTINE / name
        except OSError as error:
            if not swap.is_decided(folder):
                raise
            raise NoRoom(
                "The vault is encrypted anew, and the new recovery code is in force, but its files could not "
                "be put in their place. Mend the disk; opening the vault finishes it.",
                fact=type(error).__name__,
            ) from error
        finally:
            if not swap.is_decided(folder):
                shutil.rmtree(folder / swap.RESTORING, ignore_errors=True)
            lock.release()


def _build(folder: Path, old: Header, old_key: DataKey, passphrase: str, code: str) -> None:
    """Build the new vault in `restoring/`; see that it opens, and holds what the old one holds."""
    require_room(folder, 2 * (folder / files.DATABASE).stat().st_size + SPARE_BYTES)
    place = folder / swap.RESTORING
    place.mkdir(mode=files.PRIVATE_FOLDER)
    new_key = new_data_key()
    cost = slots.slot_of_kind(old, PASSPHRASE).cost()
    ways_in = (
        slots.passphrase_slot(old.vault_id, new_key, passphrase, cost),
        slots.recovery_slot(old.vault_id, new_key, code),
    )
    header = headers.sealed(replace(old, generation=old.generation + 1, slots=ways_in), new_key)
    for name in (files.HEADER, files.HEADER_COPY):
        files.create_private(place / name, headers.encode(header))
    with database_faults():
        contents = _encrypt_anew(folder, place, old_key, new_key)
    written = read_whole(place / files.HEADER)
    opened = {
        slots.unlock_with_passphrase(written, passphrase),
        slots.unlock_with_recovery_code(written, code),
    }
    if opened != {new_key} or check_unpacked(place, old.vault_id, new_key) != contents:
        raise VaultDamaged("The disk did not keep what was written. The vault is as it was.", fact="rotation")


def _encrypt_anew(folder: Path, place: Path, old_key: DataKey, new_key: DataKey) -> Contents:
    """Copy the database, its log too, from one key to the other. Return what the old one holds."""
    files.create_private(place / files.DATABASE)
    source = connection.connect(folder / files.DATABASE, old_key.derive("db"))
    try:
        contents = backups.contents(source)
        target = connection.create_database(place / files.DATABASE, new_key.derive("db"))
        try:
            target.execute("PRAGMA journal_mode = MEMORY")
            source.backup(target)
            _keep_keys(target, old_key)
            # Each has a key of its own in the database; the old files stay with the old database.
            blobs.link_all(source, folder, place)
        finally:
            target.close()
    finally:
        source.close()
    return contents


def _keep_keys(db: Connection, old_key: DataKey) -> None:
    for label in kept_keys.KEPT_LABELS:
        kept_keys.keep(db, label, old_key.derive(label))
