"""Search, passphrases, charts and dialogs by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, LineEdit, PassphraseEdit, SearchField
from weavit_desktop.views.components.strip_chart import MonthCount, StripChart, StripList
from weavit_desktop.views.theme.theme import Theme

Show = Callable[[QWidget], QWidget]


def test_each_letter_is_searched_at_once(theme: Theme, show: Show) -> None:
    search = SearchField(theme, "Search people")
    show(search)
    told: list[str] = []
    search.searched.connect(told.append)
    QTest.keyClicks(search.edit, "ope")
    assert told == ["o", "op", "ope"]


def test_escape_clears_a_search(theme: Theme, show: Show) -> None:
    search = SearchField(theme, "Search people")
    show(search)
    search.set_text("oper")
    QTest.keyClick(search.edit, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_the_down_key_leaves_a_search_for_the_list(theme: Theme, show: Show) -> None:
    search = SearchField(theme, "Search people")
    show(search)
    left: list[bool] = []
    search.left_downwards.connect(lambda: left.append(True))
    QTest.keyClick(search.edit, Qt.Key.Key_Down)
    assert left == [True]


def test_a_passphrase_is_hidden_until_its_eye_is_pressed(theme: Theme, show: Show) -> None:
    edit = PassphraseEdit(theme, "Passphrase")
    show(edit)
    eye = edit.findChildren(Button)[0]
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide passphrase"


def test_a_problem_is_spoken_with_its_field_and_goes_with_its_cause(theme: Theme) -> None:
    field = Field(theme, "E-mail", LineEdit(theme, "E-mail", text="Anna@"))
    field.set_problem("Missing what follows the @")
    assert field.edit.accessibleDescription() == "Missing what follows the @"
    assert field.edit.property("invalid") is True
    field.set_problem("")
    assert field.edit.accessibleDescription() == ""
    assert field.edit.property("invalid") is False


def months() -> list[MonthCount]:
    return [MonthCount(2026, month, month % 3, month) for month in range(1, 13)]


def test_left_and_right_go_by_month(theme: Theme, show: Show) -> None:
    chart = StripChart(theme, months())
    show(chart)
    chart.setFocus()
    assert chart.accessible_value() == "December 2026: 0 meetings, 12 mails"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessible_value() == "October 2026: 1 meeting, 10 mails"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.at() == 0


def test_the_list_says_what_the_chart_shows_newest_first(theme: Theme) -> None:
    twin = StripList(theme, months())
    first = [cell.text() for column in range(3) if (cell := twin.item(0, column))]
    assert first == ["December 2026", "0", "12"]
    assert twin.rowCount() == 12


def asked(theme: Theme, window: QWidget) -> tuple[Dialog, Button, Button]:
    dialog = Dialog(theme, window, "Retract everything?", "The hub deletes all 27 documents.")
    keep, go = Button(theme, "Keep"), Button(theme, "Retract", Variant.DESTRUCTIVE_SOLID)
    dialog.body.addWidget(PassphraseEdit(theme, "Passphrase"))
    dialog.add_keep_button(keep)
    dialog.add_button(go)
    dialog.open()
    return dialog, keep, go


def test_escape_keeps(theme: Theme, show: Show) -> None:
    window = show(Button(theme, "Behind"))
    dialog, _keep, _go = asked(theme, window)
    kept: list[bool] = []
    dialog.kept.connect(lambda: kept.append(True))
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, Qt.Key.Key_Escape)
    assert kept == [True]
    assert not dialog.isVisible()


@pytest.mark.parametrize("at", ["field", "button"])
def test_enter_in_a_dialog_never_destroys(theme: Theme, show: Show, at: str) -> None:
    window = show(Button(theme, "Behind"))
    dialog, _keep, go = asked(theme, window)
    gone: list[bool] = []
    go.clicked.connect(lambda: gone.append(True))
    target = go if at == "button" else dialog.findChildren(PassphraseEdit)[0]
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_Return)
    assert gone == []
    assert dialog.isVisible()


def test_tab_goes_round_inside_a_dialog(theme: Theme, show: Show) -> None:
    window = show(Button(theme, "Behind"))
    dialog, _keep, _go = asked(theme, window)
    for key in (*[Qt.Key.Key_Tab] * 6, *[Qt.Key.Key_Backtab] * 6):
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, key)
        reached = QApplication.focusWidget()
        assert reached is not None
        assert reached is not now
        assert dialog.isAncestorOf(reached)


def test_the_focus_returns_to_where_it_was(theme: Theme, show: Show) -> None:
    behind = Button(theme, "Behind")
    window = show(behind)
    behind.setFocus()
    dialog, _keep, _go = asked(theme, window)
    dialog.keep()
    assert QApplication.focusWidget() is behind


def test_a_dialog_tells_the_window_when_to_mute_its_keys(theme: Theme, show: Show) -> None:
    window = show(Button(theme, "Behind"))
    dialog = Dialog(theme, window, "Sure?")
    said: list[str] = []
    dialog.overlay.opened.connect(lambda: said.append("opened"))
    dialog.overlay.closed.connect(lambda: said.append("closed"))
    dialog.open()
    dialog.done()
    assert said == ["opened", "closed"]
