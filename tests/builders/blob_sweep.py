"""Kill what writes or removes blobs before each of its steps on the disk in turn, and see what is left.

`python -m builders.blob_sweep import|attach|delete|move FOLDER` prints how many kills there were; it fails if
anything was lost, if a row refers to no file, or a file stays that no row refers to.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from unittest import mock
from uuid import uuid4

from builders.blobs import files_in, names_of
from builders.crash_sweep import KILLED, die_at, ended
from builders.desk import NOW, Desk, shipped_rules, someone
from builders.pictures import jpeg, photo_line
from builders.vault import PASSPHRASE, new_vault
from weavit_desktop.services.attachments import attach_file, files_of
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.photos import photo_of
from weavit_desktop.services.photos_left import move_photos_left
from weavit_desktop.services.picture_process import Picture, PictureProcess
from weavit_desktop.vault import blobs
from weavit_desktop.vault.opening import open_vault

NAMES = ("Anna Berg", "Bo Lind", "Cem Aydin")
MOST = 1000


def opened(folder: Path) -> Desk:
    vault = open_vault(folder / "vault", PASSPHRASE, command="test", clock=lambda: NOW)
    return Desk(vault, folder, shipped_rules(), numbers=(uuid4().int for _ in range(MOST)))


def make(folder: Path, operation: str) -> None:
    """Make a vault of Anna with a photo and a file, a file of cards to import, and a file to attach."""
    folder.mkdir()
    new_vault(folder / "vault", clock=lambda: NOW).close()
    desk = opened(folder)
    with desk.vault:
        cards = [someone(name, photo_line(jpeg(shade=60 * at)), uid=name) for at, name in enumerate(NAMES)]
        path = desk.file("in.vcf", *cards)
        desk.file("note.txt", b"a note")
        desk.take(desk.file("first.vcf", cards[0]) if operation == "import" else path)
        attach_file(desk.vault, desk.work, desk.uid("Anna Berg"), desk.file("first.txt", b"first"))
        if operation == "move":
            _undo_moving(desk)


def _undo_moving(desk: Desk) -> None:
    photos = {name: photo_of(desk.vault, desk.uid(name)) for name in NAMES}
    desk.vault.write(
        lambda db: [
            db.execute(
                "UPDATE source_card SET photo = ?, photo_blob_id = NULL WHERE record_key = ?",
                (photo.data, name),
            )
            for name, photo in photos.items()
            if photo
        ]
    )
    desk.vault.write(lambda db: db.execute("DELETE FROM blob WHERE id NOT IN (SELECT blob_id FROM blob_use)"))


def run_import(desk: Desk) -> None:
    desk.take(desk.folder / "in.vcf")


def run_attach(desk: Desk) -> None:
    attach_file(desk.vault, desk.work, desk.uid("Bo Lind"), desk.folder / "note.txt")


def run_delete(desk: Desk) -> None:
    delete_people(desk.vault, desk.work, [desk.uid("Anna Berg")])


def run_move(desk: Desk) -> None:
    move_photos_left(desk.vault, lambda: desk.work)


RUNS: dict[str, Callable[[Desk], None]] = {
    "import": run_import,
    "attach": run_attach,
    "delete": run_delete,
    "move": run_move,
}


def clean_at_once(_process: PictureProcess, data: bytes) -> Future[Picture]:
    """Stand in for the pictures process, which writes nothing: a start of it for every kill takes long."""
    done: Future[Picture] = Future()
    done.set_result(Picture("image/jpeg", data, b"small"))
    return done


def check(folder: Path, operation: str) -> None:
    """Fail unless rows and files agree, everybody has their photo, and the operation can be done again."""
    desk = opened(folder)
    with desk.vault:
        assert files_in(desk.vault.folder) == names_of(desk.vault), "files and rows differ"
        assert blobs.damaged(desk.vault) == []
        names = set(desk.names())
        if operation == "delete":
            assert names in (set(NAMES), set(NAMES[1:])), names
        else:
            assert names in (set(NAMES), set(NAMES[:1])) if operation == "import" else names == set(NAMES)
            assert [one.name for one in files_of(desk.vault, desk.uid("Anna Berg"))] == ["first.txt"]
        if operation != "delete" or names == set(NAMES):
            RUNS[operation](desk)
        for name in desk.names():
            photo = photo_of(desk.vault, desk.uid(name))
            assert photo is not None
            assert photo.data == jpeg(shade=60 * NAMES.index(name))
        assert blobs.damaged(desk.vault) == []


def sweep(operation: str, place: Path) -> int:
    """Return how many kills were survived."""
    make(place / "made", operation)  # in this process, so that its children find everything loaded
    for point in range(MOST):
        folder = place / "work"
        shutil.copytree(place / "made", folder)

        def killed(folder: Path = folder, point: int = point) -> None:
            desk = opened(folder)
            die_at(point)
            RUNS[operation](desk)
            desk.vault.close()

        status = ended(killed)
        if status not in (0, KILLED) or ended(partial(check, folder, operation)):
            raise SystemExit(f"lost when killed before step {point} of {operation}")
        shutil.rmtree(folder)
        if status == 0:
            return point
    raise SystemExit("it never ends")


if __name__ == "__main__":
    with mock.patch.object(PictureProcess, "clean", clean_at_once):
        print(sweep(sys.argv[1], Path(sys.argv[2])), "kills, 0 losses")
