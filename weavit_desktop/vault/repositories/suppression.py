"""Keyed hashes of what imports must not bring back: nobody can read from them who it was."""

from __future__ import annotations

from collections.abc import Iterable

from weavit_desktop.vault.connection import Connection


def add(db: Connection, hashes: Iterable[bytes], why: str, at: str) -> None:
    """Suppress. `why` is "deleted" or "objected"."""
    db.executemany(
        "INSERT OR IGNORE INTO suppression (hash, why, at) VALUES (?, ?, ?)",
        ((one, why, at) for one in hashes),
    )


def everything(db: Connection) -> frozenset[bytes]:
    """Return all suppressed hashes."""
    return frozenset(row[0] for row in db.execute("SELECT hash FROM suppression"))
