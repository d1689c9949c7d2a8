"""When the whole vault was last read and found sound."""

from __future__ import annotations

from weavit_desktop.vault.connection import Connection

_LAST = "integrity_last"


def last(db: Connection) -> str | None:
    """Return what was kept of the last check, None if there was none."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_LAST,)).fetchone()
    return None if row is None else str(row[0])


def keep(db: Connection, text: str) -> None:
    """Keep it in place of the one before."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_LAST, text))


def pages(db: Connection) -> int:
    """Return how many pages the database has."""
    return int(db.execute("PRAGMA page_count").fetchone()[0])
