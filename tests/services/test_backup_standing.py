"""How it stands with the backups, in the holder's days; and backups that are given up half way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from builders.backups import add_people
from builders.vault import NOW, fixed_clock, new_vault
from weavit_desktop.errors import Cancelled
from weavit_desktop.services import backups
from weavit_desktop.services.backup_standing import read_standing
from weavit_desktop.services.backups import BACKING_UP, State
from weavit_desktop.services.progress import Step
from weavit_desktop.vault import backup
from weavit_desktop.vault.backup_file import Part, Reason
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        add_people(opened, 4)
        yield opened


def back_up(vault: Vault, at: datetime = NOW) -> None:
    backups.back_up(vault, Reason.ASKED, fixed_clock(at))


class TestStanding:
    def test_of_a_new_vault_there_is_nothing(self, vault: Vault) -> None:
        found = read_standing(vault, fixed_clock())
        assert (found.kept, found.newest, found.verified_at, found.copy_folder) == ((), None, None, None)
        assert found.copy_is_there

    def test_days_are_the_holders(self, vault: Vault) -> None:
        back_up(vault, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))  # half past midnight in Zurich
        found = read_standing(vault, fixed_clock(NOW))
        assert found.days(3) == [
            (date(2026, 2, 28), False),
            (date(2026, 3, 1), False),
            (date(2026, 3, 2), True),
        ]

    def test_the_newest_counts_and_all_are_added_up(self, vault: Vault) -> None:
        back_up(vault, NOW - timedelta(days=1))
        back_up(vault, NOW)
        found = read_standing(vault, fixed_clock(NOW))
        assert found.newest is found.kept[0]
        assert found.made_at(found.kept[0]) == NOW
        assert found.verified_at == NOW
        assert found.bytes == sum(one.path.stat().st_size for one in found.kept)

    def test_a_file_that_is_no_backup_is_neither_newest_nor_of_any_day(self, vault: Vault) -> None:
        place = vault.folder / "backups"
        back_up(vault, NOW - timedelta(days=1))
        (place / "000099-20260302T080000Z.weavitbackup").write_bytes(b"x")
        found = read_standing(vault, fixed_clock(NOW))
        assert found.kept[0].state is State.DAMAGED
        assert found.newest is found.kept[1]
        assert found.days(1) == [(date(2026, 3, 2), False)]

    def test_a_folder_for_copies_that_is_gone_is_told_apart(self, vault: Vault, tmp_path: Path) -> None:
        (tmp_path / "disk").mkdir()
        backups.remember_copy_folder(vault, tmp_path / "disk")
        assert read_standing(vault, fixed_clock()).copy_is_there
        (tmp_path / "disk").rmdir()
        assert not read_standing(vault, fixed_clock()).copy_is_there


class TestGivingUp:
    def test_it_tells_how_many_pages_are_copied(self, vault: Vault) -> None:
        add_people(vault, 20_000)
        told: list[Step] = []
        backups.back_up(vault, Reason.ASKED, fixed_clock(), progress=told.append)
        assert {one.phase for one in told} == {BACKING_UP}
        shares = [(one.done, one.total) for one in told]
        assert shares == sorted(shares)
        assert len(shares) > 3
        assert shares[-1][0] == shares[-1][1]

    def test_cancelled_half_way_it_leaves_nothing_and_the_vault_goes_on(self, vault: Vault) -> None:
        add_people(vault, 20_000)
        told: list[Step] = []
        with pytest.raises(Cancelled):
            backups.back_up(
                vault, Reason.ASKED, fixed_clock(), progress=told.append, cancelled=lambda: bool(told)
            )
        assert len(told) == 1
        assert list((vault.folder / "backups").iterdir()) == []
        back_up(vault)
        assert len(backups.listed(vault)) == 1

    def test_the_daily_one_is_finished_once_it_is_copied(
        self, vault: Vault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        packed: list[bool] = []
        parts = backup._parts

        def noting(working: Path) -> tuple[list[Part], list[Path]]:
            packed.append(True)
            return parts(working)

        monkeypatch.setattr(backup, "_parts", noting)
        assert backups.back_up_daily(vault, fixed_clock(), lambda: bool(packed)) is not None

    def test_the_daily_one_is_given_up_while_it_is_copied(self, vault: Vault) -> None:
        add_people(vault, 20_000)
        asked: list[bool] = []

        def cancelled() -> bool:
            asked.append(True)
            return len(asked) > 1

        with pytest.raises(Cancelled):
            backups.back_up_daily(vault, fixed_clock(), cancelled)
        assert backups.listed(vault) == []

    def test_verifying_is_cancelled_between_two(self, vault: Vault) -> None:
        back_up(vault)
        back_up(vault)
        told: list[Step] = []
        with pytest.raises(Cancelled):
            backups.verified(vault, fixed_clock(), told.append, lambda: bool(told))
        assert [(one.done, one.total) for one in told] == [(0, 2)]
