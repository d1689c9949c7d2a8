"""The words under which people are found: kept in an index that forgets them as soon as they are deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

# Erasing one by one costs a millisecond for each, erasing together writes the whole index anew.
ONE_IN: Final = 20
FEW: Final = 200


class SearchWords(NamedTuple):
    """A row of the words under which a person is found, in the columns of person_search."""

    person_id: int
    name: str
    work: str
    identifiers: str
    notes: str
    folded: str


def save(db: Connection, people: Sequence[SearchWords]) -> None:
    """Replace the words under which people are found."""
    delete(db, [one.person_id for one in people])
    db.executemany(
        """INSERT INTO person_search (rowid, name, work, identifiers, notes, folded)
        VALUES (?, ?, ?, ?, ?, ?)""",
        people,
    )


def delete(db: Connection, person_ids: Iterable[int]) -> None:
    """Forget the words under which people are found."""
    db.executemany("DELETE FROM person_search WHERE rowid = ?", ((person_id,) for person_id in person_ids))


@contextmanager
def erasing_together(db: Connection, person_ids: Collection[int]) -> Iterator[None]:
    """Let what the index forgets of these people inside be erased at the end, where they are many.

    Outside of a transaction that is rolled back, no word of theirs is left in the file after it.
    """
    if not _are_many(db, person_ids):
        yield
        return
    _set(db, "secure-delete", 0)
    yield
    db.execute("INSERT INTO person_search (person_search) VALUES ('optimize')")
    _set(db, "secure-delete", 1)


def _are_many(db: Connection, person_ids: Collection[int]) -> bool:
    if len(person_ids) <= FEW:
        return False
    known, everyone = db.execute(
        """SELECT (SELECT count(*) FROM json_each(?) AS one
            JOIN person_search_docsize AS kept ON kept.id = one.value),
          (SELECT count(*) FROM person_search_docsize)""",
        (dump_json(list(person_ids)),),
    ).fetchone()
    return bool(known > max(FEW, everyone // ONE_IN))


def _set(db: Connection, name: str, value: int) -> None:
    db.execute("INSERT INTO person_search (person_search, rank) VALUES (?, ?)", (name, value))
