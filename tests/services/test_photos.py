"""Photos of an import: without what a camera tells, kept once, given back, gone with the person."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest
from PIL import Image

from builders.blobs import everything_in, files_in, found, names_of
from builders.desk import Desk, someone
from builders.pictures import MARKER, bomb_png, drawing, encoded, jpeg, photo_line, told_all
from weavit_desktop.domain.card import Photo
from weavit_desktop.errors import Cancelled
from weavit_desktop.importing.pictures import KEPT_APART
from weavit_desktop.services.compute import rebuild
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.field_check import FieldCheck
from weavit_desktop.services.photos import photo_of, photo_of_card
from weavit_desktop.vault.repositories import photos


def with_picture(name: str, picture: bytes, kind: str = "JPEG", **fields: str) -> bytes:
    return someone(name, photo_line(picture, kind), **fields)


def problems(desk: Desk, *cards: bytes) -> list[tuple[str, str, bool]]:
    (source,) = desk.take(desk.file("in.vcf", *cards)).sources
    return [(one.where, one.what, one.kept) for one in source.problems]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_a_photo_was_taken_is_nowhere_in_the_vault(desk: Desk, kind: str) -> None:
    came = told_all(kind)
    assert found(MARKER, came)
    path = desk.file("in.vcf", with_picture("Anna Berg", came, kind))
    desk.take(path, dry_run=True)
    assert desk.take(path).sources[0].problems == ()
    assert not found(MARKER, everything_in(desk.vault))  # with the log, and what was deleted
    rebuild(desk.vault, desk.work)
    assert not found(MARKER, everything_in(desk.vault))
    photo = photo_of(desk.vault, desk.uid("Anna Berg"))
    assert photo is not None
    assert not found(MARKER, photo.data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nor_is_what_a_second_photo_or_a_logo_tells(desk: Desk, kind: str) -> None:
    told = base64.b64encode(told_all(kind)).decode()
    lines = (
        photo_line(jpeg()),
        photo_line(told_all(kind), kind),
        f"LOGO;VALUE=uri:data:image/png;base64,{told}",
        f"logo;ENCODING=b:{told}",
        "LOGO;VALUE=uri:https://veldmark.example/a/logo/that/is/an/address.png",
        "X-OTHER:stays",
    )
    check = FieldCheck()
    path = desk.file("in.vcf", someone("Anna Berg", *lines))
    desk.take(path, dry_run=True, check=check)
    assert sum(one.lost for one in check.counts()) == 0
    desk.take(path)
    assert not found(MARKER, everything_in(desk.vault))
    extra = [(one["name"].upper(), one["value"]) for one in desk.person("Anna Berg")["extra"]]
    pictures = [value.rpartition(",")[2] for _, value in extra if "://" not in value and value != "stays"]
    assert [name for name, _ in extra] == ["PHOTO", "LOGO", "LOGO", "LOGO", "X-OTHER"]
    assert [Image.open(io.BytesIO(base64.b64decode(one))).size for one in pictures] == 3 * [drawing().size]
    assert photo_of(desk.vault, desk.uid("Anna Berg")) == Photo("image/jpeg", jpeg())


def test_the_marker_is_found_where_nothing_is_cleaned(desk: Desk) -> None:
    desk.take(desk.file("in.vcf", with_picture("Anna Berg", b"GIF89a" + MARKER.encode() * 3, "GIF")))
    assert found(MARKER, everything_in(desk.vault))


def test_a_photo_that_is_nothing_else_comes_back_as_it_came(desk: Desk) -> None:
    picture = jpeg()
    assert problems(desk, with_picture("Anna Berg", picture)) == []
    uid = desk.uid("Anna Berg")
    assert photo_of(desk.vault, uid) == Photo("image/jpeg", picture)
    assert desk.person("Anna Berg")["photo"] == {
        "media_type": "image/jpeg",
        "bytes": len(picture),
        "sha256": hashlib.sha256(picture).hexdigest(),
    }
    ((card_id,),) = desk.rows("SELECT id FROM source_card")
    assert photo_of_card(desk.vault, card_id) == Photo("image/jpeg", picture)


def test_the_person_tells_of_the_photo_that_is_kept(desk: Desk) -> None:
    desk.take(desk.file("in.vcf", with_picture("Anna Berg", told_all("WEBP"), "WEBP")))
    kept = photo_of(desk.vault, desk.uid("Anna Berg"))
    assert kept is not None
    told = desk.person("Anna Berg")["photo"]
    assert told["sha256"] == hashlib.sha256(kept.data).hexdigest()
    assert (told["media_type"], told["bytes"]) == (kept.media_type, len(kept.data))


def test_the_database_holds_the_photo_in_no_copy(desk: Desk) -> None:
    desk.take(desk.file("in.vcf", with_picture("Anna Berg", encoded(drawing(900, 700), "PNG"), "PNG")))
    ((raw, properties, photo),) = desk.rows("SELECT raw, properties, photo FROM source_card")
    assert photo is None
    assert len(raw) + len(properties) < 500
    assert KEPT_APART.encode() in raw
    assert KEPT_APART in properties
    assert b"ENCODING=b;TYPE=PNG" in raw


def test_the_same_file_again_changes_nothing_and_a_newer_photo_updates(desk: Desk) -> None:
    old, new = told_all("JPEG"), jpeg(shade=99)
    first = desk.file("first.vcf", with_picture("Anna Berg", old, uid="a-1"))
    desk.take(first)
    before = desk.contents()
    assert desk.take(first).as_json()["sources"][0]["unchanged"] == 1
    assert desk.contents() == before
    desk.take(desk.file("second.vcf", with_picture("Anna Berg", new, uid="a-1")))
    assert photo_of(desk.vault, desk.uid("Anna Berg")) == Photo("image/jpeg", new)


@pytest.mark.parametrize(
    ("picture", "kind", "why"),
    [
        (b"GIF89a" + bytes(60), "GIF", "only JPEG, PNG and WebP are"),
        (b"BM" + bytes(60), "BMP", "only JPEG, PNG and WebP are"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "HEIC", "only JPEG, PNG and WebP are"),
        (bomb_png(25_000, 25_000), "PNG", "it is too large"),
        (told_all("JPEG")[:300], "JPEG", "it is damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG", "it is damaged"),
    ],
)
def test_what_cannot_be_shown_is_kept_as_it_came_and_told(
    desk: Desk, picture: bytes, kind: str, why: str
) -> None:
    found = problems(desk, someone("Bo Lind"), with_picture("Anna Berg", picture, kind))
    sentence = f"The picture in this card cannot be shown: {why}. It was kept as it came; the rest was read."
    assert found == [("card 2", sentence, True)]
    uid = desk.uid("Anna Berg")
    photo = photo_of(desk.vault, uid)
    assert photo is not None
    assert photo.data == picture
    assert desk.vault.read(lambda db: photos.thumbnails(db, [uid])) == {}


def test_two_people_of_one_photo_share_one_file(desk: Desk) -> None:
    picture = told_all("JPEG")
    cards = [with_picture("Anna Berg", picture), with_picture("Bo Lind", picture)]
    desk.take(desk.file("in.vcf", *cards))
    assert len(files_in(desk.vault.folder)) == 1
    delete_people(desk.vault, desk.work, [desk.uid("Anna Berg")])
    assert photo_of(desk.vault, desk.uid("Bo Lind")) is not None
    delete_people(desk.vault, desk.work, [desk.uid("Bo Lind")])
    assert files_in(desk.vault.folder) == names_of(desk.vault) == []


def test_a_deleted_person_leaves_no_thumbnail_either(desk: Desk) -> None:
    desk.take(desk.file("in.vcf", with_picture("Anna Berg", encoded(drawing(400, 300), "PNG"), "PNG")))
    uid = desk.uid("Anna Berg")
    thumbnail = desk.vault.read(lambda db: photos.thumbnails(db, [uid, "nobody"]))[uid]
    desk.vault.maintain(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    assert thumbnail[200:240] in everything_in(desk.vault)
    delete_people(desk.vault, desk.work, [uid])
    assert thumbnail[200:240] not in everything_in(desk.vault)


def test_an_import_that_is_undone_takes_its_photos_along(desk: Desk) -> None:
    desk.take(desk.file("in.vcf", with_picture("Anna Berg", jpeg())))
    desk.take(desk.file("more.vcf", with_picture("Bo Lind", jpeg(shade=9))))
    assert len(files_in(desk.vault.folder)) == 2
    desk.vault.write(lambda db: db.execute("DELETE FROM import_source WHERE id = 1"))
    assert len(files_in(desk.vault.folder)) == 1
    assert photo_of(desk.vault, desk.uid("Bo Lind")) is not None


def test_a_dry_run_and_a_cancelled_import_leave_no_photo(desk: Desk) -> None:
    path = desk.file("in.vcf", with_picture("Anna Berg", jpeg()), with_picture("Bo Lind", b"GIF89a" * 9))
    report = desk.take(path, dry_run=True)
    assert len(report.sources[0].problems) == 1
    assert files_in(desk.vault.folder) == names_of(desk.vault) == []
    answers = iter([*[False] * 3, *[True] * 9])
    with pytest.raises(Cancelled):
        desk.take(path, cancelled=lambda: next(answers))
    assert files_in(desk.vault.folder) == names_of(desk.vault) == []


def test_an_import_without_photos_starts_no_process(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("subprocess.Popen", refuse)
    desk.take(desk.file("in.vcf", someone("Anna Berg")))
    assert desk.names() == ["Anna Berg"]
