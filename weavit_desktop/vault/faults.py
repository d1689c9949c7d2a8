"""What a disk or a database file can do to us, told in plain sentences."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from weavit_desktop.errors import NoRoom, VaultDamaged, VaultInUse, WeavitError

DAMAGED = (
    "The vault's database is damaged, and nothing more is written to it. `weavit vault check --deep` tells "
    "what is lost; then restore a backup."
)

_PRIMARY_CODE = 0xFF  # the rest of a SQLite result code only refines it
_DAMAGE = {dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB}
_BUSY = {dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED}
_NO_ROOM = {dbapi2.SQLITE_FULL, dbapi2.SQLITE_IOERR, dbapi2.SQLITE_READONLY, dbapi2.SQLITE_CANTOPEN}
_WORDS_OF_BACKUP = {
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "database or disk is full": dbapi2.SQLITE_FULL,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
    "database disk image is malformed": dbapi2.SQLITE_CORRUPT,
    "file is not a database": dbapi2.SQLITE_NOTADB,
    "database is locked": dbapi2.SQLITE_BUSY,
}
_DISK = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn what SQLite says about a damaged file or a full disk into our errors; let bugs pass."""
    try:
        yield
    except dbapi2.Error as error:
        known = _known(error)
        if known is None:
            raise
        raise known from error


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn a full disk, a failing one and missing permissions into NoRoom."""
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK:
            raise
        raise NoRoom(
            "The vault's folder cannot be read or written: the disk is full or failing, or the permission "
            "is missing. Nothing was changed. Mend that and try again.",
            fact=errno.errorcode[error.errno],
        ) from error


def is_damage(error: BaseException) -> bool:
    """Return whether an error tells of a damaged database: ours, or SQLite's."""
    if isinstance(error, dbapi2.Error):
        return _code(error) in _DAMAGE
    return type(error) is VaultDamaged  # its kinds tell of other files: a backup, a key file, a picture


def is_from_database(error: VaultDamaged) -> bool:
    """Return whether it was SQLite that met the damage, and not a check of ours on something else."""
    return isinstance(error.__cause__, dbapi2.Error)


def _code(error: dbapi2.Error) -> int:
    # Errors that the Python layer raises itself carry no code, those of a backup only SQLite's words.
    return int(getattr(error, "sqlite_errorcode", _WORDS_OF_BACKUP.get(str(error), 0))) & _PRIMARY_CODE


def _known(error: dbapi2.Error) -> WeavitError | None:
    code = _code(error)
    fact = getattr(error, "sqlite_errorname", "")
    if code in _DAMAGE:
        return VaultDamaged(DAMAGED, fact=fact)
    if code in _NO_ROOM:
        return NoRoom(
            "The vault could not be written: the disk is full or failing, or the permission is missing. "
            "Nothing was changed. Make room and try again.",
            fact=fact,
        )
    if code in _BUSY:
        return VaultInUse(
            "The vault's database is in use by another program. Close it and try again.", fact=fact
        )
    return None
