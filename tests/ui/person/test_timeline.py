"""The timeline: a block at a time, as far as someone scrolls, and without the window standing still."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from builders import sample
from builders.happened import let_happen, one_a_day
from builders.later import Later
from builders.person_page import ANNA, INGRID, Open, Opened
from builders.watchdog import watching
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.plain_table import PlainTable
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.models.timeline import ENTRY, TimelineModel
from weavit_desktop.services.person_timeline import BLOCK, TimelineBlock, TimelineEntry
from weavit_desktop.vault.repositories.person_page import TimelineKey
from weavit_desktop.views.pages.person.timeline import TimelineTable

Strict = QAbstractItemModelTester.FailureReportingMode.Fatal
MANY = 20_000


def block(count: int, *, more: bool = False) -> TimelineBlock:
    entries = (
        TimelineEntry("mail", "Fri 13 Nov", "Friday", f"Mail {at}", "Logged by you.") for at in range(count)
    )
    return TimelineBlock(tuple(entries), TimelineKey("2026-11-13", "mail", 0) if more else None)


@pytest.fixture
def model(qtbot: QtBot) -> TimelineModel:
    return TimelineModel()


def test_the_model_is_as_qt_wants_it(model: TimelineModel) -> None:
    tester = QAbstractItemModelTester(model, Strict)
    model.start(block(3, more=True))
    model.append(block(2, more=True))
    model.append(block(0))
    model.clear()
    model.start(block(1))
    assert tester.failureReportingMode() is Strict


def test_the_tables_of_words_are_as_qt_wants_them(qtbot: QtBot) -> None:
    table = PlainTable(("Fact", "Value"), [("Name", "Anna"), ("Note", "")], frozenset({1}))
    tester = QAbstractItemModelTester(table, Strict)
    assert table.index(0, 1).data() == "Anna"
    assert tester.failureReportingMode() is Strict


def test_the_next_block_is_asked_for_once(model: TimelineModel, qtbot: QtBot) -> None:
    asked = []
    model.wanted.connect(asked.append)
    model.start(block(3, more=True))
    for _ in range(3):
        model.fetchMore(model.index(-1, -1))
    assert len(asked) == 1
    model.append(block(2))
    assert model.rowCount() == 5
    assert not model.canFetchMore(model.index(-1, -1))


def test_no_block_is_asked_for_while_it_is_read_anew(model: TimelineModel) -> None:
    model.start(block(3, more=True))
    model.wait()
    assert not model.canFetchMore(model.index(-1, -1))
    model.start(block(3, more=True))
    assert model.canFetchMore(model.index(-1, -1))


def test_a_row_is_read_whole(model: TimelineModel) -> None:
    model.start(block(1))
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Mail 0. Logged by you. Friday"
    assert index.data(ENTRY).title == "Mail 0"


def titles(opened: Opened) -> list[str]:
    model = opened.page.reading.timeline
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(opened: Opened, words: str) -> None:
    """Press a filter of the timeline."""
    buttons = opened.page.timeline.findChildren(QAbstractButton)
    QTest.mouseClick(next(one for one in buttons if one.accessibleName() == words), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_a_filter_shows_a_part(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    everything = titles(opened)
    choose(opened, "Notes")
    assert titles(opened) == ["Note, from people.vcf"]
    choose(opened, "Mail")
    assert titles(opened) == []
    assert "No mail." in opened.words()
    choose(opened, "All")
    assert titles(opened) == everything


def test_another_person_is_shown_whole(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    choose(opened, "Mail")
    opened.show(INGRID)
    assert opened.page.timeline.shown().name == "ALL"
    assert "No mail." not in opened.words()
    assert titles(opened)


def test_it_goes_on_as_far_as_someone_scrolls(open_page: Open, folder: Path) -> None:
    maya = sample.maya_alone(folder)
    let_happen(maya.vault, maya.laptop.work, maya.uid(ANNA), one_a_day("2026-11-19", 3 * BLOCK))
    opened = open_page(maya)
    table = opened.page.timeline.table
    assert BLOCK <= opened.page.reading.timeline.rowCount() < 2 * BLOCK
    table.setFocus()
    opened.press(*[Qt.Key.Key_End] * 5)
    assert opened.page.reading.timeline.rowCount() > 3 * BLOCK
    assert not opened.page.reading.timeline.canFetchMore(table.rootIndex())


def test_a_change_leaves_the_place_where_one_was(open_page: Open, folder: Path) -> None:
    maya = sample.maya_alone(folder)
    let_happen(maya.vault, maya.laptop.work, maya.uid(ANNA), one_a_day("2026-11-19", 3 * BLOCK))
    opened = open_page(maya)
    table = opened.page.timeline.table
    table.setFocus()
    opened.press(Qt.Key.Key_End, Qt.Key.Key_End)
    rows, place = opened.page.reading.timeline.rowCount(), table.verticalScrollBar().value()
    current = table.currentIndex().row()
    assert place > 0
    opened.desk.changes.tell(Topic.PEOPLE)
    QApplication.processEvents()
    assert opened.page.reading.timeline.rowCount() >= rows
    assert (table.verticalScrollBar().value(), table.currentIndex().row()) == (place, current)


def test_a_block_of_a_filter_that_was_left_is_not_shown(open_page: Open, folder: Path) -> None:
    later = Later()
    opened = open_page(sample.maya_alone(folder), runner=later)
    later.work()
    choose(opened, "Notes")
    choose(opened, "Messages")
    later.work()
    assert "Note, from people.vcf" not in titles(opened)
    assert titles(opened)


def test_letters_in_the_timeline_are_keys_of_the_page(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    opened.page.timeline.table.setFocus()
    opened.press(Qt.Key.Key_S)
    assert opened.focus_name().startswith("0, Only you.")


def test_20_000_interactions_never_hold_the_window(
    open_page: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = sample.maya_alone(folder)
    let_happen(maya.vault, maya.laptop.work, maya.uid(ANNA), one_a_day("2026-11-19", MANY))
    uid = maya.uid(ANNA)
    runner = PoolRunner()
    opened = open_page(maya, INGRID, runner=runner)
    settle(runner)
    table = opened.page.timeline.table
    with watching(monkeypatch) as watch:
        opened.page.show_person(uid)
        settle(runner)
        for _ in range(12):
            table.scrollToBottom()
            settle(runner)
    assert opened.page.reading.timeline.rowCount() > 10 * BLOCK
    assert watch.waits == []
    assert watch.stalls == []


def settle(runner: PoolRunner) -> None:
    """Let everything run until nothing is left to do."""
    for _ in range(6):
        runner.wait()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def test_the_rows_grow_with_the_text(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    table = opened.page.timeline.table
    assert isinstance(table, TimelineTable)
    before = table.rowHeight(0)
    opened.desk.theme.set_text_scale(1.5)
    assert table.rowHeight(0) == round(before * 1.5)
