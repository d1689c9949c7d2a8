"""Derived keys that outlive the data key they were derived from: what was hashed with them stays findable."""

from __future__ import annotations

from weavit_desktop.vault.connection import Connection

# Of what lies in the database only as its keyed hash. Every other derived key is made anew.
KEPT_LABELS = ("suppression", "blob-index")


def find(db: Connection, label: str) -> bytes | None:
    """Return the key of a label as it was before the first rotation, None if there was none."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (f"key:{label}",)).fetchone()
    return bytes.fromhex(row[0]) if row else None


def keep(db: Connection, label: str, key: bytes) -> None:
    """Keep a key, unless an older one of its label is kept already."""
    db.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", (f"key:{label}", key.hex()))
