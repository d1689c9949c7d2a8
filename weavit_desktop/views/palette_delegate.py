"""How the lines of the palette look."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from weavit_desktop.models.palette import ENTRY, CommandEntry, Entry, Heading, PersonEntry
from weavit_desktop.views.commands import cap
from weavit_desktop.views.components.avatar import paint_avatar
from weavit_desktop.views.components.key_cap import HEIGHT as KEY_HEIGHT
from weavit_desktop.views.components.key_cap import key_width, paint_key
from weavit_desktop.views.components.levels import LEVEL_ICONS, LEVEL_NAMES
from weavit_desktop.views.components.match import paint_matched
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import RIGHT, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

HEADING = 34
LINE = 38
EDGE = 10
SIGN = 24  # the place of avatars and icons
GAP = 10

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Paints headings, people and commands."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        heading = isinstance(index.data(ENTRY), Heading)
        return QSize(100, self._theme.grow(HEADING if heading else LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line, raised where it would be done."""
        theme = self._theme
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        if isinstance(entry, Heading):
            words = rect.adjusted(EDGE, 4, -EDGE, 0)
            paint_text(painter, words, entry.words, theme.font("captionStrong"), theme.color("ink3"))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, 8, theme.color("selected"), None)
        inner = rect.adjusted(EDGE + 2, 0, -EDGE - 2, 0)
        if isinstance(entry, PersonEntry):
            self._paint_person(painter, inner, entry)
        else:
            self._paint_command(painter, inner, entry)

    def _paint_person(self, painter: QPainter, rect: QRectF, entry: PersonEntry) -> None:
        theme = self._theme
        right = self._paint_share(painter, rect, entry)
        side = theme.grow(SIGN)
        top = rect.y() + round((rect.height() - side) / 2)
        paint_avatar(painter, QRectF(rect.x(), top, side, side), entry.letters, theme)
        left = rect.x() + side + GAP
        font = fit_name(theme.font("bodyStrong"), entry.name)
        room = right - left
        name = QRectF(left, rect.y(), room, rect.height())
        paint_matched(painter, name, entry.name, entry.spans, font, theme.color("ink"), theme)
        used = theme.metrics("bodyStrong").horizontalAdvance(entry.name) + GAP
        if entry.detail and used < room:
            detail = QRectF(left + round(used), rect.y(), room - round(used), rect.height())
            paint_text(painter, detail, entry.detail, theme.font("body"), theme.color("ink3"))

    def _paint_share(self, painter: QPainter, rect: QRectF, entry: PersonEntry) -> float:
        """Paint what the company sees at the right end. Return where it begins."""
        theme = self._theme
        level = entry.share.now
        color: ColorName = "shared" if level else "ink3"
        words = LEVEL_NAMES[level]
        width = round(theme.metrics("caption").horizontalAdvance(words)) + 1
        text = QRectF(rect.right() - width, rect.y(), width, rect.height())
        paint_text(painter, text, words, theme.font("caption"), theme.color(color), RIGHT)
        side = theme.grow(14)
        icon = QRectF(text.x() - side - 6, rect.y(), side, rect.height())
        theme.draw_icon(painter, icon, LEVEL_ICONS[level], color, 14)
        return icon.x() - GAP

    def _paint_command(self, painter: QPainter, rect: QRectF, entry: CommandEntry) -> None:
        theme = self._theme
        side = theme.grow(SIGN)
        theme.draw_icon(painter, QRectF(rect.x(), rect.y(), side, rect.height()), entry.icon, "ink2", 16)
        words = rect.adjusted(side + GAP, 0, 0, 0)
        paint_text(painter, words, entry.words, theme.font("body"), theme.color("ink"))
        if entry.keys:
            keys = cap(entry.keys)
            width, height = key_width(keys, theme), theme.grow(KEY_HEIGHT)
            top = rect.y() + round((rect.height() - height) / 2)
            paint_key(painter, QRectF(rect.right() - width, top, width, height), keys, theme)
