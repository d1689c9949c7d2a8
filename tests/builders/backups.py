"""Vaults with people in them, and what their backups hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from builders.vault import NOW, PASSPHRASE, fixed_clock
from weavit_desktop.services import restoring
from weavit_desktop.services.restoring import Restored
from weavit_desktop.vault.backup import Backup, source_of, write_backup
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault


def add_people(vault: Vault, count: int) -> None:
    """Add people without anything else to them."""

    def add(db: Connection) -> None:
        (known,) = db.execute("SELECT count(*) FROM person").fetchone()
        rows = [(f"p{known + n}", f"Person {known + n}") for n in range(count)]
        sql = "INSERT INTO person (uid, name, sort_key, created_at) VALUES (?, ?, '', '2026-01-01T00:00:00Z')"
        db.executemany(sql, rows)

    vault.write(add)


def remove_people(vault: Vault, count: int) -> None:
    """Remove people."""
    sql = "DELETE FROM person WHERE id IN (SELECT id FROM person LIMIT ?)"
    vault.write(lambda db: db.execute(sql, (count,)))


def people_in(folder: Path) -> int:
    """Open the vault of a folder and count its people."""
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        return vault.read(lambda db: int(db.execute("SELECT count(*) FROM person").fetchone()[0]))


def back_up(vault: Vault, at: datetime = NOW, *, pinned: bool = False) -> Backup:
    """Write a backup as the services do."""
    return write_backup(source_of(vault), Reason.ASKED, at, pinned=pinned)


def restore(backup: Path, folder: Path, typed: str | None = None) -> Restored:
    """Restore with PASSPHRASE."""
    return restoring.restore(backup, folder, restoring.with_passphrase(PASSPHRASE), fixed_clock(), typed)


def flip(path: Path, at: int, bit: int = 1) -> None:
    """Change one bit of a file. `at` may count from its end."""
    data = bytearray(path.read_bytes())
    data[at] ^= bit
    path.write_bytes(data)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, in bytes: what a full disk does, without filling one."""
    resource = pytest.importorskip("resource", reason="this system cannot limit the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
