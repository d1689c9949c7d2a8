"""The publication's schema is closed: whatever is not exactly one is refused."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from builders.sharing import uuid
from builders.shown import POLICY, contents
from weavit_core import canonical, publication
from weavit_core.errors import MalformedDocument
from weavit_core.publication import Content, Publication

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def document(content: Content | None) -> dict[str, Any]:
    made = Publication(
        uuid(1),
        uuid(2),
        uuid(3),
        uuid(4),
        uuid(5),
        2,
        "c" * 64,
        POLICY,
        "2026-10",
        date(2027, 10, 31),
        content,
    )
    parsed: dict[str, Any] = json.loads(publication.encode(made))
    return parsed


def objects(value: Any) -> list[Any]:
    """Return every object and list within a document, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict | list) else []
    return own + [found for one in inner for found in objects(one)]


@given(content=st.none() | contents(), data=st.data())
def test_a_changed_document_is_refused_or_is_another_document(
    content: Content | None, data: st.DataObject
) -> None:
    changed = copy.deepcopy(document(content))
    place = data.draw(st.sampled_from([one for one in objects(changed) if one or isinstance(one, dict)]))
    if isinstance(place, list):
        place[data.draw(st.integers(0, len(place) - 1))] = data.draw(json_values)
    else:
        place[data.draw(st.sampled_from(sorted(place)) | st.text(max_size=8))] = data.draw(json_values)
    body = canonical.encode(changed)

    try:
        read = publication.decode(body)
    except MalformedDocument:
        return
    assert publication.encode(read) == body


@given(content=st.none() | contents(), name=st.text(max_size=12), value=json_values, data=st.data())
def test_a_member_that_is_not_in_the_schema_is_refused(
    content: Content | None, name: str, value: object, data: st.DataObject
) -> None:
    changed = copy.deepcopy(document(content))
    place = data.draw(st.sampled_from([one for one in objects(changed) if isinstance(one, dict)]))
    assume(name not in place)
    place[name] = value

    try:
        publication.decode(canonical.encode(changed))
    except MalformedDocument:
        return
    raise AssertionError("an unknown member was taken")


@given(content=st.none() | contents(), value=st.text(min_size=1, max_size=20), data=st.data())
def test_no_member_takes_free_text(content: Content | None, value: str, data: st.DataObject) -> None:
    changed = copy.deepcopy(document(content))
    place = data.draw(st.sampled_from([one for one in objects(changed) if isinstance(one, dict)]))
    name = data.draw(st.sampled_from(sorted(place)))
    assume(place[name] != value)
    place[name] = value

    try:
        read = publication.decode(canonical.encode(changed))
    except MalformedDocument:
        return
    # An enumeration, a digest, an id or a date can take the place of another; nothing else can.
    assert publication.encode(read) == canonical.encode(changed)
    assert value.isascii()
    assert not any(sign.isspace() for sign in value)


@given(content=st.none() | contents(), data=st.data())
def test_other_bytes_for_the_same_document_are_refused(content: Content | None, data: st.DataObject) -> None:
    body = canonical.encode(document(content))
    spaced = json.dumps(document(content), indent=data.draw(st.sampled_from((None, 1)))).encode()
    backwards = json.dumps(dict(reversed(document(content).items())), separators=(",", ":")).encode()

    for other in (spaced, backwards, body + b"\n", b"\xef\xbb\xbf" + body, body[:-1]):
        try:
            publication.decode(other)
        except MalformedDocument:
            continue
        raise AssertionError("another spelling was taken")
