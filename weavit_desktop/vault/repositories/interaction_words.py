"""Subjects and texts of interactions, of those imports in which the person asked for them.

Each is kept with the source that told it, so that it goes with that import when it is undone. What an
interaction says is what the newest source told that told any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from weavit_desktop.vault.connection import Connection

_SHOW = """UPDATE interaction SET
  subject = (SELECT words.subject FROM interaction_words AS words
    WHERE words.interaction_id = interaction.id AND words.subject IS NOT NULL
    ORDER BY words.source_id DESC LIMIT 1),
  text = (SELECT words.text FROM interaction_words AS words
    WHERE words.interaction_id = interaction.id AND words.text IS NOT NULL
    ORDER BY words.source_id DESC LIMIT 1)"""


@dataclass(frozen=True, slots=True)
class Worded:
    """What was said in one interaction. `subject` and `text` are None where none was kept."""

    day: str
    channel: str
    direction: str
    subject: str | None = field(repr=False)
    text: str | None = field(repr=False)


def keep_staged(db: Connection, first_source: int) -> Counter[int]:
    """Keep the words of staged interactions that are in the vault; return how many say something else by it,
    by the number of a source, counted from `first_source`."""
    staged = """FROM staged_record AS staged INDEXED BY staged_record_with_words
      JOIN interaction AS kept ON kept.source_key = staged.record_key
      WHERE staged.kind = 'interaction' AND staged.properties <> ''
        AND staged.id = (SELECT min(staged_id) FROM staged_key AS twin
          WHERE twin.kind = 'interaction' AND twin.origin = '' AND twin.record_key = staged.record_key)"""
    rows = db.execute(
        f"""SELECT staged.source, count(DISTINCT kept.id) {staged}
          AND (kept.subject IS NOT ifnull(staged.properties ->> 'subject', kept.subject)
            OR kept.text IS NOT ifnull(staged.properties ->> 'text', kept.text)) GROUP BY staged.source"""
    ).fetchall()
    db.execute(
        f"""INSERT OR IGNORE INTO interaction_words (interaction_id, source_id, subject, text)
        SELECT kept.id, ?1 + staged.source, staged.properties ->> 'subject', staged.properties ->> 'text'
        {staged} ORDER BY staged.id""",
        (first_source,),
    )
    db.execute(
        f"{_SHOW} WHERE id IN (SELECT interaction_id FROM interaction_words WHERE source_id >= ?)",
        (first_source,),
    )
    return Counter(dict(rows))


def forget_sources(db: Connection, sources: str) -> None:
    """Forget what sources told, of interactions that stay. `sources` is JSON."""
    among = "source_id IN (SELECT value FROM json_each(?))"
    ids = [
        row[0]
        for row in db.execute(f"SELECT interaction_id FROM interaction_words WHERE {among}", (sources,))
    ]
    db.execute(f"DELETE FROM interaction_words WHERE {among}", (sources,))
    db.executemany(f"{_SHOW} WHERE id = ?", ((one,) for one in ids))


def erase(db: Connection, interaction_ids: Iterable[int]) -> None:
    """Forget all words of interactions."""
    ids = [(one,) for one in interaction_ids]
    db.executemany("DELETE FROM interaction_words WHERE interaction_id = ?", ids)
    db.executemany("UPDATE interaction SET subject = NULL, text = NULL WHERE id = ?", ids)


def of_person(db: Connection, person_id: int, most: int) -> list[Worded]:
    """Return what was said with a person, as far as it is kept, the newest first."""
    rows = db.execute(
        """SELECT DISTINCT interaction.day, interaction.channel, interaction.direction, interaction.subject,
          interaction.text FROM participant JOIN interaction ON interaction.id = participant.interaction_id
        WHERE participant.person_id = ? AND (subject IS NOT NULL OR text IS NOT NULL)
          AND (interaction.direction <> 'in' OR participant.role = 'from')
        ORDER BY interaction.at DESC, interaction.id DESC LIMIT ?""",
        (person_id, most),
    )
    return [Worded(*row) for row in rows]


def on_days(db: Connection, person_id: int, first: str, last: str) -> dict[tuple[str, str], list[Worded]]:
    """Return what was said with a person on days, by day and channel, in the order of the day."""
    rows = db.execute(
        """SELECT DISTINCT interaction.day, interaction.channel, interaction.direction, interaction.subject,
          interaction.text FROM participant JOIN interaction ON interaction.id = participant.interaction_id
        WHERE participant.person_id = ? AND interaction.day BETWEEN ? AND ?
          AND (interaction.direction <> 'in' OR participant.role = 'from')
          AND (subject IS NOT NULL OR text IS NOT NULL) ORDER BY interaction.at, interaction.id""",
        (person_id, first, last),
    )
    found: dict[tuple[str, str], list[Worded]] = {}
    for row in rows:
        worded = Worded(*row)
        found.setdefault((worded.day, worded.channel), []).append(worded)
    return found
