"""Files beside the database: what is written comes back, or it is said that it does not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.backups import back_up, flip, restore
from builders.blobs import files_in, keep, let_go, names_of, refer_to
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault, new_vault_and_code
from weavit_desktop.errors import BlobDamaged, NoRoom
from weavit_desktop.services.backups import back_up_daily
from weavit_desktop.vault import backup, blobs, files
from weavit_desktop.vault.blobs import MOST_BYTES, NewBlob, path_of
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.repositories import blobs as kept_blobs
from weavit_desktop.vault.rotation import rotate_data_key
from weavit_desktop.vault.vault import Vault

ONE, OTHER = b"one content " * 1000, b"another content"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def path(vault: Vault, blob_id: int) -> Path:
    kept = vault.read(lambda db: kept_blobs.of_id(db, blob_id))
    assert kept is not None
    return path_of(vault.folder, kept.name)


def reopened(vault: Vault) -> Vault:
    vault.close()
    return open_vault(vault.folder, PASSPHRASE, command="test")


def test_what_is_kept_comes_back(vault: Vault) -> None:
    one, other, empty = keep(vault, ONE, OTHER, b"")
    assert (blobs.load(vault, one), blobs.load(vault, other), blobs.load(vault, empty)) == (ONE, OTHER, b"")
    with reopened(vault) as again:
        assert blobs.load(again, one) == ONE


def test_a_blob_lies_where_the_specification_says_and_others_cannot_read_it(vault: Vault) -> None:
    (one,) = keep(vault, ONE)
    file = path(vault, one)
    assert file.relative_to(vault.folder).parts[:2] == ("blobs", file.name[:2])
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_neither_content_nor_name_tells_anything_to_who_lacks_the_key(vault: Vault, tmp_path: Path) -> None:
    (one,) = keep(vault, ONE)
    assert ONE[:12] not in path(vault, one).read_bytes()
    with new_vault(tmp_path / "other") as other:
        keep(other, ONE)
        assert not set(files_in(other.folder)) & set(files_in(vault.folder))


def test_every_blob_has_a_key_of_its_own(vault: Vault) -> None:
    keep(vault, ONE, OTHER)
    one, other = (kept.key for kept in vault.read(kept_blobs.everything))
    assert one != other
    assert len(one) == len(other) == 32


def test_the_same_content_is_kept_once_and_stays_until_nobody_refers_to_it(vault: Vault) -> None:
    first, again = keep(vault, ONE, ONE)
    assert first == again
    assert len(files_in(vault.folder)) == 1
    vault.write(lambda db: db.execute("DELETE FROM attachment WHERE id = 1"))
    assert blobs.load(vault, first) == ONE
    let_go(vault, first)
    assert files_in(vault.folder) == names_of(vault) == []


def test_a_picture_and_a_file_of_the_same_bytes_are_kept_apart(vault: Vault) -> None:
    (file,), (picture,) = keep(vault, ONE), keep(vault, ONE, purpose="picture")
    assert file != picture


def test_the_largest_content_comes_back_and_a_larger_one_is_refused(vault: Vault) -> None:
    (one,) = keep(vault, bytes(MOST_BYTES))
    assert blobs.load(vault, one) == bytes(MOST_BYTES)
    with pytest.raises(ValueError):
        keep(vault, bytes(MOST_BYTES + 1))


@pytest.mark.parametrize("at", [0, 7, 8, 19, 20, 40, -17, -16, -1])
def test_a_flipped_bit_costs_that_blob_alone(vault: Vault, at: int) -> None:
    one, other = keep(vault, ONE, OTHER)
    flip(path(vault, one), at)
    with pytest.raises(BlobDamaged):
        blobs.load(vault, one)
    assert blobs.load(vault, other) == OTHER


@pytest.mark.parametrize("size", [0, 1, 8, 19, 20, 36, 500])
def test_a_file_cut_short_costs_that_blob_alone(vault: Vault, size: int) -> None:
    one, other = keep(vault, ONE, OTHER)
    os.truncate(path(vault, one), size)
    with pytest.raises(BlobDamaged):
        blobs.load(vault, one)
    assert blobs.load(vault, other) == OTHER


def test_a_missing_file_costs_that_blob_alone_and_is_whole_again_when_it_is_kept_again(vault: Vault) -> None:
    one, other = keep(vault, ONE, OTHER)
    path(vault, one).unlink()
    with pytest.raises(BlobDamaged):
        blobs.load(vault, one)
    assert blobs.load(vault, other) == OTHER
    assert keep(vault, ONE) == [one]
    assert blobs.load(vault, one) == ONE


def test_a_file_is_bound_to_its_name(vault: Vault) -> None:
    """Who can write into the folder cannot put one picture in the place of another, key and all."""
    one, other = keep(vault, ONE, OTHER)
    path(vault, one).write_bytes(path(vault, other).read_bytes())
    vault.write(
        lambda db: db.execute(
            "UPDATE blob SET key = (SELECT key FROM blob WHERE id = ?) WHERE id = ?", (other, one)
        )
    )
    with pytest.raises(BlobDamaged):
        blobs.load(vault, one)


def test_a_file_is_bound_to_its_vault(vault: Vault) -> None:
    (one,) = keep(vault, ONE)
    kept = vault.read(lambda db: kept_blobs.of_id(db, one))
    assert kept is not None
    assert blobs.read(vault.folder, vault.id, kept) == ONE
    with pytest.raises(BlobDamaged):
        blobs.read(vault.folder, "another vault", kept)


def test_a_deep_check_reads_every_blob(vault: Vault) -> None:
    one, other, _ = keep(vault, ONE, OTHER, b"whole")
    assert check_vault(vault, deep=True).problems == ()
    path(vault, one).unlink()
    flip(path(vault, other), -1)
    problems = check_vault(vault, deep=True).problems
    assert len(problems) == 2
    assert all(problem.startswith("blobs: ") for problem in problems)
    assert check_vault(vault, deep=False).problems == ()


def test_a_transaction_that_fails_leaves_what_was_there(vault: Vault) -> None:
    (one,) = keep(vault, ONE)
    place = blobs.place_of(vault)

    def fail(db: Connection) -> None:
        blobs.keep(db, place, [NewBlob("file", "text/plain", OTHER)])
        db.execute("DELETE FROM attachment")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.write(fail)
    assert blobs.load(vault, one) == ONE
    assert len(names_of(vault)) == 1


def test_a_commit_that_fails_leaves_what_was_there(vault: Vault) -> None:
    (one,) = keep(vault, ONE)

    def fail_at_the_end(db: Connection) -> None:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("DELETE FROM attachment")
        db.execute("INSERT INTO note (person_id, at, text) VALUES (404, '', '')")

    with pytest.raises(Exception, match="FOREIGN KEY"):
        vault.write(fail_at_the_end)
    assert blobs.load(vault, one) == ONE


def test_the_file_is_on_the_disk_before_anything_refers_to_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, move = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (steps.append("sync"), sync(descriptor))[1])
    monkeypatch.setattr(
        Path, "replace", lambda source, target: (steps.append("move"), move(source, target))[1]
    )
    place = blobs.place_of(vault)

    def write(db: Connection) -> None:
        ids = blobs.keep(db, place, [NewBlob("file", "text/plain", ONE)])
        steps.append("row")
        refer_to(db, ids)

    vault.write(write)
    assert "".join(step[0] for step in steps).endswith("smsr")  # file, name, folder, then the row


def test_the_file_goes_only_after_the_transaction(vault: Vault) -> None:
    (one,) = keep(vault, ONE)
    file = path(vault, one)

    def write(db: Connection) -> bool:
        db.execute("DELETE FROM attachment")
        return file.exists()

    assert vault.write(write)
    assert not file.exists()


def test_what_could_not_be_removed_is_removed_the_next_time(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = keep(vault, ONE, OTHER)

    def held(self: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        let_go(vault, one)
        assert len(files_in(vault.folder)) == 2
    let_go(vault, other)
    assert files_in(vault.folder) == []


def test_what_was_dropped_and_came_back_stays(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = keep(vault, ONE)
    with monkeypatch.context() as patch:
        patch.setattr(blobs, "remove_dropped", lambda db, folder: None)
        let_go(vault, one)
        (again,) = keep(vault, ONE)
    keep(vault, OTHER)
    assert blobs.load(vault, again) == ONE
    with reopened(vault) as opened:
        assert blobs.load(opened, again) == ONE


def test_the_sweep_takes_orphans_and_unfinished_files_and_nothing_else(vault: Vault) -> None:
    keep(vault, ONE, OTHER)
    before = files_in(vault.folder)
    folder = vault.folder / "blobs" / before[0][:2]
    (folder / f"{'0' * 64}").write_bytes(b"orphan")
    (folder / f"{before[0]}.tmp").write_bytes(b"unfinished")
    elsewhere = vault.folder / "blobs" / "zz"
    elsewhere.mkdir()
    (elsewhere / before[0]).write_bytes(b"the name of another place")
    assert vault.maintain(lambda db: blobs.sweep(db, vault.folder)) == 3
    assert files_in(vault.folder) == before


def test_opening_after_a_crash_sweeps(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault")
    keep(vault, ONE)
    (vault.folder / "blobs" / "00").mkdir(exist_ok=True)
    (vault.folder / "blobs" / "00" / ("0" * 64)).write_bytes(b"orphan")
    vault.close()
    with open_vault(vault.folder, PASSPHRASE, command="test"):
        assert len(files_in(vault.folder)) == 2  # it was closed properly
    (vault.folder / files.LOCK).write_text("4711\nweavit import\n")
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert files_in(vault.folder) == names_of(again)
        assert len(names_of(again)) == 1


def test_the_backup_of_a_day_sweeps_first(vault: Vault) -> None:
    keep(vault, ONE)
    before = files_in(vault.folder)
    (vault.folder / "blobs" / "00").mkdir(exist_ok=True)
    (vault.folder / "blobs" / "00" / ("0" * 64)).write_bytes(b"orphan of a transaction that failed")
    back_up_daily(vault, fixed_clock())
    assert files_in(vault.folder) == before


def test_a_full_disk_is_told_and_nothing_refers_to_what_is_not_there(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace_private", full)
    with pytest.raises(NoRoom):
        keep(vault, ONE)
    assert names_of(vault) == []


def test_a_backup_brings_back_what_was_removed_since(vault: Vault) -> None:
    one, other = keep(vault, ONE, OTHER)
    made = back_up(vault).path
    let_go(vault, one)
    path(vault, other).unlink()
    vault.close()
    restore(made, vault.folder)
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert (blobs.load(again, one), blobs.load(again, other)) == (ONE, OTHER)
        assert check_vault(again, deep=True).problems == ()


def test_a_backup_holds_what_its_database_refers_to_whatever_is_deleted_meanwhile(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = keep(vault, ONE, OTHER)
    parts = backup._parts

    def delete_first(working: Path) -> object:
        let_go(vault, one)
        keep(vault, b"added after the snapshot")
        return parts(working)

    monkeypatch.setattr(backup, "_parts", delete_first)
    made = back_up(vault)
    monkeypatch.undo()
    assert len(made.manifest.parts) == 4
    vault.close()
    restore(made.path, vault.folder)
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert (blobs.load(again, one), blobs.load(again, other)) == (ONE, OTHER)
        assert check_vault(again, deep=True).problems == ()


def test_one_lost_picture_does_not_keep_the_rest_from_a_backup(vault: Vault) -> None:
    one, other = keep(vault, ONE, OTHER)
    path(vault, one).unlink()
    made = back_up(vault).path
    vault.close()
    restore(made, vault.folder)
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert blobs.load(again, other) == OTHER
        assert len(check_vault(again, deep=True).problems) == 1


def test_where_the_disk_knows_no_links_a_backup_copies(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = keep(vault, ONE)

    def refuse(source: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    made = back_up(vault).path
    vault.close()
    restore(made, vault.folder)
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert blobs.load(again, one) == ONE


def test_another_data_key_keeps_the_blobs_and_so_does_the_quarantine(tmp_path: Path) -> None:
    vault, _ = new_vault_and_code(tmp_path / "vault")
    (one,) = keep(vault, ONE)
    name = names_of(vault)
    vault.close()
    old = rotate_data_key(vault.folder, PASSPHRASE, new_recovery_code(), NOW, command="test")
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert blobs.load(again, one) == ONE
        assert keep(again, ONE) == [one]  # by the name it had
        let_go(again, one)
        assert files_in(vault.folder) == []
    assert files_in(old) == name
    with open_vault(old, PASSPHRASE, command="test") as before:
        assert blobs.load(before, one) == ONE


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a crash is tried by fork")
@pytest.mark.parametrize(("operation", "least"), [("attach", 5), ("delete", 2), ("move", 10), ("import", 20)])
def test_killed_before_any_step_nothing_is_lost(operation: str, least: int, tmp_path: Path) -> None:
    swept = [sys.executable, "-m", "builders.blob_sweep", operation, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    ran = subprocess.run(swept, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert int(ran.stdout.split()[0]) >= least
