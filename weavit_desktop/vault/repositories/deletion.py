"""Deleting a person without a trace: only the permission ledger keeps the opaque id (model.md)."""

from __future__ import annotations

from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import imports, organisations, people


def erase(db: Connection, person_id: int) -> None:
    """Erase a person: cards live and superseded, raw records, problems, interactions, search words, posts.

    An interaction goes when nobody else took part in it. Sources and organisations that held nothing else
    go too, as their names may tell of the person; an organisation marked as a Client stays.
    """
    (uid,) = db.execute("SELECT uid FROM person WHERE id = ?", (person_id,)).fetchone()
    sources = _sources_of(db, person_id)
    employers = organisations.of_people(db, [person_id])
    _erase_problems(db, person_id)
    _erase_participations(db, person_id)
    people.delete_search_words(db, [person_id])
    db.execute(
        "DELETE FROM source_card WHERE id IN (SELECT card_id FROM link WHERE person_id = ?)", (person_id,)
    )
    db.execute("DELETE FROM not_same WHERE one = ?1 OR other = ?1", (uid,))
    db.execute("DELETE FROM person WHERE id = ?", (person_id,))
    organisations.refresh_domains(db, employers)
    organisations.delete_empty(db, employers)
    imports.delete_sources_without_content(db, sources)


def _sources_of(db: Connection, person_id: int) -> list[int]:
    rows = db.execute(
        """SELECT card.source_id FROM link JOIN source_card AS card ON card.id = link.card_id
        WHERE link.person_id = ?1
        UNION SELECT interaction.source_id FROM participant
        JOIN interaction ON interaction.id = participant.interaction_id
        WHERE participant.person_id = ?1 AND interaction.source_id IS NOT NULL""",
        (person_id,),
    )
    return [row[0] for row in rows]


def _erase_problems(db: Connection, person_id: int) -> None:
    """Erase the problems that quote a card of the person, or name them or one of their identifiers."""
    db.execute(
        """DELETE FROM problem WHERE id IN (
          SELECT problem.id FROM link JOIN source_card AS card ON card.id = link.card_id
          JOIN problem ON problem.source_id = card.source_id
          WHERE link.person_id = ? AND length(problem.raw) > 0 AND instr(card.raw, problem.raw) > 0)""",
        (person_id,),
    )
    db.execute(
        """DELETE FROM problem WHERE id IN (
          SELECT problem.id FROM problem, (
            SELECT name AS word FROM person WHERE id = ?1 AND name <> ''
            UNION SELECT value FROM identifier WHERE person_id = ?1) AS said
          WHERE instr(lower(CAST(problem.raw AS TEXT)), lower(said.word)) > 0)""",
        (person_id,),
    )


def _erase_participations(db: Connection, person_id: int) -> None:
    """Erase the addresses that were theirs alone. Of a shared mailbox only the name is forgotten."""
    shared = """EXISTS (SELECT 1 FROM identifier AS other WHERE other.kind = known.kind
      AND other.value = known.value AND other.person_id <> known.person_id)"""
    at = """FROM identifier AS known JOIN participant
      ON participant.kind = known.kind AND participant.value = known.value WHERE known.person_id = ?1"""
    theirs = f"""SELECT participant.interaction_id, participant.kind, participant.value {at} AND NOT {shared}
      UNION SELECT interaction_id, kind, value FROM participant WHERE person_id = ?1"""
    db.execute(
        f"""UPDATE participant SET name = '' WHERE (interaction_id, kind, value) IN (
          SELECT participant.interaction_id, participant.kind, participant.value {at} AND {shared})""",
        (person_id,),
    )
    touched = [row[0] for row in db.execute(f"SELECT DISTINCT interaction_id FROM ({theirs})", (person_id,))]
    db.execute(f"DELETE FROM participant WHERE (interaction_id, kind, value) IN ({theirs})", (person_id,))
    db.executemany(
        """DELETE FROM interaction WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM participant WHERE interaction_id = ?1)""",
        ((one,) for one in touched),
    )
