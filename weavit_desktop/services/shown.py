"""The part of a person's JSON (cli.md) that is computed from cards and kept with the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from weavit_desktop.domain.card import Address, Card, Labelled, Names, Property
from weavit_desktop.services.identifiers import Known

LONG_FIELDS = ("addresses", "urls", "notes", "extra")

# dataclasses.asdict copies deeply, which takes as long as everything else here together.
_NAME_PARTS = tuple(one.name for one in fields(Names))
_names = attrgetter(*_NAME_PARTS)
_ADDRESS_PARTS = tuple(one.name for one in fields(Address))
_address = attrgetter(*_ADDRESS_PARTS)


def shown_document(card: Card, known: Iterable[Known], photo: dict[str, Any] | None) -> dict[str, Any]:
    """Return names, addresses, dates and the rest. `photo` is what card_json tells of it."""
    numbers = {one.written: one.value for one in known if one.kind == "phone"}
    return {
        "names": dict(zip(_NAME_PARTS, _names(card.names), strict=True)),
        "department": card.department,
        "profile_slug": card.profile_slug,
        "emails": [_labelled(one) for one in card.emails],
        "phones": [{**_labelled(one), "e164": numbers.get(one.value)} for one in card.phones],
        "addresses": [dict(zip(_ADDRESS_PARTS, _address(one), strict=True)) for one in card.addresses],
        "urls": [_labelled(one) for one in card.urls],
        "birthday": card.birthday or None,
        "anniversary": card.anniversary or None,
        "notes": list(card.notes),
        "categories": list(card.categories),
        "photo": photo,
        "extra": [_property(one) for one in card.extra],
    }


def _labelled(one: Labelled) -> dict[str, Any]:
    return {"value": one.value, "types": list(one.types)}


def _property(one: Property) -> dict[str, Any]:
    return {
        "name": one.name,
        "params": [list(pair) for pair in one.params],
        "value": one.value,
        "group": one.group,
    }
