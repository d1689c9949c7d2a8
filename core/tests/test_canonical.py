"""One document has one sequence of bytes (RFC 8785)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_core import canonical
from weavit_core.errors import MalformedDocument

# Python's text may hold half of a surrogate pair, which no JSON in UTF-8 can say.
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=12,
)
documents = st.dictionaries(texts, values, max_size=4)


@given(documents)
def test_what_is_written_is_read_back(document: dict[str, object]) -> None:
    body = canonical.encode(document)
    assert canonical.decode(body, at_most=len(body)) == document


@given(documents)
def test_no_other_spelling_is_read(document: dict[str, object]) -> None:
    body = canonical.encode(document)
    other = body.replace(b"{", b"{ ", 1)
    with pytest.raises(MalformedDocument):
        canonical.decode(other, at_most=len(other))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"1",
        b'{"a":1e400}',
        b'{"a":NaN}',
        b'{"a":9007199254740993}',
        b'{"a":-0}',
        rb'{"a":"\ud800"}',
        b'{"a":"\xff"}',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
    ],
)
def test_what_no_two_readers_would_read_alike_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedDocument):
        canonical.decode(body, at_most=1000)


def test_a_longer_body_than_allowed_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(MalformedDocument, match="longer"):
        canonical.decode(b'{"a":1}', at_most=6)
