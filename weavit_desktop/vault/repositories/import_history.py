"""Earlier imports: when, from which files, with which figures, and the problems that were kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptImport:
    """`at` and `undone_at` are instants in UTC; `report` the figures as JSON; `paths` of the sources left."""

    uid: str
    at: str
    report: str = field(repr=False)
    undone_at: str | None
    paths: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptProblem:
    """`excerpt` is the beginning of the raw text, which has `size` bytes."""

    path: str
    format: str
    where: str
    what: str
    size: int
    excerpt: bytes = field(repr=False)


def latest(db: Connection, count: int | None) -> list[KeptImport]:
    """Return the latest imports, or with None all, the newest first."""
    rows = db.execute(
        """SELECT uid, at, report, undone_at, (
          SELECT json_group_array(path) FROM (
            SELECT path FROM import_source WHERE import_id = import.id ORDER BY id))
        FROM import ORDER BY id DESC LIMIT ?""",
        (-1 if count is None else count,),
    )
    return [
        KeptImport(uid, at, report, undone_at, tuple(json.loads(paths)))
        for uid, at, report, undone_at, paths in rows
    ]


def problems_of(db: Connection, uid: str, excerpt_bytes: int) -> list[KeptProblem]:
    """Return the problems of one import, in the order in which they were met."""
    rows = db.execute(
        """SELECT source.path, source.format, place, what, length(raw), substr(raw, 1, ?2)
        FROM import JOIN import_source AS source ON source.import_id = import.id
        JOIN problem ON problem.source_id = source.id
        WHERE import.uid = ?1 ORDER BY problem.id""",
        (uid, excerpt_bytes),
    )
    return [KeptProblem(*row) for row in rows]
