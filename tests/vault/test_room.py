"""Room is asked for before large work, and what is missing is named."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from builders.desk import open_desk, someone
from builders.sample import application
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault
from weavit_desktop.errors import NoRoom
from weavit_desktop.services import restoring
from weavit_desktop.services.restoring import with_passphrase
from weavit_desktop.services.salvage import Means, salvage
from weavit_desktop.vault.backup import source_of, write_backup
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.quarantine import keep_damaged
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.room import bytes_in, require_room
from weavit_desktop.vault.rotation import rotate_data_key

USAGE = namedtuple("USAGE", "total used free")


def disk_with(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: USAGE(10**9, 10**9 - free, free))


def test_what_is_missing_is_named_in_whole_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk_with(monkeypatch, 3_500_000)
    require_room(tmp_path, 3_500_000)
    with pytest.raises(NoRoom, match=r"too little room: 1 MB more are needed\. Nothing was changed\."):
        require_room(tmp_path, 3_500_001)
    with pytest.raises(NoRoom, match="12 MB more"):
        require_room(tmp_path, 15_500_000)


def test_files_folders_and_what_is_missing_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "one").write_bytes(bytes(100))
    (tmp_path / "two").write_bytes(bytes(20))
    assert bytes_in(tmp_path / "a", tmp_path / "two", tmp_path / "gone") == 120


@pytest.mark.parametrize("work", ["backup", "restore", "rotation", "salvage", "quarantine"])
def test_large_work_asks_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str) -> None:
    folder = tmp_path / "vault"
    with new_vault(folder) as vault:
        made = write_backup(source_of(vault), Reason.ASKED, NOW)
        source = source_of(vault)
        disk_with(monkeypatch, 1_000_000)
        if work == "backup":
            with pytest.raises(NoRoom, match="MB more are needed"):
                write_backup(source, Reason.ASKED, NOW)
            return
    program = application()
    means = Means(program.clock, program.new_id, program.rules, program.home_zone)
    calls = {
        "restore": lambda: restoring.restore(made.path, folder, with_passphrase(PASSPHRASE), fixed_clock()),
        "rotation": lambda: rotate_data_key(folder, PASSPHRASE, new_recovery_code(), NOW, command="test"),
        "salvage": lambda: salvage(folder, tmp_path / "new", with_passphrase(PASSPHRASE), means),
        "quarantine": lambda: keep_damaged(folder, NOW),
    }
    with pytest.raises(NoRoom, match="MB more are needed"):
        calls[work]()
    assert not (tmp_path / "new").exists()
    assert not (folder / "restoring").exists()


def test_an_import_asks_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(tmp_path) as desk:
        cards = desk.file("long.vcf", someone("Anna Berg", "NOTE:" + "x" * 400_000))
        disk_with(monkeypatch, 3_000_000)  # enough for the backup before it
        with pytest.raises(NoRoom, match="MB more are needed"):
            desk.take(cards)
        assert desk.rows("SELECT * FROM person") == []
        assert not (desk.vault.folder / "backups").exists()
