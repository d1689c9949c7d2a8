"""When one document shows no more than another, and what two of them have in common.

A cell shows no more than another of the same level and function if it asks for at least as many
colleagues, gives no better band, and no busier month. Content shows no more if its presence does and
each of its cells does than one cell of the other. Lowering is judged by this alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from weavit_core.publication import Cell, Content
from weavit_desktop.sharing.publication import Snapshot


def shows_no_more(new: Content | None, old: Content | None) -> bool:
    """Return whether nothing can be learned from the new content that the old one did not give."""
    if new is None:
        return True
    if old is None or new.presence_k < old.presence_k:
        return False
    return all(any(_cell_shows_no_more(cell, other) for other in old.cells) for cell in new.cells)


def exceeds(held: Snapshot, allowed: Snapshot) -> bool:
    """Return whether a document shows more, or longer, than is allowed. Both are of one month."""
    if held.content is None:
        return False
    return not shows_no_more(held.content, allowed.content) or held.not_after > allowed.not_after


def common(held: Content, allowed: Content) -> Content:
    """Return content that shows no more than either, and leaves of the held one what is still allowed.

    Every cell comes from one held cell, so there are never more of them than before.
    """
    if shows_no_more(allowed, held):
        return allowed
    kept: dict[tuple[str, str, int], Cell] = {}
    for cell in held.cells:
        meets = [_meet(cell, other) for other in allowed.cells if _same_place(cell, other)]
        if meets:
            best = min(meets, key=_preference)
            rival = kept.get(best.key)
            kept[best.key] = best if rival is None else min(best, rival, key=_preference)
    return Content(
        presence_k=max(held.presence_k, allowed.presence_k),
        cells=tuple(cell for _, cell in sorted(kept.items())),
    )


def _cell_shows_no_more(new: Cell, old: Cell) -> bool:
    return (
        _same_place(new, old)
        and new.k >= old.k
        and new.band <= old.band
        and _no_busier(new.activity, old.activity)
    )


def _no_busier(new: Sequence[int], old: Sequence[int]) -> bool:
    if not new:
        return True
    return bool(old) and all(after <= before for after, before in zip(new, old, strict=True))


def _same_place(one: Cell, other: Cell) -> bool:
    return (one.level, one.func) == (other.level, other.func)


def _meet(one: Cell, other: Cell) -> Cell:
    """Return the most that both cells show."""
    activity = (
        tuple(min(months) for months in zip(one.activity, other.activity, strict=True))
        if one.activity and other.activity
        else ()
    )
    return Cell(one.level, one.func, max(one.k, other.k), min(one.band, other.band), activity)


def _preference(cell: Cell) -> tuple[int, int, int, tuple[int, ...]]:
    """Order what shows most first: the least k, then the best band, then the busiest year."""
    return (cell.k, -cell.band, -sum(cell.activity), cell.activity)
