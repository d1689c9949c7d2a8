"""The settings file lies unencrypted beside the vault: after a day's work nobody's name stands in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from builders.driver import Driver
from builders.sample import Maya, maya_alone
from builders.vault import PASSPHRASE
from builders.window import session_at, unlock
from weavit_desktop.services.people import list_people
from weavit_desktop.vault.repositories.people_pages import PeopleQuery
from weavit_desktop.views.theme.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
KEPT = {
    "window/size", "window/maximised", "window/section", "look/appearance", "look/text_scale",
    "look/reduced_motion", "lock/after", "lock/with_system",
}  # fmt: skip


def words_of(maya: Maya) -> set[str]:
    """Return the words of every name, title and employer in the vault that no setting could be by chance."""
    rows = list_people(maya.vault, PeopleQuery(maya.clock().date()))
    texts = [text for row in rows for text in (row.name, row.title, row.organization) if text]
    return {word.casefold() for text in texts for word in text.split() if len(word) > 4}


def test_it_holds_sizes_and_tastes_and_nothing_of_the_vault(tmp_path: Path, theme: Theme) -> None:
    maya = maya_alone(tmp_path / "vault")
    words = words_of(maya)
    assert "kowalczyk-brandt" in words
    maya.vault.close()
    settings = tmp_path / "window.ini"
    with session_at(tmp_path / "vault", theme, application=maya.application, settings=settings) as session:
        unlock(session, PASSPHRASE)
        driver = Driver(session)
        for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1):
            driver.press(key, CONTROL)
        driver.press(Qt.Key.Key_F, CONTROL)
        driver.write("Kowalczyk-Brandt")
        driver.press(Qt.Key.Key_Down)
        driver.press(Qt.Key.Key_Return)  # the person's page
        driver.press(Qt.Key.Key_K, CONTROL)
        driver.write("Aarav")
        QTest.keyClick(session.window, Qt.Key.Key_Escape)
        session.lock()
    found = QSettings(str(settings), QSettings.Format.IniFormat)
    assert set(found.allKeys()) <= KEPT
    assert found.allKeys() != []
    text = settings.read_text(encoding="utf-8").casefold()
    assert [word for word in words if word in text] == []
