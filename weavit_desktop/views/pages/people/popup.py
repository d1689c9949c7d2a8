"""Where the filters stand while the window is too narrow for their column: below their button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button
from weavit_desktop.views.pages.people.filters import FilterColumn
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

TALLEST = 560
EDGE = 1


class FilterPopup(QWidget):
    """Opens on the button; a press outside or Esc closes it."""

    def __init__(self, theme: Theme, button: Button, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._button = button
        self._filters: FilterColumn | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.setAccessibleName("Filters")
        button.clicked.connect(self.open)

    def take(self, filters: FilterColumn) -> None:
        """Hold the filters from now on."""
        self._filters = filters
        self._column.addWidget(filters)
        filters.show()

    def open(self) -> None:
        """Show the filters below the button."""
        if self._filters is None:
            return
        size = self._filters.sizeHint()
        self.resize(size.width() + 2 * EDGE, min(size.height() + 2 * EDGE, self._theme.grow(TALLEST)))
        self.move(self._button.mapToGlobal(QPoint(0, self._button.height() + 4)))
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first filter."""
        super().showEvent(event)
        if self._filters is not None:
            self._filters.seen.enter(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        theme = self._theme
        paint_box(QPainter(self), QRectF(self.rect()), 0, theme.color("surface"), theme.color("lineStrong"))
