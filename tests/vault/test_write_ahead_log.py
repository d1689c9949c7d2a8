"""What a crash left in the write-ahead log: torn ends are right, holes before them are told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builders.backups import flip
from builders.vault import PASSPHRASE, new_vault
from weavit_desktop.errors import VaultDamaged
from weavit_desktop.vault import write_ahead_log
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault

HEADER = write_ahead_log.HEADER.size
FRAME = write_ahead_log.FRAME.size + 4096


def remember(vault: Vault, name: str) -> None:
    def write(db: Connection) -> None:
        db.execute("INSERT INTO template VALUES (NULL, ?, '', ?)", (name, name * 2000))

    vault.write(write)


def remembered(folder: Path) -> list[str]:
    with open_vault(folder, PASSPHRASE, command="weavit people") as vault:
        sql = "SELECT name FROM template ORDER BY id"
        return vault.read(lambda db: [name for (name,) in db.execute(sql)])


def killed(tmp_path: Path) -> Path:
    """Return the folder of a vault as a kill after three writes leaves it."""
    with new_vault(tmp_path / "alive") as vault:
        for name in ("one", "two", "three"):
            remember(vault, name)
        # Nobody else wants SQLite's locks, which reading its file drops.
        shutil.copytree(tmp_path / "alive", tmp_path / "vault")
    return tmp_path / "vault"


def ends(folder: Path) -> list[int]:
    """Return where each transaction of the log ends, in bytes."""
    frames = write_ahead_log.read_log(folder / "vault.db-wal").frames
    return [HEADER + (n + 1) * FRAME for n, frame in enumerate(frames) if frame.ends]


def test_a_whole_log_is_read_to_its_end(tmp_path: Path) -> None:
    assert remembered(killed(tmp_path)) == ["one", "two", "three"]


@pytest.mark.parametrize("into", [8, 40, FRAME // 2])
def test_damage_before_the_last_transaction_is_told_and_the_log_is_kept(tmp_path: Path, into: int) -> None:
    folder = killed(tmp_path)
    first, _second, _third = ends(folder)
    flip(folder / "vault.db-wal", first + into)
    damaged = (folder / "vault.db-wal").read_bytes()
    with pytest.raises(VaultDamaged, match="Open it again to go on without that"):
        remembered(folder)
    (kept,) = (folder / "quarantine").glob("*/vault.db-wal")
    assert kept.read_bytes() == damaged
    assert remembered(folder) == ["one"]


@pytest.mark.parametrize("byte", range(0, 32, 5))
def test_a_damaged_head_of_the_log_is_told(tmp_path: Path, byte: int) -> None:
    folder = killed(tmp_path)
    flip(folder / "vault.db-wal", byte)
    with pytest.raises(VaultDamaged) as told:
        remembered(folder)
    assert told.value.fact == "write-ahead log"


def test_a_torn_end_is_passed_over(tmp_path: Path) -> None:
    folder = killed(tmp_path)
    _first, second, third = ends(folder)
    flip(folder / "vault.db-wal", third - 100)
    assert remembered(folder) == ["one", "two"]
    assert second < third


def test_what_an_older_log_left_behind_the_new_one_is_passed_over(tmp_path: Path) -> None:
    with new_vault(tmp_path / "alive") as vault:
        for number in range(9):
            remember(vault, f"old {number}")
        vault.maintain(lambda db: db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall())
        remember(vault, "new")
        shutil.copytree(tmp_path / "alive", tmp_path / "vault")
    frames = write_ahead_log.read_log(tmp_path / "vault" / "vault.db-wal").frames
    assert not frames[-1].present  # so there is something of the older one
    assert "new" in remembered(tmp_path / "vault")
