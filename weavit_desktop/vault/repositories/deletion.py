"""Deleting people without a trace: only the permission ledger keeps the opaque id (model.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import imports, interaction_words, organisations, search_words

_GOING = "(SELECT value FROM json_each(:going))"
_CARDS_AT_ONCE = 500  # whose raw bytes are held in memory
_WORDS_AT_ONCE = 500  # people; their words in the search take most of the time


def find(db: Connection, uids: Sequence[str]) -> dict[str, int]:
    """Return the row ids of those opaque ids that there are."""
    rows = db.execute(
        "SELECT person.uid, person.id FROM json_each(?) AS wanted JOIN person ON person.uid = wanted.value",
        (dump_json(list(uids)),),
    )
    return dict(rows.fetchall())


def known_since(db: Connection, person_ids: Sequence[int]) -> str | None:
    """Return the first instant, in UTC, at which the vault may have held anything of these people.

    A card, an edit or a message can be older than the person's own row: they may have been linked.
    """
    row = db.execute(
        f"""SELECT min(at) FROM (
          SELECT min(created_at) AS at FROM person WHERE id IN {_GOING}
          UNION ALL SELECT min(chosen_at) FROM field_choice WHERE person_id IN {_GOING}
          UNION ALL SELECT min(import.at) FROM import_source AS source
            JOIN import ON import.id = source.import_id WHERE source.id IN ({_SOURCES}))""",
        _going(person_ids),
    ).fetchone()
    return None if row[0] is None else str(row[0])


def erase(db: Connection, person_ids: Sequence[int], reached: Callable[[float], object]) -> None:
    """Erase people: cards live and superseded, raw records, problems, interactions, search words, posts.

    An interaction goes when nobody else took part in it. Sources and organisations that held nothing else
    go too, as their names may tell of the people; an organisation marked as a Client stays. `reached` is
    told the share, 0 to 1, that is done.
    """
    going = _going(person_ids)
    sources = [row[0] for row in db.execute(_SOURCES, going)]
    employers = organisations.of_people(db, person_ids)
    _erase_problems(db, going)
    _erase_participations(db, going)
    with search_words.erasing_together(db, person_ids):
        for start in range(0, len(person_ids), _WORDS_AT_ONCE):
            reached(start / len(person_ids))
            search_words.delete(db, person_ids[start : start + _WORDS_AT_ONCE])
    db.execute(
        f"DELETE FROM source_card WHERE id IN (SELECT card_id FROM link WHERE person_id IN {_GOING})", going
    )
    uids = f"""(SELECT uid FROM person WHERE id IN {_GOING}
      UNION SELECT uid FROM linked_person WHERE person_id IN {_GOING})"""
    db.execute(f"DELETE FROM not_same WHERE one IN {uids} OR other IN {uids}", going)
    db.execute(f"DELETE FROM person WHERE id IN {_GOING}", going)
    organisations.refresh_domains(db, employers)
    organisations.delete_empty(db, employers)
    imports.delete_sources_without_content(db, sources)


def empty_log(db: Connection) -> None:
    """Bring the write-ahead log into the database and cut it: it holds pages of before the deletion.

    Runs outside of any transaction.
    """
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


_NAMED_IN_TELLING = f"""EXISTS (SELECT 1 FROM json_each(told, '$.participants') AS one
  JOIN identifier AS known ON known.kind = one.value ->> 0 AND known.value = one.value ->> 1
  WHERE known.person_id IN {_GOING})"""
_THEIR_INTERACTIONS = f"""SELECT interaction_id FROM participant WHERE person_id IN {_GOING}
  UNION SELECT interaction_id FROM interaction_also_from WHERE told <> '' AND {_NAMED_IN_TELLING}"""
_SOURCES = f"""SELECT card.source_id FROM link JOIN source_card AS card ON card.id = link.card_id
  WHERE link.person_id IN {_GOING}
  UNION SELECT also.source_id FROM link JOIN card_also_from AS also ON also.card_id = link.card_id
  WHERE link.person_id IN {_GOING}
  UNION SELECT source_id FROM interaction WHERE source_id IS NOT NULL AND id IN ({_THEIR_INTERACTIONS})
  UNION SELECT source_id FROM interaction_also_from WHERE interaction_id IN ({_THEIR_INTERACTIONS})"""


def _going(person_ids: Sequence[int]) -> dict[str, str]:
    return {"going": dump_json(list(person_ids))}


def _erase_problems(db: Connection, going: dict[str, str]) -> None:
    """Erase the problems that quote a card of the people, or name them or one of their identifiers."""
    said = db.execute(
        f"""SELECT name FROM person WHERE id IN {_GOING} AND name <> ''
        UNION SELECT value FROM identifier WHERE person_id IN {_GOING}""",
        going,
    ).fetchall()
    kept: dict[int, tuple[int, bytes]] = {
        problem_id: (source_id, bytes(raw))
        for problem_id, source_id, raw in db.execute(
            "SELECT id, source_id, raw FROM problem WHERE length(raw) > 0"
        )
    }
    gone = _quoting(db, going, kept)
    texts = {
        problem_id: raw.decode("utf-8", "replace").lower()
        for problem_id, (_, raw) in kept.items()
        if problem_id not in gone
    }
    gone |= _naming((word.lower() for (word,) in said), texts)
    db.executemany("DELETE FROM problem WHERE id = ?", ((one,) for one in gone))


def _quoting(db: Connection, going: dict[str, str], kept: dict[int, tuple[int, bytes]]) -> set[int]:
    """Return the problems whose text stands in a card of the same source."""
    of_source: dict[int, dict[int, bytes]] = {}
    for problem_id, (source_id, raw) in kept.items():
        of_source.setdefault(source_id, {})[problem_id] = raw
    rows = db.execute(
        f"""SELECT card.source_id, card.raw FROM link JOIN source_card AS card ON card.id = link.card_id
        WHERE link.person_id IN {_GOING} AND card.source_id IN (SELECT source_id FROM problem)
        ORDER BY card.source_id""",
        going,
    )
    gone: set[int] = set()
    while batch := rows.fetchmany(_CARDS_AT_ONCE):
        together: dict[int, list[bytes]] = {}
        for source_id, raw in batch:
            together.setdefault(source_id, []).append(bytes(raw))
        for source_id, cards in together.items():
            # A NUL between them, so that what begins in one card and ends in the next is not found.
            text = b"\0".join(cards)
            problems = of_source.get(source_id, {})
            quoted = [problem_id for problem_id, raw in problems.items() if raw in text]
            for problem_id in quoted:
                del problems[problem_id]
            gone.update(quoted)
    return gone


def _naming(words: Iterable[str], texts: dict[int, str]) -> set[int]:
    """Return which texts hold a word. Thousands of words, of which few are in any text."""
    gone: set[int] = set()
    everything = "\0".join(texts.values())
    for word in words:
        if word in everything:
            gone.update(one for one, text in texts.items() if word in text)
            texts = {one: text for one, text in texts.items() if one not in gone}
            everything = "\0".join(texts.values())
    return gone


def _erase_participations(db: Connection, going: dict[str, str]) -> None:
    """Erase the addresses that were theirs alone. Of a shared mailbox only the name is forgotten."""
    shared = f"""EXISTS (SELECT 1 FROM identifier AS other WHERE other.kind = known.kind
      AND other.value = known.value AND other.person_id NOT IN {_GOING})"""
    at = f"""FROM identifier AS known JOIN participant
      ON participant.kind = known.kind AND participant.value = known.value
      WHERE known.person_id IN {_GOING}"""
    theirs = f"""SELECT participant.interaction_id, participant.kind, participant.value {at} AND NOT {shared}
      UNION SELECT interaction_id, kind, value FROM participant WHERE person_id IN {_GOING}"""
    db.execute(
        f"""UPDATE participant SET name = '' WHERE (interaction_id, kind, value) IN (
          SELECT participant.interaction_id, participant.kind, participant.value {at} AND {shared})""",
        going,
    )
    touched = _erase_tellings(db, going)
    # Who else took part stays, but not what was said where they were.
    named = f"SELECT DISTINCT participant.interaction_id {at} UNION SELECT interaction_id FROM ({theirs})"
    interaction_words.erase(db, [row[0] for row in db.execute(named, going)])
    touched |= {row[0] for row in db.execute(f"SELECT interaction_id FROM ({theirs})", going)}
    db.execute(f"DELETE FROM participant WHERE (interaction_id, kind, value) IN ({theirs})", going)
    db.executemany(
        """DELETE FROM interaction WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM participant WHERE interaction_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM interaction_also_from WHERE interaction_id = ?1 AND told <> '')""",
        ((one,) for one in touched),
    )


def _erase_tellings(db: Connection, going: dict[str, str]) -> set[int]:
    """Erase what other sources told of meetings with the people; return which meetings these are."""
    rows = db.execute(
        f"""UPDATE interaction_also_from SET told = '' WHERE told <> '' AND {_NAMED_IN_TELLING}
        RETURNING interaction_id""",
        going,
    )
    return {row[0] for row in rows.fetchall()}
