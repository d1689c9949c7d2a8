"""Exports: people into a file that other programs read, or everything into an archive of plain text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any, BinaryIO, Final
from zoneinfo import ZoneInfo

from weavit_core.fields import instant_text
from weavit_desktop.clock import Clock
from weavit_desktop.errors import UsageRefused
from weavit_desktop.exporting import tables
from weavit_desktop.exporting.vcard_lines import Version
from weavit_desktop.exporting.vcards import write_vcard
from weavit_desktop.rules import Rules
from weavit_desktop.services.export_archive import write_archive
from weavit_desktop.services.export_file import new_file
from weavit_desktop.services.export_people import documents, picture_or_none, shown_people
from weavit_desktop.services.progress import IsCancelled, Progress, never, silent
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import archive, identity
from weavit_desktop.vault.vault import Vault

FORMATS: Final = ("vcard", "json", "csv", "archive")
VERSIONS: Final = tuple(Version)

NOT_ENCRYPTED: Final = "The file is not encrypted: whoever can read it can read everything in it."
NO_SUCH_FORMAT: Final = f"An export is one of: {', '.join(FORMATS)}."
NO_SUCH_VERSION: Final = f"vCards are written as version {' or '.join(VERSIONS)}."
NO_VERSIONS: Final = "Only vCards have a version. Leave it out."

DAMAGED_PICTURES: Final = "pictures that are damaged"

JSON_FORMAT: Final = "weavit-people"
JSON_VERSION: Final = 1
_LEDGERS: Final = ("organisations", "identity", "permissions")


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. `left_out` counts, in words, what this format cannot hold."""

    format: str
    people: int
    bytes: int
    left_out: tuple[tuple[str, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the document of `weavit export --json`."""
        left_out = [{"what": what, "count": count} for what, count in self.left_out]
        return {
            "format": self.format,
            "people": self.people,
            "bytes": self.bytes,
            "left_out": left_out,
            "encrypted": False,
        }


@dataclass(frozen=True, slots=True)
class _Run:
    """What every writer needs."""

    vault: Vault
    rules: Rules
    clock: Clock
    version: Version
    progress: Progress
    cancelled: IsCancelled


_Written = tuple[int, Counter[str]]
_Writer = Callable[[_Run, BinaryIO], _Written]


def export(
    vault: Vault,
    rules: Rules,
    path: Path,
    *,
    format: str,  # noqa: A002  the command line's word
    version: str | None = None,
    clock: Clock,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> ExportReport:
    """Write everyone into a new file that only this user can read: whole, or not at all.

    The file is in the clear. Raises UsageRefused for an unknown format or version or a path that is taken,
    Cancelled, NoRoom.
    """
    if format not in FORMATS:
        raise UsageRefused(NO_SUCH_FORMAT)
    if version is not None and format != "vcard":
        raise UsageRefused(NO_VERSIONS)
    if version is not None and version not in VERSIONS:
        raise UsageRefused(NO_SUCH_VERSION)
    run = _Run(vault, rules, clock, Version(version or Version.THREE), progress, cancelled)
    with new_file(path) as stream:
        people, left_out = _WRITERS[format](run, stream)
        size = stream.tell()
    return ExportReport(format, people, size, tuple(sorted(left_out.items())))


def _write_vcards(run: _Run, stream: BinaryIO) -> _Written:
    count, left_out = 0, Counter[str]()
    for person in shown_people(run.vault, run.rules, run.progress, run.cancelled):
        card, damaged = picture_or_none(run.vault, person)
        left_out[DAMAGED_PICTURES] += damaged
        stream.write(write_vcard(card, person.uid, run.version))
        count += 1
    return count, +left_out


def _write_csv(run: _Run, stream: BinaryIO) -> _Written:
    count, left_out = 0, Counter[str]()
    stream.write(tables.header())
    for person in shown_people(run.vault, run.rules, run.progress, run.cancelled):
        stream.write(tables.row(person.card))
        left_out.update(tables.left_out(person.card, photo=person.photo is not None))
        count += 1
    return count, left_out


def _write_json(run: _Run, stream: BinaryIO) -> _Written:
    now = run.clock()
    today = now.astimezone(ZoneInfo(run.vault.read(identity.home_zone))).date()
    head = json.dumps({"format": JSON_FORMAT, "version": JSON_VERSION, "made_at": instant_text(now)})
    stream.write(head[:-1].encode() + b',\n"people": [')
    count = 0
    for document in documents(run.vault, today, run.progress, run.cancelled):
        stream.write((b",\n" if count else b"\n") + json.dumps(document, ensure_ascii=False).encode())
        count += 1
    stream.write(b"\n]")
    for name in _LEDGERS:
        rows = run.vault.read(partial(_rows, name=name))
        stream.write(f',\n"{name}": {json.dumps(rows, ensure_ascii=False)}'.encode())
    stream.write(b"}\n")
    return count, Counter()


def _rows(db: Connection, name: str) -> list[dict[str, Any]]:
    return list(archive.table(db, name))


def _write_archive(run: _Run, stream: BinaryIO) -> _Written:
    facts = {"made_by": f"Weavit Desktop {installed('weavit-desktop')}", "made_at": instant_text(run.clock())}
    return write_archive(run.vault, stream, facts, run.progress, run.cancelled)


_WRITERS: Final[dict[str, _Writer]] = {
    "vcard": _write_vcards,
    "json": _write_json,
    "csv": _write_csv,
    "archive": _write_archive,
}
