"""Cards as text: what goes in comes out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.card import Address, Card, Labelled, Names, Photo, Property
from weavit_desktop.vault.card_json import describe_photo, dump_card, load_card, photo_of

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


@given(card=CARDS)
def test_a_card_comes_back_from_its_text_but_for_the_photo(card: Card) -> None:
    assert load_card(dump_card(card)) == replace(card, photo=None)


@given(card=CARDS)
def test_the_text_tells_of_the_photo(card: Card) -> None:
    assert photo_of(dump_card(card)) == (describe_photo(card.photo) if card.photo else None)
