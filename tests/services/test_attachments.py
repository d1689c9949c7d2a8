"""Files kept with a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.blobs import everything_in, files_in, found
from builders.desk import Desk, someone
from weavit_desktop.errors import BlobDamaged, InputRefused, NoRoom, UsageRefused
from weavit_desktop.services.attachments import attach_file, files_of, remove_file, save_file
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.vault import blobs

CONTRACT = b"Veldmark, confidential: the whole contract. " * 40


@pytest.fixture
def anna(desk: Desk) -> str:
    desk.take(desk.file("two.vcf", someone("Anna Berg"), someone("Bo Lind")))
    return desk.uid("Anna Berg")


def file(desk: Desk, name: str = "contract.pdf", data: bytes = CONTRACT) -> Path:
    path = desk.folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_kept_with_a_person_and_comes_back(desk: Desk, anna: str) -> None:
    uid = attach_file(desk.vault, desk.work, anna, file(desk))
    (kept,) = files_of(desk.vault, anna)
    assert (kept.uid, kept.name, kept.media_type, kept.size) == (
        uid,
        "contract.pdf",
        "application/pdf",
        len(CONTRACT),
    )
    assert files_of(desk.vault, desk.uid("Bo Lind")) == []
    save_file(desk.vault, anna, uid, desk.folder / "out.pdf")
    assert (desk.folder / "out.pdf").read_bytes() == CONTRACT


def test_a_removed_file_leaves_nothing(desk: Desk, anna: str) -> None:
    uid = attach_file(desk.vault, desk.work, anna, file(desk, "Quillfeather.pdf"))
    remove_file(desk.vault, anna, uid)
    assert files_of(desk.vault, anna) == []
    assert files_in(desk.vault.folder) == []
    assert not found("Quillfeather", everything_in(desk.vault))


def test_a_file_of_two_people_stays_until_both_are_gone(desk: Desk, anna: str) -> None:
    bo = desk.uid("Bo Lind")
    for person in (anna, bo):
        attach_file(desk.vault, desk.work, person, file(desk))
    assert len(files_in(desk.vault.folder)) == 1
    delete_people(desk.vault, desk.work, [anna])
    (kept,) = files_of(desk.vault, bo)
    assert blobs.load(desk.vault, kept.blob_id) == CONTRACT
    delete_people(desk.vault, desk.work, [bo])
    assert files_in(desk.vault.folder) == []


def test_a_file_may_be_as_large_as_a_blob_and_no_larger(
    desk: Desk, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_BYTES", 1024 * 1024)
    attach_file(desk.vault, desk.work, anna, file(desk, "most.bin", bytes(1024 * 1024)))
    with pytest.raises(InputRefused, match="larger than 1 MB"):
        attach_file(desk.vault, desk.work, anna, file(desk, "more.bin", bytes(1024 * 1024 + 1)))
    assert [one.name for one in files_of(desk.vault, anna)] == ["most.bin"]


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(desk: Desk, anna: str) -> None:
    with pytest.raises(UsageRefused):
        attach_file(desk.vault, desk.work, anna, desk.folder / "missing")
    with pytest.raises(UsageRefused):
        attach_file(desk.vault, desk.work, anna, desk.folder)
    with pytest.raises(UsageRefused):
        attach_file(desk.vault, desk.work, "nobody", file(desk))
    with pytest.raises(UsageRefused):
        remove_file(desk.vault, anna, "nothing")
    assert desk.rows("SELECT count(*) FROM blob") == [(0,)]


def test_one_person_cannot_be_asked_for_the_file_of_another(desk: Desk, anna: str) -> None:
    uid = attach_file(desk.vault, desk.work, anna, file(desk))
    with pytest.raises(UsageRefused):
        save_file(desk.vault, desk.uid("Bo Lind"), uid, desk.folder / "out")
    with pytest.raises(UsageRefused):
        remove_file(desk.vault, desk.uid("Bo Lind"), uid)
    assert len(files_of(desk.vault, anna)) == 1


def test_saving_writes_over_nothing_and_says_where_it_cannot_write(desk: Desk, anna: str) -> None:
    uid = attach_file(desk.vault, desk.work, anna, path := file(desk))
    path.write_bytes(b"mine")
    with pytest.raises(UsageRefused):
        save_file(desk.vault, anna, uid, path)
    assert path.read_bytes() == b"mine"
    with pytest.raises(NoRoom):
        save_file(desk.vault, anna, uid, desk.folder / "missing" / "out")


def test_a_damaged_file_is_told_and_not_written(desk: Desk, anna: str) -> None:
    uid = attach_file(desk.vault, desk.work, anna, file(desk))
    (name,) = files_in(desk.vault.folder)
    blobs.path_of(desk.vault.folder, name).write_bytes(b"")
    with pytest.raises(BlobDamaged):
        save_file(desk.vault, anna, uid, desk.folder / "out")
    assert not (desk.folder / "out").exists()
