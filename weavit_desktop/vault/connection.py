"""The connection to SQLCipher: the type every repository takes, and how one is opened safely."""

from __future__ import annotations

import re
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from weavit_desktop.errors import VaultDamaged

__all__ = ["Connection", "connect", "forbid_escapes", "require_cipher"]

LEAST_CIPHER = (4, 19)
LEAST_SQLITE = (3, 51, 3)  # the first without the WAL-reset corruption bug
_OPTIONS = {"ENABLE_FTS5", "TEMP_STORE=2"}
_RAW_KEY = re.compile(r"[0-9a-f]{64}")

_SETTINGS = (
    "locking_mode = EXCLUSIVE",  # before the first access: WAL then needs no shared memory file
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",  # these two mean something on macOS only
    "checkpoint_fullfsync = ON",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cache_size = -8192",  # KiB
)

# What would let plain text or another key into a file. SQLCipher's own pragmas pass the authorizer too.
_FORBIDDEN_PRAGMAS = frozenset(
    {
        "temp_store",
        "temp_store_directory",
        "key",
        "rekey",
        "textkey",
        "textrekey",
        "hexkey",
        "hexrekey",
        "cipher_log",
        "cipher_log_level",
        "cipher_profile",
        "cipher_plaintext_header_size",
    }
)


def connect(database: Path, key: bytes) -> Connection:
    """Open an existing database with its raw key of 32 bytes; take it for this process alone.

    Raises VaultDamaged if the file is missing or empty (SQLite would begin a new database in it), and
    what SQLite raises for a wrong key, a damaged file or a disk that cannot be written.
    """
    if not database.is_file() or database.stat().st_size == 0:
        raise VaultDamaged(
            "The vault's database is missing or empty. Nothing was changed. `weavit vault check --deep` "
            "tells which backup is whole; restore that.",
            fact="no database" if not database.exists() else "0 bytes",
        )
    return _connected(database, key)


def create_database(database: Path, key: bytes) -> Connection:
    """Begin a database in a file that exists and is empty."""
    return _connected(database, key)


def connect_to_read(database: Path, key: bytes) -> Connection:
    """Open a copy of a database that nobody changes and that has no log, to read what can be read of it.

    Nothing is checked, so that a damaged file opens too. Raises what SQLite raises.
    """
    return _bare(f"{database.absolute().as_uri()}?mode=ro&immutable=1", key)


def connect_to_mend(database: Path, key: bytes) -> Connection:
    """Open a copy of a database that may be damaged, so that its log can be put into it."""
    return _bare(f"{database.absolute().as_uri()}?mode=rw", key)


def _bare(uri: str, key: bytes) -> Connection:
    db = dbapi2.connect(uri, uri=True, timeout=0, isolation_level=None)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f'PRAGMA key = "{_raw_key(key)}"')
        for setting in ("locking_mode = EXCLUSIVE", "temp_store = MEMORY", "trusted_schema = OFF"):
            db.execute(f"PRAGMA {setting}")
    except BaseException:
        db.close()
        raise
    return db


def forbid_escapes(db: Connection) -> None:
    """Refuse, from now on, every statement that could write plain text or change the key.

    VACUUM is refused with it, as it attaches a file.
    """
    db.set_authorizer(_authorize)


def require_cipher(db: Connection) -> None:
    """Raise RuntimeError unless this is the SQLCipher we mean.

    The standard library's sqlite3 ignores `PRAGMA key` and writes plain text; other wheels of
    SQLCipher hold a SQLite that can corrupt a database.
    """
    row = db.execute("PRAGMA cipher_version").fetchone()
    cipher = _numbers(row[0]) if row else ()
    sqlite = _numbers(db.execute("SELECT sqlite_version()").fetchone()[0])
    options = {option for (option,) in db.execute("PRAGMA compile_options")}
    if cipher < LEAST_CIPHER or sqlite < LEAST_SQLITE or not options >= _OPTIONS:
        raise RuntimeError(f"unfit database library: SQLCipher {cipher}, SQLite {sqlite}")


def _connected(database: Path, key: bytes) -> Connection:
    probe = dbapi2.connect(":memory:")  # without its key, the real one cannot even tell its version
    require_cipher(probe)
    probe.close()
    # mode=rw: never create. timeout 0: whoever else has it will not let go of it in a moment.
    # isolation_level None: transactions are begun and ended by us alone.
    uri = f"{database.absolute().as_uri()}?mode=rw"
    db = dbapi2.connect(uri, uri=True, timeout=0, isolation_level=None)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")  # else it writes page numbers to standard error
        db.execute(f'PRAGMA key = "{_raw_key(key)}"')
        for setting in _SETTINGS:
            db.execute(f"PRAGMA {setting}")
        # SQLite falls back to reading alone where it may not write; find out now.
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
    except BaseException:
        db.close()
        raise
    return db


def _raw_key(key: bytes) -> str:
    digits = key.hex()
    # SQLCipher takes a raw key of any other length for a passphrase, without a word.
    if not _RAW_KEY.fullmatch(digits):
        raise ValueError("a raw key has 32 bytes")
    return f"x'{digits}'"


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    if action in (dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH):
        return dbapi2.SQLITE_DENY
    if action == dbapi2.SQLITE_PRAGMA and (first or "").casefold() in _FORBIDDEN_PRAGMAS:
        return dbapi2.SQLITE_DENY
    return dbapi2.SQLITE_OK


def _numbers(version: str) -> tuple[int, ...]:
    """Return (4, 19, 0) for '4.19.0 community'."""
    return tuple(int(number) for number in version.split()[0].split("."))
