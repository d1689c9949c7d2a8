"""weavit vault, and what a person meets who has the wrong passphrase, folder, file or version."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from builders.command_line import Ran, run, weavit, without_vault


def test_a_vault_is_created_described_and_opened_by_its_recovery_code(tmp_path: Path) -> None:
    new = without_vault(tmp_path / "vault")
    code = tmp_path / "code"

    assert new("vault", "create", "--recovery-file", code).code == 0
    assert stat.S_IMODE(code.stat().st_mode) == 0o600
    facts = run("weavit_desktop", "vault", "info", "--vault", new.folder, "--json").json
    assert sorted(facts["slots"]) == ["passphrase", "recovery"]

    by_code = ("--vault", new.folder, "--recovery-code-file", code)
    assert run("weavit_desktop", "people", "--json", *by_code).json == []
    assert new("vault", "check", "--deep").code == 0


def test_a_folder_that_is_in_use_is_never_made_a_vault(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "letter.txt").write_text("Dear Maya")
    refused = without_vault(tmp_path / "vault")("vault", "create")
    assert says(refused, 2, "empty")
    assert (tmp_path / "vault" / "letter.txt").read_text() == "Dear Maya"


def test_a_wrong_passphrase_is_told_apart_from_damage(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    maya.secret.write_text("amber tide chapel ledger")
    assert says(maya("people"), 3, "passphrase")


def test_without_a_terminal_and_a_file_there_is_no_way_to_ask(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    assert says(run("weavit_desktop", "people", "--vault", maya.folder), 3, "--passphrase-file")


@pytest.mark.parametrize("made", ["nothing", "file", "folder"])
def test_what_is_no_vault_is_said_to_be_none(tmp_path: Path, made: str) -> None:
    place = without_vault(tmp_path / "vault")
    if made == "file":
        place.folder.write_text("shopping list")
    elif made == "folder":
        place.folder.mkdir()
    assert says(place("people"), 4, "vault")


def test_an_emptied_database_is_damage_and_never_a_new_vault(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    (maya.folder / "vault.db").write_bytes(b"")
    assert says(maya("people"), 4, "empty")
    assert (maya.folder / "vault.db").read_bytes() == b""


def test_a_weak_passphrase_is_refused_with_a_hint(tmp_path: Path) -> None:
    new = without_vault(tmp_path / "vault")
    new.secret.write_text("password1234")
    assert says(new("vault", "create"), 2, "words")
    assert not new.folder.exists()


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("weavit_desktop", "peopel").code == 2


def test_a_new_recovery_code_opens_and_the_old_one_stops(tmp_path: Path) -> None:
    maya = without_vault(tmp_path / "vault")
    old, new = tmp_path / "old", tmp_path / "new"
    assert maya("vault", "create", "--recovery-file", old).code == 0
    assert maya("vault", "recovery", "--recovery-file", new).code == 0
    assert stat.S_IMODE(new.stat().st_mode) == 0o600

    by_code = ("--vault", maya.folder, "--recovery-code-file")
    assert run("weavit_desktop", "people", "--json", *by_code, new).json == []
    assert says(run("weavit_desktop", "people", *by_code, old), 3, "belongs to another")


def test_a_recovery_code_that_cannot_be_handed_over_changes_nothing(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    before = (maya.folder / "vault.key").read_bytes()
    assert says(maya("vault", "recovery", "--recovery-file", tmp_path / "missing" / "code"), 8, "Nothing")
    (tmp_path / "taken").write_text("mine")
    assert says(maya("vault", "recovery", "--recovery-file", tmp_path / "taken"), 2, "exists already")
    assert (maya.folder / "vault.key").read_bytes() == before


def test_a_vault_that_was_encrypted_anew_opens_as_before_and_by_its_new_code(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    assert maya("add", "Ada Lovelace").code == 0
    before = (maya.folder / "vault.db").read_bytes()
    ran = maya("vault", "rotate", "--recovery-file", tmp_path / "code")
    assert ran.code == 0, ran.err

    assert (maya.folder / "vault.db").read_bytes() != before
    assert [person["name"] for person in maya.ask("people")] == ["Ada Lovelace"]
    by_code = run(
        "weavit_desktop", "people", "--vault", maya.folder, "--recovery-code-file", tmp_path / "code"
    )
    assert by_code.code == 0
    assert maya("vault", "check", "--deep").code == 0


def says(ran: Ran, code: int, word: str) -> bool:
    """Return whether a call failed with a code and one plain sentence with a word in it, and nothing else."""
    assert ran.code == code, ran.err
    assert ran.out == b""
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") == 1
    return word in ran.err


def test_old_backups_open_with_the_old_passphrase_until_they_are_rewrapped(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    assert maya("add", "Ada Lovelace").code == 0
    made = maya.ask("vault", "backup")["path"]
    new = tmp_path / "new"
    new.write_text("harbour violet cinder moss\n")
    told = maya("vault", "passphrase", "--new-passphrase-file", new)
    assert told.code == 0
    assert b"Backups made before open as they did" in told.out
    assert maya("vault", "restore", made).code == 0  # with the old passphrase, which is in force again

    rewrapped = maya.ask("vault", "passphrase", "--new-passphrase-file", new, "--rewrap-backups")
    assert {one["outcome"] for one in rewrapped["backups"]} == {"rewrapped"}
    assert says(maya("vault", "restore", made), 3, "passphrase is wrong")
    by_new = ("--vault", maya.folder, "--passphrase-file", new)
    assert run("weavit_desktop", "vault", "restore", made, "--json", *by_new).json["people"] == 1


def test_a_backup_that_cannot_be_rewrapped_is_told_with_exit_code_1(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    made = Path(maya.ask("vault", "backup")["path"])
    made.write_bytes(made.read_bytes()[:-1])
    ran = maya("vault", "recovery", "--recovery-file", tmp_path / "code", "--rewrap-backups", "--json")
    assert ran.code == 1
    assert "left as it was" in ran.err
    assert "damaged" not in {one["outcome"] for one in ran.json["backups"]}
