"""The recovery kit in the settings: the paper is tested, and replaced by a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders.file_dialog import answer_dialog
from builders.pdf import texts
from builders.sweeps import nameless, rich_labels, shown_words
from builders.vault import PASSPHRASE, new_vault_and_code
from builders.window import Trail, desk_for, trail_of
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.vault import files, ways_in
from weavit_desktop.vault.opening import open_with_recovery_code
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.pages.settings.recovery import OPENS, RecoveryCard
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
TEST, NEW = "Test the recovery code…", "Make a new recovery kit…"


class Opened:
    """The card as a test drives it."""

    def __init__(self, vault: Vault, code: str, theme: Theme) -> None:
        self.vault, self.code = vault, code
        self.window = QWidget()
        desk = desk_for(vault, theme)
        self.trail: Trail = trail_of(desk)
        self.card = RecoveryCard(desk, self.window)
        self.window.resize(1228, 900)
        self.card.resize(480, 200)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()

    def click(self, name: str) -> None:
        QTest.mouseClick(self.named(name), LEFT)
        QApplication.processEvents()

    def write(self, words: str, key: Key | None = None) -> None:
        """Type where the keyboard is, and press a key."""
        edit = QApplication.focusWidget()
        assert edit is not None
        QTest.keyClicks(edit, words)
        if key is not None:
            QTest.keyClick(edit, key)
        QApplication.processEvents()

    def named(self, name: str) -> QWidget:
        seen = [one for one in self.window.findChildren(QWidget) if one.isVisible()]
        (found,) = [one for one in seen if one.accessibleName() == name]
        return found

    def sees(self, words: str) -> bool:
        return any(words in one for one in shown_words(self.window))

    def asks(self) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(Dialog))

    def names(self) -> list[str]:
        return [one.accessibleName() for one in self.window.findChildren(QWidget) if one.isVisible()]

    def new_code(self) -> str:
        """Return the code that is shown."""
        groups = (re.fullmatch(r"Group \d: ([0-9A-Z ]+)", name) for name in self.names())
        return "-".join(found[1].replace(" ", "") for found in groups if found)

    def prove(self) -> None:
        """Type back what is asked for, by keys, and say that it is on paper."""
        groups = self.new_code().split("-")
        for name in self.names():
            if found := re.fullmatch(r"Group (\d) of the recovery code", name):
                self.named(name).setFocus(Qt.FocusReason.TabFocusReason)
                self.write(groups[int(found[1]) - 1])
        self.named("It is on paper and away from this laptop").setFocus(Qt.FocusReason.TabFocusReason)
        self.write("", Key.Key_Space)


@pytest.fixture
def opened(tmp_path: Path, theme: Theme) -> Iterator[Opened]:
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        opened = Opened(vault, code, theme)
        yield opened
        opened.window.close()
        opened.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def opens(folder: Path, code: str) -> bool:
    try:
        open_with_recovery_code(folder, code, command="test").close()
    except WrongPassphrase:
        return False
    return True


class TestTestingThePaper:
    def test_a_code_that_opens_this_vault_is_told_so(self, opened: Opened) -> None:
        opened.click(TEST)
        opened.write(opened.code.lower(), Key.Key_Return)
        assert opened.sees(OPENS)
        assert opened.sees("Tested just now")

    @pytest.mark.parametrize("button", ["Test this code"])
    def test_the_code_of_another_vault_is_told_apart(self, opened: Opened, button: str) -> None:
        opened.click(TEST)
        opened.write(new_recovery_code())
        opened.click(button)
        assert opened.sees("it belongs to another")
        assert not opened.sees("Tested just now")

    def test_a_verdict_goes_as_soon_as_another_code_is_typed(self, opened: Opened) -> None:
        opened.click(TEST)
        opened.write(opened.code, Key.Key_Return)
        opened.write("x")
        assert not opened.sees(OPENS)

    def test_it_changes_nothing_and_escape_closes_it(self, opened: Opened) -> None:
        before = (opened.vault.folder / files.HEADER).read_bytes()
        opened.click(TEST)
        opened.write(opened.code, Key.Key_Return)
        opened.write("", Key.Key_Escape)
        assert not opened.asks()
        assert (opened.vault.folder / files.HEADER).read_bytes() == before


class TestNewKit:
    @pytest.fixture
    def shown(self, opened: Opened) -> Opened:
        opened.click(NEW)
        opened.write(PASSPHRASE, Key.Key_Return)
        return opened

    def test_after_it_the_new_code_opens_and_the_old_one_does_not(self, shown: Opened) -> None:
        code = shown.new_code()
        shown.prove()
        shown.click("Use the new kit")
        assert shown.trail.toasts == ["The new kit is in force. The old code stopped working."]
        shown.vault.close()
        assert opens(shown.vault.folder, code)
        assert not opens(shown.vault.folder, shown.code)

    def test_without_the_passphrase_no_code_is_shown(self, opened: Opened) -> None:
        opened.click(NEW)
        opened.write("not the passphrase", Key.Key_Return)
        assert opened.sees("That passphrase does not fit.")
        assert opened.new_code() == ""

    def test_before_it_is_typed_back_the_old_code_stays(self, shown: Opened) -> None:
        shown.write("", Key.Key_Return)
        QTest.mouseClick(shown.named("Use the new kit"), LEFT)
        shown.write("", Key.Key_Escape)
        assert not shown.asks()
        shown.vault.close()
        assert opens(shown.vault.folder, shown.code)

    def test_its_page_is_saved_and_carries_the_new_code(self, shown: Opened, tmp_path: Path) -> None:
        shown.click("Save the recovery kit as PDF…")
        answer_dialog(shown.window, tmp_path / "kit.pdf")
        assert shown.new_code().replace("-", "") != ""
        said = texts((tmp_path / "kit.pdf").read_bytes())
        assert all(group in said for group in shown.new_code().split("-"))

    def test_what_cannot_be_written_is_told_and_the_old_code_stays(
        self, shown: Opened, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "no space")

        shown.prove()
        with monkeypatch.context() as patch:
            patch.setattr(ways_in, "write_header", fail)
            shown.click("Use the new kit")
        assert len(shown.trail.errors) == 1
        shown.vault.close()
        assert opens(shown.vault.folder, shown.code)


def test_every_form_is_plain_and_named(opened: Opened) -> None:
    def sweep() -> None:
        assert (nameless(opened.window), rich_labels(opened.window)) == ([], [])

    sweep()
    opened.click(TEST)
    opened.write(new_recovery_code(), Key.Key_Return)
    sweep()
    opened.write("", Key.Key_Escape)
    opened.click(NEW)
    sweep()
    opened.write(PASSPHRASE, Key.Key_Return)
    sweep()
