"""Transactions on the one database thread, and what a disk can do to them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from builders.vault import new_vault
from weavit_desktop.errors import NoRoom, VaultDamaged
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def add(name: str, size: int = 1) -> Callable[[Connection], object]:
    return lambda db: db.execute("INSERT INTO template VALUES (NULL, ?, '', ?)", (name, "x" * size))


def names(vault: Vault) -> list[str]:
    return vault.read(lambda db: [name for (name,) in db.execute("SELECT name FROM template ORDER BY name")])


def test_what_a_write_does_is_there_for_every_later_read(vault: Vault) -> None:
    vault.write(add("one"))
    assert names(vault) == ["one"]


def test_a_function_returns_its_result(vault: Vault) -> None:
    assert vault.write(lambda db: db.execute("SELECT 7").fetchone()) == (7,)
    assert vault.read(lambda db: 8) == 8


def test_every_function_runs_on_the_same_other_thread(vault: Vault) -> None:
    with ThreadPoolExecutor(4) as callers:
        seen = set(callers.map(lambda _: vault.read(lambda db: threading.get_ident()), range(20)))
    assert len(seen) == 1
    assert threading.get_ident() not in seen


def test_a_write_that_raises_leaves_nothing_and_its_error_reaches_the_caller(vault: Vault) -> None:
    def half(db: Connection) -> None:
        add("half")(db)
        raise LookupError("in the middle")

    with pytest.raises(LookupError, match="in the middle"):
        vault.write(half)
    assert names(vault) == []
    vault.write(add("next"))
    assert names(vault) == ["next"]


def test_an_error_of_sql_stays_what_it_is(vault: Vault) -> None:
    vault.write(add("one"))
    with pytest.raises(dbapi2.IntegrityError):
        vault.write(add("one"))
    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        vault.read(lambda db: db.execute("SELECT * FROM nowhere"))
    assert names(vault) == ["one"]


def test_a_read_that_writes_is_a_bug_and_changes_nothing(vault: Vault) -> None:
    with pytest.raises(RuntimeError, match="reads tried to write"):
        vault.read(add("one"))
    assert names(vault) == []
    vault.write(add("two"))


@pytest.mark.parametrize("way", ["read", "write", "maintain"])
def test_asking_for_the_thread_from_the_thread_fails_instead_of_waiting_for_ever(
    vault: Vault, way: str
) -> None:
    ask = getattr(vault, way)
    with pytest.raises(RuntimeError, match="asked for the database thread"):
        vault.write(lambda db: ask(lambda db: None))
    assert names(vault) == []


def test_a_cursor_cannot_leave_the_thread(vault: Vault) -> None:
    cursor = vault.read(lambda db: db.execute("SELECT 1 UNION SELECT 2"))
    with pytest.raises(dbapi2.ProgrammingError, match="thread"):
        cursor.fetchone()


def test_a_closed_vault_runs_nothing(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault")
    vault.close()
    vault.close()
    with pytest.raises(RuntimeError):
        vault.read(lambda db: None)


def test_foreign_keys_hold(vault: Vault) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        vault.write(lambda db: db.execute("INSERT INTO note VALUES (NULL, 99, '', '')"))


# The disk ----------------------------------------------------------------------------------------


def test_a_full_disk_rolls_back_and_is_told_plainly(vault: Vault) -> None:
    vault.write(add("before"))
    vault.maintain(lambda db: db.execute("PRAGMA max_page_count = 1"))  # the pages there are, and no more
    with pytest.raises(NoRoom, match="Nothing was changed"):
        vault.write(add("too much", size=1_000_000))
    assert names(vault) == ["before"]
    vault.maintain(lambda db: db.execute("PRAGMA max_page_count = 1000000"))
    vault.write(add("after"))
    assert names(vault) == ["after", "before"]


def test_a_disk_that_refuses_to_write_rolls_back_and_is_told_plainly(vault: Vault) -> None:
    vault.write(add("before"))
    with files_no_longer_than(64 * 1024), pytest.raises(NoRoom, match="Nothing was changed"):
        vault.write(add("too much", size=1_000_000))
    assert names(vault) == ["before"]
    vault.write(add("after"))
    assert names(vault) == ["after", "before"]


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    resource = pytest.importorskip("resource", reason="limits of a process are a POSIX thing")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_database_that_may_not_be_written_is_told_plainly(vault: Vault) -> None:
    vault.maintain(lambda db: db.execute("PRAGMA query_only = ON"))
    with pytest.raises(NoRoom, match="permission"):
        vault.write(add("one"))


def test_damage_met_while_reading_is_told_as_damage(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        vault.write(add("one", size=200_000))
        vault.maintain(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
        vault.maintain(lambda db: db.execute("PRAGMA shrink_memory"))
        path = tmp_path / "vault" / "vault.db"
        with path.open("r+b") as file:
            file.seek(path.stat().st_size - 40 * 4096)
            file.write(b"\xff" * 20 * 4096)
        with pytest.raises(VaultDamaged, match="database is damaged"):
            vault.read(lambda db: db.execute("SELECT body FROM template").fetchall())
