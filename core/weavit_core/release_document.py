"""The bytes of a release: canonical JSON, read as strictly as a publication."""

from __future__ import annotations

from typing import Any

from weavit_core import canonical, fields
from weavit_core.errors import MalformedDocument
from weavit_core.release import Count, Release, Row, Shown, Tables
from weavit_core.taxonomy import (
    ACTIVITY_MONTHS,
    PUBLISHED_FUNCTIONS,
    PUBLISHED_LEVELS,
    Activity,
    Band,
    Function,
    Level,
)

TYPE = "weavit.release"
TYP = "weavit-release"  # of the hub's signature
MOST_BYTES = 8 * 1024 * 1024

_KEYS = frozenset({"type", "v", "hub_id", "epoch", "computed_on", "policy", "clients", "levels", "cells"})
_SHOWN_KEYS = frozenset({"colleagues", "strength_colleagues", "strength", "activity"})
_CLIENT_KEYS = _SHOWN_KEYS | {"client_id"}
_LEVEL_KEYS = _CLIENT_KEYS | {"level"}
_CELL_KEYS = _LEVEL_KEYS | {"func"}
_LEVELS = frozenset(level.value for level in PUBLISHED_LEVELS)
_FUNCTIONS = frozenset(function.value for function in PUBLISHED_FUNCTIONS)
_COUNTS = frozenset(count.value for count in Count)


def encode(release: Release) -> bytes:
    """Return the canonical bytes."""
    return canonical.encode(
        {
            "type": TYPE,
            "v": 1,
            "hub_id": release.hub_id,
            "epoch": release.epoch,
            "computed_on": release.computed_on.isoformat(),
            "policy": release.policy,
            "clients": [_row_document(row) for row in release.tables.clients],
            "levels": [_row_document(row) for row in release.tables.levels],
            "cells": [_row_document(row) for row in release.tables.cells],
        }
    )


def decode(body: bytes) -> Release:
    """Read a release strictly. Raises MalformedDocument."""
    document = fields.closed(canonical.decode(body, at_most=MOST_BYTES), _KEYS)
    fields.constant(document["type"], TYPE)
    fields.constant(document["v"], 1)
    return Release(
        hub_id=fields.uuid_text(document["hub_id"]),
        epoch=fields.integer(document["epoch"], 1, 2**31 - 1),
        computed_on=fields.day(document["computed_on"]),
        policy=fields.digest(document["policy"]),
        tables=Tables(
            clients=_table(document["clients"], _CLIENT_KEYS),
            levels=_table(document["levels"], _LEVEL_KEYS),
            cells=_table(document["cells"], _CELL_KEYS),
        ),
    )


def _row_document(row: Row) -> dict[str, Any]:
    document: dict[str, Any] = {
        "client_id": row.client_id,
        "colleagues": row.shown.colleagues.value,
        "strength_colleagues": row.shown.strength_colleagues.value,
        "strength": int(row.shown.strength),
        "activity": [int(month) for month in row.shown.activity],
    }
    if row.level is not None:
        document["level"] = row.level.value
    if row.func is not None:
        document["func"] = row.func.value
    return document


def _table(value: Any, keys: frozenset[str]) -> tuple[Row, ...]:
    if not isinstance(value, list):
        raise MalformedDocument("a table is a list of rows")
    rows = tuple(_row(document, keys) for document in value)
    order = [row.key for row in rows]
    if order != sorted(set(order)):
        raise MalformedDocument("rows are sorted and unique by their keys")
    return rows


def _row(value: Any, keys: frozenset[str]) -> Row:
    document = fields.closed(value, keys)
    return Row(
        client_id=fields.uuid_text(document["client_id"]),
        level=Level(fields.one_of(document["level"], _LEVELS)) if "level" in keys else None,
        func=Function(fields.one_of(document["func"], _FUNCTIONS)) if "func" in keys else None,
        shown=Shown(
            colleagues=Count(fields.one_of(document["colleagues"], _COUNTS)),
            strength_colleagues=Count(fields.one_of(document["strength_colleagues"], _COUNTS)),
            strength=Band(fields.integer(document["strength"], 0, max(Band))),
            activity=_months(document["activity"]),
        ),
    )


def _months(value: Any) -> tuple[Activity, ...]:
    if not isinstance(value, list) or len(value) not in (0, ACTIVITY_MONTHS):
        raise MalformedDocument(f"activity has no month or {ACTIVITY_MONTHS}")
    return tuple(Activity(fields.integer(month, 0, max(Activity))) for month in value)
