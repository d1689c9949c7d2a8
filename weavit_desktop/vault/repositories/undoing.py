"""What taking an import back touches: its cards, the people they tell of, and what others told as well."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import connected, search_words

ASIDE = "~"  # begins the origin of a card that is out of sight until it is published again

_AMONG = "(SELECT value FROM json_each(?))"

# Somebody of whom anything is the person's own: written, chosen, decided or permitted.
_OWN = """(person.objected = 1
  OR EXISTS (SELECT 1 FROM field_choice WHERE person_id = person.id)
  OR EXISTS (SELECT 1 FROM note WHERE person_id = person.id)
  OR EXISTS (SELECT 1 FROM reminder WHERE person_id = person.id)
  OR EXISTS (SELECT 1 FROM list_member WHERE person_id = person.id)
  OR EXISTS (SELECT 1 FROM attachment WHERE person_id = person.id)
  OR EXISTS (SELECT 1 FROM slot WHERE person_id = person.id)
  OR EXISTS (SELECT 1 FROM permission WHERE person_uid = person.uid)
  OR EXISTS (SELECT 1 FROM not_same WHERE person.uid IN (one, other))
  OR EXISTS (SELECT 1 FROM link WHERE person_id = person.id AND decided_by = 'person')
  OR EXISTS (SELECT 1 FROM linked_person WHERE person_id = person.id AND decided_by = 'person')
  OR EXISTS (SELECT 1 FROM participant JOIN interaction ON interaction.id = participant.interaction_id
    WHERE participant.person_id = person.id AND interaction.source_id IS NULL))"""


@dataclass(frozen=True, slots=True)
class Undoable:
    """An import. `sources` are the ids of what it read."""

    id: int
    undone: bool
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """A card with all that can make it one person's with another: key and identifiers, as JSON."""

    person_id: int
    origin: str = field(repr=False)
    record_key: str = field(repr=False)
    identifiers: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptPosition:
    """A position, by its organisation's key. Days are ISO 8601; `to_day` is None while it is current."""

    id: int
    person_id: int
    key: str
    title: str
    from_day: str | None
    to_day: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """A card that another source told of too: its id, and where it stands without the first one."""

    card_id: int
    place: int
    source_id: int


def find(db: Connection, uid: str) -> Undoable | None:
    """Return the import with this id."""
    row = db.execute("SELECT id, undone_at IS NOT NULL FROM import WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        return None
    sources = db.execute("SELECT id FROM import_source WHERE import_id = ? ORDER BY id", (row[0],))
    return Undoable(row[0], bool(row[1]), tuple(one for (one,) in sources))


def is_staging(db: Connection) -> bool:
    """Say whether anything is staged: an import runs, or was cut off."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM staged_record)").fetchone()[0])


def moves(db: Connection, sources: Collection[int]) -> list[Move]:
    """Return the cards of sources that others told of too."""
    rows = db.execute(
        f"""SELECT card.id, also.place, also.source_id FROM source_card AS card
        JOIN card_also_from AS also ON also.card_id = card.id
        WHERE card.source_id IN {_AMONG} AND also.place = (SELECT min(place) FROM card_also_from AS other
          WHERE other.card_id = card.id AND other.source_id NOT IN {_AMONG})""",
        (_json(sources), _json(sources)),
    )
    return [Move(*row) for row in rows]


def people_of(db: Connection, sources: Collection[int]) -> set[int]:
    """Return the people whose cards came from sources."""
    rows = db.execute(
        f"""SELECT DISTINCT link.person_id FROM source_card AS card JOIN link ON link.card_id = card.id
        WHERE card.source_id IN {_AMONG}""",
        (_json(sources),),
    )
    return {row[0] for row in rows}


def kin(db: Connection) -> list[Kin]:
    """Return every card with its person, and what people answer to by their own edits."""
    rows = db.execute(
        """SELECT link.person_id, origin, record_key, identifiers FROM source_card AS card
        JOIN link ON link.card_id = card.id
        UNION ALL SELECT person_id, '', '', json_array(json_array(kind, value, '')) FROM identifier
          WHERE person_id IN (SELECT person_id FROM field_choice)"""
    )
    return [Kin(*row) for row in rows]


def own(db: Connection, person_ids: Collection[int]) -> set[int]:
    """Return those of whom anything is the person's own."""
    rows = db.execute(f"SELECT id FROM person WHERE id IN {_AMONG} AND {_OWN}", (_json(person_ids),))
    return {row[0] for row in rows}


def linked(db: Connection, person_ids: Collection[int]) -> set[int]:
    """Return those who other people were linked to."""
    rows = db.execute(
        f"SELECT DISTINCT person_id FROM linked_person WHERE person_id IN {_AMONG}", (_json(person_ids),)
    )
    return {row[0] for row in rows}


def left_without(db: Connection, sources: Collection[int], person_ids: Collection[int]) -> set[int]:
    """Return those people all of whose cards came from these sources alone. Some may have none at all."""
    rows = db.execute(
        f"""SELECT person.id FROM person WHERE person.id IN {_AMONG} AND NOT EXISTS (
          SELECT 1 FROM link JOIN source_card AS card ON card.id = link.card_id
          WHERE link.person_id = person.id AND (card.source_id NOT IN {_AMONG} OR EXISTS (
            SELECT 1 FROM card_also_from AS also
            WHERE also.card_id = card.id AND also.source_id NOT IN {_AMONG})))""",
        (_json(person_ids), _json(sources), _json(sources)),
    )
    return {row[0] for row in rows}


def people_told_by(db: Connection, sources: Collection[int]) -> set[int]:
    """Return the people of whom sources told, first or after another one."""
    rows = db.execute(
        f"""SELECT DISTINCT link.person_id FROM link WHERE card_id IN (
          SELECT id FROM source_card WHERE source_id IN {_AMONG}
          UNION SELECT card_id FROM card_also_from WHERE source_id IN {_AMONG})""",
        (_json(sources), _json(sources)),
    )
    return {row[0] for row in rows}


def count(db: Connection, sources: Collection[int]) -> tuple[int, int, int]:
    """Return how many (cards, interactions, problems) came from these sources alone."""
    (found,) = db.execute(
        f"""WITH gone (id) AS {_AMONG} SELECT
          (SELECT count(*) FROM source_card WHERE source_id IN gone AND NOT EXISTS (
            SELECT 1 FROM card_also_from AS also
            WHERE also.card_id = source_card.id AND also.source_id NOT IN gone)),
          (SELECT count(*) FROM interaction WHERE source_id IN gone AND NOT EXISTS (
            SELECT 1 FROM interaction_also_from AS also
            WHERE also.interaction_id = interaction.id AND also.source_id NOT IN gone)),
          (SELECT count(*) FROM problem JOIN import_source AS source ON source.id = problem.source_id
            WHERE source.id IN gone AND NOT EXISTS (
              SELECT 1 FROM import_source AS again WHERE again.digest = source.digest
                AND again.format = source.format AND again.id NOT IN gone))""",
        (_json(sources),),
    ).fetchall()
    return found[0], found[1], found[2]


def unlink_cards(db: Connection, person_ids: Collection[int]) -> None:
    """Put all cards of people out of sight, as if they had not come yet."""
    cards = f"SELECT card_id FROM link WHERE person_id IN {_AMONG}"
    wanted = (_json(person_ids),)
    db.execute(f"UPDATE source_card SET live = 0, origin = '{ASIDE}' || origin WHERE id IN ({cards})", wanted)
    db.execute(f"DELETE FROM link WHERE person_id IN {_AMONG}", wanted)


def move(db: Connection, cards: Iterable[Move]) -> None:
    """Give cards to the other source that told of them. Those out of sight get the place they had there."""
    for one in cards:
        db.execute("DELETE FROM card_also_from WHERE place = ?", (one.place,))
        db.execute("UPDATE source_card SET source_id = ?2 WHERE id = ?1", (one.card_id, one.source_id))
        db.execute(
            "UPDATE source_card SET id = ?2 WHERE id = ?1 AND substr(origin, 1, 1) = ?3",
            (one.card_id, one.place, ASIDE),
        )


def delete_cards(db: Connection, sources: Collection[int]) -> int:
    """Delete the cards of sources; return how many."""
    return db.execute(f"DELETE FROM source_card WHERE source_id IN {_AMONG}", (_json(sources),)).rowcount


def revive(db: Connection, person_ids: Collection[int]) -> None:
    """Let the newest card of each key be the live one, of these people."""
    db.execute(
        f"""UPDATE source_card SET live = 1 WHERE live = 0
          AND id IN (SELECT card_id FROM link WHERE person_id IN {_AMONG})
          AND NOT EXISTS (SELECT 1 FROM source_card AS other WHERE other.origin = source_card.origin
            AND other.record_key = source_card.record_key AND other.variant = source_card.variant
            AND (other.live = 1 OR other.id > source_card.id))""",
        (_json(person_ids),),
    )


def imports_aside(db: Connection) -> list[tuple[int, str]]:
    """Return (id, when) of the imports that cards out of sight came from, the oldest first."""
    rows = db.execute(
        """SELECT DISTINCT import.id, import.at FROM source_card AS card
        JOIN import_source AS source ON source.id = card.source_id JOIN import ON import.id = source.import_id
        WHERE substr(card.origin, 1, 1) = ? ORDER BY import.id""",
        (ASIDE,),
    )
    return list(rows)


def stage_again(db: Connection, import_id: int) -> None:
    """Stage the cards of an import that are out of sight: those parts of them that linking asks for."""
    db.execute(
        """INSERT INTO staged_record (id, source, kind, origin, record_key, digest, body, identifiers)
        SELECT card.id, card.source_id, 'card', substr(card.origin, 2), card.record_key, card.digest,
          card.card, card.identifiers
        FROM import_source AS source JOIN source_card AS card ON card.source_id = source.id
        WHERE source.import_id = ? AND substr(card.origin, 1, 1) = ?""",
        (import_id, ASIDE),
    )


def publish_again(db: Connection) -> None:
    """Bring the staged cards back into sight."""
    db.execute(
        """UPDATE source_card SET origin = staged.origin, variant = staged.variant, live = staged.live
        FROM staged_record AS staged WHERE staged.id = source_card.id"""
    )


def uids_by_card(db: Connection, person_ids: Collection[int]) -> list[tuple[int, str]]:
    """Return (card, opaque id of its person) in the order in which the cards came."""
    rows = db.execute(
        f"""SELECT link.card_id, person.uid FROM link JOIN person ON person.id = link.person_id
        WHERE person.id IN {_AMONG} ORDER BY link.card_id""",
        (_json(person_ids),),
    )
    return list(rows)


def delete_people(db: Connection, person_ids: Collection[int]) -> None:
    """Delete people, with all that is computed of them."""
    ids = _json(person_ids)
    with search_words.erasing_together(db, person_ids):
        search_words.delete(db, person_ids)
    db.execute(f"DELETE FROM person WHERE id IN {_AMONG}", (ids,))


def rename(db: Connection, uids: Iterable[tuple[str, str]]) -> None:
    """Give people another opaque id: (present, new)."""
    db.executemany("UPDATE person SET uid = ?2 WHERE uid = ?1", uids)


def names(db: Connection, person_ids: Collection[int]) -> dict[int, str]:
    """Return what people are called."""
    return dict(
        db.execute(f"SELECT id, name FROM person WHERE id IN {_AMONG}", (_json(person_ids),)).fetchall()
    )


def hand_on_problems(db: Connection, sources: Collection[int]) -> None:
    """Give the problems of sources to the first other one that read the same: they are kept once."""
    db.execute(
        f"""WITH gone (id) AS {_AMONG}, again (id, heir) AS (
          SELECT source.id, min(other.id) FROM import_source AS source JOIN import_source AS other
            ON other.digest = source.digest AND other.format = source.format
          WHERE source.id IN gone AND other.id NOT IN gone GROUP BY source.id)
        UPDATE problem SET source_id = (SELECT heir FROM again WHERE again.id = problem.source_id)
        WHERE source_id IN (SELECT id FROM again)""",
        (_json(sources),),
    )


def close(db: Connection, import_id: int, at: str) -> None:
    """Delete the sources of an import, with their problems, and say when it was undone."""
    db.execute("DELETE FROM import_source WHERE import_id = ?", (import_id,))
    db.execute("UPDATE import SET undone_at = ? WHERE id = ?", (at, import_id))


@dataclass(frozen=True, slots=True)
class ToldWork:
    """Where a card says that a person works, and as what. `connection`: the columns of `connected`."""

    person_id: int
    organization: str
    title: str
    live: bool
    connection: tuple[str, str, str, str] = field(repr=False)


def told_work(db: Connection, person_ids: Collection[int]) -> list[ToldWork]:
    """Return what the cards of people that name an employer give."""
    rows = db.execute(
        f"""SELECT link.person_id, card.card ->> 'organization', ifnull(card.card ->> 'title', ''), card.live,
          {connected.COLUMNS}
        FROM link JOIN source_card AS card ON card.id = link.card_id
        WHERE link.person_id IN {_AMONG} AND ifnull(card.card ->> 'organization', '') <> ''""",
        (_json(person_ids),),
    )
    return [ToldWork(row[0], row[1], row[2], bool(row[3]), row[4:]) for row in rows]


def positions(db: Connection, person_ids: Collection[int]) -> list[KeptPosition]:
    """Return the positions of people, ended ones too."""
    rows = db.execute(
        f"""SELECT position.id, person_id, name_key, title, from_day, to_day
        FROM position JOIN organisation ON organisation.id = position.organisation_id
        WHERE person_id IN {_AMONG} ORDER BY position.id""",
        (_json(person_ids),),
    )
    return [KeptPosition(*row) for row in rows]


def delete_positions(db: Connection, person_id: int, position_ids: Sequence[int]) -> None:
    """Delete positions of a person, from what is kept of who they were linked with too."""
    if not position_ids:
        return
    db.execute(f"DELETE FROM position WHERE id IN {_AMONG}", (_json(position_ids),))
    rows = db.execute("SELECT id, was FROM linked_person WHERE person_id = ?", (person_id,)).fetchall()
    for row_id, text in rows:
        was = json.loads(text)
        for side in ("theirs", "others"):
            was[side]["position"] = [one for one in was[side]["position"] if one["id"] not in position_ids]
        db.execute("UPDATE linked_person SET was = ? WHERE id = ?", (dump_json(was), row_id))


def reopen_positions(db: Connection, position_ids: Sequence[int]) -> None:
    """Let positions go on that had ended."""
    db.execute(f"UPDATE position SET to_day = NULL WHERE id IN {_AMONG}", (_json(position_ids),))


def forget_beginnings(db: Connection, position_ids: Sequence[int]) -> None:
    """Let positions begin at a day that nobody knows."""
    db.execute(f"UPDATE position SET from_day = NULL WHERE id IN {_AMONG}", (_json(position_ids),))


def instant_of(db: Connection, import_id: int) -> str:
    """Return when an import was made, in UTC."""
    return str(db.execute("SELECT at FROM import WHERE id = ?", (import_id,)).fetchone()[0])


def _json(ids: Iterable[int]) -> str:
    return dump_json(sorted(ids))
