"""A backup is a whole vault in one file, and it counts only once it was read back and opened."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections import namedtuple
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from builders.backups import add_people, back_up, files_of_at_most, flip, people_in
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault
from weavit_desktop.errors import (
    BackupDamaged,
    HeaderDamaged,
    MadeByNewerVersion,
    NoRoom,
    WrongPassphrase,
)
from weavit_desktop.vault import backup as backups
from weavit_desktop.vault import backup_file, migration
from weavit_desktop.vault.backup import Backup, verify_backup
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.creation import change_passphrase
from weavit_desktop.vault.keys import new_data_key
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        add_people(opened, 40)
        yield opened


def verified(vault: Vault, path: Path) -> Backup:
    return verify_backup(path, vault.data_key, vault.folder)


def left_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def test_a_backup_holds_what_the_open_vault_holds(vault: Vault) -> None:
    made = back_up(vault)
    add_people(vault, 5)
    assert verified(vault, made.path) == made
    assert made.contents.people == 40
    assert back_up(vault).contents.people == 45
    assert vault.read(lambda db: db.execute("SELECT count(*) FROM person").fetchone()) == (45,)


def test_only_its_user_can_read_it(vault: Vault) -> None:
    made = back_up(vault)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_its_name_tells_number_and_time_and_no_more(vault: Vault) -> None:
    assert back_up(vault).path.name == "000001-20260302T093000Z.weavitbackup"


def test_numbers_rise_whatever_the_clock_does(vault: Vault) -> None:
    times = [NOW, NOW - timedelta(days=900), NOW + timedelta(days=9000), NOW]
    assert [back_up(vault, at).manifest.sequence for at in times] == [1, 2, 3, 4]


def test_a_number_is_given_once_though_its_file_is_gone(vault: Vault) -> None:
    back_up(vault).path.unlink()
    assert back_up(vault).manifest.sequence == 2


def test_nothing_that_was_lost_on_the_way_to_the_disk_counts(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = backup_file.write_container

    def losing(path: Path, *rest: object) -> None:
        write(path, *rest)  # type: ignore[arg-type]  # passed on as given
        flip(path, path.stat().st_size // 2)

    monkeypatch.setattr(backup_file, "write_container", losing)
    with pytest.raises(BackupDamaged):
        back_up(vault)
    assert left_in(vault.folder / "backups") == []


@pytest.mark.parametrize("harm", ["bit", "page", "half"])
def test_a_snapshot_that_is_damaged_does_not_count_though_its_file_is_whole(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    snapshot = backups._snapshot

    def harmed(source: backups.Source, path: Path, tell: backups.Tell) -> int:
        pages = snapshot(source, path, tell)
        if harm == "bit":
            flip(path, 5 * 4096 + 100)
        else:
            os.truncate(path, path.stat().st_size // 2 // (4096 if harm == "page" else 1) * 4096)
        return pages

    monkeypatch.setattr(backups, "_snapshot", harmed)
    with pytest.raises(BackupDamaged):
        back_up(vault)
    assert left_in(vault.folder / "backups") == []


def test_cut_or_flipped_anywhere_it_fails_verification(vault: Vault) -> None:
    path = back_up(vault).path
    data = path.read_bytes()
    step = len(data) // 60
    for at in (*range(0, len(data), step), *range(len(data) - 64, len(data), 9)):
        flip(path, at)
        with pytest.raises((BackupDamaged, MadeByNewerVersion)):
            verified(vault, path)
        path.write_bytes(data[:at])
        with pytest.raises(BackupDamaged):
            verified(vault, path)
        path.write_bytes(data)
    assert verified(vault, path)


def test_with_the_keys_of_another_vault_it_fails_verification(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged, match="other keys"):
        verify_backup(back_up(vault).path, new_data_key(), tmp_path)


def test_a_backup_with_the_database_of_another_vault_fails_verification(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(lambda db: db.execute("UPDATE meta SET value = 'other' WHERE key = 'vault_id'"))
    with pytest.raises(BackupDamaged):
        back_up(vault)


@pytest.mark.parametrize("size", [0, 700, 4096, 100_000, 250_000])
def test_on_a_full_disk_there_is_no_backup_and_the_vault_goes_on(vault: Vault, size: int) -> None:
    with files_of_at_most(size), pytest.raises(NoRoom):
        back_up(vault)
    assert left_in(vault.folder / "backups") == []
    add_people(vault, 1)
    assert back_up(vault).contents.people == 41


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_fsync_leaves_no_half_backup(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sync = os.fsync
    failed = 0
    for point in range(50):
        calls = iter(range(50))

        def failing(descriptor: int, calls: Iterator[int] = calls, point: int = point) -> None:
            if next(calls) == point:
                raise OSError(number, "failing")
            sync(descriptor)

        monkeypatch.setattr(os, "fsync", failing)
        before = left_in(vault.folder / "backups")
        try:
            back_up(vault)
        except NoRoom:
            failed += 1
        else:
            break
        finally:
            monkeypatch.setattr(os, "fsync", sync)
        for name in set(left_in(vault.folder / "backups")) - set(before):
            assert verified(vault, vault.folder / "backups" / name)
    assert failed >= 3


def test_without_room_nothing_is_begun(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage(10**9, 10**9, 10_000))
    with pytest.raises(NoRoom, match="MB more are needed"):
        back_up(vault)
    assert left_in(vault.folder / "backups") == []


def test_a_migration_is_preceded_by_a_backup_that_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migration.shipped_steps()
    one_more = (*steps, migration.Step(len(steps) + 1, "CREATE TABLE later (x)"))
    with new_vault(tmp_path / "vault") as old:
        add_people(old, 3)
        key = old.data_key
    monkeypatch.setattr(migration, "shipped_steps", lambda: one_more)
    open_vault(tmp_path / "vault", PASSPHRASE, command="test", clock=fixed_clock()).close()
    (made,) = backups.list_backups(tmp_path / "vault" / "backups")
    monkeypatch.undo()
    found = verify_backup(made, key, tmp_path)  # by the old version, which knows the old schema only
    assert (found.manifest.reason, found.manifest.pinned) == (Reason.BEFORE_MIGRATION, True)
    assert found.contents.people == 3


def test_without_room_for_that_backup_nothing_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migration.shipped_steps()
    one_more = (*steps, migration.Step(len(steps) + 1, "CREATE TABLE later (x)"))
    new_vault(tmp_path / "vault").close()
    monkeypatch.setattr(migration, "shipped_steps", lambda: one_more)
    with files_of_at_most(100_000), pytest.raises(NoRoom):
        open_vault(tmp_path / "vault", PASSPHRASE, command="test")
    monkeypatch.undo()
    assert people_in(tmp_path / "vault") == 0  # the old version still opens it


def test_opening_what_needs_no_migration_makes_no_backup(vault: Vault) -> None:
    vault.close()
    assert people_in(vault.folder) == 40
    assert not (vault.folder / "backups").exists()


def test_a_backup_of_a_newer_schema_is_told_apart_from_damage(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(vault)
    monkeypatch.setattr(migration, "shipped_steps", lambda: ())
    with pytest.raises(MadeByNewerVersion):
        verified(vault, made.path)


def test_with_both_headers_lost_the_one_in_the_newest_whole_backup_opens_the_vault(vault: Vault) -> None:
    back_up(vault)
    flip(back_up(vault).path, -100)
    vault.close()
    for name in ("vault.key", "vault.key.bak"):
        (vault.folder / name).unlink()
    with pytest.raises(WrongPassphrase):
        open_vault(vault.folder, "wrong amber tide chapel", command="test")
    assert people_in(vault.folder) == 40
    assert (vault.folder / "vault.key").exists()


def test_with_both_headers_lost_and_no_backup_the_header_is_said_to_be_lost(vault: Vault) -> None:
    vault.close()
    for name in ("vault.key", "vault.key.bak"):
        (vault.folder / name).unlink()
    with pytest.raises(HeaderDamaged):
        people_in(vault.folder)


def test_a_passphrase_that_was_changed_is_in_the_backups_made_after(vault: Vault, tmp_path: Path) -> None:
    change_passphrase(vault, "willow granite anchor plume")
    kept: dict[str, bytes] = {}
    sink: Callable[[backup_file.Part, Iterator[bytes]], None] = lambda part, chunks: kept.update(  # noqa: E731
        {part.name: b"".join(chunks)}
    )
    backup_file.read_container(back_up(vault).path, sink)
    assert kept["vault.key"] == (vault.folder / "vault.key").read_bytes()


def test_what_a_crash_left_is_cleared_when_the_vault_is_opened(vault: Vault) -> None:
    made = back_up(vault)
    (made.path.parent / ".making-abc").mkdir()
    (made.path.parent / ".making-abc" / "vault.db").write_bytes(b"half")
    vault.close()
    people_in(vault.folder)
    assert left_in(made.path.parent) == [made.path.name]
