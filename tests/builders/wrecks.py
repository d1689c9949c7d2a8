"""Vaults with some of everything in them, and what a failing disk does to their database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builders.vault import CHEAP, PASSPHRASE, fixed_clock
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.files import PAGE_BYTES
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault

PEOPLE, INTERACTIONS, DECISIONS = 120, 400, 60
INSTANT = "2026-01-01T00:00:00Z"
KEYS = {
    "person": ("id",),
    "interaction": ("id",),
    "participant": ("interaction_id", "kind", "value"),
    "permission": ("id",),
    "field_choice": ("person_id", "field"),
    "suppression": ("hash",),
    "not_same": ("one", "other"),
    "template": ("id",),
}


def wreckable_vault(folder: Path) -> None:
    """Make a closed vault whose tables have many pages; each person has a name that the holder gave them."""
    vault, _ = create_vault(folder, PASSPHRASE, home_zone="Europe/Zurich", clock=fixed_clock(), cost=CHEAP)
    with vault:
        vault.write(_fill)


def _fill(db: Connection) -> None:
    everyone = range(1, PEOPLE + 1)
    db.executemany(
        "INSERT INTO person (id, uid, name, sort_key, shown, created_at) VALUES (?, ?, ?, '', ?, ?)",
        ((n, f"uid-{n:04}", f"Person {n}", '{"x":"' + "y" * 300 + '"}', INSTANT) for n in everyone),
    )
    db.executemany(
        "INSERT INTO field_choice VALUES (?, 'name', ?, ?)", ((n, f"Person {n}", INSTANT) for n in everyone)
    )
    db.executemany(
        """INSERT INTO interaction (id, source_key, at, zone, day, channel, direction, recipients, subject)
        VALUES (?, ?, ?, 'UTC', '2026-01-01', 'mail', 'out', 3, ?)""",
        ((n, f"key-{n:05}", INSTANT, "s" * 60) for n in range(1, INTERACTIONS + 1)),
    )
    db.executemany(
        "INSERT INTO participant VALUES (?, 'email', ?, 'N', 'to', NULL)",
        ((n, f"{m}{'a' * 40}@{n}.example") for n in range(1, INTERACTIONS + 1) for m in range(3)),
    )
    db.executemany(
        "INSERT INTO permission VALUES (?, ?, 'hub', 'ladder', 2, 3, ?, '', '2026-01-01', NULL, ?)",
        ((n, f"uid-{n:04}", "p" * 200, INSTANT) for n in range(1, DECISIONS + 1)),
    )
    db.executemany(
        "INSERT INTO suppression (hash, why, at) VALUES (?, 'deleted', ?)",
        ((bytes([n * 37 % 256, n]) * 16, INSTANT) for n in range(250)),
    )
    db.executemany(
        "INSERT INTO not_same VALUES (?, ?, ?)",
        ((f"{n * 7919 % 1000:03}{'-' * 60}", f"~{n}", INSTANT) for n in range(300)),
    )
    # Long enough to go over to pages of their own.
    db.executemany(
        "INSERT INTO template VALUES (?, ?, '', ?)", ((n, f"T{n}", f"{n}" * 3000) for n in range(1, 13))
    )


def spoil(folder: Path, pages: Iterable[int]) -> None:
    """Change one bit of each of these pages, counted from 1."""
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE_BYTES + 500] ^= 1
    database.write_bytes(data)


def cut(folder: Path, size: int) -> None:
    """Let a database end after so many bytes."""
    with (folder / "vault.db").open("r+b") as file:
        file.truncate(size)


def pages_of(folder: Path) -> int:
    """Return how many pages a database file has."""
    return (folder / "vault.db").stat().st_size // PAGE_BYTES


def opened(folder: Path) -> Vault:
    """Open a vault with PASSPHRASE."""
    return open_vault(folder, PASSPHRASE, command="test", clock=fixed_clock())


def rows_of(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    """Return the rows of a sound vault's tables."""
    with opened(folder) as vault:
        return {
            name: vault.read(lambda db, name=name: set(db.execute(f"SELECT * FROM {name}").fetchall()))
            for name in KEYS
        }


def key_of(vault_folder: Path) -> bytes:
    """Return the key of the database."""
    with opened(vault_folder) as vault:
        return vault.data_key.derive("db")
