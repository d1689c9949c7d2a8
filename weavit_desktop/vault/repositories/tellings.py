"""Which sources told of an interaction, and what: meetings move, and each newer export says where to.

An interaction says what its own source told. Other sources' tellings stand beside it, so that what was told
before is there again when an import is undone. A telling without participants is that of a cancelled meeting:
the interaction stays, with nobody in it, and counts for nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import interaction_words, interactions
from weavit_desktop.vault.repositories.staging import CANCELLED

_FIELDS = ("at", "zone", "day", "channel", "direction", "recipients")

Telling = tuple[int, str]  # source, and what it told as JSON


@dataclass(slots=True)
class ToldAnew:
    """How many interactions say something newer now, by the number of a source, and who was or is in them."""

    by_source: Counter[int] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is left of interactions once some sources are no more. `people`: in those that change or go."""

    gone: int
    people: set[int] = field(repr=False)


def take_newer(db: Connection, first_source: int) -> ToldAnew:
    """Let staged meetings that the vault knows with another time or other people say what is told now.

    What was told before is no news: an old export read again changes nothing.
    """
    staged = db.execute(
        """SELECT kept.id, staged.source, staged.body
        FROM staged_record AS staged JOIN interaction AS kept ON kept.source_key = staged.record_key
        WHERE staged.kind = 'interaction' AND staged.body ->> 'channel' = 'meeting'
          AND kept.source_id IS NOT NULL
          AND staged.id = (SELECT min(staged_id) FROM staged_key AS twin
            WHERE twin.kind = 'interaction' AND twin.origin = '' AND twin.record_key = staged.record_key)
          AND (kept.at <> staged.body ->> 'at'
            OR EXISTS (SELECT kind, value FROM participant WHERE interaction_id = kept.id
              EXCEPT SELECT one.value ->> 0, one.value ->> 1
              FROM json_each(staged.body, '$.participants') AS one)
            OR EXISTS (
              SELECT one.value ->> 0, one.value ->> 1 FROM json_each(staged.body, '$.participants') AS one
              EXCEPT SELECT kind, value FROM participant WHERE interaction_id = kept.id))
        ORDER BY staged.id"""
    ).fetchall()
    return _take(db, first_source, staged)


def take_cancelled(db: Connection, first_source: int) -> ToldAnew:
    """Empty the meetings that are staged as cancelled: those the vault knew, and those of this import."""
    staged = db.execute(
        """SELECT kept.id, staged.source, staged.body
        FROM staged_record AS staged JOIN interaction AS kept ON kept.source_key = staged.record_key
        WHERE staged.kind = 'interaction' AND staged.origin = ? AND kept.source_id IS NOT NULL
        ORDER BY staged.id""",
        (CANCELLED,),
    ).fetchall()
    return _take(db, first_source, staged)


def _take(db: Connection, first_source: int, staged: Iterable[tuple[int, int, str]]) -> ToldAnew:
    """Let interactions, by their ids, say what the staged sources tell, unless that was told before."""
    found = ToldAnew()
    for interaction_id, place, told in staged:
        teller, now = _content(db, interaction_id)
        others = _beside(db, interaction_id, now)
        if _heart(told) in {_heart(one) for _, one in [*others, (teller, now)]}:
            _keep_beside(db, interaction_id, [(first_source + place, told)], now)
            continue
        found.people |= _people(db, [interaction_id])
        _keep_beside(db, interaction_id, [*others, (teller, now)], told)
        _write(db, interaction_id, first_source + place, told)
        found.people |= _people(db, [interaction_id])
        found.by_source[place] += 1
    return found


def forget_sources(db: Connection, source_ids: Iterable[int]) -> Forgotten:
    """Delete what only these sources told of. The rest says what is told without them."""
    going = dump_json(list(source_ids))
    changing = db.execute(
        """SELECT id FROM interaction WHERE EXISTS (
            SELECT 1 FROM interaction_also_from WHERE interaction_id = interaction.id AND told <> '')
          AND (source_id IN (SELECT value FROM json_each(?1)) OR EXISTS (
            SELECT 1 FROM interaction_also_from AS also WHERE also.interaction_id = interaction.id
              AND also.source_id IN (SELECT value FROM json_each(?1))))""",
        (going,),
    ).fetchall()
    gone_sources = set(json.loads(going))
    people: set[int] = set()
    for (interaction_id,) in changing:
        people |= _people(db, [interaction_id])
        _tell_without(db, interaction_id, gone_sources)
        people |= _people(db, [interaction_id])
    interaction_words.forget_sources(db, going)
    _hand_on(db, going)
    people |= _people_of_sources(db, going)
    gone = db.execute("DELETE FROM interaction WHERE source_id IN (SELECT value FROM json_each(?))", (going,))
    return Forgotten(gone.rowcount, people)


def _hand_on(db: Connection, going: str) -> None:
    """Give interactions of sources that go to the first other one that told the same."""
    db.execute(
        """DELETE FROM interaction_also_from WHERE source_id IN (SELECT value FROM json_each(?))""", (going,)
    )
    db.execute(
        """UPDATE interaction SET source_id = (
            SELECT min(also.source_id) FROM interaction_also_from AS also
            WHERE also.interaction_id = interaction.id)
        WHERE source_id IN (SELECT value FROM json_each(?))
          AND id IN (SELECT interaction_id FROM interaction_also_from)""",
        (going,),
    )
    db.execute(
        """DELETE FROM interaction_also_from WHERE told = '' AND source_id = (
          SELECT source_id FROM interaction WHERE interaction.id = interaction_also_from.interaction_id)"""
    )


def _tell_without(db: Connection, interaction_id: int, gone: set[int]) -> None:
    """Let an interaction say what it would if these sources had never told of it."""
    teller, now = _content(db, interaction_id)
    everything = [*_beside(db, interaction_id, now), (teller, now)]
    left = sorted(
        (one for one in everything if one[0] not in gone), key=lambda one: (one[0], _is_cancelled(one[1]))
    )
    if not left:
        return
    if all(_is_cancelled(told) for _, told in left):  # alone, they would have told of nothing
        db.execute("DELETE FROM interaction WHERE id = ?", (interaction_id,))
        return
    heard: set[tuple[Any, ...]] = set()
    latest = left[0]
    for telling in left:
        heart = _heart(telling[1])
        if heart not in heard:
            heard.add(heart)
            latest = telling
    db.execute("DELETE FROM interaction_also_from WHERE interaction_id = ?", (interaction_id,))
    _keep_beside(db, interaction_id, [one for one in left if one != latest], latest[1])
    _write(db, interaction_id, *latest)


def _beside(db: Connection, interaction_id: int, now: str) -> list[Telling]:
    rows = db.execute(
        "SELECT source_id, told FROM interaction_also_from WHERE interaction_id = ?", (interaction_id,)
    )
    return [(source_id, told or now) for source_id, told in rows]


def _keep_beside(db: Connection, interaction_id: int, tellings: Iterable[Telling], now: str) -> None:
    """Keep what sources told beside what the interaction says now."""
    db.executemany(
        "INSERT OR REPLACE INTO interaction_also_from (interaction_id, source_id, told) VALUES (?, ?, ?)",
        ((interaction_id, source_id, "" if told == now else told) for source_id, told in tellings),
    )


def _heart(told: str) -> tuple[Any, ...]:
    """Return what makes a telling another one: the time, and with whom."""
    content = json.loads(told)
    return content["at"], *sorted({(kind, value) for kind, value, *_ in content["participants"]})


def _is_cancelled(told: str) -> bool:
    return not json.loads(told)["participants"]


def _content(db: Connection, interaction_id: int) -> Telling:
    """Return what an interaction says now, and the source that told it."""
    teller, *row = db.execute(
        f"SELECT source_id, {', '.join(_FIELDS)} FROM interaction WHERE id = ?", (interaction_id,)
    ).fetchone()
    people = db.execute(
        "SELECT kind, value, name, role FROM participant WHERE interaction_id = ?", (interaction_id,)
    ).fetchall()
    return teller, dump_json({**dict(zip(_FIELDS, row, strict=True)), "participants": people})


def _write(db: Connection, interaction_id: int, source_id: int, told: str) -> None:
    content = json.loads(told)
    assignments = ", ".join(f"{name} = ?" for name in _FIELDS)
    db.execute(
        f"UPDATE interaction SET source_id = ?, {assignments} WHERE id = ?",
        (source_id, *(content[name] for name in _FIELDS), interaction_id),
    )
    db.execute("DELETE FROM participant WHERE interaction_id = ?", (interaction_id,))
    db.executemany(
        "INSERT OR IGNORE INTO participant (interaction_id, kind, value, name, role) VALUES (?, ?, ?, ?, ?)",
        ((interaction_id, *one) for one in content["participants"]),
    )
    interactions.resolve_within(db, interaction_id)


def _people(db: Connection, interaction_ids: Iterable[int]) -> set[int]:
    rows = db.execute(
        """SELECT DISTINCT person_id FROM participant
        WHERE person_id IS NOT NULL AND interaction_id IN (SELECT value FROM json_each(?))""",
        (dump_json(list(interaction_ids)),),
    )
    return {row[0] for row in rows}


def _people_of_sources(db: Connection, sources: str) -> set[int]:
    rows = db.execute(
        """SELECT DISTINCT person_id FROM interaction
        JOIN participant ON participant.interaction_id = interaction.id
        WHERE person_id IS NOT NULL AND source_id IN (SELECT value FROM json_each(?))""",
        (sources,),
    )
    return {row[0] for row in rows}
