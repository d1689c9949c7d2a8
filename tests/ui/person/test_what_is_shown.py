"""What the page of one person says of them."""

from __future__ import annotations

from math import floor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders import sample
from builders.happened import Happened, let_happen
from builders.later import Later
from builders.person_page import ANNA, INGRID, Open, Opened
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.people import add_person, edit_person
from weavit_desktop.sharing.words import BANDS
from weavit_desktop.views.components.strip_chart import StripChart, StripList
from weavit_desktop.views.pages.person.facts import FactRow


@pytest.fixture
def alone(open_page: Open, folder: Path) -> Opened:
    return open_page(sample.maya_alone(folder))


def test_the_head_says_who_it_is_and_that_only_you_know(alone: Opened) -> None:
    header = alone.page.header
    assert alone.words(header) == [ANNA, "Head of Treasury Operations, Veldmark Foods, Rotterdam"]
    assert alone.chips() == ["Only you"]


def test_the_parts_of_the_intensity_add_up_to_the_number_shown(alone: Opened) -> None:
    uid, work = alone.maya.uid(ANNA), alone.maya.laptop.work
    events = [Happened("2026-11-10", kind, way) for kind in ("mail", "call") for way in ("out", "in")]
    lunch = Happened("2026-11-13", "meeting", "both")
    let_happen(alone.maya.vault, work, uid, [*events, lunch])
    alone.desk.changes.tell(Topic.PEOPLE)
    words = alone.words(alone.page.intensity)
    intensity = alone.read(ANNA).person.intensity
    number = int(words[words.index(BANDS[intensity.band]) - 1])
    assert number == floor(intensity.score)
    warmth, depth = words.index("Warmth"), words.index("Depth")
    totals = [int(words[warmth + 1]), int(words[depth + 1])]
    assert sum(totals) == number
    foot = next(at for at, text in enumerate(words) if "eld back" in text)
    for total, part in zip(totals, (words[warmth + 3 : depth], words[depth + 3 : foot]), strict=True):
        assert sum(int(text) for text in part if text.isdigit()) == total


def test_the_intensity_is_said_whole_to_a_reader(alone: Opened) -> None:
    interface = QAccessible.queryAccessibleInterface(alone.page.intensity)
    assert interface.role() is QAccessible.Role.ProgressBar
    assert (
        interface.text(QAccessible.Text.Name)
        == "63 of 100, Strong: warmth 40, depth 23. Falls to Regular on 12 December."
    )
    assert interface.text(QAccessible.Text.Value) == "63%"


def test_who_was_never_dealt_with_has_no_parts(alone: Opened) -> None:
    uid = add_person(alone.maya.vault, alone.maya.laptop.work, {"name": "Nils Ny"})
    alone.page.show_person(uid)
    assert "No interaction is known." in " ".join(alone.words(alone.page.intensity))
    assert "Nothing is known yet. Import mail or messages, and they appear here." in alone.words()


def test_each_fact_says_who_told_it(alone: Opened) -> None:
    rows = {row.field: row for row in alone.page.facts.findChildren(FactRow)}
    assert rows["birthday"].accessibleName() == "Birthday: 8 February"
    assert rows["birthday"].accessibleDescription().startswith("Said by people.vcf.")
    assert rows["level"].accessibleName() == "Level: Director from “Head”"
    told = "Said by people.vcf and Complete_LinkedInDataExport.zip."
    assert rows["level"].accessibleDescription().startswith(told)


def test_left_and_right_go_by_month_from_anywhere(alone: Opened) -> None:
    chart = alone.page.months.findChild(StripChart)
    alone.page.setFocus()
    alone.press(Qt.Key.Key_Left)
    assert chart.accessible_value().startswith("November 2026: ")
    alone.press(Qt.Key.Key_Left)
    assert chart.accessible_value().startswith("October 2026: ")
    alone.press(Qt.Key.Key_Right)
    assert chart.accessible_value().startswith("November 2026: ")


def test_the_months_are_also_a_list(alone: Opened) -> None:
    button = alone.page.months._turn
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    months = alone.page.months.findChild(StripList)
    assert months.isVisible()
    assert months.item(0, 0).text() == "November 2026"
    assert button.accessibleName() == "Show the months as a chart"


def test_grey_shapes_stand_in_until_the_person_is_read(open_page: Open, folder: Path) -> None:
    later = Later()
    opened = open_page(sample.maya_alone(folder), runner=later)
    assert opened.page._stack.currentWidget().accessibleName() == "The person is being read"
    assert not opened.page.tools.edit_button.isVisible()
    later.work()
    assert ANNA in opened.words()


def test_nothing_of_another_person_is_left_while_one_is_read(open_page: Open, folder: Path) -> None:
    later = Later()
    opened = open_page(sample.maya_alone(folder), runner=later)
    later.work()
    opened.show(INGRID)
    assert not any("Anna" in text for text in opened.words())
    assert opened.page.reading.timeline.rowCount() == 0
    later.work()
    assert INGRID in opened.words()


def test_who_was_opened_last_is_shown_however_the_answers_come(open_page: Open, folder: Path) -> None:
    later = Later()
    opened = open_page(sample.maya_alone(folder), runner=later)
    opened.page.show_person(opened.maya.uid(INGRID))
    later.work()
    assert INGRID in opened.words()
    assert ANNA not in opened.words()


def test_who_is_gone_is_said_to_be_gone(alone: Opened) -> None:
    delete_people(alone.maya.vault, alone.maya.laptop.work, [alone.maya.uid(ANNA)])
    alone.desk.changes.tell(Topic.PEOPLE)
    assert "This person is not in the vault any more." in alone.words()
    assert not alone.page.panel.isVisible()
    QTest.mouseClick(alone.page.nobody.back_button, Qt.MouseButton.LeftButton)
    assert alone.trail.went == [("go", "people")]


def test_a_failure_is_told_and_can_be_tried_again(alone: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ZeroDivisionError()

    def fail() -> None:
        raise broken

    with monkeypatch.context() as patched:
        patched.setattr(alone.page.reading, "_work", fail)
        alone.desk.changes.tell(Topic.PEOPLE)
    assert broken in alone.trail.errors
    assert "Nothing was changed, and everything is still in the vault." in alone.words()
    QTest.mouseClick(alone.page.not_read.again_button, Qt.MouseButton.LeftButton)
    assert ANNA in alone.words()


def test_what_changed_elsewhere_is_read_again_when_the_page_comes_back(alone: Opened) -> None:
    alone.page.hide()
    edit_person(alone.maya.vault, alone.maya.laptop.work, alone.maya.uid(ANNA), {"title": "Sailor"})
    alone.desk.changes.tell(Topic.PEOPLE)
    alone.page.show()
    assert "Sailor, Veldmark Foods, Rotterdam" not in alone.words()
    alone.show(ANNA)
    assert "Sailor, Veldmark Foods, Rotterdam" in alone.words()


def test_the_way_back_is_to_the_people(alone: Opened) -> None:
    alone.page.tools.went_back.emit()
    assert alone.trail.went == [("go", "people")]


def test_it_is_read_in_a_thread_beside_the_window(open_page: Open, folder: Path) -> None:
    runner = PoolRunner()
    opened = open_page(sample.maya_alone(folder), runner=runner)
    runner.wait()
    QApplication.processEvents()
    runner.wait()
    QApplication.processEvents()
    assert ANNA in opened.words()
