"""What one version of a document changes of the one before, and where each line stands in its bytes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builders.contents import contents
from builders.documents import PUBLICATION
from weavit_core import canonical, publication
from weavit_core.publication import Content
from weavit_core.taxonomy import Band
from weavit_desktop.sharing.line_changes import (
    PRESENCE,
    Fate,
    line_changes,
    lines_that_differ,
    places_of,
)

maybe = st.none() | contents()


def keys(content: Content | None) -> set[tuple[str, str, int]]:
    return set() if content is None else {PRESENCE, *(cell.key for cell in content.cells)}


@given(contents())
def test_a_line_stands_where_its_bytes_are(content: Content) -> None:
    body = publication.encode(replace(PUBLICATION, content=content))
    places = places_of(body)
    assert places.keys() == keys(content)
    for cell in content.cells:
        start, end = places[cell.key]
        said = canonical.decode(body[start:end].removesuffix(b","), at_most=10_000)
        assert (said["level"], said["func"], said["k"], said["band"]) == (*cell.key, cell.band)
    start, end = places[PRESENCE]
    assert body[start:end] == b'"presence_k":%d' % content.presence_k


@given(contents())
def test_no_two_lines_share_a_byte(content: Content) -> None:
    places = sorted(places_of(publication.encode(replace(PUBLICATION, content=content))).values())
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_what_takes_back_has_no_line() -> None:
    assert places_of(publication.encode(replace(PUBLICATION, content=None))) == {}


@given(maybe, maybe)
def test_every_line_of_either_version_is_said_once(before: Content | None, after: Content | None) -> None:
    changes = line_changes(before, after)
    assert sorted(one.key for one in changes) == sorted(keys(before) | keys(after))
    fates = {one.key: one.fate for one in changes}
    assert {key for key, fate in fates.items() if fate is Fate.ADDED} == keys(after) - keys(before)
    assert {key for key, fate in fates.items() if fate is Fate.REMOVED} == keys(before) - keys(after)
    differ = lines_that_differ(after, before)
    assert {key for key, fate in fates.items() if fate is Fate.UPDATED} == differ & keys(before)


@given(contents())
def test_a_version_that_says_the_same_changes_nothing(content: Content) -> None:
    assert {one.fate for one in line_changes(content, content)} == {Fate.KEPT}
    assert lines_that_differ(content, content) == frozenset()


def test_an_updated_line_remembers_its_band() -> None:
    after = PUBLICATION.content
    assert after is not None
    first, *rest = after.cells
    before = replace(after, cells=(replace(first, band=Band.LIGHT), *rest))
    change = next(one for one in line_changes(before, after) if one.key == first.key)
    assert (change.fate, change.before) == (Fate.UPDATED, Band.LIGHT)
