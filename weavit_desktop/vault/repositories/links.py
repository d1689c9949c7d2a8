"""Which card belongs to which person, and who answers to which identifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

# The birthday of a person as matching takes it: where the shown one has no year, with that of another card.
BIRTHDAY = """ifnull(CASE WHEN person.shown ->> '$.birthday' LIKE '--%' THEN (
  SELECT source_card.card ->> '$.birthday' FROM link JOIN source_card ON source_card.id = link.card_id
  WHERE link.person_id = person.id AND source_card.live = 1
    AND source_card.card ->> '$.birthday' LIKE '____' || substr(person.shown ->> '$.birthday', 2)
  ORDER BY source_card.id LIMIT 1) END, ifnull(person.shown ->> '$.birthday', ''))"""


@dataclass(frozen=True, slots=True)
class NewLink:
    """`decided_by` is "rule" or "person"; `reason` is in words."""

    card_id: int
    person_id: int
    reason: str
    decided_by: str = "rule"


def add(db: Connection, links: Iterable[NewLink], at: str) -> None:
    """Link cards to people."""
    db.executemany(
        "INSERT INTO link (card_id, person_id, reason, decided_by, decided_at) VALUES (?, ?, ?, ?, ?)",
        ((link.card_id, link.person_id, link.reason, link.decided_by, at) for link in links),
    )


def people_with(db: Connection, identifiers: Iterable[tuple[str, str]]) -> list[int]:
    """Return the ids of the people who answer to any of the identifiers, the oldest first."""
    rows = db.execute(
        """SELECT DISTINCT known.person_id FROM json_each(?) AS wanted
        JOIN identifier AS known
          ON known.kind = wanted.value ->> 0 AND known.value = wanted.value ->> 1
        ORDER BY known.person_id""",
        (dump_json(list(identifiers)),),
    )
    return [row[0] for row in rows]


def people_at(db: Connection, domains: Iterable[str]) -> list[int]:
    """Return the ids of the people with an e-mail address at any of the domains, or below one."""
    rows = db.execute(
        """SELECT DISTINCT known.person_id FROM json_each(?) AS wanted
        JOIN identifier AS known ON known.kind = 'email'
          AND (known.value LIKE '%@' || wanted.value OR known.value LIKE '%.' || wanted.value)
        ORDER BY known.person_id""",
        (dump_json(list(domains)),),
    )
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What tells whether a card is of this person. `birthday` is ISO 8601 or ""."""

    id: int
    name: str = field(repr=False)
    is_company: bool
    birthday: str = field(repr=False)
    identifiers: list[tuple[str, str]] = field(repr=False)


def known_people(db: Connection, person_ids: Sequence[int]) -> list[KnownPerson]:
    """Return those people who are in the vault."""
    rows = db.execute(
        f"""SELECT person.id, person.name, person.is_company, {BIRTHDAY},
          known.kind, known.value
        FROM json_each(?) AS wanted
        JOIN person ON person.id = wanted.value
        LEFT JOIN identifier AS known ON known.person_id = person.id
        ORDER BY person.id""",
        (dump_json(person_ids),),
    )
    found: dict[int, KnownPerson] = {}
    for person_id, name, is_company, birthday, kind, value in rows:
        entry = found.setdefault(person_id, KnownPerson(person_id, name, bool(is_company), birthday, []))
        if kind is not None:
            entry.identifiers.append((kind, value))
    return list(found.values())


def person_of_card(db: Connection, card_id: int) -> int | None:
    """Return the person a card is linked to."""
    row = db.execute("SELECT person_id FROM link WHERE card_id = ?", (card_id,)).fetchone()
    return None if row is None else int(row[0])


def last_linked(db: Connection, person_id: int, besides: Sequence[str]) -> int | None:
    """Return the card that was linked to a person last, of several, for another reason than these."""
    row = db.execute(
        """SELECT link.card_id FROM link
        JOIN source_card AS card ON card.id = link.card_id
        WHERE link.person_id = ?1 AND EXISTS (
            SELECT 1 FROM link AS other JOIN source_card AS beside ON beside.id = other.card_id
            WHERE other.person_id = ?1 AND (beside.origin, beside.record_key, beside.variant)
              <> (card.origin, card.record_key, card.variant))
          AND link.reason NOT IN (SELECT value FROM json_each(?2))
        ORDER BY link.decided_at DESC, link.card_id DESC LIMIT 1""",
        (person_id, dump_json(besides)),
    ).fetchone()
    return None if row is None else int(row[0])


def move_card(db: Connection, card_id: int, person_id: int, reason: str, at: str) -> None:
    """Give a card to another person, with what it superseded and what superseded it."""
    db.execute(
        """UPDATE link SET person_id = ?2, reason = ?3, decided_by = 'person', decided_at = ?4
        WHERE card_id IN (
          SELECT same.id FROM source_card AS card JOIN source_card AS same USING (origin, record_key, variant)
          WHERE card.id = ?1)""",
        (card_id, person_id, reason, at),
    )


def identifiers_of(db: Connection, person_ids: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    """Return the (kind, value) that people answer to, by person."""
    rows = db.execute(
        """SELECT known.person_id, known.kind, known.value FROM json_each(?) AS wanted
        JOIN identifier AS known ON known.person_id = wanted.value""",
        (dump_json(person_ids),),
    )
    found: dict[int, set[tuple[str, str]]] = {}
    for person_id, kind, value in rows:
        found.setdefault(person_id, set()).add((kind, value))
    return found


def change_identifiers(
    db: Connection, gone: Iterable[tuple[int, str, str]], added: Iterable[tuple[int, str, str]]
) -> None:
    """Take away and add (person id, kind, value)."""
    db.executemany("DELETE FROM identifier WHERE person_id = ? AND kind = ? AND value = ?", gone)
    db.executemany("INSERT INTO identifier (person_id, kind, value) VALUES (?, ?, ?)", added)
