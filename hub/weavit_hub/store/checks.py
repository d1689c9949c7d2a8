"""What a database can be asked about itself."""

from __future__ import annotations

from sqlalchemy import Connection, Table, and_, func, select, text

from weavit_hub.store.tables import metadata


def faults(db: Connection) -> list[str]:
    """Return what is wrong with the stored rows, in words."""
    found = []
    if db.dialect.name == "sqlite" and db.execute(text("PRAGMA integrity_check")).scalar_one() != "ok":
        found.append("the database file is damaged")
    orphans = {table.name: _orphans(db, table) for table in metadata.sorted_tables}
    return found + [
        f"{n} rows of {name} point to something that is not there" for name, n in orphans.items() if n
    ]


def _orphans(db: Connection, table: Table) -> int:
    orphans = 0
    for key in table.foreign_keys:
        other = key.column.table.alias()
        points = and_(key.parent.is_not(None), other.c[key.column.name].is_(None))
        joined = table.outerjoin(other, key.parent == other.c[key.column.name])
        orphans += db.execute(select(func.count()).select_from(joined).where(points)).scalar_one()
    return orphans
