"""Vaults of every schema version open with this one, migrate, and hold what they held."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from builders.vault import PASSPHRASE, fixed_clock
from golden.make import holds
from weavit_desktop.vault import backup
from weavit_desktop.vault.backup_file import Reason, read_manifest
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.migration import shipped_steps
from weavit_desktop.vault.opening import open_vault

GOLDEN = Path(__file__).parents[1] / "golden"
VERSIONS = [step.number for step in shipped_steps()]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_vault_of_every_version_opens_and_holds_what_it_held(tmp_path: Path, version: int) -> None:
    assert (GOLDEN / str(version)).is_dir(), f"run tests/golden/make.py {version}"
    folder = Path(shutil.copytree(GOLDEN / str(version), tmp_path / "vault"))
    held: dict[str, Any] = json.loads((GOLDEN / f"{version}.json").read_text("utf-8"))
    assert len(held["people"]) == 4
    with open_vault(folder, PASSPHRASE, command="test", clock=fixed_clock()) as vault:
        assert vault.read(lambda db: db.execute("PRAGMA user_version").fetchone()) == (VERSIONS[-1],)
        assert check_vault(vault, deep=True).problems == ()
        now = vault.read(holds)
        assert vault.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []
    assert {name: now[name] for name in held} == held
    made = [read_manifest(path) for path in backup.list_backups(folder / "backups")]
    expected = [] if version == VERSIONS[-1] else [(Reason.BEFORE_MIGRATION, True)]
    assert [(one.reason, one.pinned) for one in made] == expected


def test_a_golden_vault_is_encrypted() -> None:
    for version in VERSIONS:
        data = b"".join(path.read_bytes() for path in (GOLDEN / str(version)).iterdir())
        assert b"SQLite format" not in data
        assert b"Tarnholm" not in data
