"""The publication is a closed schema: nothing that a person wrote has a place in it (property 23)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.contents import contents
from builders.documents import PUBLICATION
from weavit_core import canonical, publication
from weavit_core.errors import MalformedDocument
from weavit_core.publication import Content

BODY = publication.encode(PUBLICATION)
Path = tuple[str | int, ...]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, at: Path = ()) -> list[Path]:
    """Return the path of every value in a document."""
    found = [at]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += places(inner, (*at, index))
    return found


PLACES = places(canonical.decode(BODY, at_most=publication.MOST_BYTES))[1:]


def changed(path: Path, change: Callable[[Any], Any]) -> bytes:
    document: Any = canonical.decode(BODY, at_most=publication.MOST_BYTES)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = change(holder[path[-1]])
    return canonical.encode(document)


def with_member(path: Path, key: str) -> bytes:
    document: Any = canonical.decode(BODY, at_most=publication.MOST_BYTES)
    holder = document
    for step in path:
        holder = holder[step]
    holder[key] = "Anna Schmidt"
    return canonical.encode(document)


@given(contents())
def test_what_is_written_is_read_back(content: Content) -> None:
    document = replace(PUBLICATION, content=content)
    assert publication.decode(publication.encode(document)) == document


def test_a_retraction_is_read_back() -> None:
    retraction = replace(PUBLICATION, content=None)
    assert publication.decode(publication.encode(retraction)) == retraction


@given(st.sampled_from([(), ("content",), ("content", "cells", 0)]), st.text(max_size=12))
def test_no_member_can_be_added_anywhere(path: Path, key: str) -> None:
    if key not in PUBLICATION.__slots__:
        with pytest.raises(MalformedDocument):
            publication.decode(with_member(path, f"{key} "))


@given(st.sampled_from(PLACES), json_values)
def test_a_value_that_is_accepted_anywhere_is_of_a_closed_set(path: Path, value: Any) -> None:
    try:
        accepted = publication.decode(changed(path, lambda _: value))
    except MalformedDocument:
        return
    assert publication.encode(accepted) == changed(path, lambda _: value)


@given(st.sampled_from(PLACES), st.text(min_size=1))
def test_free_text_is_accepted_nowhere(path: Path, text: str) -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(changed(path, lambda _: f"Anna {text}"))


@pytest.mark.parametrize("path", [p for p in PLACES if p[-1] in ("k", "band", "seq", "presence_k", "v")])
@pytest.mark.parametrize("value", [True, 1.5, "1", -1, 2**31, None, [1]])
def test_numbers_are_whole_and_bounded(path: Path, value: Any) -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(changed(path, lambda _: value))


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("value", [{}, [], [[]], {"a": []}])
def test_a_list_or_object_in_the_wrong_place_is_refused_not_crashed_upon(path: Path, value: Any) -> None:
    if path == ("content", "cells") or path[-1] == "activity":
        return  # an empty list is right there
    with pytest.raises(MalformedDocument):
        publication.decode(changed(path, lambda _: value))


def test_every_member_is_needed() -> None:
    document = canonical.decode(BODY, at_most=publication.MOST_BYTES)
    for key in document:
        with pytest.raises(MalformedDocument):
            publication.decode(canonical.encode({k: v for k, v in document.items() if k != key}))


def test_cells_are_sorted_and_unique() -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(changed(("content", "cells"), lambda cells: cells[::-1]))
    with pytest.raises(MalformedDocument):
        publication.decode(changed(("content", "cells"), lambda cells: [cells[0], *cells]))


def test_presence_has_the_least_k() -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(changed(("content", "presence_k"), lambda _: 3))


def test_activity_comes_with_a_band() -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(changed(("content", "cells", 0, "band"), lambda _: 0))


def test_only_the_first_version_has_no_predecessor() -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(changed(("prev",), lambda _: None))
    with pytest.raises(MalformedDocument):
        publication.decode(changed(("seq",), lambda _: 1))


@given(st.integers(0, len(BODY) - 1), st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_says_something_else(at: int, bit: int) -> None:
    flipped = BODY[:at] + bytes([BODY[at] ^ 1 << bit]) + BODY[at + 1 :]
    with suppress(MalformedDocument):
        assert publication.decode(flipped) != PUBLICATION


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(body)


@pytest.mark.parametrize(
    "spelled",
    [
        BODY.replace(b",", b", ", 1),
        BODY.replace(b'"seq":2', b'"seq":2.0'),
        BODY.replace(b'"v":1', b'"v":1,"v":1'),
        BODY.replace(b"vp", rb"\u0076p"),
        BODY + b"\n",
        b"\xef\xbb\xbf" + BODY,
    ],
)
def test_another_spelling_of_the_same_document_is_refused(spelled: bytes) -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(spelled)


def test_a_document_that_is_too_long_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(BODY + b" " * publication.MOST_BYTES)


def test_a_document_nested_too_deep_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        publication.decode(b"[" * 20000)
