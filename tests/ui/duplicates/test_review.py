"""Reviewing duplicates by keys and mouse: one answer for one question, and each can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import sample
from builders.desk import someone
from builders.duplicates_page import Open, Opened
from builders.later import Later
from builders.sweeps import nameless, rich_labels
from builders.vault import new_vault
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.comparison import Kind, Place
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.duplicates import find_duplicates, refuse
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.people import add_person
from weavit_desktop.services.sharing import Choice, share
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def undo(twice: Opened) -> None:
    twice.press(Key.Key_Z, held=CONTROL)


def test_it_asks_the_surest_question_first_and_says_why(twice: Opened) -> None:
    assert len(twice.waiting()) == 3
    assert twice.sees("Same person?")
    assert twice.sees("of 100")
    assert twice.sees("0 of 3 done")
    assert any("same employer" in one for one in twice.words())


def test_m_links_and_goes_on(twice: Opened) -> None:
    first, second, _ = twice.waiting()
    twice.press(Key.Key_M)
    assert len(twice.names()) == 5
    assert twice.waiting()[0] == second
    assert first not in twice.waiting()
    assert twice.sees("1 of 3 done")
    assert Topic.PEOPLE in twice.told[0]


def test_n_is_remembered(twice: Opened) -> None:
    first = twice.waiting()[0]
    twice.press(Key.Key_N)
    assert len(twice.names()) == 6
    again = find_duplicates(twice.desk.vault, twice.desk.application.rules())
    assert first not in [one.one_name for one in again]
    assert len(again) == 2


def test_s_asks_again_after_all_others(twice: Opened) -> None:
    first, second, third = twice.waiting()
    twice.press(Key.Key_S)
    assert twice.waiting() == [second, third, first]
    assert twice.sees("0 of 3 done")
    assert twice.page.table.currentIndex().row() == 0


def test_ctrl_z_takes_back_each_answer_and_asks_it_again(twice: Opened) -> None:
    before, names = twice.waiting(), twice.names()
    for key in (Key.Key_M, Key.Key_N, Key.Key_S):
        twice.press(key)
    for _ in range(3):
        undo(twice)
    assert (twice.waiting(), twice.names()) == (before, names)
    assert twice.sees("0 of 3 done")
    assert twice.desk.vault.read(lambda db: db.execute("SELECT count(*) FROM not_same").fetchone()) == (0,)


def test_esc_goes_back_to_where_imports_are(twice: Opened) -> None:
    twice.press(Key.Key_Escape)
    assert twice.trail.went == [("go", "import")]


def test_undo_with_nothing_answered_does_nothing(twice: Opened) -> None:
    undo(twice)
    assert not twice.page.question.undo_button.isEnabled()
    assert len(twice.names()) == 6


def test_the_last_answer_leads_to_a_page_that_offers_undo(twice: Opened) -> None:
    for _ in range(3):
        twice.press(Key.Key_M)
    assert twice.sees("Nobody is here twice")
    assert twice.sees("3 answered")
    assert len(twice.names()) == 3
    undo(twice)
    assert len(twice.names()) == 4
    assert len(twice.waiting()) == 1
    assert twice.sees("Same person?")


def test_nobody_twice_is_said(tmp_path: Path, open_page: Open) -> None:
    with new_vault(tmp_path / "empty") as empty:
        opened = open_page(empty)
        assert opened.sees("Nobody is here twice")
        opened.press(Key.Key_Return)
        assert opened.trail.went == [("go", "people")]


class TestEnter:
    """Enter answers a question only by its button, and only the one that is seen."""

    def test_on_the_queue_it_links_nobody(self, twice: Opened) -> None:
        assert QApplication.focusWidget() is twice.page.table
        twice.press(Key.Key_Return)
        assert len(twice.names()) == 6

    def test_on_the_fields_it_links_nobody(self, twice: Opened) -> None:
        twice.page.question.table.setFocus()
        twice.press(Key.Key_Return)
        assert len(twice.names()) == 6

    def test_on_the_button_it_links_one_pair(self, twice: Opened) -> None:
        twice.page.question.link_button.setFocus(Qt.FocusReason.TabFocusReason)
        twice.press(Key.Key_Return)
        twice.press(Key.Key_Return)
        assert len(twice.names()) == 5

    def test_held_down_it_links_nobody_more(self, twice: Opened) -> None:
        button = twice.page.question.link_button
        button.setFocus(Qt.FocusReason.TabFocusReason)
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(button, held)
        assert len(twice.names()) == 6

    def test_a_double_click_answers_once(self, twice: Opened) -> None:
        button = twice.page.question.link_button
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert len(twice.names()) == 5

    def test_a_key_waits_for_its_question(self, vault: Vault, open_page: Open) -> None:
        later = Later()
        opened = open_page(vault, runner=later)
        opened.press(Key.Key_M)  # while it looks
        later.work()
        opened.press(Key.Key_M)
        opened.press(Key.Key_M)  # while the first is linked
        opened.press(Key.Key_N)
        later.waiting.pop(0).execute()
        opened.press(Key.Key_M)  # while the next is compared
        later.work()
        assert len(opened.names()) == 5
        assert opened.page.queue.done == 1
        assert opened.trail.errors == []


class TestPicking:
    def test_a_click_picks_a_side_and_linking_keeps_it(self, twice: Opened) -> None:
        shown = twice.cell("Title", Place.SHOWN)[0]
        place = Place.ONE if twice.cell("Title", Place.OTHER)[0] == shown else Place.OTHER
        wanted, kind = twice.cell("Title", place)
        assert kind is Kind.UNPICKED
        twice.click_cell("Title", place)
        assert twice.cell("Title", Place.SHOWN)[0] == wanted
        twice.press(Key.Key_M)
        titles = twice.desk.vault.read(lambda db: db.execute("SELECT title FROM person").fetchall())
        assert (wanted,) in titles
        assert (shown,) not in titles

    @pytest.mark.parametrize(("key", "place"), [(Key.Key_1, Place.ONE), (Key.Key_2, Place.OTHER)])
    def test_1_and_2_pick_a_whole_side(self, twice: Opened, key: Qt.Key, place: Place) -> None:
        twice.press(key)
        for label in ("Name", "Title"):
            assert twice.cell(label, place)[0] == twice.cell(label, Place.SHOWN)[0]
        assert twice.cell("Name", place)[1] is Kind.PICKED

    def test_space_picks_the_cell_that_one_stands_on(self, twice: Opened) -> None:
        table = twice.page.question.table
        table.setFocus(Qt.FocusReason.TabFocusReason)
        place = next(one for one in (Place.ONE, Place.OTHER) if twice.cell("Name", one)[1] is Kind.UNPICKED)
        table.setCurrentIndex(table.comparison.index(twice.row_of("Name"), place))
        twice.press(Key.Key_Space)
        assert twice.cell("Name", place)[1] is Kind.PICKED
        assert table.currentIndex().column() == place

    def test_another_question_forgets_the_picks(self, twice: Opened) -> None:
        twice.press(Key.Key_1)
        twice.press(Key.Key_S)
        undo(twice)
        assert twice.page.queue.pending[0].one_name in twice.waiting()
        twice.press(Key.Key_M)
        choices = twice.desk.vault.read(lambda db: db.execute("SELECT count(*) FROM field_choice").fetchone())
        assert choices == (0,)

    def test_what_agrees_and_what_differs_is_said_in_words(self, twice: Opened) -> None:
        model = twice.page.question.table.comparison
        spoken = [
            model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
        ]
        assert "Employer: the same" in spoken
        assert "Title: differs" in spoken


class TestSharing:
    def test_it_says_that_linking_lowers(self, vault: Vault, open_page: Open) -> None:
        opened = open_page(vault)
        question = opened.page.queue.pending[0]
        program = opened.desk.application
        share(vault, question.one, Choice(SharingLevel.ROLE), program.clock, program.new_id)
        opened.desk.changes.tell(Topic.SHARING)
        assert opened.sees("It becomes Only you, the lower of the two")
        assert opened.cell("Company sees", Place.SHOWN)[0] == "Only you"

    def test_with_nothing_shared_new_fields_stay(self, twice: Opened) -> None:
        assert twice.sees("Linking never shows the company more. New fields stay with you until you choose.")


class TestQueue:
    def test_down_goes_to_the_next_question(self, twice: Opened) -> None:
        twice.press(Key.Key_Down)
        twice.press(Key.Key_M)
        assert len(twice.names()) == 5
        assert twice.page.table.currentIndex().row() == 1

    def test_of_three_entries_two_are_asked(self, vault: Vault, open_page: Open) -> None:
        program = open_page(vault).desk.application
        path = vault.folder.parent / "more.vcf"
        path.write_bytes(someone("Rosa Steinmetz", email="r3@mail.example", org="Gamma Bank", uid="9"))
        import_files(vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
        opened = open_page(vault)
        for _ in range(4):
            opened.press(Key.Key_M)
        assert sorted(opened.names()).count("Rosa Steinmetz") == 1
        assert opened.trail.errors == []
        for _ in range(4):
            undo(opened)
        assert len(opened.names()) == 7

    def test_who_was_deleted_meanwhile_is_not_asked_about(self, vault: Vault, open_page: Open) -> None:
        opened = open_page(vault)
        second = opened.page.queue.pending[1]
        delete_people(vault, opened.desk.work(), [second.one])
        opened.press(Key.Key_N)
        assert second.one_name not in opened.waiting()
        assert opened.trail.errors == []

    def test_a_refusal_from_elsewhere_is_kept(self, vault: Vault, open_page: Open) -> None:
        opened = open_page(vault)
        question = opened.page.queue.pending[0]
        refuse(vault, opened.desk.work(), question.one, question.other)
        opened.press(Key.Key_M)
        assert len(opened.names()) == 6
        assert len(opened.trail.errors) == 1

    def test_an_import_meanwhile_is_looked_through(self, vault: Vault, open_page: Open) -> None:
        opened = open_page(vault)
        program = opened.desk.application
        path = vault.folder.parent / "more.vcf"
        path.write_bytes(someone("Max v. Adelheim", email="mva@mail.example", org="Acme Re", uid="9"))
        import_files(vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
        opened.desk.changes.tell(Topic.PEOPLE)
        assert len(opened.waiting()) == 4

    def test_models_keep_their_word(self, twice: Opened, qtbot: QtBot) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        QAbstractItemModelTester(twice.page.table.model(), mode)
        QAbstractItemModelTester(twice.page.question.table.model(), mode)
        twice.press(Key.Key_2)
        twice.press(Key.Key_S)
        twice.press(Key.Key_M)


class TestCertain:
    @pytest.fixture
    def certain(self, tmp_path: Path, open_page: Open) -> Iterator[Opened]:
        """Return the page over a pair of whom a rule is certain, and one of whom it is not."""
        cards = (
            someone("Anna Berg", email="anna@acme.example", uid="1"),
            someone("Bo Lind", email="bo@acme.example", org="Acme", uid="2"),
            someone("Bo Lind", email="bo@mail.example", org="Acme AG", uid="3"),
        )
        program = sample.application()
        path = tmp_path / "a.vcf"
        path.write_bytes(b"".join(cards))
        with new_vault(tmp_path / "certain", clock=program.clock) as vault:
            import_files(vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
            work = open_page(vault).desk.work()
            add_person(vault, work, {"name": "Anna Berg", "email": "anna@acme.example"})
            yield open_page(vault)

    def test_they_are_linked_at_once_and_taken_back_at_once(self, certain: Opened) -> None:
        before = certain.names()
        certain.click("Link the certain one…")
        certain.click("Link 1 pair")
        assert certain.names().count("Anna Berg") == 1
        assert len(certain.waiting()) == 1
        undo(certain)
        assert certain.names() == before

    def test_enter_in_the_question_keeps_them(self, certain: Opened) -> None:
        certain.click("Link the certain one…")
        certain.press(Key.Key_Return)
        assert certain.names().count("Anna Berg") == 2


class TestEveryForm:
    HOSTILE = "<b>Åsa</b> \u202e\u2066evil\n& <img src=//host/share>"

    def test_hostile_names_are_letters(self, tmp_path: Path, open_page: Open, vault: Vault) -> None:
        program = open_page(vault).desk.application
        path = vault.folder.parent / "hostile.vcf"
        name = self.HOSTILE.replace("\n", "\\n")
        path.write_bytes(
            someone(name, email="h1@mail.example", org="Hostile", uid="h1")
            + someone(name, email="h2@mail.example", org="Hostile", uid="h2")
        )
        import_files(vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
        opened = open_page(vault)
        assert len(opened.waiting()) == 4
        for _ in range(4):
            assert rich_labels(opened.window) == []
            opened.window.grab()
            opened.press(Key.Key_S)

    @pytest.mark.parametrize("width", [1228, 888, 640])
    def test_everything_that_takes_keys_has_a_name(self, vault: Vault, open_page: Open, width: int) -> None:
        opened = open_page(vault, width=width)
        assert nameless(opened.window) == []

    def test_a_narrow_window_leaves_the_queue_out_and_keys_still_answer(
        self, vault: Vault, open_page
    ) -> None:
        opened = open_page(vault, width=888)
        assert not opened.page.table.isVisible()
        opened.page.question.table.setFocus()
        opened.press(Key.Key_M)
        assert len(opened.names()) == 5

    def test_it_follows_the_text_scale(self, twice: Opened, theme: Theme) -> None:
        before = twice.page.table.rowHeight(0)
        theme.set_text_scale(1.5)
        QApplication.processEvents()
        assert twice.page.table.rowHeight(0) > before
        twice.window.grab()
