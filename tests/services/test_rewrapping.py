"""Old backups take the ways in of now; whatever cannot be rewritten stays as it was, and is told."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from builders.backups import add_people, files_of_at_most, flip, people_in
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault_and_code
from weavit_desktop.errors import BackupDamaged, HeaderDamaged, WrongPassphrase
from weavit_desktop.services import backups
from weavit_desktop.services.restoring import restore, with_passphrase, with_recovery_code
from weavit_desktop.services.rewrapping import Outcome, Rewrapped, rewrap_backups, sentences
from weavit_desktop.services.rotation import rotate
from weavit_desktop.vault import backup_file, files
from weavit_desktop.vault import header as headers
from weavit_desktop.vault import rewrapping as rewriting
from weavit_desktop.vault.backup import header_in, list_backups, newest_header, verify_backup
from weavit_desktop.vault.backup_file import Manifest, Reason
from weavit_desktop.vault.creation import change_passphrase
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.slots import unlock_with_passphrase
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import replace_recovery_code

NEW = "harbour violet cinder moss"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Vault, str]]:
    """Lend a vault of four people, with two backups, and its recovery code."""
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        add_people(vault, 4)
        back_up(vault)
        back_up(vault, day=1)
        yield vault, code


@pytest.fixture
def vault(made: tuple[Vault, str]) -> Vault:
    return made[0]


def back_up(vault: Vault, day: int = 0, copy_to: Path | None = None) -> Path:
    clock = fixed_clock(NOW + timedelta(days=day))
    return backups.back_up(vault, Reason.ASKED, clock, copy_to).backup.path


def own(vault: Vault) -> list[Path]:
    return list_backups(vault.folder / files.BACKUPS)


def opens(path: Path, passphrase: str) -> bool:
    header = headers.decode(header_in(path))
    try:
        unlock_with_passphrase(header, passphrase)
    except WrongPassphrase:
        return False
    return True


def outcomes(done: Rewrapped) -> list[Outcome]:
    return [outcome for _, outcome in done.outcomes]


def others(path: Path) -> tuple[Manifest, bytes]:
    """Return all that a backup holds but its header."""
    kept: list[bytes] = []

    def keep(part: backup_file.Part, chunks: Iterator[bytes]) -> None:
        kept.extend(chunks if part.name != files.HEADER else ())

    manifest = backup_file.read_container(path, keep).manifest
    rest = tuple(part for part in manifest.parts if part.name != files.HEADER)
    whole = Manifest(
        manifest.vault_id, manifest.sequence, manifest.made_at, manifest.reason, manifest.pinned, rest
    )
    return whole, b"".join(kept)


def test_a_backup_of_before_opens_with_the_passphrase_of_then_until_it_is_rewrapped(vault: Vault) -> None:
    change_passphrase(vault, NEW)
    assert [(opens(path, PASSPHRASE), opens(path, NEW)) for path in own(vault)] == [(True, False)] * 2
    assert outcomes(rewrap_backups(vault)) == [Outcome.REWRAPPED] * 2
    assert [(opens(path, PASSPHRASE), opens(path, NEW)) for path in own(vault)] == [(False, True)] * 2


def test_a_rewrapped_backup_is_restored_with_the_passphrase_of_now_and_not_of_then(
    vault: Vault, tmp_path: Path
) -> None:
    change_passphrase(vault, NEW)
    rewrap_backups(vault)
    with pytest.raises(WrongPassphrase):
        restore(own(vault)[0], tmp_path / "again", with_passphrase(PASSPHRASE), fixed_clock())
    restore(own(vault)[0], tmp_path / "again", with_passphrase(NEW), fixed_clock())
    with open_vault(tmp_path / "again", NEW, command="test") as again:
        assert again.read(lambda db: db.execute("SELECT count(*) FROM person").fetchone()) == (4,)


def test_an_old_recovery_code_opens_a_rewrapped_backup_no_more(
    made: tuple[Vault, str], tmp_path: Path
) -> None:
    vault, old = made
    replace_recovery_code(vault, new := new_recovery_code())
    rewrap_backups(vault)
    with pytest.raises(WrongPassphrase):
        restore(own(vault)[0], tmp_path / "again", with_recovery_code(old), fixed_clock())
    assert restore(own(vault)[0], tmp_path / "again", with_recovery_code(new), fixed_clock())


def test_all_else_in_a_backup_stays_as_it_was(vault: Vault) -> None:
    before = [others(path) for path in own(vault)]
    names = [path.name for path in own(vault)]
    change_passphrase(vault, NEW)
    rewrap_backups(vault)
    assert [others(path) for path in own(vault)] == before
    assert [path.name for path in own(vault)] == names
    assert {stat.S_IMODE(path.stat().st_mode) for path in own(vault)} == {0o600}
    assert all(verify_backup(path, vault.data_key, vault.folder) for path in own(vault))


def test_a_lost_key_file_comes_back_with_the_passphrase_of_now(vault: Vault) -> None:
    change_passphrase(vault, NEW)
    rewrap_backups(vault)
    header = newest_header(vault.folder)
    assert header is not None
    assert unlock_with_passphrase(header, NEW) == vault.data_key


def test_a_second_time_nothing_is_written(vault: Vault) -> None:
    change_passphrase(vault, NEW)
    rewrap_backups(vault)
    before = [path.stat().st_mtime_ns for path in own(vault)]
    done = rewrap_backups(vault)
    assert outcomes(done) == [Outcome.ALREADY] * 2
    assert done.complete
    assert [path.stat().st_mtime_ns for path in own(vault)] == before


def test_the_copies_in_the_folder_that_is_remembered_are_rewrapped_too(vault: Vault, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    backups.remember_copy_folder(vault, disk)
    back_up(vault, day=2)
    change_passphrase(vault, NEW)
    assert outcomes(rewrap_backups(vault)) == [Outcome.REWRAPPED] * 4
    (copy,) = disk.iterdir()
    assert (opens(copy, PASSPHRASE), opens(copy, NEW)) == (False, True)


def test_a_disk_that_is_not_connected_is_told(vault: Vault, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    backups.remember_copy_folder(vault, disk)
    disk.rmdir()
    change_passphrase(vault, NEW)
    done = rewrap_backups(vault)
    assert not done.complete
    assert outcomes(done) == [Outcome.REWRAPPED] * 2
    assert "Connect its disk" in sentences(done)[-1]


def test_a_damaged_backup_is_left_as_it_was_and_told(vault: Vault) -> None:
    damaged = own(vault)[0]
    flip(damaged, damaged.stat().st_size // 2)
    before = damaged.read_bytes()
    change_passphrase(vault, NEW)
    done = rewrap_backups(vault)
    assert outcomes(done) == [Outcome.UNTOUCHED, Outcome.REWRAPPED]
    assert damaged.read_bytes() == before
    assert not done.complete
    assert "1 of them was left as it was" in sentences(done)[1]


def test_a_backup_of_before_a_rotation_is_left_as_it_was_and_told(vault: Vault) -> None:
    vault.close()
    rotate(vault.folder, PASSPHRASE, new_recovery_code(), fixed_clock(), command="test")
    before = own(vault)[-1].read_bytes()
    with open_vault(vault.folder, PASSPHRASE, command="test") as rotated:
        change_passphrase(rotated, NEW)
        assert outcomes(rewrap_backups(rotated)) == [
            Outcome.REWRAPPED,
            Outcome.UNTOUCHED,
            Outcome.UNTOUCHED,
        ]
    assert own(vault)[-1].read_bytes() == before


def test_what_the_disk_did_not_keep_replaces_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    write = backup_file.write_with_header

    def losing(path: Path, *rest: object) -> None:
        write(path, *rest)  # type: ignore[arg-type]  # passed on as given
        flip(path, path.stat().st_size // 2)

    monkeypatch.setattr(rewriting.backup_file, "write_with_header", losing)
    before = [path.read_bytes() for path in own(vault)]
    change_passphrase(vault, NEW)
    assert outcomes(rewrap_backups(vault)) == [Outcome.UNTOUCHED] * 2
    assert [path.read_bytes() for path in own(vault)] == before


def test_without_room_nothing_is_replaced_and_the_next_try_does_it(vault: Vault, tmp_path: Path) -> None:
    change_passphrase(vault, NEW)
    with files_of_at_most(100_000):
        done = rewrap_backups(vault)
    assert outcomes(done) == [Outcome.NO_ROOM] * 2
    assert all(opens(path, PASSPHRASE) for path in own(vault))
    assert sorted(path.name for path in (vault.folder / files.BACKUPS).iterdir()) == sorted(
        path.name for path in own(vault)
    )
    assert rewrap_backups(vault).complete
    vault.close()
    copy = tmp_path / "copy"
    restore(own(vault)[0], copy, with_passphrase(NEW), fixed_clock())


def test_a_header_that_was_tampered_with_goes_into_no_backup(vault: Vault) -> None:
    header = headers.decode((vault.folder / files.HEADER).read_bytes())
    tampered = headers.encode(
        headers.Header(header.vault_id, header.generation + 1, header.slots, header.mac)
    )
    for name in (files.HEADER, files.HEADER_COPY):
        (vault.folder / name).write_bytes(tampered)
    with pytest.raises(HeaderDamaged):
        rewrap_backups(vault)
    assert all(opens(path, PASSPHRASE) for path in own(vault))


def test_a_container_that_somebody_changed_and_hashed_anew_is_not_made_good(vault: Vault) -> None:
    path = own(vault)[0]
    forged = path.read_bytes()[:-64].replace(b'"made_at":"2026-', b'"made_at":"2036-')
    path.write_bytes(forged + hashlib.sha256(forged).digest() + path.read_bytes()[-32:])
    assert backup_file.read_manifest(path).made_at.year == 2036
    change_passphrase(vault, NEW)
    assert outcomes(rewrap_backups(vault))[0] is Outcome.UNTOUCHED
    with pytest.raises(BackupDamaged):
        verify_backup(path, vault.data_key, vault.folder)


def test_the_vault_itself_stays_as_it_is(vault: Vault) -> None:
    rewrap_backups(vault)
    vault.close()
    assert people_in(vault.folder) == 4
