"""A damaged vault on the command line: what is lost, what brings it back, and what can be salvaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builders.command_line import Weavit, without_vault
from builders.wrecks import PEOPLE, pages_of, spoil, wreckable_vault


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damaged") / "vault"
    wreckable_vault(folder)
    weavit = without_vault(folder)
    weavit.ask("vault", "backup")
    weavit.ask("add", "Late Comer")
    return folder


@pytest.fixture
def weavit(backed_up: Path, tmp_path: Path) -> Weavit:
    return without_vault(Path(shutil.copytree(backed_up, tmp_path / "vault")))


def test_a_deep_check_names_the_loss_the_backup_and_the_next_step(weavit: Weavit) -> None:
    total = pages_of(weavit.folder)
    spoil(weavit.folder, (total - 2, total - 5, total - 9))
    ran = weavit("vault", "check", "--deep", "--json")
    assert ran.code == 4
    found = ran.json
    assert not found["sound"]
    assert (found["damage"]["pages"], found["damage"]["pages_unreadable"]) == (total, 3)
    assert found["damage"]["backup"]["holds"]["people"] == PEOPLE
    assert found["damage"]["backup"]["misses"] == {"people": 1, "interactions": 0, "permissions": 0}
    assert Path(found["damage"]["quarantine"]).is_dir()
    assert f"3 of {total:,} pages cannot be read." in ran.err
    assert "is whole and misses 1 person, 0 interactions and 0 permissions" in ran.err
    last = ran.err.splitlines()[-1]
    assert "weavit vault restore FILE" in last
    assert "weavit vault salvage OUT" in last
    restored = weavit.ask("vault", "restore", found["damage"]["backup"]["path"])
    assert restored["people"] == PEOPLE
    assert weavit.ask("vault", "check", "--deep")["sound"]


def test_a_vault_that_does_not_open_names_the_check_and_the_check_names_the_backup(weavit: Weavit) -> None:
    spoil(weavit.folder, (1,))
    ran = weavit("people")
    assert (ran.code, ran.err.count("\n")) == (4, 1)
    assert "weavit vault check --deep" in ran.err
    ran = weavit("vault", "check", "--deep")
    assert ran.code == 4
    assert "weavit vault restore FILE" in ran.err
    assert "salvage" not in ran.err, "nothing of it can be read"
    assert weavit("vault", "salvage", weavit.folder.with_name("new")).code == 4


def test_a_sound_vault_is_said_to_be_sound(weavit: Weavit) -> None:
    assert weavit("vault", "check", "--deep").out == b"The vault is sound.\n"
    assert "damage" not in weavit.ask("vault", "check", "--deep")


def test_what_is_left_is_salvaged_into_a_new_vault(weavit: Weavit) -> None:
    total = pages_of(weavit.folder)
    spoil(weavit.folder, (total - 2, total - 5, total - 9))
    new = weavit.folder.with_name("new")
    report = weavit.ask("vault", "salvage", new)
    assert report["pages_unreadable"] == 3
    assert report["people"] == PEOPLE + 1, "each comes back by what the holder wrote, or by an index"
    assert {"name", "read", "lost", "exact", "dropped", "revived"} == set(report["tables"][0])
    assert Weavit(new, weavit.secret).ask("vault", "check", "--deep")["sound"]
    refused = weavit("vault", "salvage", new)
    assert refused.code == 2
    told = weavit("vault", "salvage", new.with_name("newer"))
    assert told.code == 0
    assert b"pages cannot be read" in told.out
