"""The pictures in cards: cleaned in a process of their own, kept apart, given back."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Final

from weavit_desktop import pipe
from weavit_desktop.domain.card import Card, Photo
from weavit_desktop.importing.pictures import other_pictures, with_other_picture
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.services.picture_process import Cleaner, NoPicture, Picture
from weavit_desktop.vault import blobs
from weavit_desktop.vault.blobs import NewBlob
from weavit_desktop.vault.repositories import photos
from weavit_desktop.vault.vault import Vault

PURPOSE: Final = "picture"

UNSHOWN: Final = "The picture in this card cannot be shown: {why}. It was kept as it came; the rest was read."
_WHY: Final = {
    pipe.FORMAT: "only JPEG, PNG and WebP are",
    pipe.OVERSIZED: "it is too large",
    pipe.DAMAGED: "it is damaged",
}
_FAILED: Final = "it could not be read"

Cleaning = Future[Picture | NoPicture]


def fits(card: Card) -> bool:
    """Return whether a card holds a picture that the vault can keep."""
    return card.photo is not None and 0 < len(card.photo.data) <= blobs.MOST_BYTES


def with_clean_pictures(record: CardRecord, cleaner: Cleaner) -> CardRecord:
    """Return a record whose other pictures, which stay in its text, tell nothing beside the picture.

    They are rare enough to be waited for. One that cannot be read stays as it came.
    """
    for data in other_pictures(record):
        outcome = cleaner.clean(data).result()
        if isinstance(outcome, Picture) and outcome.data != data:
            record = with_other_picture(record, data, outcome.data)
    return record


def kept_photo(came: Photo, cleaning: Cleaning) -> tuple[NewBlob, str]:
    """Wait for a picture. Return what to keep of it, and why it cannot be shown, '' if it can."""
    outcome = cleaning.result()
    if isinstance(outcome, NoPicture):
        sentence = UNSHOWN.format(why=_WHY.get(outcome.code, _FAILED))
        return NewBlob(PURPOSE, came.media_type, came.data), sentence
    return NewBlob(PURPOSE, outcome.media_type, outcome.data, outcome.thumbnail), ""


def with_photo(card: Card, kept: NewBlob) -> Card:
    """Return a card with its picture as it is kept."""
    return replace(card, photo=Photo(kept.media_type, kept.data))


def photo_of(vault: Vault, uid: str) -> Photo | None:
    """Return the picture of a person, None without one. Raises BlobDamaged."""
    kept = vault.read(lambda db: photos.blob_of_person(db, uid))
    return None if kept is None else Photo(kept.media_type, blobs.load(vault, kept.id))


def photo_of_card(vault: Vault, card_id: int) -> Photo | None:
    """Return the picture of one card: what stood where its record now says KEPT_APART. Raises BlobDamaged."""
    kept = vault.read(lambda db: photos.blob_of_card(db, card_id))
    return None if kept is None else Photo(kept.media_type, blobs.load(vault, kept.id))
