"""Whom the company sees now, and taking people back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from builders import sample
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.views.components.list_table import ListTable
from weavit_desktop.views.pages.sharing.page import SEEN

ANNA, YILDIZ, INGRID, JUDITH = (name for name, _, _ in sample.CHOICES)


def open_seen(opened) -> ListTable:
    opened.click(opened.page.views.findChildren(type(opened.page.views._segments[0]))[SEEN])
    return next(one for one in opened.page.seen.findChildren(ListTable))


def words(table: ListTable, row: int) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_each_row_says_who_where_how_much_and_until_when(published) -> None:
    table = open_seen(published)

    assert [words(table, row)[0] for row in range(4)] == [ANNA, YILDIZ, INGRID, JUDITH]
    assert words(table, 0)[1:] == ["Veldmark Foods", "Company sees: Strength.", "k 3", "until taken back"]
    assert words(table, 1)[2] == "Company sees: Counted. Waiting: Strength."
    assert "4 people at 3 Clients" in published.said()


def test_enter_opens_a_person(published) -> None:
    table = open_seen(published)

    published.key(Qt.Key.Key_Down, table)
    published.key(Qt.Key.Key_Return, table)

    assert published.trail.went == [("open_person", published.maya.uid(YILDIZ))]


def test_del_takes_a_person_back_here_and_undo_brings_the_choice_again(published) -> None:
    table = open_seen(published)
    for _ in range(2):
        published.key(Qt.Key.Key_Down, table)

    published.key(Qt.Key.Key_Delete, table)

    assert {one.name: one.waiting for one in state(published).seen}[INGRID] is SharingLevel.ONLY_YOU
    assert published.trail.toasts == [
        f"Taken back here: \u2068{INGRID}\u2069. Publishing tells the hub, and it deletes them."
    ]
    published.undo()
    assert {one.name: one.waiting for one in state(published).seen}[INGRID] is None
    assert len(published.maya.hub.accepted) == 3


def test_undo_brings_back_a_choice_that_was_still_waiting(published) -> None:
    table = open_seen(published)
    published.key(Qt.Key.Key_Down, table)
    published.key(Qt.Key.Key_Delete, table)

    published.undo()

    assert {one.name: one.waiting for one in state(published).seen}[YILDIZ] is SharingLevel.STRENGTH


def test_several_are_taken_back_at_once_and_published(published) -> None:
    table = open_seen(published)
    published.key(Qt.Key.Key_A, table, ctrl=True)

    published.press("Take back 4 people")

    assert published.trail.toasts[0].startswith("Taken back here: 4 people.")
    published.page.open_view(0)
    published.press("Publish 3 documents")
    assert published.maya.hub.held == {}
    open_seen(published)
    assert "The company sees nobody of yours" in published.said()


def test_nobody_chosen_leaves_nothing_to_press(published) -> None:
    table = open_seen(published)
    table.clearSelection()

    assert not published.button("Take back").isEnabled()


def state(opened):
    return read_sharing(opened.maya.vault, opened.maya.clock)
