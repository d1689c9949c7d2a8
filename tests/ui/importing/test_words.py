"""Every form of the page: hostile words stay words, everything has a name, narrow or wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from builders.desk import someone
from builders.import_page import ANNA, BO, STRAY, write
from builders.later import Later
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, folder, message, profile_url, table
from builders.sweeps import nameless, rich_labels
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
Open = Callable[..., Any]
MARKUP = "<b>Bold</b><img src='x'>"
HOSTILE = f"{MARKUP}\u202egpj.exe\u202c.vcf".replace("/", "\u2215")
OURS = ("owner", "owned", "owning", " own ", "!", "Oops", "sync", "leverage")


def to_start(importing: Any, files: list[Path]) -> None:
    del files


def to_check(importing: Any, files: list[Path]) -> None:
    importing.drop(*files)


def to_nothing(importing: Any, files: list[Path]) -> None:
    importing.drop(files[0].parent / "empty.vcf")


def to_done(importing: Any, files: list[Path]) -> None:
    to_check(importing, files)
    importing.press(Key.Key_Return)


def to_known(importing: Any, files: list[Path]) -> None:
    to_done(importing, files)
    importing.drop(*files)


def to_changed(importing: Any, files: list[Path]) -> None:
    to_check(importing, files)
    write(files[0], BO, BO)
    importing.press(Key.Key_Return)


def to_history(importing: Any, files: list[Path]) -> None:
    to_done(importing, files)
    importing.press(Key.Key_Escape)


def to_earlier(importing: Any, files: list[Path]) -> None:
    to_history(importing, files)
    importing.focus("Earlier imports")
    importing.press(Key.Key_Return)


def to_raw_text(importing: Any, files: list[Path]) -> None:
    to_check(importing, files)
    importing.focus("What could not be read")
    importing.press(Key.Key_Return)


def to_help(importing: Any, files: list[Path]) -> None:
    del files
    importing.click("Contacts from a phone or Mac")


def to_who(importing: Any, files: list[Path]) -> None:
    talk = table(MESSAGES, message("ann-ode", "ida-roe"), message("ida-roe", "ann-ode"))
    importing.drop(folder(files[0].parent / "strangers", {"messages.csv": talk}))
    importing.click("Say who you are…")
    importing.write("nobody at all")
    importing.press(Key.Key_Return)


FORMS = (
    to_start,
    to_check,
    to_nothing,
    to_done,
    to_known,
    to_changed,
    to_history,
    to_earlier,
    to_raw_text,
    to_help,
    to_who,
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return hostile files: their names, what is in them, and an export that says who one is."""
    write(tmp_path / "empty.vcf", b"")
    place = folder(
        tmp_path / "li",
        {
            "Profile.csv": table(PROFILE, {"First Name": MARKUP, "Last Name": "Rin"}),
            "Connections.csv": table(
                CONNECTIONS, {"First Name": MARKUP, "Last Name": "Ode", "URL": profile_url("ann-ode")}
            ),
            "messages.csv": table(MESSAGES, message("maya&rin", "ann-ode", FROM=f"{MARKUP} Rin")),
        },
    )
    return [write(tmp_path / HOSTILE, STRAY, ANNA, someone(MARKUP, email="b@x.example")), place]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_plain_named_and_in_our_words(
    importing: Any, files: list[Path], form: Callable[[Any, list[Path]], None]
) -> None:
    form(importing, files)
    assert rich_labels(importing.window) == []
    assert nameless(importing.window) == []
    ours = [one for one in importing.words() if MARKUP not in one]
    assert [one for one in ours for word in OURS if word in f" {one.lower()} "] == []


def test_a_form_that_works_has_names_too(open_page: Open, vault: Any, files: list[Path]) -> None:
    later = Later()
    importing = open_page(vault, runner=later)
    importing.drop(*files)
    assert nameless(importing.window) == []
    later.work()
    importing.press(Key.Key_Return)
    assert nameless(importing.window) == []
    assert rich_labels(importing.window) == []
    later.work()


def test_hostile_names_are_shown_letter_by_letter(importing: Any, files: list[Path]) -> None:
    to_done(importing, files)
    assert importing.rows("Files")[0][0] == HOSTILE
    assert importing.sees(f"Are you \u2068{MARKUP} Rin\u2069?")
    importing.named("linkedin.com/in/maya&rin")
    assert importing.rows("What could not be read")[0][0].endswith(f"{HOSTILE}, line 1")


def test_the_path_under_the_mouse_is_no_markup(importing: Any, files: list[Path]) -> None:
    to_check(importing, files)
    view = importing.named("Files")
    assert isinstance(view, QTableView)
    place = view.visualRect(view.model().index(0, 0)).center()
    move_mouse(view.viewport(), place)
    assert "<img" not in view.viewport().toolTip()
    assert "&lt;img src=" in view.viewport().toolTip()


def move_mouse(widget: QWidget, place: QPoint) -> None:
    at, none = QPointF(place), Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, moved)


class TestNarrow:
    def overlapping(self, importing: Any) -> list[tuple[str, str]]:
        """Return the words that lie on other words."""
        seen = [one for one in importing.page.findChildren(QWidget) if one.isVisible() and has_words(one)]
        places = [(one.text(), rect_of(one, importing.page)) for one in seen]
        return [
            (first, second)
            for at, (first, place) in enumerate(places)
            for second, other in places[at + 1 :]
            if place.intersects(other)
        ]

    @pytest.mark.parametrize("form", [to_start, to_check, to_done, to_history])
    @pytest.mark.parametrize(("width", "scale"), [(888, 1.0), (1122, 1.5)])
    def test_nothing_lies_on_anything_and_names_can_be_read(
        self,
        importing: Any,
        theme: Theme,
        files: list[Path],
        form: Callable[[Any, list[Path]], None],
        width: int,
        scale: float,
    ) -> None:
        form(importing, files)
        theme.set_text_scale(scale)
        importing.window.resize(width, 640)
        for _ in range(4):
            QApplication.processEvents()
        assert self.overlapping(importing) == []
        tables = [one for one in importing.page.findChildren(QTableView) if one.isVisible()]
        assert all(one.columnWidth(0) >= 110 * scale for one in tables)

    def test_figures_give_way_before_names_do_and_come_back(self, importing: Any, files: list[Path]) -> None:
        to_check(importing, files)
        assert len(importing.rows("Files")[0]) == 8
        importing.window.resize(700, 640)
        QApplication.processEvents()
        assert len(importing.rows("Files")[0]) < 8
        importing.window.resize(1228, 640)
        QApplication.processEvents()
        assert len(importing.rows("Files")[0]) == 8


def has_words(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and bool(widget.text())


def rect_of(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
