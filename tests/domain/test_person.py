"""The shown card is computed from the linked cards, newest first, and the person's own choices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.domain.card import NO_NAME, Address, Card, Labelled, Names, Photo, Property
from weavit_desktop.domain.person import LinkedCard, merge_cards


def linked(rank: int, **fields: Any) -> LinkedCard:
    return LinkedCard((f"{rank:04}",), Card(**{"name": "Anna Weber", **fields}))


def test_one_card_is_shown_as_it_is() -> None:
    card = Card(
        name="Anna Weber",
        names=Names(given="Anna", family="Weber"),
        organization="Acme",
        department="Labs",
        title="Buyer",
        emails=(Labelled("a@acme.example", ("work",)),),
        phones=(Labelled("+49 30 1", ()),),
        addresses=(Address(locality="Berlin", types=("home",)),),
        urls=(Labelled("https://acme.example", ()),),
        profile_slug="anna",
        birthday="--02-08",
        anniversary="2010-05-01",
        notes=("met in Ulm",),
        categories=("friends",),
        photo=Photo("image/png", b"x"),
        extra=(Property("X-FOO", "1"),),
    )
    assert merge_cards([LinkedCard(("1",), card)], {}) == card


@given(st.permutations(range(4)))
def test_the_order_in_which_cards_are_given_does_not_matter(order: list[int]) -> None:
    cards = [
        linked(1, organization="Old", title="Buyer", emails=(Labelled("A@x.example", ("home",)),)),
        linked(2, name="A. Weber", emails=(Labelled("a@x.example", ("work",)),), notes=("one",)),
        linked(3, names=Names("Anna", "Weber"), organization="New", birthday="1980-01-01"),
        linked(4, name="", phones=(Labelled("1", ()),), notes=("two", "one")),
    ]
    assert merge_cards([cards[at] for at in order], {}) == merge_cards(cards, {})


def test_the_newest_employer_comes_with_its_title() -> None:
    shown = merge_cards(
        [linked(1, organization="Old", title="Buyer"), linked(2, organization="New", title="Head of Sales")],
        {},
    )
    assert (shown.organization, shown.title) == ("New", "Head of Sales")


def test_a_newer_title_without_an_employer_takes_none_away() -> None:
    shown = merge_cards([linked(1, organization="Old", title="Buyer"), linked(2, title="Head of Sales")], {})
    assert (shown.organization, shown.title) == ("Old", "Head of Sales")


def test_a_newer_card_without_a_name_leaves_the_name() -> None:
    assert merge_cards([linked(1, name="Anna"), linked(2, name=NO_NAME)], {}).name == "Anna"


def test_an_old_title_is_not_carried_to_a_new_employer() -> None:
    shown = merge_cards([linked(1, organization="Old", title="Buyer"), linked(2, organization="New")], {})
    assert (shown.organization, shown.title) == ("New", "")


def test_a_title_is_filled_in_from_an_older_card_of_the_same_employer() -> None:
    shown = merge_cards([linked(1, organization="ACME", title="Buyer"), linked(2, organization="Acme")], {})
    assert (shown.organization, shown.title) == ("Acme", "Buyer")


def test_a_whole_name_is_shown_before_a_newer_initial() -> None:
    shown = merge_cards(
        [linked(1, names=Names("Anna", "Weber")), linked(2, name="A. Weber", names=Names("A.", "Weber"))], {}
    )
    assert (shown.name, shown.names) == ("Anna Weber", Names("Anna", "Weber"))


def test_of_two_whole_names_the_newer_is_shown() -> None:
    shown = merge_cards(
        [
            linked(1, names=Names("Anna", "Weber")),
            linked(2, name="Anna Maier", names=Names("Anna", "Maier")),
        ],
        {},
    )
    assert shown.name == "Anna Maier"


def test_an_address_given_twice_is_shown_once_with_all_its_kinds() -> None:
    shown = merge_cards(
        [
            linked(1, emails=(Labelled("ANNA@acme.example", ("work",)),)),
            linked(2, emails=(Labelled("anna@acme.example", ("pref",)),)),
        ],
        {},
    )
    assert shown.emails == (Labelled("anna@acme.example", ("pref", "work")),)


def test_phones_are_the_same_when_their_normal_form_is() -> None:
    cards = [linked(1, phones=(Labelled("030 1", ()),)), linked(2, phones=(Labelled("+49301", ()),))]
    shown = merge_cards(cards, {}, phone_key=lambda value: value[-1])
    assert shown.phones == (Labelled("+49301", ()),)


def test_a_phone_without_a_normal_form_is_kept() -> None:
    shown = merge_cards(
        [linked(1, phones=(Labelled("ask Bea", ()), Labelled("ask Cy", ())))], {}, phone_key=lambda _: ""
    )
    assert [phone.value for phone in shown.phones] == ["ask Bea", "ask Cy"]


def test_notes_categories_and_unknown_properties_of_all_cards_are_kept() -> None:
    shown = merge_cards(
        [
            linked(1, notes=("one",), categories=("Friends",), extra=(Property("X-A", "1"),)),
            linked(2, notes=("two", "one"), categories=("friends", "vip"), extra=(Property("X-A", "2"),)),
        ],
        {},
    )
    assert shown.notes == ("two", "one")
    assert shown.categories == ("friends", "vip")
    assert shown.extra == (Property("X-A", "2"), Property("X-A", "1"))


def test_own_choices_win() -> None:
    shown = merge_cards(
        [linked(1, organization="Acme", title="Buyer", birthday="1980-01-01")],
        {"organization": "Beta", "title": "", "birthday": "1981-01-01"},
    )
    assert (shown.organization, shown.title, shown.birthday) == ("Beta", "", "1981-01-01")


def test_a_chosen_name_takes_no_parts_from_the_cards() -> None:
    shown = merge_cards(
        [linked(1, names=Names("Anna", "Weber", prefix="Dr."))],
        {"name": "Anna Maier", "given": "Anna", "family": "Maier"},
    )
    assert (shown.name, shown.names) == ("Anna Maier", Names("Anna", "Maier"))


def test_a_chosen_part_leaves_the_others() -> None:
    shown = merge_cards([linked(1, names=Names("Anna", "Weber"))], {"nickname": "Anni"})
    assert shown.names == Names("Anna", "Weber", nickname="Anni")


def test_a_person_may_have_no_card_at_all() -> None:
    assert merge_cards([], {"name": "Bea"}) == Card(name="Bea")


def test_a_choice_of_an_unknown_field_is_a_bug() -> None:
    with pytest.raises(ValueError, match="colour"):
        merge_cards([], {"colour": "red"})
