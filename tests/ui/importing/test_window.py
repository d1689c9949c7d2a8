"""The Import page in the whole window: its keys, files dropped anywhere, a vault left in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from builders.desk import someone
from builders.driver import CONTROL, Driver
from builders.import_page import ANNA, BO, count, write
from builders.vault import PASSPHRASE, new_vault
from builders.window import session_at, unlock
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_vault(tmp_path / "vault").close()
    return tmp_path / "vault"


@pytest.mark.parametrize("section", [Key.Key_1, Key.Key_3])
def test_ctrl_o_asks_for_files_once_wherever_one_is(folder: Path, theme: Theme, section: Key) -> None:
    with session_at(folder, theme) as session:
        unlock(session, PASSPHRASE)
        driver = Driver(session)
        driver.press(section, CONTROL)
        driver.press(Key.Key_O, CONTROL)
        (dialog,) = session.window.findChildren(QFileDialog)
        path = write(folder.parent / "people.vcf", ANNA)
        dialog.filesSelected.emit([str(path)])
        dialog.close()
        QApplication.processEvents()
        assert driver.sees("Flight check")


def test_files_dropped_on_any_section_are_checked(folder: Path, theme: Theme) -> None:
    with session_at(folder, theme) as session:
        unlock(session, PASSPHRASE)
        driver = Driver(session)
        driver.press(Key.Key_1, CONTROL)
        driver.drop(write(folder.parent / "people.vcf", ANNA, BO))
        assert driver.sees("Nothing of it is in your vault yet")
        driver.press(Key.Key_Return)
        driver.press(Key.Key_Return)
        assert driver.sees("2 people")


@pytest.mark.parametrize("way", ["close", "lock"])
def test_a_vault_that_is_left_in_the_middle_of_an_import_has_none_of_it(
    folder: Path, theme: Theme, way: str
) -> None:
    runner = PoolRunner()
    crowd = (someone(f"Person {number}", email=f"p{number}@firm.example") for number in range(1_500))
    path = write(folder.parent / "crowd.vcf", *crowd)
    with session_at(folder, theme, runner=runner) as session:
        driver = Driver(session)
        unlock(session, PASSPHRASE)
        driver.wait(lambda: session.workspace is not None, "the vault")
        driver.drop(path)
        driver.named("Import 1,500 people")
        driver.press(Key.Key_Return)
        driver.expect("records")
        session.window.close() if way == "close" else driver.press(Key.Key_L, CONTROL)
        runner.wait()
        QApplication.processEvents()
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        assert (count(vault, "person"), count(vault, "import")) == (0, 0)
