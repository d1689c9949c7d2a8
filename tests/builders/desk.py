"""A vault with the services over it, and files to import into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from builders.vault import new_vault
from builders.vcards import vcard
from weavit_desktop.errors import ConfirmationNeeded
from weavit_desktop.rules import Rules, load_rules
from weavit_desktop.services import people
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.undoing import Undone, undo_import
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault.repositories.people_pages import PeopleQuery, PersonRow
from weavit_desktop.vault.vault import Vault

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

# What differs between two runs of the same work without meaning anything.
_HISTORY = ("import", "import_source", "meta", "card_also_from", "interaction_also_from")


@cache
def shipped_rules() -> Rules:
    return load_rules(region="CH")


@dataclass(frozen=True, slots=True)
class Desk:
    """One vault at work. `new_uid` counts, so that every run is the same."""

    vault: Vault
    folder: Path
    rules: Rules
    now: datetime = NOW
    numbers: Iterator[int] = field(default_factory=count)

    def new_uid(self) -> str:
        return f"uid-{next(self.numbers):06}"

    @property
    def work(self) -> Work:
        return work_for(self.vault, self.rules, lambda: self.now, self.new_uid)

    def on(self, day: str) -> Desk:
        """Return the same desk on another day."""
        return replace(self, now=datetime.fromisoformat(f"{day}T09:00:00+00:00"))

    def file(self, name: str, *cards: bytes) -> Path:
        """Write a file of cards."""
        path = self.folder / name
        path.write_bytes(b"".join(cards))
        return path

    def take(self, *paths: Path, **options: Any) -> ImportReport:
        """Import files."""
        options = {"clock": lambda: self.now, "ids": self.new_uid, **options}
        return import_files(self.vault, self.rules, paths, **options)

    def undo(self, import_id: str | None) -> Undone:
        """Undo an import, and confirm with the number if that is asked for."""
        assert import_id is not None
        try:
            return undo_import(self.vault, self.work, import_id)
        except ConfirmationNeeded as needed:
            number = str(needed).rstrip(".").rpartition(" ")[2]
            return undo_import(self.vault, self.work, import_id, typed=number)

    def listed(self, text: str = "", **filters: Any) -> list[PersonRow]:
        return people.list_people(self.vault, PeopleQuery(self.now.date(), text, **filters))

    def names(self, text: str = "", **filters: Any) -> list[str]:
        return [row.name for row in self.listed(text, **filters)]

    def uid(self, name: str) -> str:
        """Return the id of the one person of that name."""
        (row,) = (row for row in self.listed() if row.name == name)
        return row.uid

    def person(self, name: str) -> dict[str, Any]:
        """Return the document of the one person of that name."""
        return people.as_json(people.open_person(self.vault, self.uid(name), self.now.date()))

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.vault.read(lambda db: list(db.execute(sql, values)))

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table, but not the record of which imports there were."""
        return {name: self.rows(f'SELECT * FROM "{name}"') for name in self.tables() if name not in _HISTORY}

    def tables(self) -> list[str]:
        """Return the names of all tables, those behind the search too."""
        return [row[0] for row in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]


@contextmanager
def open_desk(folder: Path) -> Iterator[Desk]:
    """Create a vault in a folder and sit down at it."""
    with new_vault(folder / "vault", clock=lambda: NOW) as vault:
        yield Desk(vault, folder, shipped_rules())


def someone(
    name: str, *lines: str, email: str = "", org: str = "", title: str = "", uid: str = "", tel: str = ""
) -> bytes:
    """Return a card. An empty field is left out."""
    given = {"EMAIL": email, "ORG": org, "TITLE": title, "UID": uid, "TEL": tel}
    return vcard(f"FN:{name}", *(f"{key}:{value}" for key, value in given.items() if value), *lines)
