"""The card a person is shown by, computed from the linked cards and the person's own choices."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from weavit_desktop.domain.card import NO_NAME, Address, Card, Labelled, Names

NAME_PARTS = frozenset(part.name for part in fields(Names))
CHOICES = NAME_PARTS | {"name", "organization", "department", "title", "birthday", "anniversary"}

Value = TypeVar("Value")
Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class LinkedCard:
    """A card and how new it is: of two ranks the greater is newer. No two cards of a person share one."""

    rank: tuple[str, ...]
    card: Card


def merge_cards(
    cards: Iterable[LinkedCard], choices: Mapping[str, str], phone_key: Key = str.casefold
) -> Card:
    """Return the shown card; the order in which the cards are given does not matter.

    Name, employer with title, dates and picture come from the newest card that has them, a whole name
    before an incomplete one. E-mails, phones, addresses, links, notes, categories and unknown
    properties are united; phones are the same when `phone_key` says so. `choices` win, by the names
    in CHOICES; a chosen display name takes its parts from the choices alone.
    """
    unknown = choices.keys() - CHOICES
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    newest_first = [one.card for one in sorted(cards, key=lambda one: one.rank, reverse=True)]
    shown = replace(
        _named(newest_first),
        emails=_labelled(newest_first, lambda card: card.emails, str.casefold),
        phones=_labelled(newest_first, lambda card: card.phones, phone_key),
        urls=_labelled(newest_first, lambda card: card.urls, _url_key),
        addresses=_addresses(newest_first),
        notes=_unique((note for card in newest_first for note in card.notes), str.strip),
        categories=_unique((category for card in newest_first for category in card.categories), str.casefold),
        extra=_unique((extra for card in newest_first for extra in card.extra), lambda extra: extra),
    )
    return _chosen(shown, choices)


def _named(cards: Sequence[Card]) -> Card:
    """Return what has one value: from the newest card that gives it.

    A card that names no employer says nothing against one: its title is taken for one there.
    """
    best = max(cards, key=_completeness, default=Card(name=""))
    organization = _first(cards, "organization")
    there = [card for card in cards if not card.organization or _same(card.organization, organization)]
    return Card(
        name=best.name,
        names=best.names,
        is_company=cards[0].is_company if cards else False,
        organization=organization,
        department=_first(there, "department"),
        title=_first(there, "title"),
        profile_slug=_first(cards, "profile_slug"),
        birthday=_first(cards, "birthday"),
        anniversary=_first(cards, "anniversary"),
        photo=next((card.photo for card in cards if card.photo), None),
    )


def _completeness(card: Card) -> int:
    """Return 2 for a name with its given and family part in full, 1 for any other, 0 for none."""
    if len(card.names.given.rstrip(".")) > 1 and len(card.names.family.rstrip(".")) > 1:
        return 2
    return 1 if card.name not in ("", NO_NAME) else 0


def _same(one: str, other: str) -> bool:
    return one.casefold().strip() == other.casefold().strip()


def _first(cards: Iterable[Card], field: str) -> str:
    return next((value for card in cards if (value := getattr(card, field))), "")


def _labelled(
    cards: Iterable[Card], values_of: Callable[[Card], Iterable[Labelled]], key: Key
) -> tuple[Labelled, ...]:
    """Return each value once, as the newest card writes it, with the types of all."""
    united: dict[str, Labelled] = {}
    for card in cards:
        for value in values_of(card):
            same = key(value.value.strip()) or value.value
            known = united.get(same)
            united[same] = replace(known, types=_types(known.types, value.types)) if known else value
    return tuple(united.values())


def _addresses(cards: Iterable[Card]) -> tuple[Address, ...]:
    united: dict[Address, Address] = {}
    for card in cards:
        for address in card.addresses:
            same = replace(address, types=())
            known = united.get(same)
            united[same] = replace(known, types=_types(known.types, address.types)) if known else address
    return tuple(united.values())


def _types(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _unique(values: Iterable[Value], key: Callable[[Value], Hashable]) -> tuple[Value, ...]:
    united: dict[Hashable, Value] = {}
    for value in values:
        united.setdefault(key(value), value)
    return tuple(united.values())


def _url_key(url: str) -> str:
    return url.casefold().rstrip("/")


def _chosen(card: Card, choices: Mapping[str, str]) -> Card:
    parts = {field: value for field, value in choices.items() if field in NAME_PARTS}
    return replace(
        card,
        name=choices.get("name", card.name),
        names=replace(Names() if "name" in choices else card.names, **parts),
        organization=choices.get("organization", card.organization),
        department=choices.get("department", card.department),
        title=choices.get("title", card.title),
        birthday=choices.get("birthday", card.birthday),
        anniversary=choices.get("anniversary", card.anniversary),
    )
