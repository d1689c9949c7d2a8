"""What the vault remembers of its backups, and what is counted of its content."""

from __future__ import annotations

from dataclasses import dataclass

from weavit_desktop.vault.connection import Connection

_SEQUENCE = "backup_sequence"
_COPY_FOLDER = "backup_copy_folder"
_VERIFIED_AT = "backups_verified_at"


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a vault holds."""

    people: int
    interactions: int


def contents(db: Connection) -> Contents:
    """Count what a person would miss."""
    row = db.execute(
        """SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM interaction
          WHERE EXISTS (SELECT 1 FROM participant WHERE interaction_id = interaction.id))"""
    ).fetchone()
    return Contents(*row)


def next_sequence(db: Connection, above: int) -> int:
    """Return the next number of a backup, above every one given before and above `above`.

    One statement, so that two callers never get the same.
    """
    sql = """INSERT INTO meta (key, value) VALUES (:key, :above + 1)
        ON CONFLICT (key) DO UPDATE SET value = max(CAST(value AS INTEGER), :above) + 1 RETURNING value"""
    # All rows are fetched: a statement that is not at its end is not committed.
    ((value,),) = db.execute(sql, {"key": _SEQUENCE, "above": above}).fetchall()
    return int(value)


def copy_folder(db: Connection) -> str | None:
    """Return the folder that every backup is copied to, None if there is none."""
    return _read(db, _COPY_FOLDER)


def set_copy_folder(db: Connection, folder: str | None) -> None:
    """Remember the folder that every backup is copied to, or none."""
    _write(db, _COPY_FOLDER, folder)


def verified_at(db: Connection) -> str | None:
    """Return the instant at which a backup was last read back and found whole."""
    return _read(db, _VERIFIED_AT)


def set_verified_at(db: Connection, at: str) -> None:
    """Remember when a backup was last read back and found whole."""
    _write(db, _VERIFIED_AT, at)


def _read(db: Connection, key: str) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def _write(db: Connection, key: str, value: str | None) -> None:
    if value is None:
        db.execute("DELETE FROM meta WHERE key = ?", (key,))
    else:
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
