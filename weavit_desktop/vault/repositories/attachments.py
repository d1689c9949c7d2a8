"""Files that belong to a person: whose, which blob, and what it was called."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a person. `added_at` is an instant in UTC, `size` in bytes."""

    uid: str
    blob_id: int
    name: str = field(repr=False)
    media_type: str
    size: int
    added_at: str


def add(db: Connection, uid: str, person_id: int, blob_id: int, name: str, at: str) -> None:
    """Give a person a file."""
    db.execute(
        "INSERT INTO attachment (uid, person_id, blob_id, name, added_at) VALUES (?, ?, ?, ?, ?)",
        (uid, person_id, blob_id, name, at),
    )


def of_person(db: Connection, person_id: int) -> list[Attachment]:
    """Return the files of a person, the oldest first."""
    rows = db.execute(
        """SELECT theirs.uid, blob.id, theirs.name, blob.media_type, blob.size, theirs.added_at
        FROM attachment AS theirs JOIN blob ON blob.id = theirs.blob_id
        WHERE theirs.person_id = ? ORDER BY theirs.id""",
        (person_id,),
    )
    return [Attachment(*row) for row in rows]


def remove(db: Connection, person_id: int, uid: str) -> bool:
    """Take a file from a person; return whether there was such a one."""
    sql = "DELETE FROM attachment WHERE person_id = ? AND uid = ?"
    return bool(db.execute(sql, (person_id, uid)).rowcount)
