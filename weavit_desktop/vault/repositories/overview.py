"""Whose vault it is."""

from __future__ import annotations

from weavit_desktop.vault.connection import Connection


def holder(db: Connection) -> tuple[str, str] | None:
    """Return the holder's card as (name, shown JSON), None while nobody in the vault is confirmed as them."""
    row = db.execute("SELECT name, shown FROM person WHERE me = 1 ORDER BY id LIMIT 1").fetchone()
    return None if row is None else (str(row[0]), str(row[1]))
