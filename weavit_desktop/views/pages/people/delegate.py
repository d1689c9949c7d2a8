"""Paints the cells of the people table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from weavit_desktop.models.people_list import Column, PeopleModel
from weavit_desktop.models.people_words import elapsed_words, level_words
from weavit_desktop.services.people_lists import ListedPerson
from weavit_desktop.views.components.avatar import initials, paint_avatar
from weavit_desktop.views.components.intensity import BAND_FILLS, BAR_HEIGHT, HIGHEST, paint_intensity_bar
from weavit_desktop.views.components.levels import BAND_NAMES
from weavit_desktop.views.components.match import paint_matched
from weavit_desktop.views.components.share_chip import ShareState, paint_share_cell
from weavit_desktop.views.components.stitch import paint_stitch, stitch_of
from weavit_desktop.views.pages.people import columns
from weavit_desktop.views.pages.people.texts import Texts
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.indicators import paint_check
from weavit_desktop.views.theme.painting import RING, paint_box
from weavit_desktop.views.theme.theme import Theme

CHECK_SIDE = 16
KEPT_FONTS = 4_000
BAR_OF_LOADING = 8
# How much of its cell a grey bar takes while a row is read; a row differs a little from the next.
LOADING: Mapping[Column, float] = {
    Column.NAME: 0.55,
    Column.TITLE: 0.6,
    Column.CLIENT: 0.65,
    Column.LEVEL: 0.7,
    Column.INTENSITY: 0.75,
    Column.LAST: 0.55,
    Column.SEES: 0.5,
}


@dataclass
class RowLook:
    """What the table knows of rows and the model does not. -1 is no row."""

    hovered: int = -1
    ringed: int = -1
    first: Column = Column.NAME
    last: Column = Column.SEES


class PeopleDelegate(QStyledItemDelegate):
    """Paints from the model's records: asking for each role through Qt would cost half of a frame."""

    def __init__(
        self, theme: Theme, model: PeopleModel, look: RowLook, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._look = look
        self._name_fonts: dict[str, QFont] = {}
        self._paint: Mapping[int, Callable[[QPainter, QRectF, ListedPerson, int], None]] = {
            Column.NAME: self._name,
            Column.TITLE: self._title,
            Column.CLIENT: self._client,
            Column.LEVEL: self._level,
            Column.INTENSITY: self._intensity,
            Column.LAST: self._last,
            Column.SEES: self._sees,
        }
        self._texts = Texts()
        theme.changed.connect(self._forget)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground, content and, around the current row, the focus ring."""
        row, column = index.row(), index.column()
        rect = QRectF(option.rect)
        self._ground(painter, rect, row)
        person = self._model.person_at(row)
        if person is None:
            self._loading(painter, rect, row, Column(column))
        else:
            self._paint[column](painter, rect, person, row)
        if row == self._look.ringed:
            self._ring(painter, rect, column)

    def _ground(self, painter: QPainter, rect: QRectF, row: int) -> None:
        theme = self._theme
        if self._model.is_selected(row):
            painter.fillRect(rect, theme.color("selected"))
        elif row == self._look.hovered:
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))

    def _name(self, painter: QPainter, rect: QRectF, person: ListedPerson, row: int) -> None:
        theme = self._theme
        grow = theme.grow
        share = ShareState(person.share.now, person.share.waiting)
        paint_stitch(painter, rect.translated(grow(columns.STITCH_X), 0), stitch_of(share), theme)
        self._check(painter, rect, checked=self._model.is_selected(row))
        side = grow(columns.AVATAR)
        left = rect.x() + grow(columns.AVATAR_X)
        square = QRectF(left, rect.y() + (rect.height() - side) // 2, side, side)
        paint_avatar(painter, square, initials(person.given or person.name, person.family), theme)
        area = rect.adjusted(grow(columns.NAME_X), 0, -columns.BETWEEN, 0)
        font = self._name_font(person.name)
        self._matched(painter, area, person.name, row, Column.NAME, "name", font, theme.color("ink"))

    def _title(self, painter: QPainter, rect: QRectF, person: ListedPerson, row: int) -> None:
        self._text(painter, rect, person.title, row, Column.TITLE)

    def _client(self, painter: QPainter, rect: QRectF, person: ListedPerson, row: int) -> None:
        self._text(painter, rect, person.organization, row, Column.CLIENT)

    def _text(self, painter: QPainter, rect: QRectF, text: str, row: int, column: Column) -> None:
        theme = self._theme
        area = rect.adjusted(0, 0, -columns.BETWEEN, 0)
        self._matched(painter, area, text, row, column, "body", theme.font("body"), theme.color("ink2"))

    def _matched(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        row: int,
        column: Column,
        style: str,
        font: QFont,
        color: QColor,
    ) -> None:
        spans = self._model.spans_at(row, column)
        if spans:
            paint_matched(painter, area, text, spans, font, color, self._theme)
        else:
            self._texts.draw(painter, area, text, style, font, color)

    def _level(self, painter: QPainter, rect: QRectF, person: ListedPerson, _row: int) -> None:
        theme = self._theme
        words = level_words(person.level)
        self._texts.draw(painter, rect, words, "body", theme.font("body"), theme.color("ink2"))

    def _intensity(self, painter: QPainter, rect: QRectF, person: ListedPerson, _row: int) -> None:
        theme = self._theme
        grow = theme.grow
        height = grow(BAR_HEIGHT)
        top = rect.y() + (rect.height() - height) // 2
        bar = QRectF(rect.x(), top, grow(columns.BAR_WIDTH), height)
        paint_intensity_bar(painter, bar, person.score / HIGHEST, theme, BAND_FILLS[person.band])
        number = QRectF(rect.x(), rect.y(), grow(columns.NUMBER_RIGHT), rect.height())
        font = theme.font("body", tabular=True)
        ink = theme.color("ink")
        self._texts.draw(painter, number, str(person.score), "number", font, ink, right=True)
        word = rect.adjusted(grow(columns.BAND_X), 0, 0, 0)
        caption, ink3 = theme.font("caption"), theme.color("ink3")
        self._texts.draw(painter, word, BAND_NAMES[person.band], "caption", caption, ink3)

    def _last(self, painter: QPainter, rect: QRectF, person: ListedPerson, _row: int) -> None:
        theme = self._theme
        words = elapsed_words(person.last, self._model.today)
        area = rect.adjusted(0, 0, -columns.BETWEEN, 0)
        self._texts.draw(painter, area, words, "caption", theme.font("caption"), theme.color("ink3"))

    def _sees(self, painter: QPainter, rect: QRectF, person: ListedPerson, _row: int) -> None:
        paint_share_cell(painter, rect, ShareState(person.share.now, person.share.waiting), self._theme)

    def _check(self, painter: QPainter, rect: QRectF, *, checked: bool) -> None:
        side = self._theme.grow(CHECK_SIDE)
        left = rect.x() + self._theme.grow(columns.CHECK_X)
        box = QRectF(left, rect.y() + (rect.height() - side) // 2, side, side)
        paint_check(painter, box, checked, self._theme)

    def _loading(self, painter: QPainter, rect: QRectF, row: int, column: Column) -> None:
        theme = self._theme
        left = rect.x()
        color = theme.color("inkTrack")
        if column is Column.NAME:
            self._check(painter, rect, checked=self._model.is_selected(row))
            side = theme.grow(columns.AVATAR)
            top = rect.y() + (rect.height() - side) // 2
            circle = QRectF(left + theme.grow(columns.AVATAR_X), top, side, side)
            paint_box(painter, circle, side / 2, color, None)
            left += theme.grow(columns.NAME_X)
        height = theme.grow(BAR_OF_LOADING)
        width = (rect.right() - left) * (LOADING[column] + (row * 7 + column * 5) % 5 / 20)
        top = rect.y() + (rect.height() - height) // 2
        paint_box(painter, QRectF(left, top, round(width), height), height / 2, color, None)

    def _ring(self, painter: QPainter, rect: QRectF, column: int) -> None:
        color = self._theme.color("focus")
        width = round(RING)
        painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), width), color)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - width, rect.width(), width), color)
        if column == self._look.first:
            painter.fillRect(QRectF(rect.x(), rect.y(), width, rect.height()), color)
        if column == self._look.last:
            painter.fillRect(QRectF(rect.right() - width, rect.y(), width, rect.height()), color)

    def _forget(self) -> None:
        self._name_fonts.clear()
        self._texts.clear()

    def _name_font(self, name: str) -> QFont:
        font = self._name_fonts.get(name)
        if font is None:
            if len(self._name_fonts) >= KEPT_FONTS:
                self._name_fonts.clear()
            font = self._name_fonts[name] = fit_name(self._theme.font("bodyStrong"), name)
        return font
