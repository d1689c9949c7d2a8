"""Who "me" is: the holder's own identifiers, proposed by imports and confirmed by the holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Identifier:
    """`kind`: email, phone, profile, company-domain or name. `value` is normalised."""

    kind: str
    value: str
    confirmed: bool


def propose(db: Connection, identifiers: Iterable[tuple[str, str]]) -> None:
    """Add identifiers unconfirmed. One that is confirmed already stays so."""
    db.executemany("INSERT OR IGNORE INTO identity (kind, value) VALUES (?, ?)", identifiers)


def confirm(db: Connection, identifiers: Iterable[tuple[str, str]]) -> None:
    """Add identifiers, or confirm proposed ones."""
    db.executemany(
        """INSERT INTO identity (kind, value, confirmed) VALUES (?, ?, 1)
        ON CONFLICT (kind, value) DO UPDATE SET confirmed = 1""",
        identifiers,
    )


def everything(db: Connection) -> list[Identifier]:
    """Return all identifiers of the holder, proposed ones too."""
    rows = db.execute("SELECT kind, value, confirmed FROM identity ORDER BY kind, value")
    return [Identifier(kind, value, bool(confirmed)) for kind, value, confirmed in rows]


def home_zone(db: Connection) -> str:
    """Return the name of the vault's home time zone."""
    return str(db.execute("SELECT value FROM meta WHERE key = 'home_zone'").fetchone()[0])
