"""Small widgets that the parts of the page share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import LEFT, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

TARGET = 28  # pixels: what a finger or a trembling hand can hit


class Slot(QWidget):
    """Holds one widget at a time: what is shown anew replaces what was shown before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._held: QWidget | None = None
        self.hide()  # an empty one would take a gap

    def put(self, widget: QWidget | None) -> None:
        """Show a widget, or nothing."""
        before, self._held = self._held, widget
        if widget is not None:
            self._column.addWidget(widget)
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.setParent(None)  # at once: what is deleted later would still be found on the page
            before.deleteLater()
        self.setVisible(widget is not None)


class Link(QPushButton):
    """Underlined words that open something. Ink: nothing that is a link is indigo."""

    def __init__(
        self, theme: Theme, words: str, *, name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.setAccessibleName(name or words)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.setProperty("ringReach", 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the words, high enough to hit."""
        width = round(self._theme.metrics("caption").horizontalAdvance(self._words)) + 1
        return QSize(width, self._theme.grow(TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words and the line under them."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        hot = self.underMouse() or self.isDown()
        color = theme.color("ink" if hot else "ink2")
        paint_text(painter, rect, self._words, theme.font("caption"), color, LEFT)
        foot = round(rect.center().y() + theme.line("caption") / 2)
        paint_line(painter, QPointF(0, foot), QPointF(rect.width(), foot), theme.color("ink4"))


def line_of(*widgets: QWidget | None, gap: int = 8, parent: QWidget | None = None) -> QWidget:
    """Return widgets side by side; None stands for whatever room there is."""
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return box


def column_of(*widgets: QWidget | None, gap: int = 8, parent: QWidget | None = None) -> QWidget:
    """Return widgets one above the other; None stands for whatever room there is."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            column.addStretch(1)
        else:
            column.addWidget(widget)
    return box


def with_icon(
    theme: Theme,
    icon: str,
    words: str,
    style: TextName = "caption",
    color: ColorName = "ink3",
    *,
    sign: ColorName = "ink3",
    gap: int = 6,
) -> QWidget:
    """Return words behind an icon."""
    return line_of(Sign(theme, icon, sign, 14), Label(theme, words, style, color), gap=gap)
