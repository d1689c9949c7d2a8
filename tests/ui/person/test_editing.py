"""Changing what is known of a person, with undo; deleting them, once they were asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from builders import sample
from builders.person_page import ANNA, Open, Opened
from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.people import open_person
from weavit_desktop.services.person_sources import YOU
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.field import ComboBox
from weavit_desktop.views.components.ladder import LadderRow
from weavit_desktop.views.pages.person.dialogs import WordTable
from weavit_desktop.views.pages.person.facts import FactRow


@pytest.fixture
def waiting(open_page: Open, folder: Path) -> Opened:
    return open_page(sample.maya_waiting(folder))


def row_of(opened: Opened, field: str) -> FactRow:
    QApplication.processEvents()
    rows = opened.page.facts.findChildren(FactRow)
    return next(row for row in rows if row.field == field and row.isVisible())


def press(opened: Opened, name: str) -> None:
    """Press the button of the dialog that is called so."""
    overlay = opened.overlay()
    assert overlay is not None
    (button,) = (one for one in overlay.findChildren(QPushButton) if one.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def table(opened: Opened) -> QTableView:
    overlay = opened.overlay()
    assert overlay is not None
    found = overlay.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def rows(opened: Opened) -> dict[str, tuple[str, str]]:
    """Return value and source of each row of the table of facts; of several of a name, the last."""
    model = table(opened).model()
    cells = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    return {name: (value, sources) for name, value, sources in cells}


def go_to(opened: Opened, name: str) -> None:
    """Stand on the first row of the table of facts that is called so."""
    view = table(opened)
    model = view.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
    view.setCurrentIndex(model.index(row, 0))


def test_a_fact_is_changed_by_its_key_and_undone(waiting: Opened) -> None:
    row_of(waiting, "birthday").setFocus()
    waiting.press(Qt.Key.Key_E)
    assert waiting.focus_name() == "Birthday"
    waiting.type("1971-02-08")
    waiting.press(Qt.Key.Key_Return)
    assert waiting.overlay() is None
    assert row_of(waiting, "birthday").accessibleName() == "Birthday: 8 February 1971"
    assert waiting.trail.toasts == ["Birthday of \u2068Anna\u2069 changed."]
    assert waiting.trail.undo is not None
    waiting.trail.undo()
    assert row_of(waiting, "birthday").accessibleName() == "Birthday: 8 February"
    assert waiting.read(ANNA).facts.edits == {}


def test_the_keyboard_stays_on_the_fact(waiting: Opened) -> None:
    row_of(waiting, "birthday").setFocus()
    waiting.press(Qt.Key.Key_F2)
    waiting.type("1971-02-08")
    waiting.press(Qt.Key.Key_Return)
    assert waiting.focus_name() == "Birthday: 8 February 1971"


def test_a_double_click_changes_a_fact(waiting: Opened) -> None:
    QTest.mouseDClick(row_of(waiting, "phone"), Qt.MouseButton.LeftButton)
    assert waiting.focus_name() == "Phone"


def test_esc_keeps_a_fact_as_it_is(waiting: Opened) -> None:
    row_of(waiting, "birthday").setFocus()
    waiting.press(Qt.Key.Key_E)
    waiting.type("1971-02-08")
    waiting.press(Qt.Key.Key_Escape)
    assert waiting.overlay() is None
    assert waiting.read(ANNA).facts.edits == {}


def test_what_was_not_changed_is_not_written(waiting: Opened) -> None:
    row_of(waiting, "birthday").setFocus()
    waiting.press(Qt.Key.Key_E, Qt.Key.Key_Return)
    assert waiting.overlay() is None
    assert waiting.trail.toasts == []


def test_what_had_the_keyboard_may_be_made_anew_behind_a_dialog(waiting: Opened) -> None:
    row_of(waiting, "birthday").setFocus()
    waiting.press(Qt.Key.Key_E)
    waiting.desk.changes.tell(Topic.PEOPLE)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    waiting.press(Qt.Key.Key_Escape)
    assert waiting.overlay() is None


def test_a_level_is_picked(waiting: Opened) -> None:
    row_of(waiting, "level").setFocus()
    waiting.press(Qt.Key.Key_E)
    overlay = waiting.overlay()
    assert overlay is not None
    choice = overlay.findChild(ComboBox)
    assert choice.currentText() == "As the title says"
    choice.setCurrentText("VP")
    press(waiting, "Save level")
    assert row_of(waiting, "level").accessibleName() == "Level: VP chosen by you"
    steps = [one.accessibleName() for one in waiting.page.panel.ladder.findChildren(LadderRow)]
    assert any("VP, Finance" in words for words in steps)


def test_a_change_redraws_the_document(waiting: Opened) -> None:
    before = waiting.read(ANNA).company.documents[0].body
    row_of(waiting, "level").setFocus()
    waiting.press(Qt.Key.Key_E)
    overlay = waiting.overlay()
    assert overlay is not None
    overlay.findChild(ComboBox).setCurrentText("VP")
    press(waiting, "Save level")
    assert waiting.read(ANNA).company.documents[0].body != before
    (view,) = (one for one in waiting.page.panel.findChildren(DocumentView) if one.isVisible())
    assert '"level":"vp"' in view.toPlainText()


def test_all_facts_are_listed_with_who_said_them(waiting: Opened) -> None:
    QTest.mouseClick(waiting.page.tools.edit_button, Qt.MouseButton.LeftButton)
    said = rows(waiting)
    assert said["Birthday"] == ("8 February", "people.vcf")
    assert said["Client"] == ("Veldmark Foods", "Complete_LinkedInDataExport.zip")
    assert said["Department"] == ("", "nobody")


def test_a_fact_that_nobody_said_is_added_from_the_list(waiting: Opened) -> None:
    QTest.mouseClick(waiting.page.tools.edit_button, Qt.MouseButton.LeftButton)
    go_to(waiting, "Note")
    waiting.press(Qt.Key.Key_Return)
    waiting.type("Call before nine")
    waiting.press(Qt.Key.Key_Return)
    assert "Call before nine" in waiting.read(ANNA).facts.edits.values()
    entry = waiting.page.reading.timeline.index(0, 0)
    assert entry.data() == "Note, from you"
    waiting.page.tools.edit_asked.emit()
    assert rows(waiting)["Note"] == ("Call before nine", YOU)


def test_the_name_is_changed_from_the_list(waiting: Opened) -> None:
    QTest.mouseClick(waiting.page.tools.edit_button, Qt.MouseButton.LeftButton)
    go_to(waiting, "Name")
    waiting.press(Qt.Key.Key_E)
    waiting.type("Anna Brandt")
    waiting.press(Qt.Key.Key_Return)
    assert waiting.words(waiting.page.header)[0] == "Anna Brandt"


def test_the_row_that_the_keys_act_on_is_seen(waiting: Opened) -> None:
    QTest.mouseClick(waiting.page.tools.edit_button, Qt.MouseButton.LeftButton)
    (table,) = waiting.window.findChildren(WordTable)
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home):
        waiting.press(key)
        ground = table.viewport().grab().toImage()
        row = table.currentIndex().row()
        top = table.rowViewportPosition(row) + 2
        assert ground.pixelColor(ground.width() - 8, top) == waiting.desk.theme.color("selected")
        seen.append(row)
    assert seen == [1, table.model().rowCount() - 1, 0]


def test_what_only_a_card_can_say_stays(waiting: Opened) -> None:
    QTest.mouseClick(waiting.page.tools.edit_button, Qt.MouseButton.LeftButton)
    go_to(waiting, "Address")
    waiting.press(Qt.Key.Key_Return)
    assert waiting.focus_name() == "Facts and who said them"


def test_a_refused_value_is_said_beside_the_field(waiting: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise UsageRefused("That is no date.")

    monkeypatch.setattr("weavit_desktop.services.people.edit_person", refuse)
    row_of(waiting, "birthday").setFocus()
    waiting.press(Qt.Key.Key_E)
    waiting.type("tomorrow")
    waiting.press(Qt.Key.Key_Return)
    overlay = waiting.overlay()
    assert overlay is not None
    assert "That is no date." in waiting.words(overlay)
    assert waiting.trail.errors == []


def test_every_event_behind_the_number_is_listed(waiting: Opened) -> None:
    waiting.page.intensity.asked_events.emit()
    model = table(waiting).model()
    points = [float(model.index(row, column).data()) for row in range(model.rowCount()) for column in (2, 3)]
    score = waiting.read(ANNA).person.intensity.score
    assert sum(points) == pytest.approx(score, abs=0.005 * len(points))
    assert f"All points together are {score:.2f}" in " ".join(waiting.words(waiting.overlay()))
    waiting.press(Qt.Key.Key_Escape)
    assert waiting.overlay() is None


def test_the_mail_address_is_copied(waiting: Opened) -> None:
    QTest.mouseClick(waiting.page.tools.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "anna.brandt@veldmark.example"


def choose_delete(opened: Opened) -> None:
    menu = opened.page.tools.open_menu()
    next(action for action in menu.actions() if action.text() == "Delete…").trigger()
    menu.close()


def test_deleting_asks_and_esc_keeps(waiting: Opened) -> None:
    choose_delete(waiting)
    assert waiting.focus_name() in ("Keep this person", "Later imports leave this person out")
    waiting.press(Qt.Key.Key_Escape)
    assert waiting.overlay() is None
    assert waiting.read(ANNA).person.row.name == ANNA


def test_enter_never_deletes(waiting: Opened) -> None:
    choose_delete(waiting)
    for _ in range(3):
        waiting.press(Qt.Key.Key_Tab)
        if waiting.focus_name() == "Delete this person":
            waiting.press(Qt.Key.Key_Return)
    assert waiting.read(ANNA).person.row.name == ANNA


@pytest.mark.parametrize("leave_out", [False, True])
def test_who_is_deleted_is_gone(waiting: Opened, leave_out: bool) -> None:
    maya, uid = waiting.maya, waiting.maya.uid(ANNA)
    choose_delete(waiting)
    overlay = waiting.overlay()
    assert overlay is not None
    overlay.findChild(CheckBox).setChecked(leave_out)
    press(waiting, "Delete this person")
    assert waiting.trail.went == [("back", None)]
    assert waiting.trail.toasts[-1].startswith(f"\u2068{ANNA}\u2069 deleted.")
    with pytest.raises(UsageRefused):
        open_person(maya.vault, uid, maya.laptop.work.today)
    (kept,) = maya.vault.read(lambda db: db.execute("SELECT count(*) FROM suppression").fetchone())
    assert bool(kept) is leave_out
