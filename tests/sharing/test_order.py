"""Showing no more: held against what can be learned, fact by fact."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builders.shown import POLICY, contents
from weavit_core.publication import Content, content_bytes
from weavit_core.taxonomy import THRESHOLDS
from weavit_desktop.sharing.order import common, exceeds, shows_no_more
from weavit_desktop.sharing.publication import Snapshot

maybe = st.none() | contents()


def facts(content: Content | None) -> set[tuple[object, ...]]:
    """Return all that a reader can learn, each with every size of group to which it may be shown."""
    if content is None:
        return set()
    found: set[tuple[object, ...]] = {("someone", k) for k in THRESHOLDS if k >= content.presence_k}
    for cell in content.cells:
        for k in (k for k in THRESHOLDS if k >= cell.k):
            place = (cell.level, cell.func, k)
            found.add(("role", *place))
            found |= {("at least", band, *place) for band in range(1, cell.band + 1)}
            found |= {("month", at, *place) for at in range(len(cell.activity))}
            found |= {
                ("busier than", step, at, *place)
                for at, month in enumerate(cell.activity)
                for step in range(1, month + 1)
            }
    return found


@given(new=maybe, old=maybe)
def test_what_shows_no_more_teaches_nothing_new(new: Content | None, old: Content | None) -> None:
    if shows_no_more(new, old):
        assert facts(new) <= facts(old)


@given(content=maybe)
def test_the_same_shows_no_more(content: Content | None) -> None:
    assert shows_no_more(content, content)
    assert shows_no_more(None, content)


@given(held=contents(), allowed=contents())
def test_what_two_contents_have_in_common_shows_no_more_than_either(held: Content, allowed: Content) -> None:
    left = common(held, allowed)

    assert shows_no_more(left, held)
    assert shows_no_more(left, allowed)
    assert facts(left) <= facts(held) & facts(allowed)


@given(held=contents(), allowed=contents())
def test_what_is_left_is_never_longer_than_what_was_held(held: Content, allowed: Content) -> None:
    left = common(held, allowed)

    assert len(left.cells) <= len(held.cells)
    assert len(content_bytes(left)) <= len(content_bytes(held))


@given(held=contents(), added=contents())
def test_nothing_is_taken_back_that_is_still_allowed(held: Content, added: Content) -> None:
    cells = {cell.key: cell for cell in (*added.cells, *held.cells)}
    allowed = Content(
        min(held.presence_k, added.presence_k), tuple(cell for _, cell in sorted(cells.items()))
    )

    assert facts(common(held, allowed)) == facts(held)


@given(content=contents(), one=st.dates(), other=st.dates())
def test_a_document_may_not_outlive_what_is_allowed(content: Content, one: date, other: date) -> None:
    held, allowed = (Snapshot(content, "2026-10", end, POLICY) for end in (one, other))

    assert exceeds(held, allowed) == (one > other)
