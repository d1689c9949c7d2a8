"""A restored vault publishes nothing by what it remembers: somebody may have been taken back since."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.sample import Maya, maya_waiting
from builders.vault import PASSPHRASE
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.hub import hub_status
from weavit_desktop.services.restoring import restore, with_passphrase
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.opening import open_vault


def test_what_a_backup_remembers_is_not_published(tmp_path: Path) -> None:
    maya = maya_waiting(tmp_path / "vault")
    made = back_up(maya.vault, Reason.ASKED, maya.clock)
    maya.vault.close()

    restore(made.backup.path, tmp_path / "vault", with_passphrase(PASSPHRASE), maya.clock)

    with open_vault(tmp_path / "vault", PASSPHRASE, command="test") as vault:
        assert hub_status(vault).suspended == "restored"
        with pytest.raises(UsageRefused, match="restored from a backup"):
            Maya(vault, maya.application, maya.hub, maya.clock).laptop.approve_and_publish()
    assert maya.hub.held == {}
