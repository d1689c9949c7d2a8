"""One choice of a filter: a sign or a box, words, and how many people it would show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.views.theme.indicators import paint_check
from weavit_desktop.views.theme.painting import RIGHT, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import TextName

HEIGHT = 27
LEFT = 22
EDGE = 12  # from the column's edge to the ground of a row that is chosen
COUNT_RIGHT = 18
CHECK_SIDE = 16

PaintSign = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands before the words, and how wide it is with the gap behind it, in pixels at 100 %."""

    paint: PaintSign
    width: int


class FilterRow(QCheckBox):
    """A check box that paints itself: a chosen one stands on a ground. Without a sign it shows its box."""

    moved = Signal(int)  # by an arrow key, to the row before or behind

    def __init__(
        self,
        theme: Theme,
        words: str,
        sign: Sign | None,
        *,
        boxed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._sign = sign
        self._boxed = boxed
        self._count: int | None = None
        self._hovered = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ringReach", -1)
        self.set_count(None)

    @property
    def words(self) -> str:
        """Return what is chosen here."""
        return self._words

    def set_count(self, count: int | None) -> None:
        """Show how many people it would show; None while nobody knows."""
        self._count = count
        people = "" if count is None else f", {many_people(count)}"
        self.setAccessibleName(f"{self._words}{people}")
        self.update()

    def count(self) -> int | None:
        """Return how many people it would show."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return the height of a row; it takes the width of its column."""
        return QSize(self._theme.grow(120), self._theme.grow(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Return whether a press counts: anywhere on the row."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with the arrow keys; Space and Enter choose."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Rest."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, sign, words and count."""
        theme, painter = self._theme, QPainter(self)
        rect = QRectF(self.rect())
        ground = rect.adjusted(EDGE, 0, -EDGE + 2, 0)
        if self.isChecked() and not self._boxed:
            paint_box(painter, ground, theme.radius("chip"), theme.color("selected"), None)
        elif self._hovered:
            paint_box(painter, ground, theme.radius("chip"), theme.color("hover"), None)
        left = self._paint_sign(painter, rect)
        right = rect.right() - COUNT_RIGHT
        if self._count is not None:
            number = f"{self._count:,}"
            font = theme.font("caption", tabular=True)
            paint_text(
                painter,
                QRectF(left, 0, right - left, rect.height()),
                number,
                font,
                theme.color("ink3"),
                RIGHT,
            )
            right -= theme.metrics("caption", tabular=True).horizontalAdvance(number) + 8
        style: TextName = "bodyStrong" if self.isChecked() else "body"
        color = theme.color("ink" if self.isChecked() else "ink3" if self._count == 0 else "ink2")
        words = QRectF(left, 0, right - left, rect.height())
        paint_text(painter, words, self._words, theme.font(style), color)

    def _paint_sign(self, painter: QPainter, rect: QRectF) -> float:
        """Paint what stands before the words; return where they begin."""
        theme = self._theme
        left = rect.x() + LEFT
        if self._boxed:
            side = theme.grow(CHECK_SIDE)
            box = QRectF(left, rect.y() + (rect.height() - side) // 2, side, side)
            paint_check(painter, box, self.isChecked(), theme)
            return left + side + 8
        if self._sign is None:
            return left
        if self._count == 0 and not self.isChecked():
            painter.setOpacity(0.55)
        width = theme.grow(self._sign.width)
        self._sign.paint(painter, QRectF(left, rect.y(), width - 8, rect.height()))
        painter.setOpacity(1)
        return left + width
