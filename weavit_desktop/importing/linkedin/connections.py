"""Connections.csv and the address books that LinkedIn once took in: one card each row."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache

from weavit_desktop.domain.card import NO_NAME, Card, Labelled, Names, Property
from weavit_desktop.domain.connected import CONNECTED_ON
from weavit_desktop.domain.folding import CJK_RUN, fold
from weavit_desktop.domain.name_asides import split_degrees, without_asides
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.importing.dates import read_english_day
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.linkedin.entries import Entry
from weavit_desktop.importing.linkedin.former_keys import present_key
from weavit_desktop.importing.records import CardRecord, Note, Problem, Record
from weavit_desktop.importing.tables import column_key
from weavit_desktop.resources import resource

_SEVERAL = re.compile(r"[;,\n]")
_CONTACT_FIELDS = frozenset(
    {"firstname", "lastname", "fullname", "companies", "title", "emails", "phonenumbers", "sites", "profiles"}
)


def read_connections(entries: Iterable[Entry | Problem], keys: Keys) -> Iterator[Record]:
    """Yield a card for each connection. Members who hide themselves leave a date alone: they are counted."""
    hidden = 0
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        elif any(value for key, value in entry.cells.items() if key != "connectedon"):
            card = _connection(entry)
            yield _record(entry, card, "connectedon", keys)
        else:
            hidden += 1
    if hidden:
        yield Note("connections who hide everything but the date", hidden)


def read_contacts(entries: Iterable[Entry | Problem], keys: Keys) -> Iterator[Record]:
    """Yield a card for each contact of an imported address book."""
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        else:
            card = _contact(entry)
            yield _record(entry, card, "emails", keys)


def _connection(entry: Entry) -> Card:
    names = _names(entry)
    url, email = entry.get("url"), entry.get("emailaddress")
    connected = entry.get("connectedon")
    return Card(
        name=joined_names(names) or entry.get("company") or email or NO_NAME,
        names=names,
        organization=entry.get("company"),
        title=entry.get("position"),
        emails=(Labelled(email),) if email else (),
        urls=(Labelled(url, ("profile",)),) if url else (),
        profile_slug=normalise_slug(url),
        extra=(Property(CONNECTED_ON, read_english_day(connected) or connected),) if connected else (),
    )


def _contact(entry: Entry) -> Card:
    names = _names(entry)
    emails = _several(entry.get("emails"))
    addresses = (*_several(entry.get("profiles")), *_several(entry.get("sites")))
    return Card(
        name=joined_names(names) or _whole(entry) or entry.get("companies") or next(iter(emails), NO_NAME),
        names=names,
        organization=entry.get("companies"),
        title=entry.get("title"),
        emails=tuple(map(Labelled, emails)),
        phones=tuple(map(Labelled, _several(entry.get("phonenumbers")))),
        urls=tuple(map(Labelled, addresses)),
        profile_slug=next((slug for address in addresses if (slug := normalise_slug(address))), ""),
        extra=tuple(
            Property(name, value.strip())
            for name, value in zip(entry.names, entry.row.cells, strict=True)
            if value.strip() and column_key(name) not in _CONTACT_FIELDS
        ),
    )


def member_names(first: str, last: str) -> Names:
    """Return the name of a member, who often writes degrees, pronouns and pictographs beside it."""
    pronouns, degrees = _listed("pronouns"), _listed("credentials")
    given, behind_given = split_degrees(without_asides(first, pronouns), degrees)
    family, _, behind_family = without_asides(last, pronouns).partition(",")
    suffix = ", ".join(filter(None, (behind_given, behind_family.strip())))
    return Names(given=given, family=family.strip(), suffix=suffix)


def _names(entry: Entry) -> Names:
    names = member_names(entry.get("firstname"), entry.get("lastname"))
    return names if joined_names(names) else _written(entry)  # a rocket for a name is better than none


def _written(entry: Entry) -> Names:
    """Return the name as it stands in the row, but for what is behind the comma: "Hale, PhD"."""
    family, _, suffix = entry.get("lastname").partition(",")
    return Names(given=entry.get("firstname"), family=family.strip(), suffix=suffix.strip())


def _whole(entry: Entry) -> str:
    return without_asides(entry.get("fullname"), _listed("pronouns")) or entry.get("fullname")


@cache
def _listed(name: str) -> frozenset[str]:
    """Return a list of the shipped rules for names: those of the person's own are for comparing alone."""
    rules = tomllib.loads(resource("rules/names.toml").read_text(encoding="utf-8"))
    return frozenset(map(fold, rules[name]))


def joined_names(names: Names) -> str:
    """Return the name as it is shown."""
    if CJK_RUN.fullmatch(names.given) and CJK_RUN.fullmatch(names.family):
        return names.family + names.given  # as it is written where these scripts are
    return f"{names.given} {names.family}".strip()


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEVERAL.split(text) if part.strip())


def _identity(entry: Entry, card: Card, column: str) -> str:
    """Return what stays of a row without a profile address when its owner changes post: name and a column.

    The name as it is written: the keys of former imports have the pronouns and pictographs in them.
    """
    name = " ".join((joined_names(_written(entry)) or card.name).casefold().split())
    return f"{name}|{entry.get(column).casefold()}"


def _record(entry: Entry, card: Card, column: str, keys: Keys) -> CardRecord:
    digest = entry.digest()
    former = card.profile_slug or _identity(entry, card, column)
    identity = card.profile_slug or present_key(former)
    return CardRecord(
        keys.assign(identity, digest),
        digest,
        entry.row.raw,
        entry.properties(),
        card,
        former if former != identity else "",
    )
