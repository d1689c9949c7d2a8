"""What happened between the holder of a vault and one person, written straight into the vault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from weavit_desktop.services.compute import recompute
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import people
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Happened:
    """One interaction, logged by hand. `day` is YYYY-MM-DD; `beside` are names of others who took part."""

    day: str
    channel: str = "mail"
    direction: str = "out"
    time: str = "10:00:00"
    role: str = "to"
    beside: Sequence[str] = ()


def let_happen(vault: Vault, work: Work, uid: str, events: Iterable[Happened]) -> None:
    """Write what happened with one person, and compute what follows."""

    def write(db: Connection) -> None:
        person_id = people.id_of(db, uid)
        assert person_id is not None
        (first,) = db.execute("SELECT ifnull(max(id), 0) + 1 FROM interaction").fetchone()
        numbered = list(enumerate(events, start=first))
        db.executemany(
            """INSERT INTO interaction (id, source_key, at, zone, day, channel, direction, recipients)
            VALUES (?1, 'by hand ' || ?1, ?2, 'Europe/Zurich', ?3, ?4, ?5, 1)""",
            (
                (number, f"{one.day}T{one.time}Z", one.day, one.channel, one.direction)
                for number, one in numbered
            ),
        )
        db.executemany(
            """INSERT INTO participant (interaction_id, kind, value, name, role, person_id)
            VALUES (?, 'email', ?, ?, ?, ?)""",
            (
                row
                for number, one in numbered
                for row in (
                    (number, f"{uid}@nowhere.example", "", one.role, person_id),
                    *((number, f"{name}@other.example", name, "to", None) for name in one.beside),
                )
            ),
        )
        recompute(db, (), work, also_scores=[person_id])

    vault.write(write)


def add_note(vault: Vault, uid: str, day: str, text: str) -> None:
    """Write a note about one person."""

    def write(db: Connection) -> None:
        row = (people.id_of(db, uid), f"{day}T10:00:00Z", text)
        db.execute("INSERT INTO note (person_id, at, text) VALUES (?, ?, ?)", row)

    vault.write(write)


def one_a_day(last: str, days: int) -> list[Happened]:
    """Return a mail on each of so many days, the last one on `last`, from one side and the other in turn."""
    end = date.fromisoformat(last)
    return [
        Happened((end - timedelta(ago)).isoformat(), direction="out" if ago % 2 else "in", role=_role(ago))
        for ago in range(days)
    ]


def _role(ago: int) -> str:
    return "to" if ago % 2 else "from"
