"""Everything that is read from some paths."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from weavit_desktop.importing.context import Identity, ReadingContext
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.reading import read_source
from weavit_desktop.importing.records import Record

Kind = TypeVar("Kind")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def context_for(
    me: Identity | None = None, zone: str = "Europe/Berlin", now: datetime = NOW
) -> ReadingContext:
    return ReadingContext(
        ZoneInfo(zone), now, lambda email: email.startswith(("noreply@", "info@")), me or Identity()
    )


BERLIN = context_for()


def read_paths(*paths: Path, me: Identity = BERLIN.me, zone: str = "Europe/Berlin") -> list[Record]:
    context = context_for(me, zone)
    return [record for source in find_sources(paths) for record in read_source(source, context)]


def of_kind(kind: type[Kind], records: list[Record]) -> list[Kind]:
    return [record for record in records if isinstance(record, kind)]
