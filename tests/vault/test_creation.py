"""A new vault is there whole or not at all; a new passphrase changes one slot."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from builders.vault import CHEAP, NOW, PASSPHRASE, fixed_clock, new_vault, new_vault_and_code
from weavit_desktop.errors import HeaderDamaged, NoRoom, UsageRefused, WrongPassphrase
from weavit_desktop.vault import creation, files
from weavit_desktop.vault.creation import change_passphrase, create_vault
from weavit_desktop.vault.header import PASSPHRASE as PASSPHRASE_SLOT
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.keys import FLOOR
from weavit_desktop.vault.lock_file import VaultLock
from weavit_desktop.vault.opening import open_vault, open_with_recovery_code
from weavit_desktop.vault.slots import slot_of_kind

NEW_PASSPHRASE = "orchard violin copper ninth"


def create(folder: Path, passphrase: str = PASSPHRASE) -> None:
    create_vault(folder, passphrase, home_zone="Europe/Zurich", clock=fixed_clock(), cost=CHEAP)[0].close()


def opens(folder: Path, passphrase: str) -> bool:
    try:
        open_vault(folder, passphrase, command="weavit people").close()
    except WrongPassphrase:
        return False
    return True


# Create ------------------------------------------------------------------------------------------


def test_a_new_vault_is_open_and_knows_its_id_its_zone_and_its_birth(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault", home_zone="Asia/Tokyo") as vault:
        meta = dict(vault.read(lambda db: db.execute("SELECT key, value FROM meta").fetchall()))
        assert meta == {
            "vault_id": vault.id,
            "home_zone": "Asia/Tokyo",
            "created_at": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def test_two_vaults_share_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path / "a") as one, new_vault(tmp_path / "b") as other:
        assert one.id != other.id
        assert one.derive("suppression") != other.derive("suppression")


def test_a_vault_gives_the_same_key_for_the_same_purpose_every_time(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        key = vault.derive("suppression")
        for own in ("db", "header-mac"):
            with pytest.raises(ValueError, match="own"):
                vault.derive(own)
    with open_vault(tmp_path / "vault", PASSPHRASE, command="weavit people") as vault:
        assert vault.derive("suppression") == key != vault.derive("blob-index")


def test_an_empty_folder_and_folders_that_do_not_exist_yet_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    create(tmp_path / "empty")
    create(tmp_path / "a" / "b" / "vault")
    assert opens(tmp_path / "empty", PASSPHRASE)
    assert opens(tmp_path / "a" / "b" / "vault", PASSPHRASE)


@pytest.mark.parametrize("content", ["vault.key", "vault.db", "letter.txt"])
def test_a_folder_with_anything_in_it_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    (tmp_path / content).write_text("mine")
    with pytest.raises(UsageRefused):
        create(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(content, "mine")]


def test_a_file_in_place_of_the_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("mine")
    with pytest.raises(UsageRefused):
        create(tmp_path / "vault")
    assert (tmp_path / "vault").read_text() == "mine"


def test_a_weak_passphrase_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="passphrase"):
        create(tmp_path / "vault", "tide")
    assert list(tmp_path.iterdir()) == []


def test_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="Dropbox"):
        create(tmp_path / "Dropbox" / "vault")
    assert list(tmp_path.iterdir()) == []


def test_without_a_cost_the_vault_gets_what_the_machine_bears_and_never_less_than_the_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(creation, "calibrated_cost", lambda: FLOOR)
    create_vault(tmp_path / "vault", PASSPHRASE, home_zone="UTC", clock=fixed_clock())[0].close()
    slot = slot_of_kind(read_header(tmp_path / "vault"), PASSPHRASE_SLOT)
    assert slot.params == {"m": 65536, "t": 3, "p": 4}


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")
def test_folder_and_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with new_vault(tmp_path / "vault"):  # open: the write-ahead log is there too
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "vault").iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert {"vault.db", "vault.key", "vault.key.bak", "vault.lock"} <= set(modes)


# The two syncs after these are of the ballast, which no vault needs to be created.
@pytest.mark.parametrize("failing", range(1, 7))
def test_a_disk_that_fails_at_any_sync_leaves_nothing_or_a_whole_vault(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = fail_at(monkeypatch, failing)
    try:
        create(tmp_path / "vault")
    except NoRoom:
        assert list(tmp_path.iterdir()) == []
    else:
        assert len(syncs) < failing, "the failure was swallowed"


def fail_at(monkeypatch: pytest.MonkeyPatch, count: int) -> list[int]:
    """Let the count-th fsync of ours, and all after it, fail with a full disk."""
    syncs: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        syncs.append(descriptor)
        if len(syncs) >= count:
            raise OSError(errno.ENOSPC, "no space")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return syncs


def test_a_new_vault_that_cannot_be_opened_is_taken_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise NoRoom("no room")

    monkeypatch.setattr(creation, "open_unlocked", refuse)
    with pytest.raises(NoRoom):
        create(tmp_path / "vault")
    assert list(tmp_path.iterdir()) == []


# Another passphrase ------------------------------------------------------------------------------


def test_after_a_change_only_the_new_passphrase_opens_and_the_data_is_untouched(tmp_path: Path) -> None:
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        before = (tmp_path / "vault" / "vault.db").stat()
        change_passphrase(vault, NEW_PASSPHRASE)
        assert (tmp_path / "vault" / "vault.db").stat() == before
        suppression = vault.derive("suppression")
    assert not opens(tmp_path / "vault", PASSPHRASE)
    with open_vault(tmp_path / "vault", NEW_PASSPHRASE, command="weavit people") as vault:
        assert vault.derive("suppression") == suppression
    open_with_recovery_code(tmp_path / "vault", code, command="weavit people").close()


def test_after_a_change_the_copy_does_not_open_with_the_old_passphrase_either(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        change_passphrase(vault, NEW_PASSPHRASE)
    (tmp_path / "vault" / "vault.key").unlink()
    assert not opens(tmp_path / "vault", PASSPHRASE)
    assert opens(tmp_path / "vault", NEW_PASSPHRASE)


def test_a_weak_new_passphrase_changes_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault, pytest.raises(UsageRefused):
        change_passphrase(vault, "tide")
    assert opens(tmp_path / "vault", PASSPHRASE)


def test_a_change_never_lowers_the_cost(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        change_passphrase(vault, NEW_PASSPHRASE)
        header = read_header(vault.folder)
    assert header.generation == 2
    assert slot_of_kind(header, PASSPHRASE_SLOT).cost() == CHEAP


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_disk_that_fails_at_any_sync_of_a_change_leaves_one_passphrase_that_opens(
    tmp_path: Path, failing: int
) -> None:
    with new_vault(tmp_path / "vault") as vault, pytest.MonkeyPatch.context() as patch:
        syncs = fail_at(patch, failing)
        try:
            change_passphrase(vault, NEW_PASSPHRASE)
        except NoRoom:
            pass
        else:
            assert len(syncs) < failing
    assert opens(tmp_path / "vault", PASSPHRASE) != opens(tmp_path / "vault", NEW_PASSPHRASE)


def test_a_header_that_did_not_reach_the_disk_whole_never_replaces_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.replace_private

    def lying_disk(path: Path, data: bytes) -> None:
        real(path, data[:100] + bytes(len(data) - 100) if path.name == "vault.key" else data)

    with new_vault(tmp_path / "vault") as vault, monkeypatch.context() as patch:
        patch.setattr(files, "replace_private", lying_disk)
        with pytest.raises(HeaderDamaged):
            change_passphrase(vault, NEW_PASSPHRASE)
    assert opens(tmp_path / "vault", PASSPHRASE)


def test_what_a_killed_creation_left_goes_with_the_next_and_what_is_being_built_stays(tmp_path: Path) -> None:
    left, building = tmp_path / ".vault.creating-aaaaaaaa", tmp_path / ".vault.creating-bbbbbbbb"
    for folder in (left, building):
        folder.mkdir()
        (folder / "vault.db").write_bytes(b"half")
    lock = VaultLock(building, "weavit vault create")
    create(tmp_path / "vault")
    assert sorted(path.name for path in tmp_path.iterdir()) == [building.name, "vault"]
    assert (building / "vault.db").exists()
    lock.release()
