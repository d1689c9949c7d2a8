"""Everything in the vault that a person may take with them, as plain values that JSON can hold."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import archive_links, blobs, moves
from weavit_desktop.vault.repositories.blobs import KeptBlob

Row = dict[str, Any]

_SOURCES = """SELECT source.id, import.uid AS import_id, ifnull(source.told_at, import.at) AS imported_at,
  source.path, source.format, source.digest
  FROM import_source AS source JOIN import ON import.id = source.import_id
  WHERE source.format <> 'archive' OR EXISTS (SELECT 1 FROM problem WHERE source_id = source.id)
  ORDER BY source.id"""  # an archive's sources are those of the vault that it is of
_PROBLEMS = "SELECT source_id AS source, place, what, raw FROM problem ORDER BY id"
_ORGANISATIONS = """SELECT uid AS id, name, lei, client, registry_id,
  (SELECT json_group_array(domain ORDER BY domain) FROM organisation_domain
    WHERE organisation_id = organisation.id) AS domains
  FROM organisation ORDER BY id"""
_INTERACTIONS = """SELECT source_id AS source, source_key AS key, at, zone, day, channel, direction,
  recipients, subject, text,
  (SELECT json_group_array(json_object('source', source_id, 'subject', words.subject, 'text', words.text)
      ORDER BY source_id)
    FROM interaction_words AS words WHERE interaction_id = interaction.id) AS words,
  (SELECT json_group_array(json_object('kind', kind, 'value', value, 'name', participant.name, 'role', role,
      'person', person.uid) ORDER BY kind, value)
    FROM participant LEFT JOIN person ON person.id = participant.person_id
    WHERE interaction_id = interaction.id) AS participants,
  (SELECT json_group_array(json_object('source', also.source_id, 'told', nullif(told, '') -> '$')
      ORDER BY also.source_id)
    FROM interaction_also_from AS also WHERE also.interaction_id = interaction.id) AS also_from
  FROM interaction ORDER BY id"""
_LISTS = """SELECT uid AS id, name,
  (SELECT json_group_array(person.uid ORDER BY person.id) FROM list_member
    JOIN person ON person.id = list_member.person_id WHERE list_id = list.id) AS members
  FROM list ORDER BY id"""
_PERMISSIONS = """SELECT person_uid AS person, audience, facet, level, k, purpose, policy, from_day AS "from",
  until_day AS until, decided_at FROM permission ORDER BY id"""
_MARKS = """SELECT lower(hex(ifnull(key, ?))) AS key, lower(hex(hash)) AS mark, why, at FROM suppression
  ORDER BY at, mark"""
_TABLES = {
    "sources": _SOURCES,
    "problems": _PROBLEMS,
    "organisations": _ORGANISATIONS,
    "interactions": _INTERACTIONS,
    "lists": _LISTS,
    "permissions": _PERMISSIONS,
    "not_same": "SELECT one, other, decided_at FROM not_same ORDER BY one, other",
    "identity": "SELECT kind, value, confirmed FROM identity ORDER BY kind, value",
    "mappings": "SELECT fingerprint, document, said_at FROM mapping ORDER BY said_at, fingerprint",
}
_AS_JSON = frozenset({"domains", "participants", "members", "document", "also_from", "words"})
_FLAGS = frozenset({"client", "confirmed", "live", "objected"})

_PEOPLE = "SELECT id, uid FROM person ORDER BY id"
_PERSON = "SELECT uid AS id, name, created_at AS since, objected FROM person WHERE id = ?"
_CARDS = """SELECT card.id AS place, card.source_id AS source, card.origin, card.record_key AS key,
  card.variant, card.digest, card.live, card.raw, card.properties, card.card, card.photo_blob_id AS photo,
  link.reason, link.decided_by, link.decided_at,
  (SELECT json_group_array(json_object('source', also.source_id, 'place', also.place) ORDER BY also.place)
    FROM card_also_from AS also WHERE also.card_id = card.id) AS also_from
  FROM link JOIN source_card AS card ON card.id = link.card_id WHERE link.person_id = ? ORDER BY card.id"""
_OF_PERSON = {
    "edits": "SELECT field, value, chosen_at FROM field_choice WHERE person_id = ? ORDER BY field",
    "positions": """SELECT organisation.uid AS organisation, organisation.name, position.title,
      position.from_day AS "from", position.to_day AS "to", position.level, position.level_rule,
      position.function, position.function_rule, position.confidence, position.domains
      FROM position JOIN organisation ON organisation.id = position.organisation_id
      WHERE person_id = ? ORDER BY position.id""",
    "notes": "SELECT at, text FROM note WHERE person_id = ? ORDER BY id",
    "reminders": "SELECT due_day AS due, text, done_at FROM reminder WHERE person_id = ? ORDER BY id",
    "files": """SELECT attachment.uid AS id, attachment.name, blob.media_type, blob.size AS bytes, added_at
      FROM attachment JOIN blob ON blob.id = blob_id WHERE person_id = ? ORDER BY attachment.id""",
    "kept_records": "SELECT origin, digest, named_at FROM kept_card WHERE person_id = ? ORDER BY 1, 2",
}
_HISTORY = """SELECT interaction.day, interaction.channel, interaction.direction, participant.role,
  interaction.subject, interaction.text
  FROM participant JOIN interaction ON interaction.id = participant.interaction_id
  WHERE participant.person_id = ? ORDER BY interaction.at, interaction.id"""
_LISTED = """SELECT list.name FROM list_member JOIN list ON list.id = list_member.list_id
  WHERE person_id = ? ORDER BY list.id"""


def everyone(db: Connection) -> list[tuple[int, str]]:
    """Return the row id and the opaque id of everyone, the oldest first."""
    return db.execute(_PEOPLE).fetchall()


def table(db: Connection, name: str) -> Iterator[Row]:
    """Yield the rows of a part: one of _TABLES. Bytes come as `as_text` gives them."""
    return _rows(db, _TABLES[name], ())


def person(db: Connection, person_id: int) -> Row:
    """Return all that is a person's own. In `cards`, `photo` is the id of a blob."""
    (found,) = _rows(db, _PERSON, (person_id,))
    found["cards"] = _in_places([_card(one) for one in _rows(db, _CARDS, (person_id,))])
    found["moves"] = [
        {
            "day": one.day, "from": one.before_uid, "to": one.after_uid, "left": one.before,
            "joined": one.after, "of": one.of,
        }
        for one in reversed(moves.of_person(db, person_id))
    ]  # fmt: skip
    found["linked"] = archive_links.of_person(db, person_id)
    return found | {name: list(_rows(db, sql, (person_id,))) for name, sql in _OF_PERSON.items()}


def marks(db: Connection, key: bytes) -> Iterator[Row]:
    """Yield the marks of who is not to come back. `key`: what this vault makes them with."""
    return _rows(db, _MARKS, (key,))


def photo_blobs(db: Connection) -> list[int]:
    """Return the ids of the blobs with the pictures of all cards."""
    sql = "SELECT DISTINCT photo_blob_id FROM source_card WHERE photo_blob_id IS NOT NULL ORDER BY 1"
    return [blob_id for (blob_id,) in db.execute(sql)]


def attachments(db: Connection) -> list[tuple[str, int]]:
    """Return the id and the blob of every file that is kept with a person."""
    return db.execute("SELECT uid, blob_id FROM attachment ORDER BY id").fetchall()


def own_of(db: Connection, person_id: int) -> Row:
    """Return what the holder wrote down about a person, the lists they are on, and when they met."""
    history = _rows(db, _HISTORY, (person_id,))
    return {
        "history": [{name: value for name, value in one.items() if value is not None} for one in history],
        "own_notes": list(_rows(db, _OF_PERSON["notes"], (person_id,))),
        "reminders": list(_rows(db, _OF_PERSON["reminders"], (person_id,))),
        "lists": [name for (name,) in db.execute(_LISTED, (person_id,))],
    }


def photos_of(db: Connection, person_ids: Sequence[int]) -> dict[int, KeptBlob]:
    """Return the blob with the picture that is shown of each person who has one."""
    rows = db.execute(
        """SELECT link.person_id, card.photo_blob_id FROM json_each(?) AS wanted
        JOIN link ON link.person_id = wanted.value JOIN source_card AS card ON card.id = link.card_id
        WHERE card.live = 1 AND card.photo_blob_id IS NOT NULL ORDER BY card.id""",
        (dump_json(list(person_ids)),),
    ).fetchall()
    kept = {person_id: blobs.of_id(db, blob_id) for person_id, blob_id in rows}  # the newest card wins
    return {person_id: one for person_id, one in kept.items() if one is not None}


def as_text(name: str, data: bytes) -> Row:
    """Return bytes as JSON can hold them: as text where they are UTF-8, else as base64."""
    try:
        return {name: data.decode("utf-8")}
    except UnicodeDecodeError:
        return {f"{name}_base64": base64.b64encode(data).decode("ascii")}


def _rows(db: Connection, sql: str, values: tuple[Any, ...]) -> Iterator[Row]:
    cursor = db.execute(sql, values)
    names = [one[0] for one in cursor.description or ()]
    for values_of in cursor:
        row: Row = {}
        for name, value in zip(names, values_of, strict=True):
            if isinstance(value, bytes):
                row |= as_text(name, value)
            elif name in _FLAGS:
                row[name] = bool(value)
            else:
                row[name] = json.loads(value) if name in _AS_JSON else value
        yield row


def _card(row: Row) -> Row:
    linked = {name: row.pop(name) for name in ("reason", "decided_by", "decided_at")}
    read = {name: json.loads(row[name]) for name in ("properties", "card")}
    return {**row, **read, "linked": linked}


def _in_places(cards: list[Row]) -> list[Row]:
    """Say of a person's cards, and of who else told of each, which came when: 0 came first."""
    tellings = [telling for card in cards for telling in (card, *card["also_from"])]
    for place, telling in enumerate(sorted(tellings, key=lambda one: int(one["place"]))):
        telling["place"] = place
    return cards
