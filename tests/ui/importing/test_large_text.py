"""The page in the smallest window with larger text: what tells what one is looking at can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from builders.import_page import ANNA, BO, write
from builders.matching import control_enter
from weavit_desktop.resources import resource
from weavit_desktop.views.pages.importing.start_view import StartView
from weavit_desktop.views.pages.importing.tiles import Tile
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
Enlarge = Callable[[Any, float], None]
WIDTHS = {1.25: 835, 1.5: 783}  # of a page in the smallest window, beside the sections
HEIGHT = 700
TABLE = b"Who,Reach\nAnna Hale,anna@acme.example\nBo Lind,bo@beta.example\n"
TABLE_NAME = "customers-of-the-year.csv"
scales = pytest.mark.parametrize("scale", WIDTHS)


@pytest.fixture
def enlarge(theme: Theme) -> Enlarge:
    """Return a function that shows a page in the smallest window with larger text."""

    def enlarged(importing: Any, scale: float) -> None:
        theme.set_text_scale(scale)
        importing.window.resize(WIDTHS[scale], HEIGHT)
        for _ in range(4):
            QApplication.processEvents()

    return enlarged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "phone-2026-11-18.vcf", ANNA, BO)


def label(importing: Any, words: str) -> QLabel:
    """Return the one label that is seen with these words."""
    labels = [one for one in importing.page.findChildren(QLabel) if one.isVisible()]
    (found,) = [one for one in labels if one.text().strip("\u2068\u2069") == words]
    return found


def is_whole(shown: QLabel) -> bool:
    return shown.width() >= shown.sizeHint().width()


def top_of(widget: QWidget, importing: Any) -> int:
    return widget.mapTo(importing.page, widget.rect().topLeft()).y()


class TestStart:
    def history(self, importing: Any) -> Any:
        (start,) = importing.page.findChildren(StartView)
        return start.history

    @scales
    def test_the_files_of_an_earlier_import_can_be_read(
        self, importing: Any, path: Path, enlarge: Enlarge, theme: Theme, scale: float
    ) -> None:
        importing.drop(path)
        importing.press(Key.Key_Return, Key.Key_Escape)
        enlarge(importing, scale)
        table = self.history(importing).table
        icon_and_edges = theme.grow(16) + 40
        words = theme.metrics("bodyStrong").horizontalAdvance(path.name)
        assert table.columnWidth(0) >= words + icon_and_edges
        assert importing.rows("Earlier imports")[0][1].startswith("Fri 20 Nov 2026")
        assert is_whole(label(importing, "Earlier imports"))

    def test_they_stand_below_the_box_and_come_back_beside_it(
        self, importing: Any, enlarge: Enlarge, theme: Theme
    ) -> None:
        (start,) = importing.page.findChildren(StartView)
        enlarge(importing, 1.5)
        assert top_of(start.history, importing) > top_of(start.box, importing)
        assert importing.sees("Drop a file into the box.")
        theme.set_text_scale(1.0)
        importing.window.resize(1228, HEIGHT)
        QApplication.processEvents()
        assert top_of(start.history, importing) == top_of(start.box, importing)
        assert importing.sees("Drop a file on the left.")


class TestFlightCheck:
    @scales
    def test_its_title_is_whole(self, importing: Any, path: Path, enlarge: Enlarge, scale: float) -> None:
        importing.drop(path)
        enlarge(importing, scale)
        assert is_whole(label(importing, "Flight check"))

    def test_so_it_is_beside_two_long_buttons(self, importing: Any, tmp_path: Path, enlarge: Enlarge) -> None:
        importing.drop(write(tmp_path / "budget.csv", b"Alpha,Beta\nAnna Hale,red\nBo Lind,blue\n"))
        importing.named("Choose other files")
        enlarge(importing, 1.5)
        assert is_whole(label(importing, "Flight check"))
        importing.named("Match columns…")
        importing.named("Back to Import")

    @scales
    def test_its_figures_break_no_word(
        self, importing: Any, path: Path, enlarge: Enlarge, scale: float
    ) -> None:
        importing.drop(path)
        enlarge(importing, scale)
        tiles = importing.page.findChildren(Tile)
        assert [one.accessibleName() for one in tiles if one.width() < one.least_width()] == []

    def test_they_stand_in_two_rows_only_where_they_must(
        self, importing: Any, path: Path, enlarge: Enlarge, theme: Theme
    ) -> None:
        importing.drop(path)
        tiles = importing.page.findChildren(Tile)
        enlarge(importing, 1.5)
        assert len({one.y() for one in tiles}) == 2
        theme.set_text_scale(1.0)
        QApplication.processEvents()
        assert len({one.y() for one in tiles}) == 1

    @scales
    def test_the_cards_below_keep_their_headings(
        self, importing: Any, enlarge: Enlarge, scale: float
    ) -> None:
        importing.drop(resource("sample/linkedin"))
        enlarge(importing, scale)
        for heading in ("Fields, counted both ways", "Passed over", "What was said"):
            assert is_whole(label(importing, heading))


@scales
def test_what_was_imported_and_what_is_to_be_undone_keep_their_titles(
    importing: Any, path: Path, enlarge: Enlarge, scale: float
) -> None:
    importing.drop(path)
    importing.press(Key.Key_Return)
    enlarge(importing, scale)
    assert is_whole(label(importing, "Imported"))
    importing.press(Key.Key_Escape)
    importing.click_row("Earlier imports", 0)
    (title,) = [one for one in importing.page.findChildren(QLabel) if one.text().startswith("Fri 20 Nov")]
    assert is_whole(title)


class TestMatchColumns:
    @scales
    @pytest.mark.parametrize("remembered", [False, True])
    def test_its_title_and_the_name_of_the_table_are_whole(
        self, importing: Any, tmp_path: Path, enlarge: Enlarge, scale: float, *, remembered: bool
    ) -> None:
        importing.drop(write(tmp_path / TABLE_NAME, TABLE))
        importing.click("Match columns…")
        if remembered:
            control_enter()
            importing.click("Match columns…")
            importing.named("Propose anew")
        enlarge(importing, scale)
        assert is_whole(label(importing, "Match columns"))
        assert is_whole(label(importing, TABLE_NAME))
        importing.named("Save and check again")
