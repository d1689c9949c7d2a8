"""Reading a damaged table: every row that its key leads to, and how many it does not lead to any more.

A table is read from both its ends up to a bad page. What lies between is halved by key, and each half read
likewise, until a single key is left. Indexes hold keys a second time: they count what is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlcipher3 import dbapi2

from weavit_desktop.vault import connection
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import is_damage
from weavit_desktop.vault.wreck import Wreck

Row = tuple[Any, ...]
Reading = Generator[Row, None, bool]  # rows, then whether those were all
Bound = int | bytes

MOST_HALVINGS = 8  # of a range of texts, which by itself never comes to an end
_TEXT_BYTES = 8
_TRIALS = 64
_IDS_PER_LEAF = 512  # more than a page of any table holds


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, those of its key, the kind of the first of them, and its whole indexes' columns."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    kind: str
    indexes: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def select(self) -> str:
        """Return the beginning of the query for its rows."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name}"  # noqa: S608  names from our own schema


@dataclass(frozen=True, slots=True)
class Read:
    """`lost` rows are there and cannot be read; at most so many, unless `exact`; None if nobody knows."""

    lost: int | None
    exact: bool


@dataclass(slots=True)
class Rescue:
    """A reader of one wreck; `close` it. Rows are handed to `take`, some of them twice."""

    wreck: Wreck
    _db: Connection | None = field(default=None, repr=False)

    def read(self, table: Table, take: Callable[[Row], object]) -> Read:
        """Hand over every row that can be reached."""
        if self.read_ends(table, take):
            return Read(0, exact=True)
        keys, all_keys = self.known(table, table.key)
        places = [table.columns.index(column) for column in table.key]
        taken: set[Row] = set()

        def take_key(row: Row) -> None:
            taken.add(tuple(row[place] for place in places))
            take(row)

        ends = self._ends(table, None, None, take_key)
        firsts = sorted(_bound(key[0]) for key in keys)
        low = ends.low if ends.low is not None else _least(table, firsts)
        high = ends.high if ends.high is not None else _greatest(table, firsts, low, all_known=all_keys)
        reached = ends.low is not None or ends.high is not None or self._any_within(table, low, high)
        unreached = self._halve(table, low, high, take_key, 0) if reached else None
        if all_keys:
            return Read(len(keys - taken), exact=True)
        countable = table.kind == "INTEGER" and len(table.key) == 1  # a row for a key
        return Read(unreached if countable else None, exact=False)

    def read_ends(self, table: Table, take: Callable[[Row], object]) -> bool:
        """Hand over the rows before the first bad page and after the last. Return whether those are all."""
        return self._ends(table, None, None, take).whole

    def known(self, table: Table, columns: Sequence[str]) -> tuple[set[Row], bool]:
        """Return values of columns as indexes hold them, and whether an index could be read whole."""
        found: set[Row] = set()
        for index, held in table.indexes:
            if not set(columns) <= {*held, *table.key}:
                continue
            for way in ("ASC", "DESC"):
                order = ", ".join(f"{column} {way}" for column in held)
                sql = f"SELECT {', '.join(columns)} FROM {table.name} INDEXED BY {index} ORDER BY {order}"  # noqa: S608
                if _drain(self._stream(sql, ()), found.add):
                    return found, True
        return found, False

    def close(self) -> None:
        """Close the connection."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _halve(self, table: Table, low: Any, high: Any, take: Callable[[Row], object], halvings: int) -> int:
        """Read a range. Return how many single keys in it lead to a bad page."""
        if low > high:
            return 0
        ends = self._ends(table, low, high, take)
        if ends.whole:
            return 0
        if low == high or (isinstance(low, bytes) and halvings == MOST_HALVINGS):
            return 1
        low, high = _within(table, ends, low, high)
        middle = _middle(low, high)
        after = middle + 1 if isinstance(middle, int) else middle
        return self._halve(table, low, middle, take, halvings + 1) + self._halve(
            table, after, high, take, halvings + 1
        )

    def _any_within(self, table: Table, low: Any, high: Any) -> bool:
        """Try single keys all over a range: if the topmost page is bad, there is nothing to be halved."""
        if isinstance(low, int):
            tried: Iterable[Bound] = range(low, high + 1, max(1, (high - low) // _TRIALS))
        else:
            tried = (bytes([byte]) for byte in range(0, 256, 256 // _TRIALS))
        return any(self._ends(table, at, at, lambda _: None).whole for at in tried)

    def _ends(self, table: Table, low: Any, high: Any, take: Callable[[Row], object]) -> _Ends:
        """Read a range from its beginning and, unless that was all of it, from its end."""
        first = table.columns.index(table.key[0])
        value = "CAST(? AS TEXT)" if table.kind == "TEXT" else "?"
        where = "" if low is None else f"WHERE {table.key[0]} >= {value} AND {table.key[0]} <= {value}"
        reached: list[Bound | None] = []
        for way in ("ASC", "DESC"):
            last: list[Row] = []

            def note(row: Row, last: list[Row] = last) -> None:
                last[:] = [row]
                take(row)

            order = ", ".join(f"{column} {way}" for column in table.key)
            sql = f"{table.select} {where} ORDER BY {order}"
            if _drain(self._stream(sql, () if low is None else (low, high)), note):
                return _Ends(whole=True)
            reached.append(_bound(last[0][first]) if last else None)
        return _Ends(False, *reached)

    def _stream(self, sql: str, values: Row) -> Reading:
        """Yield the rows of a query up to the first bad page."""
        with self._noticing() as met:
            cursor = self._connection().execute(sql, values)
        if met:
            return False
        count = 0
        with self._noticing() as met:
            for row in cursor:
                yield row
                count += 1
        if met:
            # The binding reads a row ahead, and loses it when the page after it is bad.
            with self._noticing():
                yield from self._connection().execute(f"{sql} LIMIT 1 OFFSET ?", (*values, count)).fetchall()
        return not met

    @contextmanager
    def _noticing(self) -> Iterator[list[dbapi2.Error]]:
        """Lend a list that holds the damage that was met, if any. Then SQLCipher answers nothing more."""
        met: list[dbapi2.Error] = []
        try:
            yield met
        except dbapi2.Error as error:
            if not is_damage(error):
                raise
            met.append(error)
            self.close()

    def _connection(self) -> Connection:
        if self._db is None:
            self._db = connection.connect_to_read(self.wreck.path, self.wreck.key)
        return self._db


@dataclass(frozen=True, slots=True)
class _Ends:
    """The first part of the key that was reached from the beginning, and from the end."""

    whole: bool
    low: Bound | None = None
    high: Bound | None = None


def tables_of(db: Connection, names: Sequence[str]) -> tuple[Table, ...]:
    """Describe tables from a sound database of the same schema."""
    return tuple(_table(db, name) for name in names)


def _table(db: Connection, name: str) -> Table:
    info = db.execute(f"PRAGMA table_info({name})").fetchall()
    key = sorted((place, column) for _, column, _, _, _, place in info if place)
    kinds = {column: kind for _, column, kind, *_ in info}
    indexes = []
    for _, index, _, origin, partial in db.execute(f"PRAGMA index_list({name})").fetchall():
        held = tuple(column for _, _, column in db.execute(f"PRAGMA index_info({index})"))
        if not partial and origin != "pk":  # that of a table without row ids is the table itself
            indexes.append((index, held))
    first = key[0][1]
    columns = tuple(column for _, column, *_ in info)
    return Table(name, columns, tuple(column for _, column in key), kinds[first], tuple(indexes))


def _drain(reading: Reading, take: Callable[[Row], object]) -> bool:
    """Hand over every row of a reading; return whether those were all."""
    while True:
        try:
            row = next(reading)
        except StopIteration as ended:
            return bool(ended.value)
        take(row)


def _within(table: Table, ends: _Ends, low: Any, high: Any) -> tuple[Any, Any]:
    """Narrow a range to what was not reached. Several rows may have one first part of a longer key."""
    beyond = int(table.kind == "INTEGER" and len(table.key) == 1)
    if ends.low is not None:
        low = ends.low + beyond if isinstance(ends.low, int) else ends.low
    if ends.high is not None:
        high = ends.high - beyond if isinstance(ends.high, int) else ends.high
    return low, high


def _bound(value: int | str | bytes) -> Bound:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _least(table: Table, known: Sequence[Any]) -> Any:
    if table.kind != "INTEGER":
        return b""
    return min((1, *known[:1]))


def _greatest(table: Table, known: Sequence[Any], low: Any, *, all_known: bool) -> Any:
    if table.kind != "INTEGER":
        return b"\xff" * _TEXT_BYTES
    if all_known and known:
        return known[-1]
    return max((low + _IDS_PER_LEAF, *known[-1:]))


def _middle(low: Any, high: Any) -> Any:
    if isinstance(low, int):
        return (low + high) // 2
    length = max(len(low), len(high), _TEXT_BYTES)
    sum_of_both = int.from_bytes(low.ljust(length, b"\0")) + int.from_bytes(high.ljust(length, b"\0"))
    return (sum_of_both // 2).to_bytes(length)
