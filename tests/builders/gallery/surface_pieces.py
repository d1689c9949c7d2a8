"""Rows, documents, menu, toast and dialog: the right column of components.png."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from builders.gallery.arrangement import Piece, row
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.avatar import paint_avatar
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.document_lines import Change, DocumentLine, DocumentLineRow
from weavit_desktop.views.components.field import PassphraseEdit
from weavit_desktop.views.components.frames import DashedFrame, Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.menu import Menu
from weavit_desktop.views.components.share_chip import ShareState, paint_share_cell, share_words
from weavit_desktop.views.components.stitch import paint_stitch, stitch_of
from weavit_desktop.views.components.toast import Toast
from weavit_desktop.views.theme.indicators import paint_check
from weavit_desktop.views.theme.painting import paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

X = 980
WIDTH = 432


class SampleRow(QWidget):
    """A people row, painted with the functions that its delegate will use."""

    def __init__(
        self, theme: Theme, who: tuple[str, str], state: ShareState, ground: ColorName, cell: int
    ) -> None:
        super().__init__()
        self._theme = theme
        self._letters, self._name = who
        self._state = state
        self._ground: ColorName = ground
        self._cell = cell
        self.setFixedHeight(36)
        self.setAccessibleName(f"{self._name}. {share_words(state)}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme, painter = self._theme, QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, theme.color("selected" if self._ground == "focus" else self._ground))
        if self._ground == "focus":
            painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(QRectF(0, 35, rect.width(), 1), theme.color("line"))
        paint_stitch(painter, rect.translated(10, 0), stitch_of(self._state), theme)
        paint_check(painter, QRectF(21, 10, 16, 16), self._ground == "selected", theme)
        paint_avatar(painter, QRectF(45, 6, 24, 24), self._letters, theme)
        name = QRectF(77, 0, 200, 36)
        paint_text(painter, name, self._name, theme.font("bodyStrong"), theme.color("ink"))
        paint_share_cell(painter, QRectF(self._cell, 0, 200, 36), self._state, theme)
        if self._ground == "focus":
            paint_box(painter, rect, 0, None, theme.color("focus"), width=2)


def table(theme: Theme) -> QWidget:
    """Return rows at rest, under the mouse, selected and current."""
    frame = Frame(Ground.CARD, margin=1, gap=0)
    only, counted, rhythm = SharingLevel.ONLY_YOU, SharingLevel.COUNTED, SharingLevel.RHYTHM
    rows: tuple[tuple[tuple[str, str], ShareState, ColorName, int], ...] = (
        (("BA", "Bartholomew Ashworth"), ShareState(only), "surface", 345),
        (("PR", "Priya Raghunathan"), ShareState(counted), "hover", 339),
        (
            ("AK", "Anna Kowalczyk-Brandt"),
            ShareState(only, SharingLevel.STRENGTH, card=True),
            "selected",
            299,
        ),
        (("IS", "Ingrid Solheim"), ShareState(rhythm, card=True), "focus", 325),
    )
    for who, state, ground, cell in rows:
        frame.column.addWidget(SampleRow(theme, who, state, ground, cell))
    return frame


def changes(theme: Theme) -> QWidget:
    """Return lines of a document that wait."""
    box = DashedFrame(theme, margin=3)
    lines = (
        DocumentLine("Director, Finance", "Strong", "k 3", Change.ADDED),
        DocumentLine("C-level, Operations", "Regular", "k 3", Change.UPDATED, before="Strong"),
        DocumentLine("Director, Operations", "Core", "k 3"),
        DocumentLine("Director, Operations, Light", "Light", "k 3", Change.REMOVED),
    )
    for line in lines:
        box.column.addWidget(DocumentLineRow(theme, line))
    return box


def menu(theme: Theme) -> QWidget:
    """Return a menu as it opens."""
    box = QWidget()
    menu = Menu(theme, "Person", box)
    first = menu.add("eye", "Change what the company sees…", "S")
    menu.add("notebook-pen", "Log", "L")
    menu.add("bell", "Remind", "R")
    menu.add("copy", "Copy e-mail", "C")
    menu.addSeparator()
    menu.add("trash-2", "Delete…", destructive=True)
    menu.setActiveAction(first)
    picture = Picture(menu)
    inner = QVBoxLayout(box)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(picture)
    return box


class Picture(QWidget):
    """Shows another window's picture: a menu opens only above everything."""

    def __init__(self, menu: Menu) -> None:
        super().__init__()
        self._menu = menu
        size = menu.sizeHint()
        menu.resize(QSize(max(size.width(), 352), size.height()))
        self.setFixedSize(menu.size())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the menu."""
        QPainter(self).drawPixmap(0, 0, self._menu.grab())


def toast(theme: Theme) -> QWidget:
    """Return a toast with a way back."""
    return row(Toast(theme, "Lunch with Anna logged", undo=True))


def dialog(theme: Theme) -> QWidget:
    """Return a question that destroys, over its scrim."""
    window = QWidget()
    window.setFixedSize(WIDTH + 48, 268)
    asked = Dialog(
        theme,
        window,
        "Retract everything?",
        "The hub deletes all 27 documents and signs that it did. Your vault stays as it is.",
    )
    asked.body.addWidget(PassphraseEdit(theme, "Passphrase", placeholder="Passphrase"))
    asked.add_keep_button(Button(theme, "Keep", Variant.QUIET))
    asked.add_button(Button(theme, "Retract 27 documents", Variant.DESTRUCTIVE_SOLID))
    asked.open()
    return window


class DarkBar(QWidget):
    """The ground of the bulk bar."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        inner = QVBoxLayout(self)
        inner.setContentsMargins(18, 9, 18, 9)
        inner.addWidget(content)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._theme.color("inkSolid"))


def bulk_bar(theme: Theme) -> QWidget:
    """Return the buttons that stand on the dark bar."""
    bar = row(
        Label(theme, "3 selected", "bodyStrong", "onInkSolid"),
        Button(theme, "Change what the company sees…", Variant.INVERSE_COMPANY, icon="eye"),
        Button(theme, "Log", Variant.INVERSE_GHOST, icon="notebook-pen"),
        Button(theme, "Clear", Variant.INVERSE_GHOST, keys="Esc"),
        gap=4,
    )
    return DarkBar(theme, bar)


PIECES = (
    Piece("table", "Table row", X, 22, WIDTH, table),
    Piece("changes", "Diff line", X, 205, WIDTH, changes),
    Piece("menu", "Menu", X, 325, WIDTH, menu),
    Piece("toast", "Toast", X, 533, WIDTH, toast),
    Piece("dialog", "Confirm something that cannot be undone", X - 24, 632, WIDTH + 48, dialog),
)
MORE = (Piece("bulk-bar", "Bulk bar", 0, 0, 560, bulk_bar),)
