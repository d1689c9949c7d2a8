"""Looking into a backup before it is restored changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.backups import add_people, back_up
from builders.vault import NOW, PASSPHRASE, new_vault, new_vault_and_code
from weavit_desktop.errors import Cancelled, WrongPassphrase
from weavit_desktop.services import restoring


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vault.lock"
    }


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    with new_vault(tmp_path / "vault") as vault:
        add_people(vault, 3)
        made = back_up(vault)
        add_people(vault, 2)
    return made.path


def test_it_counts_both_and_leaves_every_file_as_it_was(backup: Path, tmp_path: Path) -> None:
    before = files_of(tmp_path / "vault")
    look = restoring.look_into(backup, tmp_path / "vault", restoring.with_passphrase(PASSPHRASE))
    assert (look.contents.people, look.manifest.made_at) == (3, NOW)
    assert look.present is not None
    assert look.present.people == 5
    assert files_of(tmp_path / "vault") == before


def test_into_a_new_folder_it_leaves_no_folder(backup: Path, tmp_path: Path) -> None:
    look = restoring.look_into(backup, tmp_path / "new", restoring.with_passphrase(PASSPHRASE))
    assert look.present is None
    assert not (tmp_path / "new").exists()


def test_the_recovery_code_opens_it_too(tmp_path: Path) -> None:
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        path = back_up(vault).path
    look = restoring.look_into(path, tmp_path / "vault", restoring.with_recovery_code(code))
    assert look.contents.people == 0


@pytest.mark.parametrize(
    ("passphrase", "cancelled", "error"),
    [("not the passphrase", False, WrongPassphrase), (PASSPHRASE, True, Cancelled)],
)
def test_refused_or_cancelled_it_leaves_everything_too(
    backup: Path, tmp_path: Path, passphrase: str, cancelled: bool, error: type[Exception]
) -> None:
    before = files_of(tmp_path / "vault")
    with pytest.raises(error):
        restoring.look_into(
            backup, tmp_path / "vault", restoring.with_passphrase(passphrase), lambda: cancelled
        )
    assert files_of(tmp_path / "vault") == before
