"""An import backs the vault up first: that is told as a step, and can be cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.backups import add_people
from builders.desk import shipped_rules
from builders.import_page import ANNA, write
from builders.sample import counted_ids
from builders.vault import fixed_clock, new_vault
from weavit_desktop.errors import Cancelled
from weavit_desktop.services import backups
from weavit_desktop.services.backups import BACKING_UP
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.progress import IsCancelled, Step, never
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def bring_in(vault: Vault, path: Path, told: list[Step], cancelled: IsCancelled = never) -> None:
    import_files(
        vault,
        shipped_rules(),
        [path],
        clock=fixed_clock(),
        ids=counted_ids(),
        progress=told.append,
        cancelled=cancelled,
    )


def people(vault: Vault) -> int:
    return int(vault.read(lambda db: db.execute("SELECT count(*) FROM person").fetchone()[0]))


def test_the_backup_is_the_first_step(vault: Vault, tmp_path: Path) -> None:
    told: list[Step] = []
    bring_in(vault, write(tmp_path / "anna.vcf", ANNA), told)
    assert told[0].phase == BACKING_UP
    last = max(at for at, step in enumerate(told) if step.phase == BACKING_UP)
    assert all(step.phase == BACKING_UP for step in told[: last + 1])
    assert people(vault) == 1


def test_cancelled_while_it_backs_up_nothing_comes_in(vault: Vault, tmp_path: Path) -> None:
    add_people(vault, 20_000)
    told: list[Step] = []
    with pytest.raises(Cancelled):
        bring_in(vault, write(tmp_path / "anna.vcf", ANNA), told, lambda: bool(told))
    assert [step.phase for step in told] == [BACKING_UP]
    assert (people(vault), backups.listed(vault)) == (20_000, [])
