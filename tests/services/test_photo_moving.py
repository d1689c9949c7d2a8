"""Photos that an older version left in the database become blobs, whenever that is interrupted."""

from __future__ import annotations

import base64
from concurrent.futures import Future

import pytest

from builders.blobs import everything_in, files_in, found
from builders.desk import Desk, someone
from builders.pictures import MARKER, jpeg, photo_line, told_all
from weavit_desktop.domain.card import Photo
from weavit_desktop.importing.pictures import KEPT_APART
from weavit_desktop.services.compute import rebuild
from weavit_desktop.services.photo_moving import BATCH, move_photos
from weavit_desktop.services.photos import photo_of
from weavit_desktop.services.photos_left import move_photos_left
from weavit_desktop.services.picture_process import NoPicture, Picture, PictureProcess
from weavit_desktop.vault.connection import Connection


def as_it_was(desk: Desk, pictures: dict[str, bytes]) -> None:
    """Import cards, and put their photos where they lay before there were blobs: raw, properties, column."""
    cards = {name: someone(name, photo_line(picture), uid=name) for name, picture in pictures.items()}
    desk.take(desk.file("in.vcf", *cards.values()))

    def write(db: Connection) -> None:
        for name, picture in pictures.items():
            text = base64.b64encode(picture).decode()
            db.execute(
                """UPDATE source_card SET raw = ?, photo = ?, photo_blob_id = NULL,
                properties = replace(properties, ?, ?) WHERE record_key = ?""",
                (cards[name], picture, KEPT_APART, text, name),
            )
        db.execute("DELETE FROM blob")

    desk.vault.write(write)
    assert files_in(desk.vault.folder) == []


def moved(desk: Desk) -> int:
    return move_photos_left(desk.vault, lambda: desk.work)


def test_photos_move_and_nothing_of_what_they_told_stays(desk: Desk) -> None:
    as_it_was(desk, {"Anna Berg": told_all("JPEG"), "Bo Lind": jpeg()})
    assert found(MARKER, everything_in(desk.vault))
    assert moved(desk) == 2
    assert not found(MARKER, everything_in(desk.vault))
    assert photo_of(desk.vault, desk.uid("Bo Lind")) == Photo("image/jpeg", jpeg())
    assert desk.person("Bo Lind")["photo"]["bytes"] == len(jpeg())
    kept = photo_of(desk.vault, desk.uid("Anna Berg"))
    assert kept is not None
    assert desk.person("Anna Berg")["photo"]["bytes"] == len(kept.data)


def test_what_was_moved_is_as_if_it_came_in_today(desk: Desk) -> None:
    pictures = {"Anna Berg": told_all("JPEG"), "Bo Lind": jpeg()}
    path = desk.file(
        "again.vcf", *(someone(name, photo_line(one), uid=name) for name, one in pictures.items())
    )
    desk.take(path)
    wanted = desk.rows("SELECT raw, properties, card FROM source_card ORDER BY id")
    shown = desk.rows("SELECT shown FROM person ORDER BY id")
    as_it_was(desk, pictures)
    moved(desk)
    assert desk.rows("SELECT raw, properties, card FROM source_card ORDER BY id") == wanted
    assert desk.rows("SELECT shown FROM person ORDER BY id") == shown
    assert desk.take(path).sources[0].unchanged == 2
    rebuild(desk.vault, desk.work)
    assert desk.rows("SELECT shown FROM person ORDER BY id") == shown


def test_with_nothing_to_move_nothing_is_asked_for(desk: Desk) -> None:
    desk.take(desk.file("in.vcf", someone("Anna Berg", photo_line(jpeg()))))

    def refuse() -> None:
        raise AssertionError("the rules were loaded")

    assert move_photos_left(desk.vault, refuse) == 0  # type: ignore[arg-type]  # never called


def test_interrupted_it_goes_on_where_it_was(desk: Desk) -> None:
    names = [f"Person {number}" for number in range(2 * BATCH + 3)]
    as_it_was(desk, {name: jpeg(shade=12 * number) for number, name in enumerate(names)})

    class Dying:
        """Cleans as many pictures as a batch and a half has."""

        def __init__(self, cleaner: PictureProcess) -> None:
            self.cleaner, self.left = cleaner, BATCH + BATCH // 2

        def clean(self, data: bytes) -> Future[Picture | NoPicture]:
            self.left -= 1
            if not self.left:
                raise KeyboardInterrupt
            return self.cleaner.clean(data)

    with PictureProcess() as cleaner, pytest.raises(KeyboardInterrupt):
        move_photos(desk.vault, desk.work, Dying(cleaner))
    assert len(files_in(desk.vault.folder)) == BATCH
    assert moved(desk) == len(names) - BATCH
    assert moved(desk) == 0
    assert all(
        photo_of(desk.vault, desk.uid(name)) == Photo("image/jpeg", jpeg(shade=12 * number))
        for number, name in enumerate(names)
    )


def test_what_cannot_be_shown_moves_as_it_is(desk: Desk) -> None:
    as_it_was(desk, {"Anna Berg": b"GIF89a" + bytes(40)})
    assert moved(desk) == 1
    photo = photo_of(desk.vault, desk.uid("Anna Berg"))
    assert photo == Photo("image/gif", b"GIF89a" + bytes(40))
