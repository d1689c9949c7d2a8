"""A new vault, and a new passphrase for an old one."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused, VaultInUse
from weavit_desktop.vault import connection, files, header, migration, slots
from weavit_desktop.vault.faults import database_faults, disk_faults
from weavit_desktop.vault.header import PASSPHRASE, Header, Slot
from weavit_desktop.vault.header_file import mend_header
from weavit_desktop.vault.keys import Argon2Cost, DataKey, calibrated_cost, new_data_key
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.opening import open_unlocked
from weavit_desktop.vault.passphrase import require_strong
from weavit_desktop.vault.places import refuse_unsafe_place
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import change_slots


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    home_zone: str,
    clock: Clock,
    command: str = "weavit vault create",
    cost: Argon2Cost | None = None,
    code: str | None = None,
) -> tuple[Vault, str]:
    """Create a vault in a folder that is new or empty. Return it, open, and its recovery code.

    `home_zone` is the IANA time zone that local days are counted in. The code is stored nowhere: show
    it once. Who has shown it already gives it as `code`, made by new_recovery_code(). `cost` defaults to
    what this machine bears, never below FLOOR. The vault is built next to the folder and moved there
    whole; on failure nothing stays. Raises UsageRefused and NoRoom.
    """
    require_strong(passphrase)
    with disk_faults():
        folder = folder.resolve()
        refuse_unsafe_place(folder)
        _require_free(folder)
        _clear_unfinished(folder, command)
        data_key, code = new_data_key(), code or new_recovery_code()
        new_header = _new_header(data_key, passphrase, code, cost or calibrated_cost())
        meta = {
            "vault_id": new_header.vault_id,
            "home_zone": home_zone,
            "created_at": instant_text(clock()),
        }
        building = _build(folder, new_header, data_key, meta, command)
        try:
            _put_in_place(building, folder)
            # Opening it as anyone would proves what was written, and that the code opens it.
            vault = open_unlocked(folder, command, lambda found: slots.unlock_with_recovery_code(found, code))
        except BaseException:
            # Nobody will ever see its recovery code. Once it moved, the folder is ours to remove.
            shutil.rmtree(building if building.exists() else folder, ignore_errors=True)
            raise
        return vault, code


def change_passphrase(vault: Vault, new_passphrase: str) -> None:
    """Give an open vault another passphrase: one slot is rewritten, no data. The cost stays.

    Copies of the folder made before still open with the old one. Raises UsageRefused for a weak
    passphrase, HeaderDamaged and NoRoom.
    """
    require_strong(new_passphrase)

    def change(old: Header) -> tuple[Slot, ...]:
        old_slot = slots.slot_of_kind(old, PASSPHRASE)
        new_slot = slots.passphrase_slot(vault.id, vault.data_key, new_passphrase, old_slot.cost())
        return tuple(new_slot if slot is old_slot else slot for slot in old.slots)

    change_slots(vault, change, opens=lambda written: slots.unlock_with_passphrase(written, new_passphrase))


def _require_free(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if (folder / files.HEADER).exists():
        raise UsageRefused("There is a vault in this folder already. Choose another folder.")
    if folder.exists():
        raise UsageRefused("The folder for the new vault is not empty. Choose a new or an empty folder.")


def _new_header(data_key: DataKey, passphrase: str, code: str, cost: Argon2Cost) -> Header:
    vault_id = str(uuid4())
    unsealed = Header(
        vault_id,
        generation=1,
        slots=(
            slots.passphrase_slot(vault_id, data_key, passphrase, cost),
            slots.recovery_slot(vault_id, data_key, code),
        ),
    )
    return header.sealed(unsealed, data_key)


def _clear_unfinished(folder: Path, command: str) -> None:
    """Remove what a creation left beside the folder when it was killed: nobody has seen the code of it."""
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    for left in [path for path in beside if path.name.startswith(_building_prefix(folder))]:
        with suppress(VaultInUse):  # whoever is building there is alive
            VaultLock(left, command).release()
            shutil.rmtree(left)


def _building_prefix(folder: Path) -> str:
    return f".{folder.name}.creating-"


def _build(folder: Path, new_header: Header, data_key: DataKey, meta: dict[str, str], command: str) -> Path:
    """Build the vault in a folder next to its own, and return that."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=_building_prefix(folder), dir=folder.parent))  # 0700
    try:
        lock = VaultLock(building, command)
        try:
            _fill(building, new_header, data_key, meta)
        finally:
            lock.release()  # before it moves: Windows moves no folder with an open file in it
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return building


def _fill(building: Path, new_header: Header, data_key: DataKey, meta: dict[str, str]) -> None:
    files.create_private(building / files.DATABASE)  # SQLite would create it readable for others
    with database_faults():
        db = connection.create_database(building / files.DATABASE, data_key.derive("db"))
        try:
            connection.forbid_escapes(db)
            migration.migrate(db, migration.shipped_steps())
            db.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", meta.items())
        finally:
            db.close()
    mend_header(building, new_header)


def _put_in_place(building: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()  # empty; Windows moves nothing onto an existing folder
    files.move(building, folder)
