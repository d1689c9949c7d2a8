"""Photos of vaults from before there were blobs: out of the database, where they lay with all they told."""

from __future__ import annotations

from typing import Final

from weavit_desktop.domain.card import Photo
from weavit_desktop.importing.pictures import without_picture
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.photos import kept_photo, with_clean_pictures, with_photo
from weavit_desktop.services.picture_process import Cleaner
from weavit_desktop.services.work import Work
from weavit_desktop.vault import blobs
from weavit_desktop.vault.blobs import NewBlob
from weavit_desktop.vault.card_json import dump_card, dump_properties, load_card, load_properties, photo_of
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import deletion, links, photos
from weavit_desktop.vault.repositories.photos import UnmovedCard
from weavit_desktop.vault.vault import Vault

BATCH: Final = 8  # of up to 12 MB each


def move_photos(vault: Vault, work: Work, cleaner: Cleaner) -> int:
    """Make a blob of every photo that lies in the database; return of how many.

    In short transactions: killed at any moment, it goes on where it was when it is called again. Raises
    NoRoom, VaultDamaged.
    """
    place = blobs.place_of(vault)
    count = 0
    while batch := vault.read(lambda db: photos.unmoved(db, BATCH)):
        moved = [_without_photo(one, cleaner) for one in batch]

        def write(db: Connection, moved: list[tuple[CardRecord, NewBlob]] = moved) -> None:
            ids = blobs.keep(db, place, [kept for _, kept in moved])
            for one, (record, kept), blob_id in zip(batch, moved, ids, strict=True):
                card = dump_card(with_photo(record.card, kept))
                photos.move(db, one.id, record.raw, dump_properties(record.properties), card, blob_id)
            people = (links.person_of_card(db, one.id) for one in batch)
            recompute(db, [one for one in people if one is not None], work)

        vault.write(write)
        count += len(batch)
    if count:
        vault.maintain(deletion.empty_log)
    return count


def _without_photo(one: UnmovedCard, cleaner: Cleaner) -> tuple[CardRecord, NewBlob]:
    told = photo_of(one.card) or {}
    photo = Photo(str(told.get("media_type", "")), one.photo)
    card = with_photo(load_card(one.card), NewBlob("", photo.media_type, photo.data))
    record = CardRecord(one.record_key, one.digest, one.raw, load_properties(one.properties), card)
    # Why one cannot be shown was not asked when it came in, and is nothing new now.
    record = with_clean_pictures(without_picture(record), cleaner)
    return record, kept_photo(photo, cleaner.clean(one.photo))[0]
