"""Making the rows of a salvaged database refer to each other again, with as little loss as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.rescue import Row


@dataclass(frozen=True, slots=True)
class Mended:
    """By table: `revived` rows stand for lost ones, `dropped` ones had lost what they belonged to."""

    revived: dict[str, int]
    dropped: dict[str, int]


def mend_references(
    db: Connection,
    links: Iterable[Row],
    people: Iterable[Row],
    new_uid: Callable[[], str],
    at: str,
) -> Mended:
    """Give every row what it refers to, or let go of it. Foreign keys must be off.

    `links` (card, person) and `people` (id, uid) are what indexes still tell of lost rows. A file or an
    import that is lost must not take thousands of cards with it: an empty row takes its place. A card that
    belongs to nobody becomes a person.
    """
    revived = Counter(
        import_source=_revive_sources(db),
        link=_revive_links(db, links, at),
        person=_revive_people(db, people, new_uid, at),
    )
    revived["import"] = _revive_imports(db, new_uid, at)
    return Mended(dict(+revived), dict(+_drop_orphans(db)))


def _revive_sources(db: Connection) -> int:
    return db.execute(
        """INSERT INTO import_source (id, import_id, path, format, digest)
        SELECT source_id, ifnull((SELECT max(id) FROM import), 1), '', '', '' FROM (
          SELECT source_id FROM source_card UNION SELECT source_id FROM interaction
        ) WHERE source_id IS NOT NULL AND source_id NOT IN (SELECT id FROM import_source)"""
    ).rowcount


def _revive_imports(db: Connection, new_uid: Callable[[], str], at: str) -> int:
    lost = db.execute(
        "SELECT DISTINCT import_id FROM import_source WHERE import_id NOT IN (SELECT id FROM import)"
    ).fetchall()
    db.executemany(
        "INSERT INTO import (id, uid, at) VALUES (?, ?, ?)", ((one, new_uid(), at) for (one,) in lost)
    )
    return len(lost)


def _revive_links(db: Connection, links: Iterable[Row], at: str) -> int:
    """Link cards as the index says, and those that nothing tells of to a person each."""
    (before,) = db.execute("SELECT count(*) FROM link").fetchone()
    insert = """INSERT OR IGNORE INTO link (card_id, person_id, reason, decided_by, decided_at)
        SELECT ?1, ?2, 'salvaged', 'rule', ?3 WHERE EXISTS (SELECT 1 FROM source_card WHERE id = ?1)"""
    db.executemany(insert, ((card, person, at) for card, person in sorted(links)))
    # Numbers that no row and no index knows of: whatever else may still refer to a person keeps its own.
    (last,) = db.execute(
        """SELECT max(ifnull((SELECT max(id) FROM person), 0), ifnull((SELECT max(person_id) FROM link), 0),
          ifnull((SELECT max(person_id) FROM field_choice), 0))"""
    ).fetchone()
    alone = db.execute(
        "SELECT id FROM source_card WHERE id NOT IN (SELECT card_id FROM link) ORDER BY id"
    ).fetchall()
    db.executemany(insert, ((card, last + place, at) for place, (card,) in enumerate(alone, start=1)))
    (after,) = db.execute("SELECT count(*) FROM link").fetchone()
    return int(after - before)


def _revive_people(db: Connection, people: Iterable[Row], new_uid: Callable[[], str], at: str) -> int:
    """Let everyone be there whom a card or an edit of the holder's belongs to."""
    uids = {int(person): str(uid) for person, uid in people}
    lost = db.execute(
        """SELECT person_id FROM link UNION SELECT person_id FROM field_choice
        EXCEPT SELECT id FROM person"""
    ).fetchall()
    db.executemany(
        "INSERT INTO person (id, uid, name, sort_key, created_at) VALUES (?, ?, '', '', ?)",
        ((one, uids.get(one) or new_uid(), at) for (one,) in lost),
    )
    return len(lost)


def _drop_orphans(db: Connection) -> Counter[str]:
    """Empty the references that may be empty, and delete the rows of the others, until all is whole."""
    dropped: Counter[str] = Counter()
    while True:
        broken = {
            (table, parent, key)
            for table, _, parent, key in db.execute("PRAGMA foreign_key_check").fetchall()
        }
        if not broken:
            return dropped
        for table, parent, key in sorted(broken):
            dropped[table] += _mend(db, table, parent, key)


def _mend(db: Connection, table: str, parent: str, key: int) -> int:
    """Mend one foreign key of a table; return how many rows had to go."""
    column = next(row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})") if row[0] == key)
    info = db.execute(f"PRAGMA table_info({table})").fetchall()
    required = next(row[3] or row[5] for row in info if row[1] == column)
    (target,) = [row[1] for row in db.execute(f"PRAGMA table_info({parent})") if row[5] == 1]
    known = f"SELECT {target} FROM {parent}"  # noqa: S608  names from our own schema
    broken = f"WHERE {column} IS NOT NULL AND {column} NOT IN ({known})"
    if required:
        return db.execute(f"DELETE FROM {table} {broken}").rowcount  # noqa: S608
    db.execute(f"UPDATE {table} SET {column} = NULL {broken}")  # noqa: S608
    return 0
