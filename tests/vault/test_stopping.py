"""At the first damage a vault stops, and what it was lies in quarantine."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from builders.vault import NOW, PASSPHRASE
from builders.wrecks import opened, pages_of, spoil, wreckable_vault
from weavit_desktop.errors import BackupDamaged, NoRoom, VaultDamaged
from weavit_desktop.vault import files, quarantine
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.quarantine import keep_damaged, kept_damaged
from weavit_desktop.vault.vault import Vault


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stopping") / "vault"
    wreckable_vault(folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A vault all of whose later pages are bad: it opens, and whoever reads on meets damage."""
    copy = Path(shutil.copytree(whole, tmp_path / "vault"))
    spoil(copy, range(pages_of(copy) - 120, pages_of(copy) + 1))
    return copy


def meet_damage(vault: Vault) -> None:
    with pytest.raises(VaultDamaged, match="database is damaged"):
        vault.read(lambda db: db.execute("SELECT * FROM template NOT INDEXED").fetchall())


def files_of(place: Path) -> dict[str, bytes]:
    names = ("vault.db", "vault.db-wal", "vault.key", "vault.key.bak")
    return {name: (place / name).read_bytes() for name in names if (place / name).exists()}


def test_after_the_first_damage_nothing_is_read_or_written_any_more(folder: Path) -> None:
    with opened(folder) as vault:
        meet_damage(vault)
        assert vault.damaged
        ran: list[str] = []
        for way in (vault.read, vault.write, vault.maintain):
            with pytest.raises(VaultDamaged, match="nothing more is written"):
                way(lambda _: ran.append("ran"))
        assert ran == []
        assert vault.examine(lambda db: db.execute("SELECT 1").fetchone()) == (1,)


def test_a_stopped_vault_changes_no_byte_of_its_database(folder: Path) -> None:
    with opened(folder) as vault:
        meet_damage(vault)
        before = files_of(folder)
        with pytest.raises(VaultDamaged):
            vault.write(lambda db: db.execute("INSERT INTO meta VALUES ('x', 'y')"))
    assert files_of(folder)["vault.db"] == before["vault.db"]


def test_an_error_that_is_no_damage_stops_nothing(folder: Path) -> None:
    def fail(_: object) -> None:
        raise BackupDamaged("a backup is no vault")

    with opened(folder) as vault:
        with pytest.raises(BackupDamaged):
            vault.read(fail)
        assert not vault.damaged
        assert vault.read(lambda db: db.execute("SELECT 1").fetchone()) == (1,)


def test_a_check_that_finds_damage_stops_the_vault(folder: Path) -> None:
    with opened(folder) as vault:
        assert check_vault(vault, deep=True).problems
        assert vault.damaged
    assert len(kept_damaged(folder)) == 1


def test_closing_a_stopped_vault_keeps_its_files_as_they_were_found(folder: Path) -> None:
    with opened(folder) as vault:
        vault.write(lambda db: db.execute("INSERT INTO meta VALUES ('late', 'in the log')"))
        meet_damage(vault)
        found = files_of(folder)
    (kept,) = kept_damaged(folder)
    assert kept.name == "20260302T093000Z-damaged"
    assert files_of(kept) == found
    assert found["vault.db-wal"], "what was written last is in it"


def test_a_sound_vault_leaves_nothing_in_quarantine(whole: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(whole, tmp_path / "vault"))
    opened(copy).close()
    assert not (copy / "quarantine").exists()


@pytest.mark.parametrize("damage", ["first page", "cut", "empty"])
def test_a_vault_that_does_not_even_open_is_kept_as_it_is(whole: Path, tmp_path: Path, damage: str) -> None:
    copy = Path(shutil.copytree(whole, tmp_path / "vault"))
    if damage == "first page":
        spoil(copy, (1,))
    else:
        with (copy / "vault.db").open("r+b") as file:
            file.truncate(0 if damage == "empty" else 40 * 4096)
    found = files_of(copy)
    for _ in range(3):
        with pytest.raises(VaultDamaged, match="vault check --deep"):
            opened(copy)
    (kept,) = kept_damaged(copy)
    assert files_of(kept) == found, "the same files are kept once"


def test_a_wrong_passphrase_is_no_damage(whole: Path, tmp_path: Path) -> None:
    from weavit_desktop.errors import WrongPassphrase
    from weavit_desktop.vault.opening import open_vault

    copy = Path(shutil.copytree(whole, tmp_path / "vault"))
    with pytest.raises(WrongPassphrase):
        open_vault(copy, PASSPHRASE + "!", command="test")
    assert kept_damaged(copy) == []


def test_at_most_three_copies_are_kept_the_first_and_the_newest(folder: Path) -> None:
    names = []
    for day in range(5):
        spoil(folder, (20 + day,))
        names.append(keep_damaged(folder, NOW + timedelta(days=day)).name)
    assert [path.name for path in kept_damaged(folder)] == [names[0], *names[-2:]]


def test_copies_of_one_second_do_not_overwrite_each_other(folder: Path) -> None:
    first = keep_damaged(folder, NOW)
    before = files_of(first)
    spoil(folder, (20,))
    second = keep_damaged(folder, NOW)
    assert second != first
    assert files_of(first) == before
    assert files_of(second) == files_of(folder)


def test_without_room_for_a_copy_the_vault_still_closes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise NoRoom("full")

    monkeypatch.setattr(quarantine, "require_room", no_room)
    with opened(folder) as vault:
        meet_damage(vault)
    assert kept_damaged(folder) == []
    opened(folder).close()  # the lock is free


def test_a_copy_that_is_not_finished_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files, "move", torn)
        with pytest.raises(NoRoom):
            keep_damaged(folder, NOW)
    assert list((folder / "quarantine").iterdir()) == []


def test_what_a_crash_left_of_a_copy_goes_when_the_vault_is_opened(folder: Path) -> None:
    left = folder / "quarantine" / ".keeping-abc"
    left.mkdir(parents=True)
    (left / "vault.db").write_bytes(b"half")
    opened(folder).close()
    assert not left.exists()


def test_blocks_that_the_disk_cannot_read_become_zeros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"a" * 4096 + b"b" * 4096 + b"c" * 100)

    class Failing:
        """A file of which the second block lies on a bad sector."""

        def __init__(self, file: object) -> None:
            self.file = file

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()  # type: ignore[attr-defined]

        def seek(self, at: int) -> None:
            self.at = at
            self.file.seek(at)  # type: ignore[attr-defined]

        def read(self, size: int) -> bytes:
            if self.at == 4096:
                raise OSError(5, "Input/output error")
            return self.file.read(size)  # type: ignore[attr-defined,no-any-return]

    real = Path.open

    def opening(path: Path, *arguments: object, **options: object) -> object:
        file = real(path, *arguments, **options)  # type: ignore[call-overload]
        return Failing(file) if path == source else file

    monkeypatch.setattr(Path, "open", opening)
    quarantine.copy_readable(source, tmp_path / "copy")
    monkeypatch.undo()
    assert (tmp_path / "copy").read_bytes() == b"a" * 4096 + bytes(4096) + b"c" * 100
