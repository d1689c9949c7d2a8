"""A Client's document in words, line by line: what is added, what goes, what stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.views.theme.painting import LEFT, RIGHT, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

HEIGHT = 21
SIGN_WIDTH = 26
BAND_FROM_RIGHT = 114
BAND_FROM_RIGHT_WIDE = 150
WIDE_FROM = 500
THRESHOLD_WIDTH = 40
PADDING = 9


class Change(Enum):
    """What happens to a line."""

    KEPT = auto()
    ADDED = auto()
    UPDATED = auto()
    REMOVED = auto()


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`words` as "Director, Finance", `band` as "Strong", `before` the band it had, `k` as "k 3"."""

    words: str
    band: str = ""
    k: str = ""
    change: Change = Change.KEPT
    before: str = ""


SAID: Mapping[Change, str] = {
    Change.KEPT: "",
    Change.ADDED: "Added: ",
    Change.UPDATED: "Updated: ",
    Change.REMOVED: "Taken back: ",
}
SIGNS: Mapping[Change, str] = {Change.ADDED: "plus", Change.UPDATED: "refresh-cw", Change.REMOVED: "minus"}


def line_words(line: DocumentLine) -> str:
    """Return a line as a screen reader says it."""
    band = f"{line.before}, now {line.band}" if line.before else line.band
    return SAID[line.change] + ", ".join(part for part in (line.words, band, line.k) if part)


def paint_document_line(painter: QPainter, rect: QRectF, line: DocumentLine, theme: Theme) -> None:
    """Paint one line filling `rect`."""
    waits = line.change in (Change.ADDED, Change.UPDATED)
    gone = line.change is Change.REMOVED
    color: ColorName = "shared" if waits else "ink3" if gone else "ink"
    font = QFont(theme.font("captionStrong" if waits else "caption", tabular=True))
    font.setStrikeOut(gone)
    sign = SIGNS.get(line.change)
    if sign:
        area = QRectF(rect.x(), rect.y(), theme.grow(SIGN_WIDTH), rect.height())
        theme.draw_icon(painter, area, sign, color, 12)
    left = rect.x() + theme.grow(SIGN_WIDTH)
    wide = rect.width() >= theme.grow(WIDE_FROM)
    band_at = rect.right() - theme.grow(BAND_FROM_RIGHT_WIDE if wide else BAND_FROM_RIGHT)
    words = QRectF(left, rect.y(), band_at - left - PADDING, rect.height())
    if not line.band and not line.k:
        words.setRight(rect.right() - PADDING)
    paint_text(painter, words, line.words, font, theme.color(color), LEFT)
    band = QRectF(band_at, rect.y(), rect.right() - band_at - theme.grow(THRESHOLD_WIDTH), rect.height())
    if line.before:
        before = theme.metrics("caption").horizontalAdvance(line.before)
        struck = QFont(theme.font("caption"))
        struck.setStrikeOut(True)
        start = band if wide else band.adjusted(-before - 4, 0, 0, 0)
        paint_text(painter, start, line.before, struck, theme.color("ink3"), LEFT)
        band.setLeft(start.left() + before + 4)
    paint_text(painter, band, line.band, font, theme.color(color), LEFT)
    k = QRectF(
        rect.right() - theme.grow(THRESHOLD_WIDTH), rect.y(), theme.grow(THRESHOLD_WIDTH), rect.height()
    )
    paint_text(painter, k.adjusted(0, 0, -PADDING, 0), line.k, font, theme.color(color), RIGHT)


class DocumentLineRow(QWidget):
    """One line in a page."""

    accessible_role = QAccessible.Role.ListItem

    def __init__(self, theme: Theme, line: DocumentLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        self.setAccessibleName(line_words(line))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def sizeHint(self) -> QSize:
        """Return the height of a line."""
        return QSize(0, self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        paint_document_line(QPainter(self), QRectF(self.rect()), self._line, self._theme)
