"""The settings: who is "me", the passphrase, the vault's soundness, the hub and the way out, the looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from builders.sample import maya_alone, maya_published
from builders.settings_page import OpenSettings
from builders.sweeps import nameless, rich_labels
from builders.vault import PASSPHRASE
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services import hub, identity
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.pages.settings.page import ABOUT, HUB, READING, SECURITY
from weavit_desktop.views.places import words_for
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.window_state import WindowState

NEW = "quiet harbour lantern mosaic"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def alone(tmp_path: Path, theme: Theme, state: WindowState) -> Iterator[OpenSettings]:
    maya = maya_alone(tmp_path / "vault")
    with maya.vault:
        opened = OpenSettings(maya, theme, state)
        yield opened
        opened.close()


@pytest.fixture
def joined(tmp_path: Path, theme: Theme, state: WindowState) -> Iterator[OpenSettings]:
    maya = maya_published(tmp_path / "vault")
    with maya.vault:
        opened = OpenSettings(maya, theme, state)
        opened.page.open_part(HUB)
        yield opened
        opened.close()


class TestYou:
    def test_what_is_known_is_listed(self, alone: OpenSettings) -> None:
        assert "maya.rinaldi@tarnholm.example" in alone.words()

    def test_an_address_is_added_with_enter(self, alone: OpenSettings) -> None:
        alone.type("Address, number, profile or domain", "m.rinaldi@tarnholm.example\r")
        assert "m.rinaldi@tarnholm.example" in alone.words()
        assert any(one.value == "m.rinaldi@tarnholm.example" for one in identity.me(alone.maya.vault))

    def test_what_is_no_address_is_told_beside_the_field(self, alone: OpenSettings) -> None:
        before = identity.me(alone.maya.vault)
        alone.type("Address, number, profile or domain", "nothing of the kind\r")
        assert identity.me(alone.maya.vault) == before
        assert alone.trail.errors == []


class TestSecurity:
    def test_the_passphrase_is_changed(self, alone: OpenSettings) -> None:
        alone.page.open_part(SECURITY)
        alone.click("Change the passphrase…")
        alone.type("Present passphrase", PASSPHRASE)
        alone.type("Passphrase", NEW)
        alone.type("Passphrase, once more", NEW)
        alone.click("Change passphrase")
        assert alone.trail.toasts == ["The passphrase is changed."]
        folder = alone.maya.vault.folder
        alone.maya.vault.close()
        with pytest.raises(WrongPassphrase):
            open_vault(folder, PASSPHRASE, command="test")
        open_vault(folder, NEW, command="test").close()

    def test_the_vault_is_read_whole_when_asked(self, alone: OpenSettings) -> None:
        alone.page.open_part(SECURITY)
        alone.click("Check the vault now")
        assert "No damage found" in alone.words()

    def test_when_it_locks_by_itself_is_chosen_by_keys_and_remembered(
        self, alone: OpenSettings, state: WindowState
    ) -> None:
        alone.page.open_part(SECURITY)
        after = alone.named("Lock after")
        assert isinstance(after, QComboBox)
        assert (after.currentText(), state.lock_after()) == ("10 minutes", 10)
        QTest.keyClick(after, Qt.Key.Key_Down)
        assert (after.currentText(), state.lock_after()) == ("30 minutes", 30)

    def test_locking_with_the_screen_is_on_until_it_is_turned_off(
        self, alone: OpenSettings, state: WindowState
    ) -> None:
        alone.page.open_part(SECURITY)
        assert state.locks_with_system()
        alone.click("Lock when the laptop sleeps")
        assert not state.locks_with_system()

    @pytest.mark.parametrize("written", ["never", "0", "-5", "100000", "10.0", ""])
    def test_what_makes_no_sense_in_the_settings_file_locks_after_ten_minutes(
        self, tmp_path: Path, written: str
    ) -> None:
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("lock/after", written)
        assert WindowState(settings).lock_after() == 10

    def test_where_the_vault_is_needs_no_name_of_a_user(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "home", lambda: tmp_path)
        assert words_for(tmp_path / "vaults" / "default") == str(Path("~/vaults/default"))
        assert words_for(tmp_path.parent / "elsewhere") == str(tmp_path.parent / "elsewhere")


class TestHub:
    def test_without_one_it_offers_to_join(self, alone: OpenSettings) -> None:
        alone.page.open_part(HUB)
        alone.click("Join a hub…")
        assert alone.trail.went == [("join_hub", None)]

    def test_it_says_who_the_hub_is_and_what_it_holds(self, joined: OpenSettings) -> None:
        words = joined.words()
        assert "Tarnholm" in words
        assert f"{len(joined.maya.hub.held)} documents, 2 waiting here" in words

    def test_leaving_takes_everything_back_first(self, joined: OpenSettings) -> None:
        joined.click("Leave Tarnholm…")
        joined.type("Passphrase", PASSPHRASE)
        joined.click("Take everything back and leave")
        assert joined.maya.hub.held == {}
        assert joined.maya.hub.closed
        assert not hub.is_joined(joined.maya.vault)
        assert "No hub" in joined.words()

    def test_enter_does_not_leave_nor_does_a_wrong_passphrase(self, joined: OpenSettings) -> None:
        joined.click("Leave Tarnholm…")
        joined.type("Passphrase", "not the passphrase\r")
        assert hub.is_joined(joined.maya.vault)
        joined.click("Take everything back and leave")
        assert hub.is_joined(joined.maya.vault)
        assert "That passphrase does not fit." in joined.words()

    def test_escape_stays(self, joined: OpenSettings) -> None:
        joined.click("Leave Tarnholm…")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not any(one.isVisible() for one in joined.window.findChildren(Dialog))
        assert hub.is_joined(joined.maya.vault)


class TestReading:
    def test_what_is_chosen_is_in_force_and_remembered(
        self, alone: OpenSettings, theme: Theme, state: WindowState
    ) -> None:
        alone.page.open_part(READING)
        alone.click("Dark")
        alone.click("125 %")
        QTest.mouseClick(alone.named("Reduce motion"), LEFT)
        assert (theme.appearance, theme.text_scale, theme.reduced_motion) == (Appearance.DARK, 1.25, False)
        assert (state.appearance(), state.text_scale(), state.reduced_motion()) == (
            Appearance.DARK,
            1.25,
            False,
        )


@pytest.mark.parametrize("part", [0, SECURITY, HUB, READING, ABOUT])
def test_every_part_has_names_and_obeys_no_markup(joined: OpenSettings, part: int) -> None:
    joined.page.open_part(part)
    assert nameless(joined.window) == []
    assert rich_labels(joined.window) == []
