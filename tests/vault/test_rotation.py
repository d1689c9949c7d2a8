"""Another data key: nothing is lost, the old key opens nothing any more, no crash leaves half of it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builders.backups import add_people, people_in
from builders.failing_disk import failing_syncs
from builders.keychain import FakeKeychain
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault_and_code
from weavit_desktop.errors import NoRoom, VaultDamaged, VaultInUse, WrongPassphrase
from weavit_desktop.services.rotation import rotate
from weavit_desktop.vault import connection, files, rotation, swap
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.device_secret import is_kept, keep_device_secret
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.opening import open_vault, open_with_recovery_code
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.rotation import rotate_data_key

PEOPLE = 30


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str, DataKey]:
    """Return the folder of a closed vault of PEOPLE, its code and its data key."""
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        add_people(vault, PEOPLE)
        return vault.folder, code, vault.data_key


@pytest.fixture
def folder(made: tuple[Path, str, DataKey]) -> Path:
    return made[0]


def turn(folder: Path, code: str | None = None) -> Path:
    return rotate_data_key(folder, PASSPHRASE, code or new_recovery_code(), NOW, command="test")


def state(folder: Path) -> dict[str, bytes]:
    names = (files.DATABASE, files.HEADER, files.HEADER_COPY)
    return {name: (folder / name).read_bytes() for name in names}


def test_everything_is_there_under_another_key(made: tuple[Path, str, DataKey]) -> None:
    folder, _, old_key = made
    turn(folder)
    assert people_in(folder) == PEOPLE
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        assert vault.data_key != old_key
        assert check_vault(vault, deep=True).problems == ()
    with pytest.raises(connection.dbapi2.DatabaseError, match="not a database"):
        connection.connect(folder / files.DATABASE, old_key.derive("db"))


def test_the_new_code_opens_and_the_old_one_does_not(made: tuple[Path, str, DataKey]) -> None:
    folder, old, _ = made
    new = new_recovery_code()
    turn(folder, new)
    open_with_recovery_code(folder, new, command="test").close()
    with pytest.raises(WrongPassphrase):
        open_with_recovery_code(folder, old, command="test")


def test_what_was_written_last_and_lay_in_the_log_comes_along(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        add_people(vault, 5)
        kept = {path: path.read_bytes() for path in folder.iterdir() if path.name.startswith("vault.db")}
    for path, data in kept.items():  # as a crash leaves them
        path.write_bytes(data)
    assert (folder / files.WAL).stat().st_size > 0
    turn(folder)
    assert people_in(folder) == PEOPLE + 5


def test_who_must_not_come_back_is_still_known_after_two_rotations(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        key = vault.derive("suppression")
    for _ in range(2):
        turn(folder)
        with open_vault(folder, PASSPHRASE, command="test") as vault:
            assert vault.derive("suppression") == key


def test_the_old_files_stay_in_quarantine_and_open_as_they_did(made: tuple[Path, str, DataKey]) -> None:
    folder, code, _ = made
    before = state(folder)
    old_files = turn(folder)
    assert state(old_files) == before
    assert old_files.parent == folder / files.QUARANTINE
    open_with_recovery_code(old_files, code, command="test").close()


def test_a_second_one_at_the_same_moment_overwrites_nothing(folder: Path) -> None:
    assert turn(folder) != turn(folder)


def test_the_keychain_has_to_be_switched_on_anew(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        keep_device_secret(vault, FakeKeychain(), NOW)
    turn(folder)
    assert not is_kept(folder)


def test_a_backup_that_the_new_key_opens_is_made_at_once(folder: Path) -> None:
    rotate(folder, PASSPHRASE, new_recovery_code(), fixed_clock(), command="test")
    for name in (files.HEADER, files.HEADER_COPY):
        (folder / name).unlink()
    assert len(list_backups(folder / files.BACKUPS)) == 1
    assert people_in(folder) == PEOPLE


# What goes wrong ---------------------------------------------------------------------------------


def test_a_wrong_passphrase_changes_nothing(folder: Path) -> None:
    before = state(folder)
    with pytest.raises(WrongPassphrase):
        rotate_data_key(folder, "not the passphrase", new_recovery_code(), NOW, command="test")
    assert state(folder) == before


def test_a_vault_in_use_is_left_alone(folder: Path) -> None:
    open_elsewhere = open_vault(folder, PASSPHRASE, command="weavit import")
    with open_elsewhere, pytest.raises(VaultInUse, match="in use by `weavit import`"):
        turn(folder)


def test_a_disk_without_room_is_seen_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(folder)

    def full(*_: Any) -> None:
        raise NoRoom("too little room")

    monkeypatch.setattr(rotation, "require_room", full)
    with pytest.raises(NoRoom):
        turn(folder)
    assert state(folder) == before


def test_a_copy_that_lost_somebody_never_takes_the_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(folder)
    real = rotation._keep_keys

    def lose_one(db: connection.Connection, key: DataKey) -> None:
        db.execute("DELETE FROM person WHERE id = (SELECT max(id) FROM person)")
        real(db, key)

    monkeypatch.setattr(rotation, "_keep_keys", lose_one)
    with pytest.raises(VaultDamaged, match="The vault is as it was"):
        turn(folder)
    assert state(folder) == before
    assert not (folder / "restoring").exists()


def test_a_copy_with_a_flipped_bit_never_takes_the_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(folder)
    real = rotation.check_unpacked

    def check(place: Path, vault_id: str, key: DataKey) -> object:
        data = bytearray((place / files.DATABASE).read_bytes())
        data[len(data) // 2] ^= 1
        (place / files.DATABASE).write_bytes(data)
        return real(place, vault_id, key)

    monkeypatch.setattr(rotation, "check_unpacked", check)
    with pytest.raises(VaultDamaged):
        turn(folder)
    assert state(folder) == before


def test_a_disk_that_fails_once_it_is_decided_is_told_so_and_opening_finishes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = new_recovery_code()
    real = swap.settle

    def settle(place: Path) -> None:
        if swap.is_decided(place):
            raise OSError(errno.EIO, "failing")
        real(place)

    with monkeypatch.context() as patch:
        patch.setattr(swap, "settle", settle)
        with pytest.raises(NoRoom, match="the new recovery code is in force"):
            turn(folder, new)
    open_with_recovery_code(folder, new, command="test").close()
    assert people_in(folder) == PEOPLE


@pytest.mark.parametrize("failing", range(11))
def test_a_disk_that_fails_at_any_sync_leaves_a_vault_with_everybody_in_it(
    folder: Path, failing: int
) -> None:
    with failing_syncs(failing) as disk:
        try:
            turn(folder)
        except NoRoom:
            pass
        else:
            assert not disk.failed
    assert people_in(folder) == PEOPLE


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_before_any_of_its_steps_it_leaves_one_whole_vault(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "builders.rotation_sweep", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("kills, 0 losses\n")
    assert int(done.stdout.split()[-4]) >= 15
