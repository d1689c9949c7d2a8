"""Imports and what they brought that is neither a card nor an interaction: sources, problems, reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weavit_desktop.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class NewSource:
    """One file or folder of an import; `digest` is of the records read from it.

    `told_at`: when it was read by the vault that an archive is of, None for what this one reads.
    """

    path: str
    format: str
    digest: str
    told_at: str | None = None


def add(db: Connection, uid: str, at: str, sources: Sequence[NewSource]) -> int:
    """Add an import; return the id of its first source. The others follow it without a gap."""
    db.execute("INSERT INTO import (uid, at) VALUES (?, ?)", (uid, at))
    return add_sources(db, uid, sources)


def add_sources(db: Connection, uid: str, sources: Sequence[NewSource]) -> int:
    """Add sources to an import; return the id of the first. The others follow it without a gap."""
    (import_id,) = db.execute("SELECT id FROM import WHERE uid = ?", (uid,)).fetchone()
    (first,) = db.execute("SELECT ifnull(max(id), 0) + 1 FROM import_source").fetchone()
    db.executemany(
        "INSERT INTO import_source (id, import_id, path, format, digest, told_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (first + place, import_id, source.path, source.format, source.digest, source.told_at)
            for place, source in enumerate(sources)
        ),
    )
    return int(first)


def set_report(db: Connection, uid: str, report: str) -> None:
    """Keep the figures of an import, as JSON. Problems stand in a table of their own."""
    db.execute("UPDATE import SET report = ? WHERE uid = ?", (report, uid))


def publish_problems(db: Connection, first_source: int) -> None:
    """Keep the staged problems, except those of a source that was imported before with the same content."""
    db.execute(
        """INSERT INTO problem (source_id, place, what, raw)
        SELECT source.id, staged.record_key, staged.body, staged.raw
        FROM staged_record AS staged JOIN import_source AS source ON source.id = ?1 + staged.source
        WHERE staged.kind = 'problem' AND NOT EXISTS (
          SELECT 1 FROM import_source AS earlier
          WHERE earlier.digest = source.digest AND earlier.format = source.format AND earlier.id < source.id)
        ORDER BY staged.id""",
        (first_source,),
    )


def delete_sources_without_content(db: Connection, source_ids: Sequence[int]) -> None:
    """Delete those sources that hold nothing any more: the name of a file may tell of a person."""
    db.executemany(
        """DELETE FROM import_source WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM source_card WHERE source_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM interaction WHERE source_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM card_also_from WHERE source_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM interaction_also_from WHERE source_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM problem WHERE source_id = ?1)""",
        ((source_id,) for source_id in source_ids),
    )
