"""The publication: all that a company can learn from a laptop, as one closed document per rep and Client.

Enumerations and bounded whole numbers only. There is no free string anywhere, so nothing that a
person typed or imported has a place to travel in (sharing.md 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from weavit_core import canonical, fields
from weavit_core.errors import MalformedDocument
from weavit_core.taxonomy import (
    ACTIVITY_MONTHS,
    PUBLISHED_FUNCTIONS,
    PUBLISHED_LEVELS,
    THRESHOLDS,
    Activity,
    Band,
    Function,
    Level,
)

TYPE = "weavit.publication"
TYP = "weavit-publication"  # of the authorship signature
VERSION = 1
PURPOSE = "coverage"
MOST_BYTES = 32 * 1024
MOST_SEQ = 2**31 - 1

_KEYS = frozenset(
    [
        "type",
        "v",
        "hub_id",
        "pub_id",
        "rep_id",
        "device_id",
        "client_id",
        "seq",
        "prev",
        "policy",
        "purpose",
        "as_of",
        "not_after",
        "content",
    ]
)
_CONTENT_KEYS = frozenset({"presence_k", "cells"})
_CELL_KEYS = frozenset({"level", "func", "k", "band", "activity"})
_LEVELS = frozenset(level.value for level in PUBLISHED_LEVELS)
_FUNCTIONS = frozenset(function.value for function in PUBLISHED_FUNCTIONS)


@dataclass(frozen=True, slots=True)
class Cell:
    """A crossing of level and function, under one threshold. `activity` has 0 or 12 months, oldest first."""

    level: Level
    func: Function
    k: int
    band: Band
    activity: tuple[Activity, ...] = ()

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what orders and identifies a cell within a document."""
        return (self.level.value, self.func.value, self.k)


@dataclass(frozen=True, slots=True)
class Content:
    """What a rep shows at one Client: that there is someone, and in which cells."""

    presence_k: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """A full snapshot that replaces the one before it. `content` None is a retraction."""

    hub_id: str
    pub_id: str
    rep_id: str
    device_id: str
    client_id: str
    seq: int
    prev: str | None
    policy: str
    as_of: str
    not_after: date
    content: Content | None


def encode(publication: Publication) -> bytes:
    """Return the canonical bytes. Raises MalformedDocument for values outside the schema."""
    content = publication.content
    body = canonical.encode(
        {
            "type": TYPE,
            "v": VERSION,
            "hub_id": publication.hub_id,
            "pub_id": publication.pub_id,
            "rep_id": publication.rep_id,
            "device_id": publication.device_id,
            "client_id": publication.client_id,
            "seq": publication.seq,
            "prev": publication.prev,
            "policy": publication.policy,
            "purpose": PURPOSE,
            "as_of": publication.as_of,
            "not_after": publication.not_after.isoformat(),
            "content": None if content is None else _content_document(content),
        }
    )
    decode(body)
    return body


def decode(body: bytes) -> Publication:
    """Read a publication strictly. Raises MalformedDocument for anything else."""
    document = fields.closed(canonical.decode(body, at_most=MOST_BYTES), _KEYS)
    fields.constant(document["type"], TYPE)
    fields.constant(document["v"], VERSION)
    fields.constant(document["purpose"], PURPOSE)
    seq = fields.integer(document["seq"], 1, MOST_SEQ)
    prev = None if document["prev"] is None else fields.digest(document["prev"])
    if (prev is None) != (seq == 1):
        raise MalformedDocument("the first version has no predecessor, every other has one")
    return Publication(
        hub_id=fields.uuid_text(document["hub_id"]),
        pub_id=fields.uuid_text(document["pub_id"]),
        rep_id=fields.uuid_text(document["rep_id"]),
        device_id=fields.uuid_text(document["device_id"]),
        client_id=fields.uuid_text(document["client_id"]),
        seq=seq,
        prev=prev,
        policy=fields.digest(document["policy"]),
        as_of=fields.month(document["as_of"]),
        not_after=fields.day(document["not_after"]),
        content=None if document["content"] is None else _content(document["content"]),
    )


def content_bytes(content: Content | None) -> bytes:
    """Return the canonical bytes of the content alone, to tell whether two versions say the same."""
    return canonical.encode({"content": None if content is None else _content_document(content)})


def _content_document(content: Content) -> dict[str, Any]:
    return {
        "presence_k": content.presence_k,
        "cells": [
            {
                "level": cell.level.value,
                "func": cell.func.value,
                "k": cell.k,
                "band": int(cell.band),
                "activity": [int(month) for month in cell.activity],
            }
            for cell in content.cells
        ],
    }


def _content(value: Any) -> Content:
    document = fields.closed(value, _CONTENT_KEYS)
    presence_k = _threshold(document["presence_k"])
    rows = document["cells"]
    if not isinstance(rows, list):
        raise MalformedDocument("cells is a list")
    cells = tuple(_cell(row) for row in rows)
    keys = [cell.key for cell in cells]
    if keys != sorted(set(keys)):
        raise MalformedDocument("cells are sorted and unique by level, func and k")
    if any(cell.k < presence_k for cell in cells):
        raise MalformedDocument("presence_k is the least k")
    return Content(presence_k, cells)


def _cell(value: Any) -> Cell:
    document = fields.closed(value, _CELL_KEYS)
    band = Band(fields.integer(document["band"], 0, max(Band)))
    months = document["activity"]
    if not isinstance(months, list) or len(months) not in (0, ACTIVITY_MONTHS):
        raise MalformedDocument(f"activity has no month or {ACTIVITY_MONTHS}")
    if months and band is Band.NONE:
        raise MalformedDocument("activity includes a band")
    return Cell(
        level=Level(fields.one_of(document["level"], _LEVELS)),
        func=Function(fields.one_of(document["func"], _FUNCTIONS)),
        k=_threshold(document["k"]),
        band=band,
        activity=tuple(Activity(fields.integer(month, 0, max(Activity))) for month in months),
    )


def _threshold(value: Any) -> int:
    if type(value) is not int or value not in THRESHOLDS:
        raise MalformedDocument("k is 1, 3 or 5")
    return value
