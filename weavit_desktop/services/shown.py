"""The part of a person's JSON (cli.md) that is computed from cards and kept with the person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from weavit_desktop.domain.card import Address, Card, Labelled, Names, Property
from weavit_desktop.services.identifiers import Known
from weavit_desktop.vault.card_json import dump_json

LONG_FIELDS = ("addresses", "urls", "notes", "extra")

_NAME_PARTS = tuple(one.name for one in fields(Names))
_ADDRESS_PARTS = tuple(one.name for one in fields(Address))
_names_of, _address_of = attrgetter(*_NAME_PARTS), attrgetter(*_ADDRESS_PARTS)
_TEXTS = ("department", "profile_slug")
_DAYS = ("birthday", "anniversary")
_LISTS = ("emails", "phones", "addresses", "urls", "notes", "categories", "extra")


def dump_shown(card: Card, known: Iterable[Known], photo: dict[str, Any] | None) -> str:
    """Return the text to keep, without what is empty. `photo` is what card_json tells of it."""
    numbers = {one.written: one.value for one in known if one.kind == "phone"}
    document = {
        "names": {part: text for part, text in zip(_NAME_PARTS, _names_of(card.names), strict=True) if text},
        "department": card.department,
        "profile_slug": card.profile_slug,
        "birthday": card.birthday,
        "anniversary": card.anniversary,
        "emails": [_labelled(one) for one in card.emails],
        "phones": [{**_labelled(one), "e164": numbers.get(one.value)} for one in card.phones],
        "addresses": [_address(one) for one in card.addresses],
        "urls": [_labelled(one) for one in card.urls],
        "notes": card.notes,
        "categories": card.categories,
        "photo": photo,
        "extra": [_property(one) for one in card.extra],
    }
    return dump_json({name: value for name, value in document.items() if value})


def load_shown(text: str) -> dict[str, Any]:
    """Return the whole document of a kept text, empty fields too."""
    kept = json.loads(text)
    return {
        "names": {part: kept.get("names", {}).get(part, "") for part in _NAME_PARTS},
        **{name: kept.get(name, "") for name in _TEXTS},
        **{name: kept.get(name) for name in _DAYS},
        **{name: kept.get(name, []) for name in _LISTS},
        "addresses": [_whole_address(one) for one in kept.get("addresses", ())],
        "photo": kept.get("photo"),
    }


def _address(one: Address) -> dict[str, Any]:
    return {part: value for part, value in zip(_ADDRESS_PARTS, _address_of(one), strict=True) if value}


def _whole_address(kept: dict[str, Any]) -> dict[str, Any]:
    return {part: kept.get(part, [] if part == "types" else "") for part in _ADDRESS_PARTS}


def _labelled(one: Labelled) -> dict[str, Any]:
    return {"value": one.value, "types": one.types}


def _property(one: Property) -> dict[str, Any]:
    return {"name": one.name, "params": one.params, "value": one.value, "group": one.group}
