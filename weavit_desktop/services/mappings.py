"""Any table of people: what its columns stand for, proposed, said by the person, found again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.columns.mapping import (
    ColumnMapping,
    Target,
    aligned,
    as_document,
    from_document,
    named_again,
    revised,
)
from weavit_desktop.importing.columns.opening import NOBODY, TABLE, OpenTable, open_table
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.sources import UNREADABLE, Source, opened
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import mappings
from weavit_desktop.vault.vault import Vault

MAX_DOCUMENT_BYTES: Final = 1024 * 1024
SAMPLES_SHOWN: Final = 3
_SAMPLE_LENGTH: Final = 80

NOBODY_READ: Final = NOBODY
"""The problem of a table that nobody can be read from; what to do about it, each face adds."""

NO_FILE: Final = "There is no file of a mapping at this path. Check the path and try again."
NOT_READ: Final = (
    "The file of the mapping could not be read from the disk. Check that it is a file you may read."
)
NO_DOCUMENT: Final = "The file of the mapping could not be read as JSON. Check it and try again."
NO_SUCH_TABLE: Final = (
    "None of the tables has all the columns that the mapping names, so nothing was read. "
    "Check the names; --format csv takes the table of any program."
)
NAMED_AGAIN: Final = (
    "The columns {first} and {again} of the mapping have the same name, and the table has fewer of that "
    "name, so nothing was read. Take one of them out of the mapping."
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: `target` is None where it is kept as it came."""

    name: str
    target: Target | None
    samples: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """One table to be imported. `refusal` says why nobody can be read from it as it is, "" if they can.

    `proposed` is what the columns would be taken for if nothing had been said of them.
    """

    path: str
    mapping: ColumnMapping
    columns: tuple[Column, ...]
    proposed: ColumnMapping
    remembered: bool
    refusal: str

    def as_json(self) -> dict[str, Any]:
        """Return the mapping with samples; `--map` takes it back."""
        document = as_document(self.mapping)
        for entry, column in zip(document["columns"], self.columns, strict=True):
            entry["samples"] = list(column.samples)
        return {"fingerprint": self.mapping.fingerprint, "remembered": self.remembered, **document}


def look_at_tables(vault: Vault, paths: Sequence[Path], *, format_: str = "auto") -> list[Table]:
    """Return the tables of unknown columns in these files, with proposals or what was said before.

    Nothing is stored. Raises UsageRefused for an unknown format.
    """
    known = vault.read(remembered)
    found = (look_at(source, known) for source in find_sources(paths, format=format_))
    return [table for table in found if table is not None]


def say_mapping(vault: Vault, mapping: ColumnMapping, clock: Clock) -> None:
    """Remember what a person said of a table: every import of one with these columns reads it so."""

    def write(db: Connection) -> None:
        keep(db, [revised(mapping, remembered(db).get(mapping.fingerprint))], instant_text(clock()))

    vault.write(write)


def read_mapping(path: Path) -> ColumnMapping:
    """Return the mapping of a JSON file (mapping.from_document). Raises UsageRefused."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_DOCUMENT_BYTES + 1)
        if len(data) > MAX_DOCUMENT_BYTES:
            raise UsageRefused(NO_DOCUMENT)
        document = json.loads(data.decode("utf-8-sig"))
        json.dumps(document, ensure_ascii=False).encode()  # fails for half a character, which JSON may escape
    except FileNotFoundError as error:
        raise UsageRefused(NO_FILE, fact=repr(error)) from error
    except OSError as error:
        raise UsageRefused(NOT_READ, fact=repr(error)) from error
    except (ValueError, RecursionError) as error:
        raise UsageRefused(NO_DOCUMENT, fact=repr(error)) from error
    return from_document(document)


def remembered(db: Connection) -> dict[str, ColumnMapping]:
    """Return everything that was said, by fingerprint."""
    return {key: from_document(json.loads(text)) for key, text in mappings.everything(db)}


def keep(db: Connection, said: Sequence[ColumnMapping], at: str) -> None:
    """Remember mappings. `at` is an instant as the vault writes it."""
    for mapping in said:
        mappings.put(db, mapping.fingerprint, dump_json(as_document(mapping)), at)


def matched(
    sources: Sequence[Source], said: ColumnMapping, known: Mapping[str, ColumnMapping]
) -> dict[str, ColumnMapping]:
    """Return a mapping for each of the tables that has all its columns, by fingerprint.

    `known` is what was said before (`remembered`). Raises UsageRefused where none has.
    """
    found = {}
    again = None
    for source in sources:
        table = _open(source, {})
        if table is None:
            continue
        mapping = aligned(said, table.header.names)
        if mapping is not None:
            found[mapping.fingerprint] = revised(mapping, known.get(mapping.fingerprint))
        else:
            again = again or named_again(said, table.header.names)
    if not found and again is not None:
        raise UsageRefused(NAMED_AGAIN.format(first=again[0] + 1, again=again[1] + 1))
    if not found:
        raise UsageRefused(NO_SUCH_TABLE)
    return found


def look_at(source: Source, known: Mapping[str, ColumnMapping]) -> Table | None:
    """Return what is to be shown of a table of unknown columns, None for any other source."""
    table = _open(source, known)
    if table is None:
        return None
    shown = [
        tuple(text[:_SAMPLE_LENGTH] for text in list(dict.fromkeys(texts))[:SAMPLES_SHOWN])
        for texts in table.samples
    ]
    columns = map(Column, table.mapping.names, table.mapping.targets, shown)
    return Table(source.path, table.mapping, tuple(columns), table.proposed, table.remembered, table.refusal)


def _open(source: Source, known: Mapping[str, ColumnMapping]) -> OpenTable | None:
    if source.format != TABLE or source.refusal:
        return None
    try:
        with opened(source.archive) as open_member:
            table = open_table(open_member, source.members[0], source.format, known)
    except UNREADABLE:  # which reading it says better
        return None
    return None if isinstance(table, str) else table
