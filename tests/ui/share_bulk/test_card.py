"""The card and its model: as Qt wants them, named for a reader, quick with thousands, gone at the end."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from builders.later import Later
from builders.sharing import Post, Someone
from builders.watchdog import watching
from weavit_core.taxonomy import Function, Level, SharingLevel
from weavit_desktop.models.share_bulk import BulkModel, Column
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.services.choosing_many import Candidate
from weavit_desktop.views.components.share_chip import chip_width
from weavit_desktop.views.pages.share_bulk.card import BulkCard
from weavit_desktop.views.pages.share_bulk.page import ShareBulk
from weavit_desktop.views.theme.accessibility import Spoken

Key = Qt.Key
Role = Qt.ItemDataRole
ONLY_YOU, COUNTED, ROLE, STRENGTH, RHYTHM = SharingLevel
RICH = '<b>Anna</b> <img src="//attacker.example/x.png"> &amp;'
HOSTILE = (
    RICH,
    "\u202eمحمد\u202c (CEO)",
    "Wolfeschlegelsteinhausen " * 9,
    "Anna\n\x00\u2028Brandt",
    "A&B && C",
)
MANY = 10_000


def candidate(uid: str, level: SharingLevel = ONLY_YOU, *, objected: bool = False) -> Candidate:
    return Candidate(
        uid, f"Name {uid}", "Name", uid, objected, True, level, level, Level.DIRECTOR, Function.FINANCE, True
    )


def test_the_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    model = BulkModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)

    model.set_people([candidate("a"), candidate("b", RHYTHM), candidate("c", objected=True)], joined=True)
    for level in SharingLevel:
        model.set_level(level)
        for row in range(3):
            model.turn(row)
    model.set_people([], joined=True)


def test_a_reader_ticks_a_row_and_hears_all_of_it(qtbot: QtBot) -> None:
    model = BulkModel()
    model.set_people([candidate("a"), candidate("c", objected=True)], joined=True)
    model.set_level(ROLE)
    name, locked = model.index(0, 0), model.index(1, 0)

    assert name.data(Role.AccessibleTextRole) == "Name a, Only you becomes Role, Director, Finance"
    assert name.data(Role.CheckStateRole) is Qt.CheckState.Checked
    assert model.setData(name, Qt.CheckState.Unchecked.value, Role.CheckStateRole)
    assert name.data(Role.CheckStateRole) is Qt.CheckState.Unchecked
    assert model.left_out == {"a"}
    assert not model.setData(locked, Qt.CheckState.Checked.value, Role.CheckStateRole)
    assert not locked.flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_other_people_forget_who_was_left_out(qtbot: QtBot) -> None:
    model = BulkModel()
    model.set_people([candidate("a")], joined=True)
    model.set_level(ROLE)
    model.turn(0)

    model.set_people([candidate("a")], joined=True)

    assert model.left_out == frozenset()


@pytest.mark.parametrize("step", ["", *"01234"])
def test_everything_that_takes_the_keyboard_or_speaks_has_a_name(open_card, step: str) -> None:
    opened = open_card(before={"bert": (1, 3)})
    if step:
        opened.press(Key(ord(step)))

    nameless = [type(one).__name__ for one in opened.card.findChildren(QWidget) if silent(one)]

    assert nameless == []
    assert opened.card.accessibleName() == "What the company sees of 5 people"


def silent(widget: QWidget) -> bool:
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if not widget.isVisible() or not widget.isEnabled() or not (takes_keys or isinstance(widget, Spoken)):
        return False
    return not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_the_button_says_verb_and_object(opened) -> None:
    opened.press(Key.Key_2)

    assert opened.card.apply.accessibleName() == "Let these 4 wait in Sharing"


def test_tab_goes_round_inside_the_card_and_stops_once_at_the_steps(opened) -> None:
    opened.press(Key.Key_2)
    stops = []
    for _ in range(20):
        opened.press(Key.Key_Tab)
        stops.append(QApplication.focusWidget())

    round_trip = stops[: stops.index(stops[0], 1)]
    assert all(opened.card.isAncestorOf(stop) for stop in round_trip)
    assert sum(stop.parent() is opened.card.picker for stop in round_trip) == 1
    assert {opened.card.until, opened.card.table, opened.card.apply} <= set(round_trip)


def test_letters_search_for_nobody(opened) -> None:
    # Qt would ask the model for every row, and there may be thousands.
    opened.card.table.setFocus()

    opened.press(Key.Key_C)

    assert opened.card.table.currentIndex().row() == 0


def test_a_waiting_only_you_has_room_for_its_outline(theme) -> None:
    assert chip_width(ONLY_YOU, theme, waiting=True) > chip_width(ONLY_YOU, theme)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_letter_by_letter(open_card, name: str) -> None:
    opened = open_card([Someone("x", texts=(name, "", "")), Someone("y", texts=(name, "", ""))])
    opened.press(Key.Key_2)

    opened.window.grab()

    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in opened.card.findChildren(QLabel))
    assert opened.model.index(0, Column.NAME).data() == name


def test_a_small_window_and_large_text_hold_the_whole_card(open_card, theme) -> None:
    theme.set_text_scale(1.5)
    opened = open_card()
    opened.window.resize(1100, 700)
    QApplication.processEvents()

    card = opened.card.geometry()
    assert opened.window.rect().contains(card)
    assert opened.card.rect().contains(opened.card.apply.geometry())
    assert opened.card.table.height() > 60


@pytest.mark.parametrize("end", [Key.Key_Escape, Key.Key_Return])
def test_nothing_of_it_stays_behind(opened, end: Qt.Key) -> None:
    opened.press(Key.Key_2)
    opened.press(end, modifier=Qt.KeyboardModifier.ControlModifier if end == Key.Key_Return else NO)

    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

    assert [one for one in QApplication.allWidgets() if isinstance(one, BulkCard)] == []
    assert opened.window.findChildren(ShareBulk) == []


NO = Qt.KeyboardModifier.NoModifier


def test_the_effect_of_an_earlier_choice_is_never_shown(open_card) -> None:
    later = Later()
    opened = open_card(runner=later)
    later.work()
    opened.press(Key.Key_1)
    first = later.waiting.pop()
    opened.press(Key.Key_3)

    first.execute()
    assert any("being worked out" in text for text in opened.say())
    later.work()

    assert any("2 documents" in text for text in opened.say())


def test_while_it_is_applied_nothing_else_is_taken(open_card) -> None:
    later = Later()
    opened = open_card(runner=later)
    later.work()
    opened.press(Key.Key_2)
    later.work()
    opened.apply()

    opened.apply()
    opened.press(Key.Key_Escape)

    assert opened.is_open
    assert len(later.waiting) == 1
    later.work()
    assert not opened.is_open
    assert len(opened.chosen()) == 4


def test_a_window_that_goes_meanwhile_disturbs_nobody(open_card) -> None:
    later = Later()
    opened = open_card(runner=later)
    later.work()
    opened.press(Key.Key_2)
    opened.apply()
    opened.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    later.work()

    assert len(opened.chosen()) == 4
    assert opened.trail.toasts == ["4 people: Role. Waits in Sharing."]


def test_thousands_of_people_never_stall_the_window(
    open_card, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = PoolRunner()
    levels, functions = ("director", "manager", "staff"), ("finance", "legal")
    people = [
        Someone(f"p{n}", (Post(1 + n % 2, levels[n % 3], functions[n % 2]),), texts=(f"Person {n}", "", ""))
        for n in range(MANY)
    ]
    opened = open_card(people, runner=runner)
    with watching(monkeypatch) as watch:
        qtbot.waitUntil(lambda: opened.model.rowCount() == MANY, timeout=20_000)
        opened.press(Key.Key_2)
        opened.card.table.setFocus()
        opened.press(Key.Key_PageDown, Key.Key_End, Key.Key_Space, Key.Key_Home, Key.Key_X)
        qtbot.waitUntil(opened.card.see.isEnabled, timeout=20_000)
        opened.apply()
        qtbot.waitUntil(lambda: bool(opened.trail.toasts), timeout=20_000)
    runner.wait()

    assert opened.trail.toasts == [f"{MANY - 1:,} people: Role. Waits in Sharing."]
    assert (watch.stalls, watch.waits) == ([], [])
