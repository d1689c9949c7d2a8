"""The page in every form: narrow, large, dark, with hostile names, named for a reader, and gone at last."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders import sample
from builders.sample import Maya
from builders.sweeps import nameless, rich_labels
from builders.watchdog import watching
from builders.window import desk_for
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.views.components.drawer import Drawer
from weavit_desktop.views.components.segmented import Segment
from weavit_desktop.views.pages.sharing.page import MIRROR, SEEN, WAITING, SharingPage
from weavit_desktop.views.theme.theme import Appearance, Theme

ANNA = sample.CHOICES[0][0]
HOSTILE = {
    "rich text": '<b>Anna</b> <img src="//attacker.example/x.png"> &amp; <a href="file:///etc/passwd">x</a>',
    "right to left": "\u202eمحمد الزهراني\u202c (CEO)",
    "300 letters": "Wolfeschlegelsteinhausenbergerdorff " * 9,
    "control characters": "Anna\n\tKowalczyk\x00\u2028Brandt\r",
}


def hostile(name: str):
    """Return a maker of Maya's vault with one person and one Client of a hostile name."""

    def make(folder: Path) -> Maya:
        maya = sample.maya_published(folder)

        def rename(db) -> None:
            db.execute("UPDATE person SET name = ? WHERE name IN (?, ?)", (name, ANNA, sample.CHOICES[1][0]))
            db.execute("UPDATE registry_client SET body = json_set(body, '$.name', ?)", (name,))

        maya.vault.write(rename)
        return maya

    return make


def each_view(opened):
    """Open one view after the other, with everything in it that can be opened."""
    for place in (WAITING, SEEN, MIRROR):
        opened.click(opened.page.views.findChildren(Segment)[place])
        if place == MIRROR:
            opened.press("Read back now")
        yield place


def test_everything_has_a_name_for_a_reader(published) -> None:
    for _ in each_view(published):
        assert nameless(published.window) == []


def test_every_dialog_has_names(published) -> None:
    published.press("Retract everything…")

    assert nameless(published.window) == []
    assert published.dialog().accessibleName() == "Take everything back?"


def test_a_reader_hears_the_documents_and_their_lines(published) -> None:
    names = [one.accessibleName() for one in published.page.findChildren(QWidget) if one.isVisible()]

    assert any(name.startswith("Document for \u2068Veldmark Foods\u2069, version 2, ") for name in names)
    assert "Added: C-level, Operations, Strong, k 3" in names
    assert "Taken back: C-level, Finance, no band, k 1" in names


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_names_are_shown_letter_by_letter(open_page, name: str) -> None:
    opened = open_page(hostile(name))

    for _ in each_view(opened):
        assert rich_labels(opened.window) == []
        opened.window.grab()
    assert any(name in row.change.name for row in opened.rows()) or not opened.rows()


def test_narrow_the_bytes_become_a_drawer_and_ctrl_enter_first_shows_them(open_page) -> None:
    opened = open_page(width=900)
    assert opened.shown_bytes() == []

    opened.key(Qt.Key.Key_Return, opened.rows()[0], ctrl=True)
    assert len(opened.maya.hub.accepted) == 3  # only what was published before
    shown = opened.all_shown_bytes()
    assert len(shown) == 2
    opened.key(Qt.Key.Key_Return, ctrl=True)

    assert sorted(opened.maya.hub.accepted[3:]) == sorted(text.encode() for text in shown)


def test_ctrl_period_opens_the_drawer_and_esc_closes_it(open_page) -> None:
    opened = open_page(width=900)

    opened.key(Qt.Key.Key_Period, opened.rows()[0], ctrl=True)
    (drawer,) = opened.window.findChildren(Drawer)
    assert drawer.isVisible()
    assert nameless(opened.window) == []

    opened.key(Qt.Key.Key_Escape)
    assert not drawer.isVisible()
    assert len(opened.maya.hub.accepted) == 3


def test_later_closes_the_drawer(open_page) -> None:
    opened = open_page(width=900)
    opened.press("What will leave…")

    opened.press("Later")

    assert opened.shown_bytes() == []
    assert opened.trail.went == []


def test_wide_again_the_panel_stands_beside_the_list(open_page) -> None:
    opened = open_page(width=900)
    opened.press("What will leave…")

    opened.window.resize(1228, 900)
    opened.page.set_narrow(narrow=False, slim=False)
    QApplication.processEvents()

    assert len(opened.shown_bytes()) == 1
    assert not any(one.isVisible() for one in opened.window.findChildren(Drawer))


def test_with_large_text_the_panel_becomes_a_drawer_before_anything_overlaps(published, theme: Theme) -> None:
    theme.set_text_scale(1.5)
    QApplication.processEvents()

    assert published.shown_bytes() == []
    assert published.button("What will leave…").isVisible()


def test_every_view_is_painted_in_the_dark(published, theme: Theme) -> None:
    theme.set_appearance(Appearance.DARK)

    for _ in each_view(published):
        image = published.window.grab().toImage()
        assert image.pixelColor(4, image.height() - 4).lightness() < 64


def test_the_mirror_puts_its_cards_below_the_document_where_it_is_narrow(open_page) -> None:
    opened = open_page(width=900)
    for _ in each_view(opened):
        pass

    assert "3 of 3 agree" in opened.said()


def test_a_press_on_a_tab_opens_its_view_and_arrows_go_on(published) -> None:
    first = published.page.views.findChildren(Segment)[WAITING]
    first.setFocus()

    QTest.keyClick(first, Qt.Key.Key_Right)

    assert published.page.seen.isVisible()


def test_nothing_of_a_page_is_left_when_it_is_gone(theme: Theme, tmp_path: Path) -> None:
    maya = sample.maya_published(tmp_path / "maya")
    desk = desk_for(maya.vault, theme, application=maya.application)
    page = SharingPage(desk)
    page.resize(1228, 900)
    page.show()
    page.refresh()
    QApplication.processEvents()
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    before = weakref.ref(page)

    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del page
    gc.collect()

    assert gone == [True]
    assert before() is None
    desk.changes.tell(*[])  # nobody who is gone listens
    maya.vault.close()


def test_the_window_never_waits_for_the_vault(open_page, qtbot, monkeypatch) -> None:
    runner = PoolRunner()
    opened = open_page(sample.maya_waiting, runner=runner)
    qtbot.waitUntil(lambda: "Publish 3 documents" in opened.said())

    with watching(monkeypatch) as watch:
        opened.press("Publish 3 documents")
        qtbot.waitUntil(lambda: "Published 3 documents" in opened.said())
        opened.click(opened.page.views.findChildren(Segment)[MIRROR])
        opened.press("Read back now")
        qtbot.waitUntil(lambda: "3 of 3 agree" in opened.said())
        runner.wait()

    assert watch.waits == []
    assert watch.stalls == []
