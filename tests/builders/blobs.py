"""Blobs of a vault, and what lies in its folder once it is decrypted."""

from __future__ import annotations

import base64
from pathlib import Path

from builders import pages
from weavit_desktop.vault import blobs
from weavit_desktop.vault.blobs import NewBlob
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import blobs as kept_blobs
from weavit_desktop.vault.vault import Vault


def files_in(folder: Path) -> list[str]:
    """Return the names of the blobs in a vault's folder, unfinished ones too."""
    return sorted(path.name for path in (folder / "blobs").rglob("*") if path.is_file())


def names_of(vault: Vault) -> list[str]:
    """Return the names of the blobs that the database knows."""
    return sorted(vault.read(kept_blobs.names))


def keep(vault: Vault, *contents: bytes, purpose: str = "file") -> list[int]:
    """Keep blobs, as attachments of one person."""
    place = blobs.place_of(vault)

    def write(db: Connection) -> list[int]:
        ids = blobs.keep(db, place, [NewBlob(purpose, "text/plain", data) for data in contents])
        refer_to(db, ids)
        return ids

    return vault.write(write)


def refer_to(db: Connection, ids: list[int]) -> None:
    """Let somebody have these blobs as attachments."""
    db.execute(
        "INSERT OR IGNORE INTO person (id, uid, name, sort_key, created_at) VALUES (1, 'p', 'P', 'p', '')"
    )
    (known,) = db.execute("SELECT count(*) FROM attachment").fetchone()
    db.executemany(
        "INSERT INTO attachment (uid, person_id, blob_id, name, added_at) VALUES (?, 1, ?, 'a.txt', '')",
        ((f"a-{known + number}-{blob_id}", blob_id) for number, blob_id in enumerate(ids)),
    )


def let_go(vault: Vault, blob_id: int) -> None:
    """Drop all that refers to a blob."""
    vault.write(lambda db: db.execute("DELETE FROM attachment WHERE blob_id = ?", (blob_id,)))


def everything_in(vault: Vault) -> bytes:
    """Return what the vault's folder holds, decrypted: every page, the free ones too, and every blob."""
    kept = vault.read(kept_blobs.everything)
    contents = (blobs.read(vault.folder, vault.id, one) for one in kept)
    return pages.decrypted(vault.folder, vault.data_key) + b"".join(contents)


def found(marker: str, data: bytes) -> bool:
    """Return whether a marker is there, as text or as base64 at any of its alignments."""
    plain = marker.encode()
    shifted = [base64.b64encode(bytes(shift) + plain)[4:-4] for shift in range(3)]
    return any(one in data for one in (plain, marker.encode("utf-16-le"), plain.hex().encode(), *shifted))
