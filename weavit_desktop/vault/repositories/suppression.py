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


def add_foreign(db: Connection, key: bytes | None, mark: bytes, why: str, at: str) -> None:
    """Suppress what another vault did. `key` is what that one made its marks with, None for this vault's."""
    db.execute(
        "INSERT OR IGNORE INTO suppression (hash, why, at, key) VALUES (?, ?, ?, ?)", (mark, why, at, key)
    )


def foreign_keys(db: Connection) -> tuple[bytes, ...]:
    """Return the keys of other vaults that hashes here were made with."""
    rows = db.execute("SELECT DISTINCT key FROM suppression WHERE key IS NOT NULL ORDER BY key")
    return tuple(row[0] for row in rows)


def everything(db: Connection) -> frozenset[bytes]:
    """Return all suppressed hashes."""
    return frozenset(row[0] for row in db.execute("SELECT hash FROM suppression"))
