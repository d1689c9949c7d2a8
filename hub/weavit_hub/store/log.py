"""The ledger's rows: erasable records, and the tree's nodes, of which an append reads and writes O(log n)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, or_, select, update

from weavit_core import merkle
from weavit_hub.store.tables import ledger_entries, ledger_head, ledger_nodes

_AT_ONCE = 400  # terms of one query; SQLite allows 1,000


@dataclass(frozen=True, slots=True)
class Head:
    """The size of the log and the checkpoint signed for it."""

    size: int
    checkpoint: str


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One record. All but the position is None once it was erased."""

    position: int
    subject: str | None
    salt: bytes | None
    record: bytes | None


def read_head(db: Connection) -> Head | None:
    """Return the head, None while the log is empty. Another writer waits until this transaction ends."""
    row = db.execute(select(ledger_head.c.size, ledger_head.c.checkpoint).with_for_update()).one_or_none()
    return None if row is None else Head(*row)


def write_head(db: Connection, head: Head) -> None:
    """Replace the head."""
    values = {"size": head.size, "checkpoint": head.checkpoint}
    if db.execute(update(ledger_head).values(values)).rowcount == 0:
        db.execute(insert(ledger_head).values(id=1, **values))


def append(db: Connection, entry: StoredEntry, leaf: bytes) -> None:
    """Add a record at its position, which is the size of the log, and the nodes that it completes."""
    values = {"position": entry.position, "subject": entry.subject}
    db.execute(insert(ledger_entries).values(**values, salt=entry.salt, record=entry.record))
    level, position, node = 0, entry.position, leaf
    _add_node(db, level, position, node)
    while position & 1:
        node = merkle.node_hash(_nodes(db, [(level, position - 1)])[level, position - 1], node)
        level, position = level + 1, position >> 1
        _add_node(db, level, position, node)


def roots(db: Connection, ranges: Sequence[range]) -> list[bytes]:
    """Return the root over each range of leaves, from O(log n) nodes each."""
    parts = [[_key(subtree) for subtree in merkle.complete_subtrees(leaves)] for leaves in ranges]
    nodes = _nodes(db, [key for keys in parts for key in keys])
    return [merkle.fold([nodes[key] for key in keys]) for keys in parts]


def erase(db: Connection, subject: str) -> None:
    """Empty every record about a subject. What remains is a leaf that says nothing."""
    about = ledger_entries.c.subject == subject
    db.execute(update(ledger_entries).where(about).values(subject=None, salt=None, record=None))


def entries(db: Connection) -> Iterator[StoredEntry]:
    """Yield every record, erased ones too, in order."""
    rows = select(ledger_entries).order_by(ledger_entries.c.position)
    for row in db.execute(rows.execution_options(yield_per=1000)):
        yield StoredEntry(*row)


def every_node(db: Connection) -> dict[tuple[int, int], bytes]:
    """Return all nodes by level and position."""
    return {(level, position): node for level, position, node in db.execute(select(ledger_nodes))}


def _key(subtree: range) -> tuple[int, int]:
    level = len(subtree).bit_length() - 1
    return level, subtree.start >> level


def _add_node(db: Connection, level: int, position: int, node: bytes) -> None:
    db.execute(insert(ledger_nodes).values(level=level, position=position, hash=node))


def _nodes(db: Connection, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    found: dict[tuple[int, int], bytes] = {}
    for at in range(0, len(keys), _AT_ONCE):
        some = or_(
            *(
                and_(ledger_nodes.c.level == level, ledger_nodes.c.position == position)
                for level, position in keys[at : at + _AT_ONCE]
            )
        )
        found |= {(row.level, row.position): row.hash for row in db.execute(select(ledger_nodes).where(some))}
    return found
