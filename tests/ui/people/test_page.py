"""The people page, as somebody uses it with keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from builders.people import Listed, add_listed
from builders.sweeps import nameless, rich_labels, shown_words
from builders.watchdog import watching
from weavit_desktop.models.people_list import Column
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.services.backups import back_up
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.dialog import Dialog

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
ALL = ["Anna Kowalczyk", "Bo Operman", "Carla Diaz", "Dora Marsh", "Emil Noor"]
HOSTILE = "<b>Bold</b><img src='//host/x'>"

Open = Callable[..., Any]


@pytest.fixture
def table(people: Any) -> Any:
    """Return the page with the keyboard in its list."""
    people.page.table.setFocus()
    return people


def press(people: Any, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or people.window, key, held)
        QApplication.processEvents()


def write(people: Any, words: str) -> None:
    for letter in words:  # one by one: the first may move the keyboard into the search
        QTest.keyClicks(QApplication.focusWidget() or people.window, letter)
        QApplication.processEvents()


def dialog_of(people: Any) -> Dialog:
    (dialog,) = [one for one in people.window.findChildren(Dialog) if one.isVisible()]
    return dialog  # type: ignore[no-any-return] # a test's window


def press_delete(people: Any) -> None:
    (button,) = [
        one for one in dialog_of(people).findChildren(QWidget) if one.accessibleName().startswith("Delete ")
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


class TestFinding:
    def test_everyone_is_listed_by_name(self, people: Any) -> None:
        assert people.names() == ALL
        assert people.page.tools.count_words() == "5 people"

    def test_letters_typed_on_the_list_search(self, table: Any) -> None:
        write(table, "oper")
        assert sorted(table.names()) == ["Anna Kowalczyk", "Bo Operman", "Dora Marsh"]
        assert table.page.tools.count_words() == "3 of 5"

    def test_escape_gives_everyone_back(self, table: Any) -> None:
        write(table, "oper")
        press(table, Key.Key_Escape)
        assert table.names() == ALL

    def test_arrow_down_leads_from_the_search_into_the_list(self, table: Any) -> None:
        write(table, "oper")
        press(table, Key.Key_Down)
        assert table.page.table.hasFocus()

    def test_a_search_in_vain_says_so_and_offers_fewer_letters(self, table: Any) -> None:
        write(table, "operr")
        assert "operr" in table.page.no_match.heading
        assert table.page.no_match.isVisible()
        QTest.mouseClick(table.page.no_match.shorter_button, Qt.MouseButton.LeftButton)
        assert len(table.names()) == 3

    def test_a_click_on_a_heading_sorts(self, people: Any) -> None:
        head = people.page.table.head
        place = QPoint(head.sectionViewportPosition(Column.INTENSITY) + 8, head.height() // 2)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()
        assert people.names()[0] == "Anna Kowalczyk"
        assert people.names() != ALL

    def test_a_filter_is_taken_with_the_space_bar_and_counts_stay(self, people: Any) -> None:
        row = next(one for one in people.page.filters.findChildren(QWidget) if words_of(one) == "VP")
        row.setFocus()
        press(people, Key.Key_Space)
        assert people.names() == ["Carla Diaz"]
        assert people.page.tools.count_words() == "1 of 5"


class TestSelecting:
    def test_space_selects_and_the_bar_says_who(self, table: Any) -> None:
        press(table, Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space)
        assert table.selected() == ["Anna Kowalczyk", "Carla Diaz"]
        assert table.page.bulk_bar.isVisible()
        assert table.page.bulk_bar.words()[0] == "2 selected"

    def test_shift_and_arrows_select_a_range_and_let_go_of_it(self, table: Any) -> None:
        press(table, Key.Key_Down, Key.Key_Down, held=Shift)
        assert table.selected() == ALL[:3]
        press(table, Key.Key_Up, held=Shift)
        assert table.selected() == ALL[:2]

    def test_everyone_at_once_and_nobody_again(self, table: Any) -> None:
        press(table, Key.Key_A, held=Control)
        assert table.selected() == ALL
        press(table, Key.Key_Escape)
        assert table.selected() == []
        assert not table.page.bulk_bar.isVisible()

    def test_a_click_into_the_box_selects_and_beside_it_does_not(self, people: Any) -> None:
        table = people.page.table
        second = table.rowViewportPosition(1) + 10
        for x in (20, 300):
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, second))
        assert people.selected() == ["Bo Operman"]
        assert people.current() == "Bo Operman"

    def test_what_is_selected_is_what_the_choice_is_for(self, table: Any) -> None:
        press(table, Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_S)
        assert table.trail.went == [("choose_for", ["uid-Anna Kowalczyk", "uid-Bo Operman"])]

    def test_with_nobody_selected_the_choice_is_for_the_current_person(self, table: Any) -> None:
        press(table, Key.Key_Down, Key.Key_S)
        assert table.trail.went == [("choose_for", ["uid-Bo Operman"])]


class TestActing:
    def test_enter_opens_the_current_person(self, table: Any) -> None:
        press(table, Key.Key_End, Key.Key_Return)
        assert table.trail.went == [("open_person", "uid-Emil Noor")]

    def test_two_clicks_open_a_person(self, people: Any) -> None:
        place = QPoint(300, people.page.table.rowViewportPosition(2) + 10)
        QTest.mouseDClick(people.page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert people.trail.went == [("open_person", "uid-Carla Diaz")]

    def test_a_person_is_added_by_keys_and_the_adding_undone(self, table: Any) -> None:
        press(table, Key.Key_N)
        write(table, "Zoe Adler")
        press(table, Key.Key_Return)
        assert table.names()[-1] == "Zoe Adler"
        assert "Zoe Adler" in table.trail.toasts[-1]
        table.trail.undo()
        assert table.names() == ALL

    def test_a_person_without_a_name_is_not_added(self, table: Any) -> None:
        press(table, Key.Key_N, Key.Key_Return)
        assert dialog_of(table).isVisible()
        press(table, Key.Key_Escape)
        assert table.names() == ALL

    def test_enter_alone_deletes_nobody(self, table: Any) -> None:
        press(table, Key.Key_Delete, Key.Key_Return)
        assert table.names() == ALL

    def test_deleting_asks_then_deletes(self, table: Any) -> None:
        press(table, Key.Key_Delete)
        press_delete(table)
        assert table.names() == ALL[1:]
        assert "deleted" in table.trail.toasts[-1]
        assert "backup" not in table.trail.toasts[-1]  # there is none

    def test_it_says_in_which_backups_they_still_are(self, table: Any) -> None:
        back_up(table.desk.vault, Reason.ASKED, table.desk.application.clock)
        press(table, Key.Key_Delete)
        press_delete(table)
        assert "Also in 1 backup, until " in table.trail.toasts[-1]
        assert table.trail.toasts[-1].endswith("if Weavit is opened every week.")

    def test_over_a_fifth_of_everyone_asks_for_the_number_in_writing(self, table: Any) -> None:
        press(table, Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_Delete)
        press_delete(table)
        assert table.names() == ALL
        assert any("2 of 5 people" in one for one in shown_words(dialog_of(table)))
        press(table, Key.Key_3)
        press_delete(table)
        assert table.names() == ALL
        press(table, Key.Key_2, Key.Key_Return)
        assert table.names() == ALL
        press_delete(table)
        assert table.names() == ALL[2:]
        assert table.trail.toasts[-1].startswith("2 people deleted.")


class TestWords:
    def test_an_empty_vault_offers_the_import(self, empty: Any) -> None:
        assert empty.page.nobody.isVisible()
        QTest.mouseClick(empty.page.nobody.import_button, Qt.MouseButton.LeftButton)
        assert empty.trail.went == [("go", "import")]

    def test_a_name_full_of_markup_stays_plain(self, vault: Vault, open_page: Open) -> None:
        vault.write(lambda db: add_listed(db, [Listed(HOSTILE, HOSTILE, HOSTILE)]))
        people = open_page(vault)
        assert HOSTILE in people.names()
        people.page.table.setFocus()
        press(people, Key.Key_Home, Key.Key_Delete)
        dialog = dialog_of(people)
        assert HOSTILE in " ".join(one.text() for one in dialog.findChildren(QWidget) if has_text(one))
        assert rich_labels(people.window) == []

    def test_a_reader_finds_a_name_on_everything(self, table: Any) -> None:
        press(table, Key.Key_Space)
        assert nameless(table.window) == []


class TestKeepingUp:
    def test_nothing_stalls_over_five_thousand_people(
        self, vault: Vault, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crowd = [Listed(f"Person {number:04}", "Buyer", f"Firm {number % 10}") for number in range(5_000)]
        vault.write(lambda db: add_listed(db, crowd))
        runner = PoolRunner()
        people = open_page(vault, runner=runner)
        with watching(monkeypatch) as watch:
            qtbot.waitUntil(lambda: people.page.status.words() != "")
            people.page.table.setFocus()
            write(people, "person 42")
            qtbot.waitUntil(lambda: people.page.tools.count_words() == "100 of 5,005")
            press(people, Key.Key_Escape)
            qtbot.waitUntil(lambda: people.page.tools.count_words() == "5,005 people")
            people.page.table.setFocus()
            press(people, Key.Key_End)
            press(people, Key.Key_A, held=Control)
            qtbot.waitUntil(lambda: people.page.bulk_bar.words()[0] == "5,005 selected")
        runner.wait()
        assert watch.stalls == []
        assert watch.waits == []

    def test_a_page_that_is_closed_leaves_nothing(self, vault: Vault, open_page: Open) -> None:
        def open_and_close() -> int:
            people = open_page(vault)
            press(people, Key.Key_Delete, Key.Key_Escape)
            people.close()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            return len(QApplication.allWidgets())

        first = open_and_close()
        assert open_and_close() == first


def words_of(widget: QWidget) -> str:
    words = getattr(widget, "words", None)
    return str(words) if isinstance(words, str) else ""


def has_text(widget: QWidget) -> bool:
    return hasattr(widget, "text")
