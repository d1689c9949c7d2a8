"""Reading the whole vault: what is remembered of it, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault
from weavit_desktop.errors import Cancelled
from weavit_desktop.services import integrity
from weavit_desktop.services.progress import Step
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def test_before_the_first_there_is_none(vault: Vault) -> None:
    assert integrity.last_check(vault) is None


def test_a_sound_one_is_remembered_when_the_vault_is_opened_again(vault: Vault) -> None:
    told: list[Step] = []
    found = integrity.check(vault, fixed_clock(), told.append)
    assert (found.at, found.problems) == (NOW, ())
    assert found.pages > 10
    assert [one.done for one in told] == [0, 1]
    vault.close()
    with open_vault(vault.folder, PASSPHRASE, command="test") as again:
        assert integrity.last_check(again) == found


def test_what_is_found_is_told_and_not_remembered_as_sound(vault: Vault) -> None:
    (vault.folder / "vault.key.bak").write_bytes(b"x")
    found = integrity.check(vault, fixed_clock())
    assert len(found.problems) == 1
    assert integrity.last_check(vault) is None


def test_it_can_be_cancelled(vault: Vault) -> None:
    told: list[Step] = []
    with pytest.raises(Cancelled):
        integrity.check(vault, fixed_clock(), told.append, lambda: bool(told))
    assert integrity.last_check(vault) is None
