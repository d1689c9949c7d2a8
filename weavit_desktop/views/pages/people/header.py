"""The headings of the people table, with the box that ticks everyone on the list."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from weavit_desktop.models.people_list import HEADINGS, Column, PeopleModel
from weavit_desktop.vault.repositories.people_lists import Sort
from weavit_desktop.views.pages.people import columns
from weavit_desktop.views.theme.indicators import paint_check
from weavit_desktop.views.theme.painting import paint_text
from weavit_desktop.views.theme.theme import Theme

HEIGHT = 32
CHECK_SIDE = 16
ICON = 14
SORTS = {Column.NAME: Sort.NAME, Column.INTENSITY: Sort.INTENSITY, Column.LAST: Sort.LAST_CONTACT}


class PeopleHeader(QHeaderView):
    """A press on a heading that can sort does so."""

    sort_chosen = Signal(object)  # Sort

    def __init__(self, theme: Theme, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._people = model
        self._checked: bool | None = False
        self.setAccessibleName("Headings")
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def checked(self) -> bool | None:
        """Return whether everyone on the list is selected, nobody, or (None) some."""
        return self._checked

    def read_selection(self) -> None:
        """Look again at who is selected."""
        here = self._people.count_selected_here()
        rows = self._people.rowCount()
        self._checked = False if not here else True if here == rows else None
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the height of the headings."""
        return QSize(super().sizeHint().width(), self._theme.grow(HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick everyone, or sort."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        if x < self._theme.grow(columns.CHECK_END):
            self._people.select_all(selected=self._checked is not True)
            return
        sort = SORTS.get(Column(max(self.logicalIndexAt(round(x)), 0)))
        if sort is not None:
            self.sort_chosen.emit(sort)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: a press has done it."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take it for a second press."""
        self.mousePressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Paint one heading."""
        theme = self._theme
        column = Column(logical_index)
        area = QRectF(rect)
        painter.fillRect(area, theme.color("surface"))
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.color("lineStrong"))
        left = area.x()
        if column is Column.NAME:
            side = theme.grow(CHECK_SIDE)
            top = area.y() + (area.height() - side) // 2
            box = QRectF(left + theme.grow(columns.CHECK_X), top, side, side)
            paint_check(painter, box, self._checked, theme)
            left += theme.grow(columns.AVATAR_X)
        elif column is Column.SEES:
            icon = QRectF(left, area.y(), theme.grow(ICON), area.height())
            theme.draw_icon(painter, icon, "eye", "ink3", ICON)
            left = icon.right() + 5
        words = QRectF(left, area.y(), area.right() - left, area.height() - 1)
        paint_text(painter, words, HEADINGS[column], theme.font("captionStrong"), theme.color("ink3"))
