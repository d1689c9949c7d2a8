"""`weavit demo --gui`: the story stops before its last scene, and hands over a vault with something to do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from builders.command_line import hub
from weavit_desktop.composition import compose
from weavit_desktop.demo import story
from weavit_desktop.demo.hub_process import DemoHub
from weavit_desktop.demo.laptop import PASSPHRASE, set_up
from weavit_desktop.services.checking import mirror
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.vault.keys import FLOOR
from weavit_desktop.vault.opening import open_vault


def test_the_window_gets_a_vault_with_choices_that_wait_and_a_hub_that_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The hub serves as a program of its own; its administrator's commands are spared the start of one.
    monkeypatch.setattr(DemoHub, "run", lambda _, *arguments: hub("--dir", tmp_path / "hub", *arguments))
    monkeypatch.setattr(story, "set_up", partial(set_up, cost=FLOOR))
    application = compose()
    told: list[str] = []
    found: list[tuple[int, int, bool]] = []

    def look(folder: Path) -> None:
        with open_vault(folder, PASSPHRASE, command="test") as vault:
            sharing = read_sharing(vault, application.clock)
            held = mirror(vault, application.connect, application.clock)
            found.append((len(sharing.changed), len(held), all(one.matches_sent for one in held)))

    story.tell_story(application, tmp_path, told.append, look)

    ((waiting, held, agree),) = found
    assert waiting == 2
    assert held > 0
    assert agree
    assert any(PASSPHRASE in line for line in told)
