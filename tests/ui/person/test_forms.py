"""The forms of the page: wide, narrow with a drawer, large text; hostile names; and gone without a trace."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from builders import sample
from builders.person_page import ANNA, INGRID, NARROW, Open, Opened
from builders.window import window_on
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.people import edit_person
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.pages.person.page import PersonPage
from weavit_desktop.views.theme.accessibility import Spoken
from weavit_desktop.views.theme.theme import Appearance, Theme

RICH = '<b>Anna</b> <img src="//attacker.example/x.png"> &amp; <a href="file:///etc/passwd">x</a>'
HOSTILE = {
    "rich text": RICH,
    "right to left": "\u202eمحمد الزهراني\u202c (CEO)",
    "300 letters": "Wolfeschlegelsteinhausenbergerdorff " * 9,
    "control characters": "Anna\n\tKowalczyk\x00\u2028Brandt",
    "mnemonics": "A&B && C",
}


@pytest.fixture
def narrow(open_page: Open, folder: Path) -> Opened:
    return open_page(sample.maya_waiting(folder), width=NARROW)


def open_drawer(opened: Opened) -> None:
    opened.page.setFocus()
    opened.press(Qt.Key.Key_Period, ctrl=True)


def test_a_narrow_page_keeps_the_panel_in_a_drawer(narrow: Opened) -> None:
    assert not narrow.page.panel.isVisible()
    assert narrow.page.tools.panel_button.isVisible()
    open_drawer(narrow)
    assert narrow.page.panel.isVisible()
    assert narrow.focus_name().startswith("3, Strength.")


@pytest.mark.parametrize(("key", "ctrl"), [(Qt.Key.Key_Escape, False), (Qt.Key.Key_Period, True)])
def test_the_drawer_is_closed_by_its_keys(narrow: Opened, key: Qt.Key, ctrl: bool) -> None:
    open_drawer(narrow)
    narrow.press(key, ctrl=ctrl)
    assert narrow.overlay() is None
    assert not narrow.page.panel.isVisible()


def test_s_opens_the_drawer_at_the_ladder(narrow: Opened) -> None:
    narrow.page.setFocus()
    narrow.press(Qt.Key.Key_S, Qt.Key.Key_1)
    assert narrow.read(ANNA).company.chosen is SharingLevel.COUNTED
    assert narrow.page.panel.isVisible()


def test_the_button_opens_the_drawer_too(narrow: Opened) -> None:
    QTest.mouseClick(narrow.page.tools.panel_button, Qt.MouseButton.LeftButton)
    assert narrow.page.panel.isVisible()


def test_the_exact_bytes_are_folded_in_the_drawer_and_open_on_a_press(narrow: Opened) -> None:
    open_drawer(narrow)
    view = narrow.page.panel.findChild(DocumentView)
    assert not view.isVisible()
    buttons = narrow.page.panel.findChildren(QPushButton)
    unfold = next(one for one in buttons if one.accessibleName() == "Exact bytes" and one.isVisible())
    QTest.mouseClick(unfold, Qt.MouseButton.LeftButton)
    assert view.isVisible()
    assert view.toPlainText().encode() == narrow.read(ANNA).company.documents[0].body


def test_going_elsewhere_from_the_drawer_closes_it(narrow: Opened) -> None:
    open_drawer(narrow)
    buttons = narrow.page.panel.findChildren(QPushButton)
    review = next(one for one in buttons if one.accessibleName() == "Review all that waits in Sharing")
    QTest.mouseClick(review, Qt.MouseButton.LeftButton)
    assert narrow.trail.went == [("go", "sharing")]
    assert narrow.overlay() is None


def test_a_wider_window_has_the_panel_beside_the_page(narrow: Opened) -> None:
    open_drawer(narrow)
    narrow.window.resize(1300, 900)
    QApplication.processEvents()
    assert narrow.overlay() is None
    assert narrow.page.panel.isVisible()
    assert narrow.page.isAncestorOf(narrow.page.panel)
    assert not narrow.page.tools.panel_button.isVisible()


def test_a_wide_page_has_no_drawer(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    open_drawer(opened)
    assert opened.overlay() is None
    assert opened.page.panel.isVisible()


def test_the_window_says_when_it_is_narrow(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    opened.page.set_narrow(narrow=True, slim=True)
    assert not opened.page.panel.isVisible()


def test_large_text_in_a_small_window_puts_the_cards_one_above_the_other(narrow: Opened) -> None:
    narrow.window.resize(782, 700)
    narrow.desk.theme.set_text_scale(1.5)
    QApplication.processEvents()
    page = narrow.page
    assert page.facts.y() >= page.intensity.y() + page.intensity.height()
    score = next(one for one in page.intensity.findChildren(QLabel) if one.text() == "63" and one.isVisible())
    assert score.width() >= score.sizeHint().width()
    buttons = (
        page.tools.edit_button,
        page.tools.copy_button,
        page.tools.more_button,
        page.tools.panel_button,
    )
    assert all(one.mapTo(page, one.rect().topRight()).x() < page.width() for one in buttons)


# Names that anyone may have written


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_names_are_shown_letter_by_letter(open_page: Open, folder: Path, text: str) -> None:
    maya = sample.maya_waiting(folder)
    facts = {
        "name": text,
        "title": text,
        "organization": text,
        "department": text,
        "email": text,
        "note": text,
    }
    edit_person(maya.vault, maya.laptop.work, maya.uid(ANNA), facts)
    opened = open_page(maya, text.strip())
    image = QImage(opened.window.size(), QImage.Format.Format_RGB32)
    opened.window.render(image)
    opened.page.tools.edit_asked.emit()
    opened.window.render(image)
    opened.press(Qt.Key.Key_Escape)
    opened.page.tools.delete_asked.emit()
    opened.window.render(image)
    labels = opened.window.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    tips = [one.toolTip() for one in opened.window.findChildren(QWidget) if one.toolTip()]
    assert not any("<b>" in tip or "<img" in tip or "<a" in tip for tip in tips)


# For a reader, and after it


def silent(widget: QWidget) -> bool:
    """Return whether a widget takes the keyboard or speaks, and has no name."""
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if not (takes_keys or isinstance(widget, Spoken)) or not widget.isVisible() or not widget.isEnabled():
        return False
    return not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(opened: Opened) -> list[str]:
    QApplication.processEvents()
    return [type(one).__name__ for one in opened.window.findChildren(QWidget) if silent(one)]


def test_everything_that_takes_the_keyboard_or_speaks_has_a_name(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_published(folder))
    assert nameless(opened) == []
    for ask in (
        opened.page.tools.edit_asked,
        opened.page.tools.events_asked,
        opened.page.tools.delete_asked,
    ):
        ask.emit()
        assert nameless(opened) == []
        opened.press(Qt.Key.Key_Escape)
    opened.page.facts.edit_asked.emit("level")
    assert nameless(opened) == []
    opened.press(Qt.Key.Key_Escape)
    opened.page.show_person("nobody")
    assert nameless(opened) == []


def test_the_page_is_called_by_the_person(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_alone(folder))
    assert opened.focus_name() == ANNA


def test_everything_is_reached_by_tab(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder))
    opened.page.setFocus()
    seen = []
    for _ in range(40):
        opened.press(Qt.Key.Key_Tab)
        seen.append(opened.focus_name())
    for name in (
        "Back to People",
        "Edit facts…",
        "More",
        "Each event behind the number",
        "24 months, 56 interactions",
        "Timeline, newest first",
        "3, Strength. Strong. Never the number, waits to be published",
        "Review all that waits in Sharing",
    ):
        assert name in seen


def test_the_page_leaves_nothing_behind(open_page: Open, folder: Path) -> None:
    opened = open_page(sample.maya_waiting(folder), width=NARROW)
    window, page = opened.window, opened.page
    open_drawer(opened)
    opened.press(Qt.Key.Key_Escape)
    page.tools.edit_asked.emit()
    opened.press(Qt.Key.Key_Escape)
    opened.show(INGRID)
    gone = weakref.ref(page)
    heard = opened.desk.changes
    page.deleteLater()
    del page, opened
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    heard.tell(Topic.PEOPLE, Topic.SHARING)
    assert gone() is None
    assert window.findChildren(QWidget) == []
    assert [one for one in window.findChildren(QObject) if isinstance(one, QTimer)] == []


def test_both_appearances_are_drawn(open_page: Open, folder: Path, theme: Theme) -> None:
    opened = open_page(sample.maya_published(folder))
    light = opened.window.grab().toImage()
    theme.set_appearance(Appearance.DARK)
    dark = opened.window.grab().toImage()
    assert light.pixelColor(300, 870).lightness() > 200 > 60 > dark.pixelColor(300, 870).lightness()


def test_in_the_window_alt_left_goes_back_and_undo_has_its_key(folder: Path, theme: Theme) -> None:
    maya = sample.maya_waiting(folder)
    uid = maya.uid(ANNA)
    with window_on(maya, theme) as session:
        workspace = session.workspace
        assert workspace is not None
        workspace.open_person(uid)
        QApplication.processEvents()
        page = session.window.findChild(PersonPage)
        assert QApplication.focusWidget() is page
        QTest.keyClick(page, Qt.Key.Key_S)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_0)
        QApplication.processEvents()
        assert page.panel.ladder.state().chosen is SharingLevel.ONLY_YOU
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        assert page.panel.ladder.state().chosen is SharingLevel.STRENGTH
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        QApplication.processEvents()
        assert not page.isVisible()
