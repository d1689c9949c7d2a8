"""The people of an account as cards. What Monica keeps of them and we have no field for stays beside."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from weavit_desktop.domain.card import NO_NAME, Address, Card, Labelled, Names, Photo, Property
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.importing.dates import read_vcard_day
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.monica.account import Account, Entry, collections, listed, mapping, text
from weavit_desktop.importing.records import CardRecord

# Texts of calls and messages are not stored; what Monica counts for itself makes no card new.
_TEXTS: Final = ("call", "conversation")
_BOOKKEEPING: Final = (
    "updated_at",
    "last_consulted_at",
    "number_of_views",
    "distant_etag",
    "vcard",
    "avatar",
)
_FIELDS: Final = frozenset(
    {
        "first_name",
        "middle_name",
        "last_name",
        "nickname",
        "company",
        "job",
        "description",
        "tags",
        "birthdate",
    }
)
_TAKEN: Final = frozenset({*_TEXTS, "contact_field", "address", "note", "activity", "photo"})
_DATA_URL = re.compile(r"data:(image/[a-z0-9.+-]+);base64,", re.IGNORECASE)

Relations = Mapping[str, Sequence[Property]]


def read_cards(account: Account) -> Iterator[CardRecord]:
    """Yield a card for each person of an account."""
    keys = Keys()
    photos = {text(one, "uuid"): one for one in account.of("photo")}
    relations = _relations(account)
    for contact in account.of("contact"):
        yield _record(contact, account, photos, relations, keys)


def name_of(contact: Entry) -> str:
    """Return what to call a person."""
    properties = mapping(contact.get("properties"))
    parts = (text(properties, key) for key in ("first_name", "middle_name", "last_name"))
    return " ".join(filter(None, parts)) or text(properties, "nickname")


def contact_fields(contact: Entry, kinds: Mapping[str, Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, name of the kind, value) of the ways to reach a person; kind is email, phone or ""."""
    for one in collections(contact).get("contact_field", ()):
        properties = mapping(mapping(one).get("properties"))
        kind = kinds.get(text(properties, "type"), {})
        if value := text(properties, "data"):
            yield text(kind, "type").casefold(), text(kind, "name"), value


def _record(
    contact: Entry, account: Account, photos: Mapping[str, Entry], relations: Relations, keys: Keys
) -> CardRecord:
    uid = text(contact, "uuid")
    found = _photo_entry(contact, photos)
    kept = _without_texts(contact)
    if found is not None:
        kept["avatar_photo"] = found
    stated = json.dumps(_without_bookkeeping(kept), sort_keys=True, ensure_ascii=False)
    related = relations.get(uid, ())
    digest = hashlib.sha256("\x1f".join((stated, *(one.value for one in related))).encode()).hexdigest()
    card = _card(contact, account, related, _photo(found))
    raw = json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace")
    properties = tuple(_properties(mapping(contact.get("properties"))))
    return CardRecord(keys.assign(uid, digest), digest, raw, (*properties, *related), card)


def _card(contact: Entry, account: Account, related: Sequence[Property], photo: Photo | None) -> Card:
    properties, lists = mapping(contact.get("properties")), collections(contact)
    reached = list(contact_fields(contact, account.kinds))
    emails = tuple(Labelled(value) for kind, _, value in reached if kind == "email")
    phones = tuple(Labelled(value) for kind, _, value in reached if kind == "phone")
    others = [(name, value) for kind, name, value in reached if kind not in ("email", "phone")]
    urls = tuple(
        Labelled(value, (name.casefold(),) if name else ()) for name, value in others if "/" in value
    )
    birthday = _birthday(mapping(properties.get("birthdate")))
    notes = (text(properties, "description"), *_notes(lists))
    left = {"birthdate"} if not birthday else set()
    return Card(
        name=name_of(contact) or text(properties, "company") or next(iter(v for *_, v in reached), NO_NAME),
        names=Names(
            given=text(properties, "first_name"),
            family=text(properties, "last_name"),
            additional=text(properties, "middle_name"),
            nickname=text(properties, "nickname"),
        ),
        organization=text(properties, "company"),
        title=text(properties, "job"),
        emails=emails,
        phones=phones,
        addresses=tuple(map(_address, map(mapping, lists.get("address", ())))),
        urls=urls,
        profile_slug=next((slug for url in urls if (slug := normalise_slug(url.value))), ""),
        birthday=birthday,
        notes=tuple(filter(None, notes)),
        categories=tuple(one for one in listed(properties.get("tags")) if isinstance(one, str)),
        photo=photo,
        extra=(
            *_properties(
                {key: value for key, value in properties.items() if key in left or key not in _FIELDS}
            ),
            *(Property(name or "contact field", value) for name, value in others if "/" not in value),
            *_lists(lists),
            *related,
        ),
    )


def _properties(properties: Entry) -> Iterator[Property]:
    """Yield properties as text: what has a structure, as JSON. False, null and what is empty say nothing."""
    for key, value in properties.items():
        if key not in _BOOKKEEPING and value not in (None, False, "", [], {}):
            yield Property(key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _lists(lists: Mapping[str, list[Any]]) -> Iterator[Property]:
    """Yield what else Monica keeps of a person: debts, gifts, reminders, tasks, pets, life events."""
    for kind, several in lists.items():
        if kind not in _TAKEN:
            for one in several:
                said = mapping(one).get("properties", one)
                yield Property(kind, json.dumps(said, ensure_ascii=False, sort_keys=True))


def _notes(lists: Mapping[str, list[Any]]) -> Iterator[str]:
    for one in lists.get("note", ()):
        yield text(mapping(mapping(one).get("properties")), "body")


def _address(entry: Entry) -> Address:
    properties = mapping(entry.get("properties"))
    label = text(properties, "name").casefold()
    return Address(
        street=text(properties, "street"),
        locality=text(properties, "city"),
        region=text(properties, "province"),
        postal_code=text(properties, "postal_code"),
        country=text(properties, "country"),
        types=(label,) if label else (),
    )


def _birthday(special: Entry) -> str:
    """Return a birthday. One that Monica worked out from an age is no birthday."""
    day = read_vcard_day(text(special, "date"))
    if special.get("is_age_based") is True or not day:
        return ""
    return f"--{day[-5:]}" if special.get("is_year_unknown") is True else day


def _relations(account: Account) -> dict[str, list[Property]]:
    """Return who is what to whom, for each person: Property("relationship", "partner of Bob Ray")."""
    names = {text(one, "uuid"): name_of(one) for one in account.of("contact")}
    found: dict[str, list[Property]] = {}
    for one in account.of("relationship"):
        properties = mapping(one.get("properties"))
        other = text(properties, "of_contact")
        words = f"{text(properties, 'type')} of {names.get(other) or NO_NAME}"
        found.setdefault(text(properties, "contact_is"), []).append(Property("relationship", words))
    return found


def _photo_entry(contact: Entry, photos: Mapping[str, Entry]) -> Entry | None:
    avatar = mapping(mapping(contact.get("properties")).get("avatar"))
    ids = (text(avatar, "avatar_photo"), *collections(contact).get("photo", ()))
    return next((photos[one] for one in ids if isinstance(one, str) and one in photos), None)


def _photo(entry: Entry | None) -> Photo | None:
    url = text(mapping((entry or {}).get("properties")), "dataUrl")
    found = _DATA_URL.match(url)
    if found is None:
        return None
    try:
        data = base64.b64decode(url[found.end() :], validate=True)
    except (binascii.Error, ValueError):  # the text stays in the record as it came
        return None
    return Photo(found[1].lower(), data) if data else None


def _without_texts(contact: Entry) -> dict[str, Any]:
    data = [one for one in listed(contact.get("data")) if text(mapping(one), "type") not in _TEXTS]
    return {**contact, "data": data}


def _without_bookkeeping(contact: Entry) -> dict[str, Any]:
    said = {key: value for key, value in contact.items() if key not in _BOOKKEEPING}
    properties = mapping(contact.get("properties"))
    return {**said, "properties": {key: one for key, one in properties.items() if key not in _BOOKKEEPING}}
