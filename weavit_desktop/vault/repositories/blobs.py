"""What the database knows of the files beside it: names, keys, thumbnails, and which of them are wanted."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptBlob:
    """A blob: `name` is that of its file, `size` the bytes of what it holds."""

    id: int
    name: str
    key: bytes = field(repr=False)
    media_type: str
    size: int


_KEPT = "SELECT id, name, key, media_type, size FROM blob"


def add(db: Connection, name: str, key: bytes, media_type: str, size: int, thumbnail: bytes | None) -> int:
    """Add a blob; return its id."""
    sql = "INSERT INTO blob (name, key, media_type, size, thumbnail) VALUES (?, ?, ?, ?, ?) RETURNING id"
    # All rows are fetched: a statement that is not at its end is not committed.
    ((blob_id,),) = db.execute(sql, (name, key, media_type, size, thumbnail)).fetchall()
    return int(blob_id)


def of_name(db: Connection, name: str) -> KeptBlob | None:
    """Return the blob of a name."""
    row = db.execute(f"{_KEPT} WHERE name = ?", (name,)).fetchone()
    return KeptBlob(*row) if row else None


def of_id(db: Connection, blob_id: int) -> KeptBlob | None:
    """Return the blob of an id."""
    row = db.execute(f"{_KEPT} WHERE id = ?", (blob_id,)).fetchone()
    return KeptBlob(*row) if row else None


def everything(db: Connection) -> list[KeptBlob]:
    """Return all blobs."""
    return [KeptBlob(*row) for row in db.execute(f"{_KEPT} ORDER BY id")]


def names(db: Connection) -> set[str]:
    """Return the names of all blobs; none in a database of before there were any."""
    (known,) = db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'blob'").fetchone()
    if not known:
        return set()
    return {name for (name,) in db.execute("SELECT name FROM blob")}


def dropped(db: Connection) -> list[str]:
    """Return the names of files that nothing refers to since they were dropped."""
    sql = "SELECT name FROM dropped_blob WHERE name NOT IN (SELECT name FROM blob)"
    return [name for (name,) in db.execute(sql)]


def forget_dropped(db: Connection, gone: list[str]) -> None:
    """Forget dropped files: those that are gone, and those that were wanted again since."""
    db.executemany("DELETE FROM dropped_blob WHERE name = ?", ((name,) for name in gone))
    db.execute("DELETE FROM dropped_blob WHERE name IN (SELECT name FROM blob)")
