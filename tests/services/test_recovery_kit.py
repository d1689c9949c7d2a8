"""A recovery kit on its way to the printer lies nowhere that would give the vault away."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from weavit_desktop.errors import NoRoom, UsageRefused
from weavit_desktop.services.recovery_kit import save_kit

PAGE = b"%PDF of a kit"


def save(path: Path) -> None:
    save_kit(PAGE, path, path.parent / "vault" if path.parent.name != "vault" else path.parent)


def test_it_is_written_as_it_is_and_an_older_one_is_replaced(tmp_path: Path) -> None:
    for _ in range(2):
        save(tmp_path / "kit.pdf")
    assert (tmp_path / "kit.pdf").read_bytes() == PAGE
    assert [path.name for path in tmp_path.iterdir()] == ["kit.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")
def test_only_this_user_can_read_it_even_where_an_older_file_was_open_to_all(tmp_path: Path) -> None:
    (tmp_path / "kit.pdf").touch(mode=0o666)
    save(tmp_path / "kit.pdf")
    assert stat.S_IMODE((tmp_path / "kit.pdf").stat().st_mode) == 0o600


def test_beside_the_vault_it_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path / "vault", tmp_path / "vault" / "backups"):
        folder.mkdir()
        with pytest.raises(UsageRefused, match="This folder is the vault"):
            save_kit(PAGE, folder / "kit.pdf", tmp_path / "vault")
        assert not (folder / "kit.pdf").exists()


@pytest.mark.parametrize("folder", ["OneDrive - Tarnholm", "Dropbox", "iCloud Drive"])
def test_in_a_synchronised_folder_it_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    with pytest.raises(UsageRefused, match="copies what lies in this folder to other computers"):
        save(tmp_path / folder / "kit.pdf")
    assert list((tmp_path / folder).iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "papers").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(UsageRefused, match="Dropbox"):
        save(tmp_path / "papers" / "kit.pdf")


def test_where_it_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="Choose another place"):
        save(tmp_path / "missing" / "kit.pdf")
