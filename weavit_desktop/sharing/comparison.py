"""What a version of a document changes against the one before it, in plain words and in its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from weavit_core import publication
from weavit_core.publication import Content
from weavit_core.taxonomy import Band
from weavit_desktop.domain.counting import many
from weavit_desktop.sharing.line_changes import PRESENCE, Fate, LineChange, line_changes, places_of
from weavit_desktop.sharing.words import BANDS, FUNCTIONS, LEVELS

SOMEONE = "Someone at this Client"
NO_BAND = "no band"


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line in plain words: "Director, Finance", "Strong". `before` is the band it had, if that changes."""

    what: str
    band: str
    before: str
    k: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Comparison:
    """The lines of a body, with those that are gone, and where in its bytes the changed ones stand."""

    lines: tuple[ChangedLine, ...]
    marks: tuple[tuple[int, int], ...]  # from the first byte up to the one behind the last


def compare(body: bytes, before: bytes | None) -> Comparison:
    """Compare a document with the version that it replaces, if any. Raises MalformedDocument.

    The line of presence is left out where the lines of the cells say as much.
    """
    new = publication.decode(body).content
    old = None if before is None else publication.decode(before).content
    changes = [one for one in line_changes(old, new) if one.key != PRESENCE or _says_more(one, new or old)]
    places = places_of(body)
    marked = sorted(places[one.key] for one in changes if one.fate in (Fate.ADDED, Fate.UPDATED))
    return Comparison(tuple(map(_line, changes)), tuple(marked))


def _says_more(presence: LineChange, content: Content | None) -> bool:
    if presence.fate is Fate.UPDATED or content is None:
        return True
    return not any(cell.k == content.presence_k for cell in content.cells)


def _line(change: LineChange) -> ChangedLine:
    cell = change.cell
    if cell is None:
        return ChangedLine(SOMEONE, "", "", change.k, change.fate)
    months = f", {many(len(cell.activity), 'month')} of rhythm" if cell.activity else ""
    before = "" if change.before is Band.NONE else BANDS[change.before]
    return ChangedLine(
        f"{LEVELS[cell.level]}, {FUNCTIONS[cell.func]}{months}",
        NO_BAND if cell.band is Band.NONE else BANDS[cell.band],
        before,
        change.k,
        change.fate,
    )
