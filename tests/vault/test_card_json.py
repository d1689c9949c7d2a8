"""Cards as text: what goes in comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.card import Address, Card, Labelled, Names, Photo, Property
from weavit_desktop.vault.card_json import (
    describe_photo,
    dump_card,
    dump_json,
    dump_properties,
    load_card,
    load_json,
    load_properties,
    photo_of,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
LABELLED = st.lists(st.builds(Labelled, TEXT, TEXTS), max_size=3).map(tuple)
PROPERTIES = st.lists(
    st.builds(Property, TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), st.none() | TEXT),
    max_size=3,
).map(tuple)
CARDS = st.builds(
    Card,
    name=TEXT,
    names=st.builds(Names, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
    is_company=st.booleans(),
    organization=TEXT,
    department=TEXT,
    title=TEXT,
    emails=LABELLED,
    phones=LABELLED,
    addresses=st.lists(st.builds(Address, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXTS), max_size=2).map(
        tuple
    ),
    urls=LABELLED,
    profile_slug=TEXT,
    birthday=TEXT,
    anniversary=TEXT,
    notes=TEXTS,
    categories=TEXTS,
    photo=st.none() | st.builds(Photo, TEXT, st.binary(max_size=8)),
    extra=PROPERTIES,
)

ANY_TEXT = st.text(max_size=8)
WHOLE = st.integers(-(2**63), 2**63 - 1)
KEPT = st.recursive(
    st.none() | st.booleans() | WHOLE | ANY_TEXT,
    lambda some: st.lists(some, max_size=4) | st.dictionaries(ANY_TEXT, some, max_size=4),
    max_leaves=12,
)


def standard_json(value: Any) -> str:
    """Return the text that the standard library writes: in it are the cards of vaults made before."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@given(value=KEPT)
def test_a_value_has_the_text_that_it_had_before(value: Any) -> None:
    assert dump_json(value) == standard_json(value)
    assert load_json(standard_json(value)) == value


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_from_either_text(number: float) -> None:
    assert load_json(dump_json(number)) == load_json(standard_json(number)) == number


@given(texts=st.lists(ANY_TEXT).map(tuple))
def test_a_tuple_is_kept_as_a_list(texts: tuple[str, ...]) -> None:
    assert dump_json(texts) == standard_json(list(texts))


@given(card=CARDS)
def test_a_card_kept_before_is_the_same_card(card: Card) -> None:
    before = standard_json(json.loads(dump_card(card)))
    assert before == dump_card(card)
    assert load_card(before) == replace(card, photo=None)


@given(properties=PROPERTIES)
def test_properties_come_back_from_their_text(properties: tuple[Property, ...]) -> None:
    assert load_properties(dump_properties(properties)) == properties


@given(card=CARDS)
def test_a_card_comes_back_from_its_text_but_for_the_photo(card: Card) -> None:
    assert load_card(dump_card(card)) == replace(card, photo=None)


@given(card=CARDS)
def test_the_text_tells_of_the_photo(card: Card) -> None:
    assert photo_of(dump_card(card)) == (describe_photo(card.photo) if card.photo else None)
