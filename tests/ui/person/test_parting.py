"""Taking one person apart by the page: asked first, done once, taken back by the toast."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from builders.desk import someone
from builders.person_page import ANNA, Open, Opened
from builders.sample import Maya, maya_alone, maya_published
from builders.sweeps import nameless, rich_labels
from weavit_desktop.models.changes import Topic
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.views.pages.person.parting import NOBODY

HOSTILE = "<b>Anna</b> \u202e& <img src=//host/share>"


def linked(maya: Maya, *names: str) -> Maya:
    """Return Maya's vault where someone of each name, of a file of their own, was linked to Anna."""
    program = maya.application
    for number, name in enumerate(names):
        path = maya.vault.folder.parent / f"phone-{number}.vcf"
        path.write_bytes(someone(name, email=f"n{number}@mail.example", uid=f"n{number}"))
        import_files(maya.vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
        link_people(maya.vault, maya.laptop.work, maya.uid(ANNA), maya.uid(name), {"name": ANNA})
    return maya


def press(opened: Opened, name: str) -> None:
    overlay = opened.overlay()
    assert overlay is not None
    (button,) = (one for one in overlay.findChildren(QPushButton) if one.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def ask(opened: Opened) -> None:
    """Go there where the sources are listed."""
    opened.page.tools.edit_button.click()
    press(opened, "These are two people…")


def names(opened: Opened) -> set[str]:
    return {row.name for row in opened.maya.laptop.everyone()}


@pytest.fixture
def two(open_page: Open, folder: Path) -> Opened:
    return open_page(linked(maya_alone(folder), "Anna Brandt", "A. K. Brandt"))


def test_the_sources_lead_to_who_was_linked_the_last_first(two: Opened) -> None:
    ask(two)
    overlay = two.overlay()
    assert overlay is not None
    said = [one.accessibleName() for one in overlay.findChildren(QRadioButton)]
    assert len(said) == 2
    assert "A. K. Brandt" in said[0]
    assert "phone-1.vcf" in said[0]
    assert "you said that they are one person" in said[0]


def test_the_menu_leads_there_too(two: Opened) -> None:
    menu = two.page.tools.open_menu()
    (action,) = (one for one in menu.actions() if one.text() == "These are two people…")
    action.trigger()
    menu.close()
    assert two.overlay() is not None


def test_one_is_taken_out_and_the_toast_puts_them_back(two: Opened) -> None:
    told: list[frozenset[Topic]] = []
    two.desk.changes.happened.connect(told.append)
    ask(two)
    two.press(Qt.Key.Key_Tab)
    overlay = two.overlay()
    assert overlay is not None
    second = overlay.findChildren(QRadioButton)[1]
    QTest.mouseClick(second, Qt.MouseButton.LeftButton, pos=second.rect().center() / 4)
    press(two, "Take apart")
    assert "Anna Brandt" in names(two)
    assert "A. K. Brandt" not in names(two)
    assert Topic.SHARING in told[0]
    assert two.trail.toasts == ["Two people again."]
    assert two.trail.undo is not None
    two.trail.undo()
    assert "Anna Brandt" not in names(two)
    assert ANNA in names(two)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_leave_them_together(two: Opened, key: Qt.Key) -> None:
    before = names(two)
    ask(two)
    two.press(key)
    if key == Qt.Key.Key_Return:
        two.press(key)
    assert names(two) == before


def test_where_nobody_was_linked_it_is_said(open_page: Open, folder: Path) -> None:
    maya = maya_alone(folder)
    program = maya.application
    path = folder.parent / "one.vcf"
    path.write_bytes(someone("Lone Berg", email="lone@mail.example"))
    import_files(maya.vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
    opened = open_page(maya, "Lone Berg")
    ask(opened)
    assert opened.overlay() is None
    assert opened.trail.toasts == [NOBODY]


def test_with_something_shared_it_says_what_becomes_of_it(open_page: Open, folder: Path) -> None:
    opened = open_page(linked(maya_published(folder), "Anna Brandt"))
    ask(opened)
    overlay = opened.overlay()
    assert overlay is not None
    assert any("waits in Sharing until you approve it" in one for one in opened.words(overlay))


def test_hostile_names_are_letters_and_everything_has_a_name(open_page: Open, folder: Path) -> None:
    opened = open_page(linked(maya_alone(folder), HOSTILE))
    ask(opened)
    assert rich_labels(opened.window) == []
    assert nameless(opened.window) == []
    opened.window.grab()
