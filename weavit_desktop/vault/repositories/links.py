"""Which card belongs to which person, and who answers to which identifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection


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


def known_people(
    db: Connection, person_ids: Sequence[int]
) -> list[tuple[int, str, bool, list[tuple[str, str]]]]:
    """Return (id, name, is a company, identifiers) of those people who are in the vault."""
    rows = db.execute(
        """SELECT person.id, person.name, person.is_company, known.kind, known.value
        FROM json_each(?) AS wanted
        JOIN person ON person.id = wanted.value
        LEFT JOIN identifier AS known ON known.person_id = person.id
        ORDER BY person.id""",
        (dump_json(person_ids),),
    )
    found: dict[int, tuple[int, str, bool, list[tuple[str, str]]]] = {}
    for person_id, name, is_company, kind, value in rows:
        entry = found.setdefault(person_id, (person_id, name, bool(is_company), []))
        if kind is not None:
            entry[3].append((kind, value))
    return list(found.values())


def person_of_card(db: Connection, card_id: int) -> int | None:
    """Return the person a card is linked to."""
    row = db.execute("SELECT person_id FROM link WHERE card_id = ?", (card_id,)).fetchone()
    return None if row is None else int(row[0])


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
