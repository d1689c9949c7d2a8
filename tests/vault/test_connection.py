"""The right library, the right key, the right settings."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from weavit_desktop.errors import VaultDamaged
from weavit_desktop.vault.connection import connect, create_database, forbid_escapes, require_cipher

KEY = bytes(range(32))


def database(folder: Path) -> Path:
    path = folder / "vault.db"
    path.touch()
    db = create_database(path, KEY)
    db.execute("CREATE TABLE thing (word TEXT)")
    db.close()
    return path


def test_the_standard_librarys_sqlite_is_refused() -> None:
    plain: Any = sqlite3.connect(":memory:")
    with pytest.raises(RuntimeError, match="unfit database library"):
        require_cipher(plain)
    plain.close()


@pytest.mark.parametrize(
    ("cipher", "sqlite", "options"),
    [
        ("4.18.9 community", "3.53.4", ["ENABLE_FTS5", "TEMP_STORE=2"]),
        ("4.19.0 community", "3.51.2", ["ENABLE_FTS5", "TEMP_STORE=2"]),
        ("4.19.0 community", "3.53.4", ["ENABLE_FTS5", "TEMP_STORE=1"]),
        ("4.19.0 community", "3.53.4", ["TEMP_STORE=2"]),
    ],
)
def test_a_library_that_is_too_old_or_lacks_a_part_is_refused(
    cipher: str, sqlite: str, options: list[str]
) -> None:
    with pytest.raises(RuntimeError, match="unfit"):
        require_cipher(Pretending(cipher, sqlite, options))  # type: ignore[arg-type]  # a stand-in
    require_cipher(Pretending("4.19.0 community", "3.51.3", ["ENABLE_FTS5", "TEMP_STORE=2"]))  # type: ignore[arg-type]


class Pretending:
    """Answers the three questions as some other build of SQLCipher would."""

    def __init__(self, cipher: str, sqlite: str, options: list[str]) -> None:
        self.answers = {
            "PRAGMA cipher_version": [(cipher,)],
            "SELECT sqlite_version()": [(sqlite,)],
            "PRAGMA compile_options": [(option,) for option in options],
        }

    def execute(self, sql: str) -> Answer:
        return Answer(self.answers[sql])


class Answer(list[tuple[str]]):
    def fetchone(self) -> tuple[str]:
        return self[0]


def test_every_setting_holds(tmp_path: Path) -> None:
    db = connect(database(tmp_path), KEY)
    names = {
        "cipher_log_level": "NONE",
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "cache_size": -8192,
        "cipher_memory_security": "0",
    }
    assert {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names} == names
    db.close()


def test_a_missing_or_empty_database_is_damage_and_never_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    with pytest.raises(VaultDamaged, match="missing or empty"):
        connect(path, KEY)
    assert not path.exists()
    path.touch()
    with pytest.raises(VaultDamaged, match="missing or empty"):
        connect(path, KEY)
    assert path.stat().st_size == 0


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    path = database(tmp_path)
    for key in (b"", KEY[:31], KEY + b"\0"):
        with pytest.raises(ValueError, match="32 bytes"):
            connect(path, key)


def test_a_wrong_key_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(dbapi2.DatabaseError, match="not a database"):
        connect(database(tmp_path), KEY[::-1])


def test_a_damaged_file_writes_nothing_to_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(dbapi2.DatabaseError):
        connect(database(tmp_path), KEY[::-1])
    assert capfd.readouterr() == ("", "")


def test_a_folder_with_odd_characters_is_no_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "50% off? #1 & más"
    folder.mkdir()
    connect(database(folder), KEY).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name]


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH ':memory:' AS other",
        "ATTACH '{folder}/plain.db' AS other KEY ''",
        "DETACH main",
        "VACUUM INTO '{folder}/plain.db'",
        "PRAGMA temp_store = FILE",
        "PRAGMA Temp_Store = 1",
        "PRAGMA temp_store_directory = '{folder}'",
        "PRAGMA key = 'x'",
        "PRAGMA main.KEY = 'x'",
        "PRAGMA rekey = ''",
        "PRAGMA hexrekey = '00'",
        "PRAGMA cipher_profile = '{folder}/profile'",
        "PRAGMA cipher_log = '{folder}/log'",
    ],
)
def test_no_statement_lets_plain_text_out_or_changes_the_key(tmp_path: Path, statement: str) -> None:
    db = connect(database(tmp_path), KEY)
    forbid_escapes(db)
    with pytest.raises(dbapi2.DatabaseError, match=r"not authorized|authorization denied"):
        db.execute(statement.format(folder=tmp_path))
    db.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vault.db"]
