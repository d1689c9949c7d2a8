"""Who "me" is: asked after an import in one step, and said before one where the messages do not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from builders.import_page import export
from builders.linkedin import CONNECTIONS, MESSAGES, folder, message, profile_url, table
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.identity import me
from weavit_desktop.vault.vault import Vault

Key = Qt.Key
Open = Callable[..., Any]


class TestWhoIsMe:
    def confirmed(self, vault: Vault) -> set[str]:
        return {one.value for one in me(vault) if one.confirmed}

    @pytest.fixture
    def asked(self, importing: Any, tmp_path: Path) -> Any:
        importing.drop(export(tmp_path / "li", message("maya-rin", "ann-ode", FROM="Maya Rin")))
        importing.press(Key.Key_Return)
        return importing

    def test_what_the_files_say_is_asked_and_confirmed_in_one_step(self, vault: Vault, asked: Any) -> None:
        assert asked.sees("Are you \u2068Maya Rin\u2069?")
        assert self.confirmed(vault) == set()
        asked.focus("Yes, that is me")
        asked.press(Key.Key_Return)
        assert self.confirmed(vault) == {"maya@tarnholm.example", "tarnholm.example", "maya-rin"}
        assert not asked.sees("Are you")
        assert Topic.IDENTITY in asked.told[-1]

    def test_what_is_unticked_is_not_confirmed(self, vault: Vault, asked: Any) -> None:
        asked.focus("tarnholm.example: people there are colleagues")
        asked.press(Key.Key_Space)
        asked.click("Yes, that is me")
        assert self.confirmed(vault) == {"maya@tarnholm.example", "maya-rin"}

    def test_with_nothing_ticked_there_is_nothing_to_confirm(self, asked: Any) -> None:
        for name in ("tarnholm.example", "maya@tarnholm.example", "linkedin.com/in/maya-rin"):
            asked.focus(name)
            asked.press(Key.Key_Space)
        assert not asked.named("Yes, that is me").isEnabled()

    def test_it_can_wait(self, vault: Vault, asked: Any) -> None:
        asked.click("Not now")
        assert self.confirmed(vault) == set()
        assert asked.focused() == "See people"


class TestMessagesOfStrangers:
    @pytest.fixture
    def strangers(self, importing: Any, tmp_path: Path) -> Any:
        talk = table(MESSAGES, message("ann-ode", "ida-roe"), message("ida-roe", "ann-ode"))
        connection = {"First Name": "Ann", "Last Name": "Ode", "URL": profile_url("ann-ode")}
        files = {"Connections.csv": table(CONNECTIONS, connection), "messages.csv": talk}
        importing.drop(folder(tmp_path / "li", files))
        importing.click("Say who you are…")
        return importing

    def test_one_says_who_one_is_and_they_are_counted(self, vault: Vault, strangers: Any) -> None:
        assert strangers.focused() == "Your LinkedIn address"
        strangers.write("https://www.linkedin.com/in/ida-roe/")
        strangers.press(Key.Key_Return)
        assert strangers.dialog() is None
        assert strangers.rows("Files")[0][-2:] == ["2", "none"]
        assert [one.value for one in me(vault) if one.confirmed] == ["ida-roe"]

    def test_what_is_no_address_is_refused_in_words(self, strangers: Any) -> None:
        strangers.write("ida at linkedin")
        strangers.press(Key.Key_Return)
        assert strangers.sees("This is no LinkedIn profile.")
        assert strangers.focused() == "Your LinkedIn address"

    def test_escape_keeps_things_as_they_are(self, vault: Vault, strangers: Any) -> None:
        strangers.press(Key.Key_Escape)
        assert strangers.dialog() is None
        assert strangers.sees("Say it, and they are counted too.")
        assert me(vault) == []

    def test_escape_while_the_answer_is_looked_at_breaks_nothing(
        self, vault: Vault, open_page: Open, later: Any, tmp_path: Path
    ) -> None:
        importing = open_page(vault, runner=later)
        talk = table(MESSAGES, message("ann-ode", "ida-roe"), message("ida-roe", "ann-ode"))
        importing.drop(folder(tmp_path / "li", {"messages.csv": talk}))
        later.work()
        importing.click("Say who you are…")
        importing.write("linkedin.com/in/ida-roe")
        importing.press(Key.Key_Return, Key.Key_Escape)
        later.work()
        assert importing.rows("Files")[0][-1] == "none"
