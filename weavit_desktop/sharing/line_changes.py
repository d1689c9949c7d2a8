"""What one version of a Client's document changes of the one before, line by line, and where it stands.

The first line is the presence, the others are the cells in the order of the document.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, auto

from weavit_core import canonical, publication
from weavit_core.publication import Cell, Content
from weavit_core.taxonomy import Band

LineKey = tuple[str, str, int]  # of a cell; PRESENCE stands for the line that says: I know someone here
PRESENCE: LineKey = ("", "", 0)


class Fate(Enum):
    """What happens to a line."""

    KEPT = auto()
    ADDED = auto()
    UPDATED = auto()
    REMOVED = auto()


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line. `cell` is None for the presence; `before` is what an updated band was, NONE if it stays."""

    key: LineKey
    fate: Fate
    k: int
    cell: Cell | None = None
    before: Band = Band.NONE


def line_changes(before: Content | None, after: Content | None) -> tuple[LineChange, ...]:
    """Return the lines of the content after, with those that are gone behind them."""
    old, new = _lines(before), _lines(after)
    shown = [_change(key, old.get(key), line) for key, line in new.items()]
    gone = [LineChange(key, Fate.REMOVED, *line) for key, line in old.items() if key not in new]
    return (*shown, *gone)


def lines_that_differ(one: Content | None, other: Content | None) -> frozenset[LineKey]:
    """Return the lines of `one` that are not the same, or not there, in `other`."""
    known = _lines(other)
    return frozenset(key for key, line in _lines(one).items() if known.get(key) != line)


def places_of(body: bytes) -> dict[LineKey, tuple[int, int]]:
    """Return where each line stands in a document: from which byte up to which.

    A cell's place includes the comma behind it. A retraction has no line. Raises MalformedDocument.
    """
    content = publication.decode(body).content
    if content is None:
        return {}
    presence = b'"presence_k":%d' % content.presence_k
    at = body.index(presence)
    places = {PRESENCE: (at, at + len(presence))}
    texts = [canonical.encode(cell) for cell in json.loads(body)["content"]["cells"]]
    at = body.index(b'"cells":[') + len(b'"cells":[')
    for cell, text in zip(content.cells, texts, strict=True):
        end = at + len(text)
        comma = int(body[end : end + 1] == b",")
        places[cell.key] = (at, end + comma)
        at = end + comma
    return places


_Line = tuple[int, Cell | None]  # its k, and the cell


def _lines(content: Content | None) -> dict[LineKey, _Line]:
    if content is None:
        return {}
    return {PRESENCE: (content.presence_k, None), **{cell.key: (cell.k, cell) for cell in content.cells}}


def _change(key: LineKey, old: _Line | None, new: _Line) -> LineChange:
    if old is None:
        return LineChange(key, Fate.ADDED, *new)
    if old == new:
        return LineChange(key, Fate.KEPT, *new)
    before, cell = old[1], new[1]
    band = before.band if before and cell and before.band is not cell.band else Band.NONE
    return LineChange(key, Fate.UPDATED, *new, before=band)
