"""Everyone in the vault, a batch at a time, as the exports want them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Final

from weavit_desktop.domain.card import Card, Photo
from weavit_desktop.errors import BlobDamaged
from weavit_desktop.rules import Rules
from weavit_desktop.services.batches import in_batches
from weavit_desktop.services.people import as_json, read_person
from weavit_desktop.services.person_facts import shown_card
from weavit_desktop.services.progress import IsCancelled, Progress, Step, stop_if
from weavit_desktop.vault import blobs
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import archive, cards, people
from weavit_desktop.vault.repositories.blobs import KeptBlob
from weavit_desktop.vault.vault import Vault

BATCH: Final = 200

_Who = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One person by the card they are shown by, its picture apart."""

    uid: str
    card: Card = field(repr=False)
    photo: KeptBlob | None


def shown_people(
    vault: Vault, rules: Rules, progress: Progress, cancelled: IsCancelled
) -> Iterator[ShownPerson]:
    """Yield everyone, companies and the holder too, in the order in which they came. Raises Cancelled."""
    for who in _batches(vault, progress, cancelled):
        yield from vault.read(partial(_shown, who=who, rules=rules))


def documents(
    vault: Vault, today: date, progress: Progress, cancelled: IsCancelled
) -> Iterator[dict[str, Any]]:
    """Yield everyone as `weavit person --json` has them, with history, notes, reminders and lists."""
    for who in _batches(vault, progress, cancelled):
        yield from vault.read(partial(_documents, who=who, today=today))


def with_picture(vault: Vault, person: ShownPerson) -> Card:
    """Return a person's card with its picture. Raises BlobDamaged, which costs the picture alone."""
    if person.photo is None:
        return person.card
    data = blobs.load(vault, person.photo.id)
    return replace(person.card, photo=Photo(person.photo.media_type, data))


def picture_or_none(vault: Vault, person: ShownPerson) -> tuple[Card, bool]:
    """Return a person's card, and whether its picture had to be left out since it is damaged."""
    try:
        return with_picture(vault, person), False
    except BlobDamaged:
        return person.card, True


def _batches(vault: Vault, progress: Progress, cancelled: IsCancelled) -> Iterator[_Who]:
    everyone = vault.read(archive.everyone)
    for number, who in enumerate(in_batches(everyone, BATCH)):
        stop_if(cancelled)
        progress(Step("export", number * BATCH, len(everyone)))
        yield who


def _shown(db: Connection, who: _Who, rules: Rules) -> list[ShownPerson]:
    ids = [person_id for person_id, _ in who]
    live, choices, photos = cards.live_of(db, ids), people.choices_of(db, ids), archive.photos_of(db, ids)
    return [
        ShownPerson(uid, shown_card(live.get(one, ()), choices.get(one, {}), rules)[0], photos.get(one))
        for one, uid in who
        if one in live or one in choices  # else deleted just now
    ]


def _documents(db: Connection, who: _Who, today: date) -> list[dict[str, Any]]:
    found = []
    for person_id, uid in who:
        person = read_person(db, uid, today)
        if person is not None:
            found.append({**as_json(person), **archive.own_of(db, person_id)})
    return found
