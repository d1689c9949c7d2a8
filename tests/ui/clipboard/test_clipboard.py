"""What is copied out of the window enters no history, and stays on the clipboard for half a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from builders.vault import PASSPHRASE, new_vault
from builders.window import session_at, unlock
from weavit_desktop.views.clipboard import MARKS, SECONDS, Copied, copy, private_text
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.field import LineEdit, PassphraseEdit, SearchField
from weavit_desktop.views.pages.hub_join.invite_card import InviteEdit
from weavit_desktop.views.pages.importing.raw_text import RawTextView
from weavit_desktop.views.theme.theme import Theme

MAIL = "anna.zeller@veldmark.example"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clipboard(qtbot: QtBot) -> Iterator[QClipboard]:
    found = QApplication.clipboard()
    found.clear()
    yield found
    found.clear()


def marks_on(clipboard: QClipboard) -> dict[str, bytes]:
    data = clipboard.mimeData()
    return {name: bytes(data.data(name).data()) for name in MARKS if data.hasFormat(name)}


def document(theme: Theme) -> QWidget:
    view = DocumentView(theme)
    view.set_document(MAIL.encode(), "Document")
    return view


def invite(theme: Theme) -> QWidget:
    edit = InviteEdit(theme)
    edit.setPlainText(MAIL)
    return edit


def search(theme: Theme) -> QWidget:
    field = SearchField(theme, "Search", "Search")
    field.set_text(MAIL)
    return field.edit


def raw_text(theme: Theme) -> QWidget:
    return RawTextView(theme, MAIL, "Raw text")


WHERE = [lambda theme: LineEdit(theme, "E-mail", text=MAIL), search, document, invite, raw_text]


@pytest.mark.parametrize("make", WHERE, ids=["line", "search", "document", "invite", "raw text"])
def test_every_field_copies_what_no_history_keeps(
    make: Callable[[Theme], QWidget], theme: Theme, clipboard: QClipboard, qtbot: QtBot
) -> None:
    widget = make(theme)
    qtbot.addWidget(widget)
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_C, CONTROL)
    assert clipboard.text() == MAIL
    assert marks_on(clipboard) == MARKS
    assert not clipboard.mimeData().hasHtml()


def test_cutting_marks_too_and_takes_the_text_away(theme: Theme, clipboard: QClipboard, qtbot: QtBot) -> None:
    edit = LineEdit(theme, "E-mail", text=MAIL)
    qtbot.addWidget(edit)
    edit.setSelection(0, 4)
    QTest.keyClick(edit, Qt.Key.Key_X, CONTROL)
    assert (clipboard.text(), edit.text()) == (MAIL[:4], MAIL[4:])
    assert marks_on(clipboard) == MARKS
    edit.undo()
    assert edit.text() == MAIL


def test_a_hidden_passphrase_is_not_copied(theme: Theme, clipboard: QClipboard, qtbot: QtBot) -> None:
    edit = PassphraseEdit(theme, "Passphrase")
    qtbot.addWidget(edit)
    edit.setText("ledger amber tide chapel")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(edit, key, CONTROL)
    assert clipboard.text() == ""


def test_what_a_field_copies_by_its_menu_is_marked_as_soon_as_it_is_there(
    clipboard: QClipboard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = Copied()
    # As X11, Wayland and Windows tell it: the offscreen clipboard knows no programs.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    edit = QLineEdit(MAIL)
    qtbot.addWidget(edit)
    edit.selectAll()
    edit.copy()
    assert clipboard.text() == MAIL
    assert marks_on(clipboard) == MARKS
    assert copied.timer.isActive()
    copied.deleteLater()


class TestHalfAMinute:
    @pytest.fixture
    def copied(self, clipboard: QClipboard) -> Iterator[Copied]:
        found = Copied()
        yield found
        found.deleteLater()

    def test_then_it_is_gone(self, copied: Copied, clipboard: QClipboard) -> None:
        copy(MAIL)
        assert copied.timer.isActive()
        assert copied.timer.interval() == 1000 * SECONDS
        copied.timer.timeout.emit()
        assert clipboard.text() == ""

    def test_what_another_program_put_there_since_stays(self, copied: Copied, clipboard: QClipboard) -> None:
        copy(MAIL)
        clipboard.setText("from elsewhere")
        copied.timer.timeout.emit()
        assert clipboard.text() == "from elsewhere"

    def test_so_does_what_another_window_of_ours_copied(self, copied: Copied, clipboard: QClipboard) -> None:
        theirs = private_text(MAIL)
        theirs.setData("application/x-weavit-copied", b"another process")
        clipboard.setMimeData(theirs)
        assert not copied.timer.isActive()
        copied.clear()
        assert clipboard.text() == MAIL

    def test_a_second_copy_begins_the_time_again(self, copied: Copied, clipboard: QClipboard) -> None:
        copy(MAIL)
        first = copied.timer.timerId()
        copy("second")
        assert copied.timer.isActive()
        assert copied.timer.timerId() != first

    def test_an_empty_clipboard_is_nobodys(self, copied: Copied, clipboard: QClipboard) -> None:
        copied.clear()
        clipboard.setMimeData(QMimeData())
        copied.clear()
        assert not copied.timer.isActive()


@pytest.mark.parametrize("end", ["lock", "close"])
def test_locking_and_closing_take_it_back(
    end: str, tmp_path: Path, theme: Theme, clipboard: QClipboard
) -> None:
    new_vault(tmp_path / "vault").close()
    with session_at(tmp_path / "vault", theme) as session:
        unlock(session, PASSPHRASE)
        copy(MAIL)
        session.lock() if end == "lock" else session.window.close()
        assert clipboard.text() == ""
