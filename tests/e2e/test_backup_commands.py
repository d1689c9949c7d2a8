"""weavit vault backup, backups and restore, as a script meets them."""

from __future__ import annotations

import shutil
from pathlib import Path

from builders.command_line import run, weavit

CARDS = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maya Lindqvist\r\nN:Lindqvist;Maya;;;\r\nEND:VCARD\r\n"


def test_a_vault_is_backed_up_copied_lost_and_restored(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    (tmp_path / "maya.vcf").write_bytes(CARDS)
    (tmp_path / "disk").mkdir()
    assert maya.ask("import", tmp_path / "maya.vcf")["people_new"] == 1
    made = maya.ask("vault", "backup", tmp_path / "disk", "--remember")
    assert (made["people"], made["verified"], made["reason"]) == (1, True, "asked")
    assert Path(made["copy"]).parent == tmp_path / "disk"

    listed = maya.ask("vault", "backups", "--verify")
    assert listed["copy_folder"] == str(tmp_path / "disk")
    assert listed["last_verified"]
    assert {one["state"] for one in listed["backups"]} == {"verified"}
    assert "before-import" in {one["reason"] for one in listed["backups"]}

    shutil.rmtree(maya.folder)
    restored = maya.ask("vault", "restore", made["copy"])
    assert (restored["people"], restored["quarantine"]) == (1, None)
    assert [one["name"] for one in maya.ask("people")] == ["Maya Lindqvist"]


def test_what_would_remove_much_asks_for_the_number(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    (tmp_path / "maya.vcf").write_bytes(CARDS)
    empty = maya.ask("vault", "backup")["path"]
    maya.ask("import", tmp_path / "maya.vcf")
    refused = maya("vault", "restore", empty)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "1 of 1 person" in refused.err
    assert len(maya.ask("people")) == 1
    assert refused.err.endswith("Add: --confirm 1\n")
    restored = maya.ask("vault", "restore", empty, "--confirm", "1")
    assert restored["quarantine"]
    assert maya.ask("people") == []


def test_a_damaged_backup_is_named_in_a_sentence_and_exit_code_4(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    path = Path(maya.ask("vault", "backup")["path"])
    path.write_bytes(path.read_bytes()[:-1])
    for words in (("restore", path), ("backups", "--verify")):
        ran = maya("vault", *words)
        assert ran.code == 4
        assert "damaged" in ran.err
        assert ran.err.count("\n") == 1


def test_a_file_that_is_no_backup_is_said_to_be_none(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    (tmp_path / "letter").write_text("Dear Maya")
    assert maya("vault", "restore", tmp_path / "letter").code == 4
    assert maya("vault", "restore", tmp_path / "none").code == 2


def test_a_copy_that_fails_is_told_while_the_backup_stands(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    ran = maya("vault", "backup", tmp_path / "unplugged", "--json")
    assert (ran.code, ran.json["copy"]) == (1, None)
    assert "Connect its disk" in ran.err


def test_a_backup_is_restored_without_a_vault_by_whoever_has_its_passphrase(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    path = maya.ask("vault", "backup")["path"]
    (tmp_path / "wrong").write_text("amber tide chapel ledger\n")
    wrong = ("--vault", tmp_path / "home", "--passphrase-file", tmp_path / "wrong")
    assert run("weavit_desktop", "vault", "restore", path, *wrong).code == 3
    assert not (tmp_path / "home").exists()
