"""Every table and column of the vault is in the archive, or left behind for a reason in docs/export.md."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from pathlib import Path

from builders.archived import decide_about_people, work_with_everything
from builders.desk import Desk
from builders.exports import give_out
from weavit_desktop.vault.connection import Connection

DOCS = Path(__file__).parents[2] / "docs" / "export.md"
CARRIED = "carried"

# What of the tables that are carried is not read for an archive, and why.
COMPUTED = "computed from what is carried"
UNWRITTEN = "no service writes it yet"
NOT_READ = {
    "import.report": "figures of a run in this vault",
    "source_card.identifiers": COMPUTED,
    "source_card.photo": "moved into blobs before anything is exported",
    "organisation.name_key": COMPUTED,
    "organisation.template": UNWRITTEN,
    "activity.at": "when it was written down; the day of a move is in detail",
    "blob.thumbnail": COMPUTED,
    **dict.fromkeys(
        (
            *("person.sort_key", "person.name_key", "person.organization", "person.title", "person.level"),
            *("person.level_rule", "person.function", "person.function_rule", "person.shown"),
            *("person.is_company", "person.me", "person.colleague", "person.interactions"),
            "person.last_interaction",
        ),
        COMPUTED,
    ),
}


def decided() -> dict[str, str]:
    """Return what docs/export.md says becomes of each table."""
    text = DOCS.read_text("utf-8").partition("| table | in an archive |")[2]
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|", text, re.MULTILINE)
    return {name: fate.strip() for names, fate in rows for name in re.findall(r"`(\w+)`", names)}


def tables(desk: Desk) -> set[str]:
    return {name for name in desk.tables() if not name.startswith(("person_search_", "sqlite_"))}


def test_of_every_table_it_is_said_whether_an_archive_carries_it(desk: Desk) -> None:
    assert set(decided()) == tables(desk)


def test_every_column_that_is_carried_is_read_for_an_archive(desk: Desk) -> None:
    decide_about_people(work_with_everything(desk))
    read: defaultdict[str, set[str]] = defaultdict(set)

    def note(action: int, table: str, column: str, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read[table].add(column)
        return sqlite3.SQLITE_OK

    def watch(db: Connection) -> None:
        db.set_authorizer(note)

    desk.vault.read(watch)
    give_out(desk, "all.zip", "archive")
    missed = {
        f"{table}.{column}"
        for table, fate in decided().items()
        if fate.startswith(CARRIED)
        for (column,) in desk.rows("SELECT name FROM pragma_table_info(?)", table)
        if column not in read[table]
    }
    assert missed == set(NOT_READ)
