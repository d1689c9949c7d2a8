"""What the columns of tables stand for, as a person said it, by the fingerprint of the columns."""

from __future__ import annotations

from weavit_desktop.vault.connection import Connection


def everything(db: Connection) -> list[tuple[str, str]]:
    """Return (fingerprint, document) of each, the latest first."""
    return list(db.execute("SELECT fingerprint, document FROM mapping ORDER BY said_at DESC, fingerprint"))


def put(db: Connection, fingerprint: str, document: str, said_at: str) -> None:
    """Keep a mapping in the place of what was said before."""
    db.execute(
        """INSERT INTO mapping (fingerprint, document, said_at) VALUES (?, ?, ?)
        ON CONFLICT (fingerprint) DO UPDATE SET document = excluded.document, said_at = excluded.said_at""",
        (fingerprint, document, said_at),
    )
