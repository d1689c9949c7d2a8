"""A card as the JSON text that the vault keeps: fields left empty by the card are left out.

A photo's bytes are kept in a column of their own; the text holds its media type, digest and length.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from weavit_desktop.domain.card import Address, Card, Labelled, Names, Photo, Property

_TEXTS = ("name", "organization", "department", "title", "profile_slug", "birthday", "anniversary")
_NAMES = ("given", "family", "additional", "prefix", "suffix", "nickname")
_ADDRESS = ("street", "locality", "region", "postal_code", "country", "po_box", "extended")

_NO_NAMES = Names()


def dump_json(value: Any) -> str:
    """Return the compact JSON text of a value: keys sorted, so that equal values have equal texts."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def load_json(text: str) -> Any:
    """Return the value of a JSON text."""
    return orjson.loads(text)


def dump_card(card: Card) -> str:
    """Return the text of a card. `load_card` gives it back but for the photo."""
    body: dict[str, Any] = {key: value for key in _TEXTS if (value := getattr(card, key))}
    if names := {key: value for key in _NAMES if (value := getattr(card.names, key))}:
        body["names"] = names
    if card.is_company:
        body["is_company"] = True
    for key in ("emails", "phones", "urls"):
        if labelled := getattr(card, key):
            body[key] = [[entry.value, *entry.types] for entry in labelled]
    if card.addresses:
        body["addresses"] = [_dump_address(address) for address in card.addresses]
    if card.notes:
        body["notes"] = card.notes
    if card.categories:
        body["categories"] = card.categories
    if card.photo is not None:
        body["photo"] = describe_photo(card.photo)
    if card.extra:
        body["extra"] = [_dump_property(entry) for entry in card.extra]
    return dump_json(body)


def load_card(text: str) -> Card:
    """Return the card of a text, without its photo."""
    body = load_json(text)
    get = body.get
    return Card(
        name=get("name", ""),
        names=Names(**body["names"]) if "names" in body else _NO_NAMES,
        is_company=get("is_company", False),
        organization=get("organization", ""),
        department=get("department", ""),
        title=get("title", ""),
        profile_slug=get("profile_slug", ""),
        birthday=get("birthday", ""),
        anniversary=get("anniversary", ""),
        emails=_labelled(get("emails", ())),
        phones=_labelled(get("phones", ())),
        urls=_labelled(get("urls", ())),
        addresses=tuple(
            Address(**{**entry, "types": tuple(entry.get("types", ()))}) for entry in get("addresses", ())
        ),
        notes=tuple(get("notes", ())),
        categories=tuple(get("categories", ())),
        extra=tuple(_load_property(entry) for entry in get("extra", ())),
    )


def photo_of(text: str) -> dict[str, Any] | None:
    """Return what a card's text says about its photo: media_type, sha256, bytes (a length)."""
    photo: dict[str, Any] | None = load_json(text).get("photo") if '"photo":' in text else None
    return photo


def describe_photo(photo: Photo) -> dict[str, Any]:
    """Return what stands for a photo where its bytes do not belong."""
    digest = hashlib.sha256(photo.data).hexdigest()
    return {"media_type": photo.media_type, "sha256": digest, "bytes": len(photo.data)}


def dump_properties(properties: tuple[Property, ...]) -> str:
    """Return the text of a record's properties, in their order."""
    return dump_json([_dump_property(entry) for entry in properties])


def load_properties(text: str) -> tuple[Property, ...]:
    """Return the properties of a text, in their order."""
    return tuple(_load_property(entry) for entry in load_json(text))


def _labelled(entries: list[list[str]]) -> tuple[Labelled, ...]:
    return tuple(Labelled(value, tuple(types)) for value, *types in entries)


def _dump_address(address: Address) -> dict[str, Any]:
    body: dict[str, Any] = {key: value for key in _ADDRESS if (value := getattr(address, key))}
    if address.types:
        body["types"] = address.types
    return body


def _dump_property(entry: Property) -> list[Any]:
    if entry.group is not None:
        return [entry.name, entry.value, entry.params, entry.group]
    return [entry.name, entry.value, entry.params] if entry.params else [entry.name, entry.value]


def _load_property(entry: list[Any]) -> Property:
    name, value, *rest = entry
    params, group = (*rest, None)[:2] if rest else ((), None)
    return Property(name, value, tuple((key, text) for key, text in params), group)
