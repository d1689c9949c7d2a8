"""A backup becomes the vault, the old vault is kept, and nothing is lost whatever goes wrong between."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from builders.backups import (
    add_people,
    back_up,
    files_of_at_most,
    flip,
    people_in,
    remove_people,
    restore,
)
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault, new_vault_and_code
from weavit_desktop.errors import (
    BackupDamaged,
    ConfirmationNeeded,
    MadeByNewerVersion,
    NoRoom,
    UsageRefused,
    VaultDamaged,
    VaultInUse,
    WrongPassphrase,
)
from weavit_desktop.services import restoring
from weavit_desktop.vault import migration, swap
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.creation import change_passphrase
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import is_vault, open_vault

OLD, NEW = 30, 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a vault of NEW people with one backup, of OLD."""
    with new_vault(tmp_path / "vault") as vault:
        add_people(vault, OLD)
        back_up(vault)
        add_people(vault, NEW - OLD)
    return tmp_path / "vault"


@pytest.fixture
def backup(folder: Path) -> Path:
    return list_backups(folder / "backups")[0]


def test_restore_drill_on_an_empty_home(folder: Path, backup: Path, tmp_path: Path) -> None:
    """All that is left of a laptop is one backup on another disk, and the passphrase."""
    saved = tmp_path / "disk" / "saved"
    saved.parent.mkdir()
    shutil.copyfile(backup, saved)
    shutil.rmtree(folder)
    restored = restore(saved, tmp_path / "home" / "vaults" / "default")
    assert (restored.contents.people, restored.quarantine) == (OLD, None)
    assert people_in(restored.folder) == OLD
    with open_vault(restored.folder, PASSPHRASE, command="test") as vault:
        assert check_vault(vault, deep=True).problems == ()
        add_people(vault, 1)


def test_restore_drill_with_the_recovery_code(tmp_path: Path) -> None:
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        made = back_up(vault)
    unlock = restoring.with_recovery_code(code)
    restored = restoring.restore(made.path, tmp_path / "home", unlock, fixed_clock())
    assert people_in(restored.folder) == 0


def test_the_old_vault_is_kept_whole_in_the_quarantine(folder: Path, backup: Path, tmp_path: Path) -> None:
    restored = restore(backup, folder, "10")
    assert people_in(folder) == OLD
    assert restored.quarantine is not None
    shutil.copytree(restored.quarantine, tmp_path / "again")
    assert people_in(tmp_path / "again") == NEW


def test_the_old_vault_is_backed_up_and_no_backup_goes(folder: Path, backup: Path) -> None:
    restore(backup, folder, "10")
    newest = list_backups(folder / "backups")[0]
    assert newest != backup
    restore(newest, folder)
    assert people_in(folder) == NEW
    assert backup in list_backups(folder / "backups")


def test_the_write_ahead_log_of_the_old_vault_is_not_read_into_the_restored_one(
    folder: Path, backup: Path
) -> None:
    flip(folder / "vault.db", 200)  # it can neither be read nor emptied into its database
    (folder / "vault.db-wal").write_bytes(b"7" * 9000)
    restored = restore(backup, folder)
    assert people_in(folder) == OLD
    assert restored.quarantine is not None
    assert (restored.quarantine / "vault.db-wal").read_bytes() == b"7" * 9000


def test_what_the_old_vault_had_not_yet_brought_into_its_database_is_kept(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        add_people(vault, 1)
        # A crash now: the newest person is in the write-ahead log alone.
        shutil.copytree(folder, tmp_path / "crashed", ignore=shutil.ignore_patterns("vault.lock"))
    crashed = tmp_path / "crashed"
    before = (crashed / "vault.db-wal").read_bytes()
    assert before
    restored = restore(crashed / "backups" / backup.name, crashed, "11")
    assert restored.quarantine is not None
    assert (restored.quarantine / "vault.db-wal").read_bytes() == before
    shutil.copytree(restored.quarantine, tmp_path / "again")
    assert people_in(tmp_path / "again") == NEW + 1


def test_a_damaged_vault_is_restored_without_being_asked_what_goes(folder: Path, backup: Path) -> None:
    for at in range(100, (folder / "vault.db").stat().st_size, 4096):
        flip(folder / "vault.db", at)
    with pytest.raises(VaultDamaged):
        people_in(folder)
    assert restore(backup, folder).contents.people == OLD
    assert people_in(folder) == OLD


@pytest.mark.parametrize("lost", [("vault.db",), ("vault.key", "vault.key.bak"), ("vault.key", "vault.db")])
def test_a_vault_that_lost_files_is_restored(folder: Path, backup: Path, lost: tuple[str, ...]) -> None:
    for name in lost:
        (folder / name).unlink()
    restore(backup, folder, "10")
    assert people_in(folder) == OLD


def test_over_a_fifth_goes_only_when_it_is_typed(folder: Path, backup: Path) -> None:
    for typed in (None, "", "yes", "11"):
        with pytest.raises(ConfirmationNeeded, match="10 of 40 people"):
            restore(backup, folder, typed)
        assert people_in(folder) == NEW
    assert list_backups(folder / "backups") == [backup]
    restore(backup, folder, "10")


def test_a_fifth_goes_without_a_word(folder: Path, backup: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        remove_people(vault, 3)  # 37, of which 7 go
    assert restore(backup, folder).contents.people == OLD


def test_a_backup_opens_with_the_passphrase_of_then(folder: Path, backup: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        change_passphrase(vault, "willow granite anchor plume")
    new = restoring.with_passphrase("willow granite anchor plume")
    with pytest.raises(WrongPassphrase):
        restoring.restore(backup, folder, new, fixed_clock(), "10")
    restore(backup, folder, "10")
    assert people_in(folder) == OLD


def test_a_vault_in_use_is_not_restored(folder: Path, backup: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test"), pytest.raises(VaultInUse):
        restore(backup, folder, "10")


def test_a_backup_of_another_vault_is_refused(folder: Path, tmp_path: Path) -> None:
    with new_vault(tmp_path / "other") as other:
        made = back_up(other)
    with pytest.raises(UsageRefused, match="another vault"):
        restore(made.path, folder)
    assert people_in(folder) == NEW


def test_a_folder_with_other_things_is_refused(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "maya.txt").write_text("Dear Maya")
    with pytest.raises(UsageRefused, match="neither empty nor a vault"):
        restore(backup, tmp_path / "letters")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["maya.txt"]


def test_whatever_is_refused_leaves_no_folder_behind(backup: Path, tmp_path: Path) -> None:
    flip(backup, -100)
    with pytest.raises(BackupDamaged):
        restore(backup, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_damaged_anywhere_a_backup_changes_nothing(folder: Path, backup: Path) -> None:
    data = backup.read_bytes()
    spots = (*range(0, len(data), len(data) // 25), len(data) - 1)
    for at in spots:
        flip(backup, at)
        with pytest.raises((BackupDamaged, MadeByNewerVersion)):
            restore(backup, folder, "10")
        backup.write_bytes(data[:at])
        with pytest.raises(BackupDamaged):
            restore(backup, folder, "10")
        backup.write_bytes(data)
    assert people_in(folder) == NEW
    assert not (folder / "quarantine").exists()


@pytest.mark.parametrize("size", [0, 700, 4096, 100_000, 300_000])
def test_on_a_full_disk_the_old_vault_stays(folder: Path, backup: Path, size: int) -> None:
    with files_of_at_most(size), pytest.raises(NoRoom):
        restore(backup, folder, "10")
    assert people_in(folder) == NEW


def test_a_restored_vault_of_an_older_schema_is_migrated_when_it_is_opened(
    folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migration.shipped_steps()
    one_more = (*steps, migration.Step(len(steps) + 1, "CREATE TABLE later (x)"))
    monkeypatch.setattr(migration, "shipped_steps", lambda: one_more)
    restore(backup, folder, "10")
    assert people_in(folder) == OLD


def test_numbers_of_backups_rise_after_a_restore_too(folder: Path, backup: Path) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        back_up(vault, NOW + timedelta(days=1))
    restore(backup, folder, "10")  # makes number 3
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        assert back_up(vault, NOW).manifest.sequence == 4


def test_a_swap_that_was_decided_is_a_vault_and_finished_by_opening_it(folder: Path, backup: Path) -> None:
    restore(backup, folder, "10")
    (folder / "restored-later").mkdir()
    for name in ("vault.key", "vault.key.bak", "vault.db"):
        (folder / name).rename(folder / "restored-later" / name)
    assert is_vault(folder)
    assert people_in(folder) == OLD
    assert not swap.is_decided(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a crash is tried by fork")
@pytest.mark.parametrize("operation", ["backup", "restore", "thinning", "rewrapping"])
def test_killed_before_any_step_nothing_is_lost(operation: str, tmp_path: Path) -> None:
    swept = [sys.executable, "-m", "builders.crash_sweep", operation, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    ran = subprocess.run(swept, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    kills = int(ran.stdout.split()[0])
    assert kills >= {"backup": 7, "restore": 40, "thinning": 2, "rewrapping": 30}[operation]


@pytest.fixture(autouse=True)
def _nothing_is_left_half_done(tmp_path: Path) -> Iterator[None]:
    yield
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith((".making-", "restoring"))]
