"""What a damaged vault tells: pages, the newest whole backup, and what that one misses."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from builders.backups import back_up, flip
from builders.vault import NOW, PASSPHRASE
from builders.wrecks import DECISIONS, INTERACTIONS, PEOPLE, cut, opened, pages_of, spoil, wreckable_vault
from weavit_desktop.errors import Cancelled, VaultDamaged, VaultInUse, WrongPassphrase
from weavit_desktop.services.damage import Counts, examine_closed, examine_stopped
from weavit_desktop.services.restoring import with_passphrase
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.connection import Connection

ALL = Counts(PEOPLE, INTERACTIONS, DECISIONS)
UNLOCK = with_passphrase(PASSPHRASE)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with two backups; the newer one misses a person, two interactions and three permissions."""
    folder = tmp_path_factory.mktemp("damage") / "vault"
    wreckable_vault(folder)
    with opened(folder) as vault:
        vault.write(remove_some)
        back_up(vault, NOW)
        back_up(vault, NOW + timedelta(days=1))
    before = folder.with_name("before")
    wreckable_vault(before)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """The same vault, with what the backups miss."""
    copy = Path(shutil.copytree(whole, tmp_path / "vault"))
    with opened(copy) as vault:
        vault.write(add_some)
    return copy


def remove_some(db: Connection) -> None:
    db.execute("DELETE FROM person WHERE id = 1")
    db.execute("DELETE FROM interaction WHERE id <= 2")
    db.execute("DELETE FROM permission WHERE id <= 3")


def add_some(db: Connection) -> None:
    db.execute("INSERT INTO person (id, uid, name, sort_key, created_at) VALUES (1, 'uid-0001', '', '', '')")
    sql = "INSERT INTO interaction VALUES (?, NULL, ?, '', '', '', '', '', 1, NULL, NULL)"
    db.executemany(sql, ((n, f"key-{n:05}") for n in (1, 2)))
    sql = "INSERT INTO permission VALUES (?, ?, 'hub', 'ladder', 2, 3, '', '', '', NULL, '')"
    db.executemany(sql, ((n, f"uid-{n:04}") for n in (1, 2, 3)))


def test_a_sound_vault_is_sound_and_its_backup_is_compared(folder: Path) -> None:
    found = examine_closed(folder, UNLOCK)
    assert found.sound
    assert (found.pages, found.unreadable, found.readable) == (pages_of(folder), 0, ALL)
    assert found.backup is not None
    assert found.backup.misses == Counts(1, 2, 3)
    assert found.backup.holds == Counts(PEOPLE - 1, INTERACTIONS - 2, DECISIONS - 3)


def test_bad_pages_are_counted_and_the_newest_whole_backup_is_named(folder: Path) -> None:
    total = pages_of(folder)
    spoil(folder, (total, total - 7, total - 9))
    found = examine_closed(folder, UNLOCK)
    assert not found.sound
    assert (found.pages, found.unreadable, found.opens) == (total, 3, True)
    assert found.backup is not None
    assert found.backup.made_at == NOW + timedelta(days=1)


def test_a_file_that_was_cut_lacks_its_pages(folder: Path) -> None:
    total = pages_of(folder)
    cut(folder, (total - 30) * 4096)
    found = examine_closed(folder, UNLOCK)
    assert (found.pages, found.unreadable, found.opens) == (total, 30, True)


def test_a_backup_that_is_not_whole_is_passed_over(folder: Path) -> None:
    newest, older = list_backups(folder / "backups")
    flip(newest, 20_000)
    found = examine_closed(folder, UNLOCK)
    assert found.backup is not None
    assert found.backup.path == older
    flip(older, -1)
    assert examine_closed(folder, UNLOCK).backup is None


def test_of_a_vault_that_does_not_open_only_the_backup_is_told(folder: Path) -> None:
    spoil(folder, (1,))
    found = examine_closed(folder, UNLOCK)
    assert not found.opens
    assert found.readable is None
    assert found.backup is not None
    assert found.backup.misses == Counts(0, 0, 0)


@pytest.mark.parametrize("damage", ["first page", "cut"])
def test_looking_changes_nothing_of_the_vault(folder: Path, damage: str) -> None:
    if damage == "cut":
        cut(folder, 100 * 4096 + 1)
    else:
        spoil(folder, (1, 100))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    examine_closed(folder, UNLOCK)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_vault_that_stopped_is_closed_kept_and_looked_at(folder: Path) -> None:
    vault = opened(folder)
    found = examine_stopped(vault)
    assert found.kept is not None
    assert (found.kept / "vault.db").read_bytes() == (folder / "vault.db").read_bytes()
    with pytest.raises(VaultDamaged):
        vault.read(lambda db: db)
    opened(folder).close()  # the lock is free


def test_it_has_the_lock_the_passphrase_and_an_end(folder: Path) -> None:
    with opened(folder), pytest.raises(VaultInUse):
        examine_closed(folder, UNLOCK)
    with pytest.raises(WrongPassphrase):
        examine_closed(folder, with_passphrase("another one entirely"))
    with pytest.raises(Cancelled):
        examine_closed(folder, UNLOCK, cancelled=lambda: True)
    opened(folder).close()
