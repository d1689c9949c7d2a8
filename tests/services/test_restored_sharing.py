"""A restored vault publishes nothing by what it remembers: somebody may have been taken back since.

The rules are tested in test_adopting.py; here with a vault that really was backed up and restored.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builders.sample import Maya, maya_published, maya_waiting
from builders.vault import PASSPHRASE
from weavit_desktop.errors import HubUnreachable
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.hub import hub_status, is_joined, leave
from weavit_desktop.services.restoring import restore, with_passphrase
from weavit_desktop.services.sharing import revoke_everything
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.opening import open_vault


def restored(folder: Path, maya: Maya, later: Callable[[Maya], object]) -> Maya:
    """Return her laptop after a backup, something later, and the restore of that backup. Close the vault."""
    made = back_up(maya.vault, Reason.ASKED, maya.clock)
    later(maya)
    maya.vault.close()
    restore(made.backup.path, folder, with_passphrase(PASSPHRASE), maya.clock)
    vault = open_vault(folder, PASSPHRASE, command="test")
    return Maya(vault, maya.application, maya.hub, maya.clock)


def publish(maya: Maya) -> None:
    maya.clock.forward(minutes=1)
    maya.laptop.approve_and_publish()


def leave_hub(maya: Maya) -> None:
    application = maya.application
    leave(maya.vault, application.connect, application.clock, application.new_id)


def test_what_the_backup_remembers_can_be_taken_back_and_the_hub_left(tmp_path: Path) -> None:
    maya = restored(tmp_path / "vault", maya_published(tmp_path / "vault"), lambda _maya: None)
    with maya.vault as vault:
        leave_hub(maya)
        assert maya.hub.held == {}
        assert not is_joined(vault)


@pytest.mark.parametrize("make", [maya_waiting, maya_published], ids=["unknown", "newer"])
def test_a_hub_that_holds_more_than_the_backup_remembers_is_left_with_nothing_of_hers(
    tmp_path: Path, make: Callable[[Path], Maya]
) -> None:
    maya = restored(tmp_path / "vault", make(tmp_path / "vault"), publish)
    with maya.vault as vault:
        assert maya.hub.held
        leave_hub(maya)
        assert maya.hub.held == {}
        assert not is_joined(vault)


def test_what_a_backup_remembers_is_not_published(tmp_path: Path) -> None:
    maya = restored(tmp_path / "vault", maya_waiting(tmp_path / "vault"), lambda _maya: None)
    with maya.vault as vault:
        assert hub_status(vault).suspended == "restored"
        maya.laptop.approve_and_publish()
        assert hub_status(vault).suspended == ""
        assert hub_status(vault).people_shared == 0
    assert maya.hub.held == {}


def test_whoever_was_taken_back_after_the_backup_stays_taken_back(tmp_path: Path) -> None:
    def everything(maya: Maya) -> None:
        revoke_everything(maya.vault, maya.clock, maya.application.new_id)
        maya.laptop.publish()

    maya = restored(tmp_path / "vault", maya_published(tmp_path / "vault"), everything)
    with maya.vault as vault:
        assert hub_status(vault).people_shared > 0
        fetched = maya.laptop.fetch()
        assert fetched.adopted is not None
        assert fetched.adopted.fallen > 0
        maya.laptop.approve_and_publish()
        assert hub_status(vault).people_shared == 0
    assert maya.hub.held == {}


def test_while_the_hub_is_silent_nothing_is_published(tmp_path: Path) -> None:
    maya = restored(tmp_path / "vault", maya_waiting(tmp_path / "vault"), lambda _maya: None)
    maya.hub.fault = lambda request: "before"
    with maya.vault as vault:
        with pytest.raises(HubUnreachable):
            maya.laptop.approve_and_publish()
        assert hub_status(vault).suspended == "restored"
    assert maya.hub.held == {}
