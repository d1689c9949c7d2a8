"""The card of backups: how it stands, one more now, reading back, copies, and the way to a restore."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTableView

from builders.backups import flip
from builders.file_dialog import answer_dialog
from builders.later import Later
from builders.safety import back_up
from builders.sample import NOW, Maya, maya_alone
from builders.settings_page import OpenSettings
from builders.sweeps import nameless, rich_labels
from builders.vault import PASSPHRASE, fixed_clock
from weavit_desktop.models.tasks import Runner
from weavit_desktop.services import backups
from weavit_desktop.services.backups import State
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.views.backups_table import size_words
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.pages.settings.page import SECURITY
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState

LEFT = Qt.MouseButton.LeftButton
NOW_BUTTON = "Back up now"
NEW = "quiet harbour lantern mosaic"


class Opened(OpenSettings):
    """The part of the settings that has the backups."""

    def __init__(self, maya: Maya, theme: Theme, state: WindowState, runner: Runner | None = None) -> None:
        super().__init__(maya, theme, state, runner)
        self.page.open_part(SECURITY)
        QApplication.processEvents()

    @property
    def kept(self) -> list[backups.Listed]:
        return backups.listed(self.maya.vault)


@pytest.fixture
def maya(tmp_path: Path) -> Iterator[Maya]:
    maya = maya_alone(tmp_path / "vault")
    for path in (maya.vault.folder / "backups").glob("*"):
        path.unlink()
    with maya.vault:
        yield maya


@pytest.fixture
def opened(maya: Maya, theme: Theme, state: WindowState) -> Iterator[Opened]:
    opened = Opened(maya, theme, state)
    yield opened
    opened.close()


class TestHowItStands:
    def test_without_any_it_says_so_and_offers_no_list(self, opened: Opened) -> None:
        assert opened.sees("None yet.")
        assert not opened.named("Show the backups…").isEnabled()
        assert not opened.named("Read every backup back now").isEnabled()

    def test_when_the_newest_was_made_how_many_there_are_and_how_large(
        self, maya: Maya, theme: Theme, state: WindowState
    ) -> None:
        for ago in (9, 1):
            back_up(maya.vault, ago)
        opened = Opened(maya, theme, state)
        size = size_words(sum(one.bytes for one in opened.kept))
        assert opened.sees(f"Thu 19 Nov, 16:00. 2 kept, {size}.")
        assert opened.sees("Last verified Thu 19 Nov")
        assert opened.named("Backups are kept of 2 of the last 12 days")
        opened.close()

    def test_the_list_names_each_with_its_day_and_reason_and_esc_closes_it(
        self, maya: Maya, theme: Theme, state: WindowState
    ) -> None:
        back_up(maya.vault, 1)
        back_up(maya.vault, 0, Reason.BEFORE_IMPORT)
        opened = Opened(maya, theme, state)
        opened.push("Show the backups…")
        table = opened.named("Backups")
        assert isinstance(table, QTableView)
        model = table.model()
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        rows = [[model.index(row, column).data() for column in (0, 1)] for row in range(model.rowCount())]
        assert rows == [
            ["Fri 20 Nov 2026, 16:00", "before an import"],
            ["Thu 19 Nov 2026, 16:00", "once a day"],
        ]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not any(one.isVisible() for one in opened.window.findChildren(Dialog))
        opened.close()


class TestOneMoreNow:
    def test_it_is_made_and_shown(self, opened: Opened) -> None:
        opened.push(NOW_BUTTON)
        assert len(opened.kept) == 1
        assert opened.trail.toasts == ["Backed up, read back."]
        assert opened.sees("Fri 20 Nov, 18:00. 1 kept")

    def test_while_it_runs_it_can_be_cancelled_and_nothing_else_begins(
        self, maya: Maya, theme: Theme, state: WindowState
    ) -> None:
        later = Later()
        opened = Opened(maya, theme, state, later)
        later.work()
        opened.push(NOW_BUTTON)
        assert not opened.named(NOW_BUTTON).isEnabled()
        assert not opened.named("Restore a backup…").isEnabled()
        opened.push("Cancel: Backing up")
        later.work()
        assert opened.trail.toasts == ["This was cancelled. Nothing was changed."]
        assert opened.kept == []
        assert opened.named(NOW_BUTTON).isEnabled()
        opened.close()

    def test_a_full_disk_is_told_on_the_card(self, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "no space")

        monkeypatch.setattr(backups.backup.backup_file, "write_container", full)
        opened.push(NOW_BUTTON)
        assert opened.sees("disk is full or failing")
        assert opened.trail.errors == []
        assert opened.kept == []


class TestReadingBack:
    def test_all_whole_is_told_in_passing(self, opened: Opened) -> None:
        opened.push(NOW_BUTTON)
        opened.push("Read every backup back now")
        assert opened.trail.toasts[-1] == "1 backup read back, all whole."

    def test_a_damaged_one_is_told_with_what_to_do(self, opened: Opened) -> None:
        opened.push(NOW_BUTTON)
        flip(opened.kept[0].path, -200)
        opened.push("Read every backup back now")
        assert opened.sees("1 of 1 backup is damaged. Back up now.")


class TestCopies:
    @pytest.mark.parametrize("name", ["disk", "<b>disk", "disk \u202eksid", "disk\nOK"])
    def test_a_folder_is_chosen_a_copy_made_there_at_once_and_its_name_is_plain(
        self, opened: Opened, tmp_path: Path, name: str
    ) -> None:
        place = tmp_path / name
        place.mkdir()
        opened.push("Choose the folder for copies of backups…")
        answer_dialog(opened.window, place)
        assert opened.trail.toasts == ["Backed up, read back and copied."]
        assert [path.name for path in place.iterdir()] == [one.path.name for one in opened.kept]
        assert opened.sees(name)
        assert rich_labels(opened.window) == []

    def test_it_is_forgotten(self, opened: Opened, tmp_path: Path) -> None:
        backups.remember_copy_folder(opened.maya.vault, tmp_path)
        opened.push(NOW_BUTTON)
        opened.push("Copy backups nowhere from now on")
        assert backups.copy_folder(opened.maya.vault) is None
        assert opened.sees("Nowhere.")

    def test_inside_the_vault_it_is_refused(self, opened: Opened) -> None:
        opened.push("Choose the folder for copies of backups…")
        answer_dialog(opened.window, opened.maya.vault.folder / "backups")
        assert opened.sees("would be lost with it")
        assert backups.copy_folder(opened.maya.vault) is None

    def test_a_disk_that_is_away_is_told_and_the_backup_stands(
        self, maya: Maya, theme: Theme, state: WindowState, tmp_path: Path
    ) -> None:
        place = tmp_path / "disk"
        place.mkdir()
        backups.remember_copy_folder(maya.vault, place)
        place.rmdir()
        opened = Opened(maya, theme, state)
        assert opened.sees("Connect its disk")
        opened.push(NOW_BUTTON)
        assert len(opened.kept) == 1
        assert opened.sees("The folder for copies of backups is not there.")
        opened.close()


class TestOtherWays:
    def test_restoring_is_asked_of_the_window(self, opened: Opened) -> None:
        opened.push("Restore a backup…")
        assert opened.trail.went == [("restore_backup", None)]

    def test_old_backups_can_be_let_open_with_the_new_passphrase(self, opened: Opened) -> None:
        opened.push(NOW_BUTTON)
        (kept,) = opened.kept
        opened.push("Change the passphrase…")
        for name, words in (
            ("Present passphrase", PASSPHRASE),
            ("Passphrase", NEW),
            ("Passphrase, once more", NEW),
        ):
            QTest.keyClicks(opened.named(name), words)
        opened.push("Let old backups open with the new one only, too")
        opened.push("Change passphrase")
        assert opened.trail.toasts[-1] == "The passphrase is changed. Old backups open with it too."
        found = backups.verified(opened.maya.vault, fixed_clock(NOW + timedelta(days=1)))
        assert [(one.path, one.state) for one in found] == [(kept.path, State.VERIFIED)]
        opened.maya.vault.close()
        open_vault(opened.maya.vault.folder, NEW, command="test").close()

    def test_changing_the_key_asks_for_the_passphrase_then_the_paper_then_the_window(
        self, opened: Opened
    ) -> None:
        opened.push("Change the vault’s key…")
        QTest.keyClicks(opened.named("Passphrase"), "not the passphrase")
        QTest.keyClick(opened.named("Passphrase"), Qt.Key.Key_Return)
        assert opened.sees("That passphrase does not fit.")
        opened.named("Passphrase").selectAll()  # type: ignore[attr-defined] # a field
        QTest.keyClicks(opened.named("Passphrase"), PASSPHRASE)
        QTest.keyClick(opened.named("Passphrase"), Qt.Key.Key_Return)
        assert opened.sees("Show that you have it")
        assert not opened.named("Close the vault and change its key").isEnabled()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert opened.trail.went == []
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not any(one.isVisible() for one in opened.window.findChildren(Dialog))


class TestIntegrity:
    def test_when_it_was_last_read_whole_is_said(self, opened: Opened) -> None:
        assert opened.sees("The whole vault was not read yet.")
        opened.push("Check the vault now")
        assert opened.sees("No damage found")
        assert opened.sees("Last on Fri 20 Nov 2026, 18:00")

    def test_damage_is_counted_in_plain_words_with_a_way_on(self, opened: Opened) -> None:
        (opened.maya.vault.folder / "vault.key.bak").write_bytes(b"x")
        opened.push("Check the vault now")
        assert opened.sees("Damage found")
        assert opened.sees("1 finding.")
        opened.push("What can be done…")
        assert len(opened.trail.errors) == 1


def test_every_form_is_plain_and_named(opened: Opened) -> None:
    opened.push(NOW_BUTTON)
    assert (nameless(opened.window), rich_labels(opened.window)) == ([], [])
    opened.push("Change the vault’s key…")
    assert (nameless(opened.window), rich_labels(opened.window)) == ([], [])
