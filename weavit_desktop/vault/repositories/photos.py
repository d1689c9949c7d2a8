"""Whose picture is which blob, and the pictures that still lie in the database as older versions put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import blobs
from weavit_desktop.vault.repositories.blobs import KeptBlob

# Of several live cards with a picture, the newest: as with what is told of the picture.
_OF_PERSON = """SELECT card.photo_blob_id FROM link JOIN source_card AS card ON card.id = link.card_id
  WHERE link.person_id = person.id AND card.live = 1 AND card.photo_blob_id IS NOT NULL
  ORDER BY card.id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class UnmovedCard:
    """A card whose picture lies in its row, and in its raw text and properties too."""

    id: int
    record_key: str
    digest: str
    raw: bytes = field(repr=False)
    properties: str = field(repr=False)
    card: str = field(repr=False)
    photo: bytes = field(repr=False)


def blob_of_person(db: Connection, uid: str) -> KeptBlob | None:
    """Return the blob with a person's picture."""
    row = db.execute(f"SELECT ({_OF_PERSON}) FROM person WHERE uid = ?", (uid,)).fetchone()
    return blobs.of_id(db, row[0]) if row and row[0] else None


def blob_of_card(db: Connection, card_id: int) -> KeptBlob | None:
    """Return the blob with a card's picture."""
    row = db.execute("SELECT photo_blob_id FROM source_card WHERE id = ?", (card_id,)).fetchone()
    return blobs.of_id(db, row[0]) if row and row[0] else None


def thumbnails(db: Connection, uids: Sequence[str]) -> dict[str, bytes]:
    """Return the small pictures of people, by the ids of those who have one."""
    rows = db.execute(
        f"""SELECT person.uid, blob.thumbnail FROM json_each(?) AS wanted
        JOIN person ON person.uid = wanted.value JOIN blob ON blob.id = ({_OF_PERSON})
        WHERE blob.thumbnail IS NOT NULL""",
        (dump_json(list(uids)),),
    )
    return dict(rows)


def unmoved(db: Connection, count: int) -> list[UnmovedCard]:
    """Return some of the cards whose picture has not become a blob yet."""
    rows = db.execute(
        """SELECT id, record_key, digest, raw, properties, card, photo FROM source_card
        WHERE photo IS NOT NULL ORDER BY id LIMIT ?""",
        (count,),
    )
    return [UnmovedCard(*row) for row in rows]


def move(db: Connection, card_id: int, raw: bytes, properties: str, card: str, blob_id: int | None) -> None:
    """Take the picture out of a card's row, where a blob now holds it."""
    db.execute(
        """UPDATE source_card SET raw = ?, properties = ?, card = ?, photo = NULL, photo_blob_id = ?
        WHERE id = ?""",
        (raw, properties, card, blob_id, card_id),
    )
