"""What the person would miss: people, interactions and permissions by their opaque ids, to be compared."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from weavit_desktop.errors import MadeByNewerVersion, UsageRefused, VaultDamaged
from weavit_desktop.vault import backup_file, files, wreck
from weavit_desktop.vault.backup import check_unpacked, looking_at, working_folder
from weavit_desktop.vault.backup_file import Manifest
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.rescue import Rescue, Row, Table
from weavit_desktop.vault.wreck import Wreck

# Each has an index that holds the ids a second time.
_TABLES = (
    Table("person", ("id", "uid"), ("id",), "INTEGER", (("sqlite_autoindex_person_1", ("uid",)),)),
    Table(
        "interaction",
        ("id", "source_key"),
        ("id",),
        "INTEGER",
        (("sqlite_autoindex_interaction_1", ("source_key",)),),
    ),
    Table(
        "permission",
        ("id", "person_uid"),
        ("id",),
        "INTEGER",
        (("permission_in_force", ("audience", "person_uid", "id")),),
    ),
)


@dataclass(frozen=True, slots=True)
class Belongings:
    """Ids of what a vault holds: of people, interactions and permissions."""

    sets: tuple[frozenset[Row], ...] = field(repr=False)

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many there are of each."""
        return tuple(len(one) for one in self.sets)

    def beyond(self, other: Belongings) -> tuple[int, ...]:
        """Return how many of each the other has not."""
        return tuple(len(one - its) for one, its in zip(self.sets, other.sets, strict=True))


def readable(found: Wreck) -> Belongings | None:
    """Return what can still be told of, if only by an index; None if the list of tables cannot be read."""
    if not wreck.opens(found):
        return None
    rescue = Rescue(found)
    try:
        return Belongings(tuple(frozenset(_ids(rescue, table)) for table in _TABLES))
    finally:
        rescue.close()


def of_backup(path: Path, data_key: DataKey, workspace: Path) -> tuple[Manifest, Belongings] | None:
    """Read a backup back, check every page, and return what it holds; None if not whole. Raises NoRoom."""
    with suppress(VaultDamaged, MadeByNewerVersion, UsageRefused), working_folder(workspace) as working:
        container = backup_file.read_container(path, looking_at(working))
        backup_file.authenticate(container, data_key)
        check_unpacked(working, container.manifest.vault_id, data_key)
        with wreck.opened(working / files.DATABASE, data_key.derive("db")) as db:
            return container.manifest, Belongings(
                tuple(frozenset(db.execute(table.select).fetchall()) for table in _TABLES)
            )
    return None


def _ids(rescue: Rescue, table: Table) -> set[Row]:
    found, whole = rescue.known(table, table.columns)
    if not whole:
        rescue.read_ends(table, found.add)
    return found
