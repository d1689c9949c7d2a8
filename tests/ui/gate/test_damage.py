"""A damaged vault in the window: what is lost is said, and there is a way back from everywhere."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from builders.backups import flip, people_in
from builders.driver import CONTROL, Driver
from builders.file_dialog import answer_dialog
from builders.safety import back_up, damage
from builders.sample import maya_alone
from builders.sweeps import nameless, rich_labels
from builders.vault import PASSPHRASE, new_vault
from builders.window import session_at, unlock
from weavit_desktop.errors import BackupDamaged, VaultDamaged
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
Stand = Any  # as the fixture of this folder gives it
SCHEMA = 1  # page


@pytest.fixture
def maya(tmp_path: Path) -> Path:
    """Return the folder of Maya's locked vault, with one backup of the day before."""
    maya = maya_alone(tmp_path / "vault")
    back_up(maya.vault, 1)
    maya.vault.close()
    return tmp_path / "vault"


def enter(driver: Driver) -> None:
    driver.write(PASSPHRASE)
    driver.press(Key.Key_Return)


class TestThatDoesNotOpen:
    def test_it_is_counted_and_the_whole_backup_is_offered_and_restored(
        self, stand_at: Stand, maya: Path
    ) -> None:
        damage(maya, SCHEMA)
        driver = stand_at(maya)
        enter(driver)
        assert driver.sees("The vault file is damaged")
        assert driver.sees("The backup of Thu 19 November, 16:00 is whole")
        assert driver.words_at_focus() == "Restore Thu 19 Nov"
        driver.press(Key.Key_Return)
        assert driver.sees("Restore a backup")
        assert driver.sees("Thu 19 Nov 2026, 16:00")
        driver.named("Passphrase of then").setFocus()
        enter(driver)
        driver.click("Restore this backup")
        assert people_in(maya) == 109
        assert list((maya / "quarantine").glob("*-damaged/vault.db"))

    def test_a_database_cut_to_nothing(self, stand_at: Stand, maya: Path) -> None:
        (maya / "vault.db").write_bytes(b"")
        driver = stand_at(maya)
        enter(driver)
        assert driver.sees("None of it can be read any more.")
        assert driver.words_at_focus() == "Restore Thu 19 Nov"

    def test_without_any_whole_backup_one_from_elsewhere_is_asked_for(
        self, stand_at: Stand, maya: Path
    ) -> None:
        for path in (maya / "backups").iterdir():
            flip(path, -200)
        damage(maya, SCHEMA)
        driver = stand_at(maya)
        enter(driver)
        assert driver.sees("No backup in its folder is whole.")
        driver.press(Key.Key_Return)
        assert driver.named("Choose a backup file…")

    def test_a_lost_key_file_is_told_apart(self, stand_at: Stand, maya: Path) -> None:
        shutil.rmtree(maya / "backups")
        for name in ("vault.key", "vault.key.bak"):
            (maya / name).write_bytes(b"x")
        driver = stand_at(maya)
        enter(driver)
        assert driver.sees("The key file is damaged")
        assert driver.sees("A backup from another disk brings its key file along.")
        driver.press(Key.Key_Return)
        assert driver.named("Choose a backup file…")

    def test_the_key_file_of_another_vault(self, stand_at: Stand, maya: Path, tmp_path: Path) -> None:
        new_vault(tmp_path / "other").close()
        for name in ("vault.key", "vault.key.bak"):
            shutil.copy(tmp_path / "other" / name, maya / name)
        driver = stand_at(maya)
        enter(driver)
        assert driver.sees("The vault file is damaged")
        assert driver.words_at_focus() == "Restore a backup…"

    def test_one_may_try_again(self, stand_at: Stand, maya: Path) -> None:
        whole = (maya / "vault.db").read_bytes()
        damage(maya, SCHEMA)
        driver = stand_at(maya)
        enter(driver)
        driver.click("Show what is lost")
        (maya / "vault.db").write_bytes(whole)  # as whoever put a copy back
        driver.click("Try again")
        enter(driver)
        assert driver.session.workspace is not None


class TestMetWhileWorking:
    def test_the_vault_is_closed_at_once_and_nothing_of_it_is_shown_any_more(
        self, maya: Path, theme: Theme
    ) -> None:
        with session_at(maya, theme) as session:
            unlock(session, PASSPHRASE)
            driver = Driver(session)
            assert session.workspace is not None
            session.workspace.desk.vault.maintain(lambda db: db.execute("PRAGMA shrink_memory"))
            pages = (maya / "vault.db").stat().st_size // 4096
            damage(maya, *range(20, pages))
            driver.press(Key.Key_2, CONTROL)
            driver.press(Key.Key_4, CONTROL)
            assert session.workspace is None
            assert driver.sees("The vault file is damaged")
            assert driver.sees("The backup of Thu 19 November, 16:00 is whole")
            assert not driver.sees("Aarav")

    def test_what_is_lost_is_listed_and_what_can_be_read_is_saved_in_a_new_vault(
        self, maya: Path, theme: Theme, tmp_path: Path
    ) -> None:
        out = tmp_path / "saved"
        out.mkdir()
        with session_at(maya, theme) as session:
            unlock(session, PASSPHRASE)
            driver = Driver(session)
            locked: list[Path] = []
            session.locked.connect(locked.append)
            spoil_what_is_read(maya)
            assert session.workspace is not None
            session.workspace.tell_error(VaultDamaged("The database is damaged."))
            QApplication.processEvents()
            driver.click("Show what is lost")
            assert driver.sees("Still known of")
            assert driver.sees("It misses")
            assert (nameless(driver.window), rich_labels(driver.window)) == ([], [])
            driver.click("Save what can be read…")
            answer_dialog(driver.window, out)
            assert driver.sees("What can be read is saved")
            assert driver.sees("It holds 109 people") or driver.sees("could not be read")
            driver.press(Key.Key_Return)
            assert (session.folder, locked) == (out, [out])
        open_vault(out, PASSPHRASE, command="test").close()

    def test_what_lies_over_the_pages_goes_too(self, maya: Path, theme: Theme) -> None:
        with session_at(maya, theme) as session:
            unlock(session, PASSPHRASE)
            driver = Driver(session)
            assert session.workspace is not None
            workspace = session.workspace
            workspace.toast("Lunch with Aarav logged")
            driver.press(Key.Key_K, CONTROL)
            driver.write("aarav")
            workspace.tell_error(VaultDamaged("The database is damaged."))
            QApplication.processEvents()
            assert not driver.sees("Aarav")
            session.window.resize(1200, 800)
            QApplication.processEvents()
            assert driver.sees("The vault file is damaged")

    def test_a_damaged_backup_is_no_damage_of_the_vault(self, maya: Path, theme: Theme) -> None:
        with session_at(maya, theme) as session:
            unlock(session, PASSPHRASE)
            assert session.workspace is not None
            session.workspace.tell_error(BackupDamaged("This backup is damaged. Use another."))
            QApplication.processEvents()
            assert session.workspace is not None
            assert Driver(session).sees("This backup is damaged")

    def test_damage_that_a_check_finds_leads_there(self, maya: Path, theme: Theme) -> None:
        with session_at(maya, theme) as session:
            unlock(session, PASSPHRASE)
            driver = Driver(session)
            driver.press(Key.Key_4, CONTROL)
            driver.click("Security")
            spoil_what_is_read(maya)
            driver.click("Check the vault now")
            if session.workspace is not None:
                driver.click("What can be done…")
            assert driver.sees("The vault file is damaged")


def spoil_what_is_read(folder: Path) -> None:
    """Spoil pages in the middle of the database while it is open."""
    pages = (folder / "vault.db").stat().st_size // 4096
    damage(folder, *range(pages // 2, pages // 2 + 3))
