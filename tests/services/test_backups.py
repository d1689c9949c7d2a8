"""Backups as a person meets them: made, copied to another disk, thinned, listed, verified, once a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.backups import add_people, files_of_at_most, flip, people_in, restore
from builders.vault import NOW, fixed_clock, new_vault
from weavit_desktop.errors import BackupDamaged, ConfirmationNeeded, UsageRefused
from weavit_desktop.services import backups
from weavit_desktop.services.backups import Made, State
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.vault import backup_copies
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.thinning import is_whole
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        add_people(opened, 4)
        yield opened


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def back_up(vault: Vault, day: int = 0, copy_to: Path | None = None) -> Made:
    return backups.back_up(vault, Reason.ASKED, fixed_clock(NOW + timedelta(days=day)), copy_to)


def test_a_copy_on_another_disk_restores_the_vault(vault: Vault, disk: Path, tmp_path: Path) -> None:
    made = back_up(vault, copy_to=disk)
    assert (made.copy, made.problem) == (disk / made.backup.path.name, "")
    assert list(disk.iterdir()) == [made.copy]
    restore(made.copy, tmp_path / "home")
    assert people_in(tmp_path / "home") == 4


def test_a_remembered_folder_gets_every_copy_until_it_is_forgotten(vault: Vault, disk: Path) -> None:
    backups.remember_copy_folder(vault, disk)
    assert back_up(vault).copy
    backups.remember_copy_folder(vault, None)
    assert back_up(vault).copy is None
    assert len(list(disk.iterdir())) == 1


def test_a_disk_that_is_not_plugged_in_is_told_and_the_backup_stands(vault: Vault, disk: Path) -> None:
    backups.remember_copy_folder(vault, disk)
    disk.rmdir()
    made = back_up(vault)
    assert made.backup.path.exists()
    assert (made.copy, disk.exists()) == (None, False)
    assert "Connect its disk" in made.problem


def test_a_copy_that_its_disk_did_not_keep_does_not_count(
    vault: Vault, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup_copies.shutil.copyfileobj

    def losing(source: object, out: object) -> None:
        copy(source, out)  # type: ignore[arg-type]  # passed on as given
        out.seek(1000)  # type: ignore[attr-defined]
        out.write(b"lost")  # type: ignore[attr-defined]

    monkeypatch.setattr(backup_copies.shutil, "copyfileobj", losing)
    made = back_up(vault, copy_to=disk)
    assert "not kept whole" in made.problem
    assert list(disk.iterdir()) == []


def test_a_full_disk_for_copies_is_told_and_leaves_nothing_there(vault: Vault, disk: Path) -> None:
    made = back_up(vault)
    with files_of_at_most(100_000), pytest.raises(Exception, match="full"):
        backup_copies.copy_backup(made.backup.path, disk, vault.data_key)
    assert list(disk.iterdir()) == []


def test_a_folder_inside_the_vault_is_no_place_for_copies(vault: Vault) -> None:
    with pytest.raises(UsageRefused, match="inside"):
        backups.remember_copy_folder(vault, vault.folder)


def test_old_backups_go_here_and_there(vault: Vault, disk: Path) -> None:
    for day in (0, 0, 1, 2):
        back_up(vault, day, disk)
    for place in (disk, vault.folder / "backups"):
        assert sorted(int(path.name[:6]) for path in place.iterdir()) == [2, 3, 4]


def test_the_list_tells_each_and_verifying_tells_the_damaged(vault: Vault) -> None:
    first, second = back_up(vault), back_up(vault, 1)
    flip(first.backup.path, -500)
    assert [one.state for one in backups.listed(vault)] == [State.UNVERIFIED, State.UNVERIFIED]
    found = backups.verified(vault, fixed_clock())
    assert [(one.path, one.state) for one in found] == [
        (second.backup.path, State.VERIFIED),
        (first.backup.path, State.DAMAGED),
    ]


def test_the_day_of_the_last_verification_is_known(vault: Vault) -> None:
    assert backups.last_verified(vault) is None
    made = back_up(vault)
    assert backups.last_verified(vault) == NOW
    later = fixed_clock(NOW + timedelta(days=9))
    backups.verified(vault, later)
    assert backups.last_verified(vault) == NOW + timedelta(days=9)
    flip(made.backup.path, -500)
    backups.verified(vault, fixed_clock(NOW + timedelta(days=10)))
    assert backups.last_verified(vault) == NOW + timedelta(days=9)


def test_one_backup_a_day_is_made_by_the_day_of_the_home_zone(vault: Vault) -> None:
    evening = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 in Zurich
    assert backups.back_up_daily(vault, fixed_clock(evening - timedelta(hours=9)))
    assert backups.back_up_daily(vault, fixed_clock(evening)) is None
    assert backups.back_up_daily(vault, fixed_clock(evening + timedelta(hours=1)))


def test_a_clock_that_ran_ahead_and_was_put_back_costs_no_day_its_backup(vault: Vault) -> None:
    backups.back_up_daily(vault, fixed_clock())
    ahead = backups.back_up_daily(vault, fixed_clock(NOW + timedelta(days=400)))
    back = backups.back_up_daily(vault, fixed_clock(NOW))
    assert ahead
    assert back
    assert backups.back_up_daily(vault, fixed_clock(NOW + timedelta(minutes=1))) is None
    assert backups.back_up_daily(vault, fixed_clock(NOW + timedelta(days=1)))
    assert [one.path for one in backups.listed(vault)][1] == back.backup.path


def test_a_damaged_newest_backup_is_followed_by_another(vault: Vault) -> None:
    flip(back_up(vault).backup.path, 0)
    assert backups.back_up_daily(vault, fixed_clock())


def test_what_was_made_is_whole(vault: Vault) -> None:
    assert is_whole(back_up(vault).backup.path, vault.data_key)


def test_a_backup_that_cannot_be_made_is_raised(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.write(lambda db: db.execute("UPDATE meta SET value = 'other' WHERE key = 'vault_id'"))
    with pytest.raises(BackupDamaged):
        back_up(vault)


@given(had=st.integers(0, 10_000), has=st.integers(0, 10_000), kind=st.booleans())
def test_over_a_fifth_of_either_asks_for_the_number_and_no_less_does(had: int, has: int, kind: bool) -> None:
    before, after = (Contents(had, 7), Contents(has, 7)) if kind else (Contents(7, had), Contents(7, has))
    if 5 * (had - has) > had:
        for typed in (None, "", "yes", str(had)) if has else (None, "", "yes"):
            with pytest.raises(ConfirmationNeeded):
                require_confirmed(before, after, typed)
        require_confirmed(before, after, f" {had - has}\n")
    else:
        require_confirmed(before, after, None)
