"""Vaults and people for the tests of sharing: a database in memory, filled by plain rows."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlcipher3 import dbapi2

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.sharing import Choice, share
from weavit_desktop.sharing.transport import HubAddress
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.migration import migrate, shipped_steps

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
_STEPS = shipped_steps()
T = TypeVar("T")


class MemoryVault:
    """What services see of a vault, over a database in memory: no thread, no key derivation, no file."""

    def __init__(self) -> None:
        self.db = dbapi2.connect(":memory:", isolation_level=None)
        migrate(self.db, _STEPS)
        self.db.execute("PRAGMA foreign_keys = ON")

    def read(self, function: Callable[[Connection], T]) -> T:
        return function(self.db)

    def write(self, function: Callable[[Connection], T]) -> T:
        self.db.execute("BEGIN")
        try:
            result = function(self.db)
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
        return result


def copy_of(db: Connection) -> Connection:
    """Return another database in memory with the same content, as a backup has it."""
    copy = dbapi2.connect(":memory:", isolation_level=None)
    db.backup(copy)
    copy.execute("PRAGMA foreign_keys = ON")
    return copy


@dataclass
class Time:
    """A clock that goes when told to."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def ids(prefix: int = 0) -> Callable[[], str]:
    """Return a maker of UUIDs that counts."""
    numbers = itertools.count(1)
    return lambda: str(UUID(int=(prefix << 64) | next(numbers)))


def uuid(number: int) -> str:
    """Return a UUID that is easy to read."""
    return str(UUID(int=number))


@dataclass(frozen=True)
class Post:
    """A position: at which organisation (by number), and what it is."""

    organisation: int
    level: str = "director"
    func: str = "finance"
    to_day: str | None = None


@dataclass(frozen=True)
class Someone:
    """A person with positions, days (day, channel, direction, weight) and marks."""

    uid: str
    posts: Sequence[Post] = (Post(1),)
    days: Sequence[tuple[date, str, str, float]] = ()
    objected: bool = False
    colleague: bool = False
    is_company: bool = False
    me: bool = False
    texts: Sequence[str] = field(default=("Anna Kowalczyk", "Veldmark Foods", "Head of Treasury"))


def add_organisation(db: Connection, number: int, registry_id: str | None, name: str = "") -> None:
    """Add the organisation with this number and the uid `org-N`, confirmed as a Client or not."""
    db.execute(
        "INSERT INTO organisation (id, uid, name, name_key, client, registry_id) VALUES (?, ?, ?, ?, ?, ?)",
        (
            number,
            f"org-{number}",
            name or f"Organisation {number}",
            f"key {number}",
            int(registry_id is not None),
            registry_id,
        ),
    )


def add_people(db: Connection, people: Iterable[Someone]) -> None:
    """Add people as the import would leave them."""
    for person in people:
        name, organization, title = person.texts
        db.execute(
            """INSERT INTO person (uid, name, sort_key, organization, title, objected, colleague, is_company,
              me, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00Z')""",
            (
                person.uid,
                name,
                name.casefold(),
                organization,
                title,
                int(person.objected),
                int(person.colleague),
                int(person.is_company),
                int(person.me),
            ),
        )
        (person_id,) = db.execute("SELECT id FROM person WHERE uid = ?", (person.uid,)).fetchone()
        for post in person.posts:
            db.execute(
                """INSERT INTO position (person_id, organisation_id, title, level, level_rule, function,
                  function_rule, confidence, to_day) VALUES (?, ?, ?, ?, '', ?, '', 1.0, ?)""",
                (person_id, post.organisation, title, post.level, post.func, post.to_day),
            )
        for day, channel, direction, weight in person.days:
            db.execute(
                "INSERT INTO day_bucket (person_id, day, channel, direction, weight) VALUES (?, ?, ?, ?, ?)",
                (person_id, day.isoformat(), channel, direction, weight),
            )


def weekly_mail(until: date = date(2026, 10, 31), weeks: int = 52) -> list[tuple[date, str, str, float]]:
    """Return two-way mail once a week: Core."""
    days = [until - timedelta(weeks=week) for week in range(weeks)]
    return [(day, "mail", way, 1.0) for day in days for way in ("out", "in")]


def choose(
    vault: Any,
    uid: str,
    level: int,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    k: int = 3,
    until: date | None = None,
) -> None:
    """Choose a sharing level for one person."""
    share(vault, uid, Choice(SharingLevel(level), k, until), clock, new_id)


def dump(db: Connection, *tables: str) -> list[tuple[Any, ...]]:
    """Return the rows of tables without their row ids, in a fixed order."""
    found = []
    for table in tables:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
        rows = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        found += [(table, *row) for row in sorted(rows, key=repr)]
    return found


def shuffled(items: Iterable[T], seed: int) -> list[T]:
    """Return the items in another order."""
    result = list(items)
    random.Random(seed).shuffle(result)
    return result


def straight_to(transport: Any) -> Callable[[HubAddress], Any]:
    """Return a `connect` that gives this transport, with no process between."""

    @contextmanager
    def connect(address: HubAddress) -> Any:
        transport.open(address)
        yield transport

    return connect
