"""The five steps side by side. None is chosen before a person chooses: there is no usual one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.choice import Option, go_by_arrow
from weavit_desktop.views.components.levels import LEVEL_ICONS, LEVEL_NAMES
from weavit_desktop.views.theme.accessibility import tell_name_changed
from weavit_desktop.views.theme.painting import LEFT, paint_box, paint_dashed, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

HEIGHT = 51
EDGE = 12
ICON = 14
MEANINGS: Mapping[SharingLevel, str] = {
    SharingLevel.ONLY_YOU: "nothing",
    SharingLevel.COUNTED: "I know someone",
    SharingLevel.ROLE: "level, function",
    SharingLevel.STRENGTH: "the band",
    SharingLevel.RHYTHM: "busy or quiet",
}
_NUMBERS = tuple(str(int(level)) for level in SharingLevel)


class LevelPicker(QWidget):
    """Choose with the arrow keys, a number or the mouse. `chosen` tells each choice."""

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(SharingLevel)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        self._cells = {level: LevelCell(theme, level, self) for level in SharingLevel}
        for level, cell in self._cells.items():
            self._group.addButton(cell, int(level))
            row.addWidget(cell, 1)
        self._group.idClicked.connect(self._choose)
        self._rename()
        self._set_stop(SharingLevel.ONLY_YOU)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def level(self) -> SharingLevel | None:
        """Return the chosen level."""
        place = self._group.checkedId()
        return None if place < 0 else SharingLevel(place)

    def begin(self) -> None:
        """Put the keyboard into the steps."""
        self._cells[self.level() or SharingLevel.ONLY_YOU].setFocus(Qt.FocusReason.TabFocusReason)

    def accessible_value(self) -> str:
        """Return the chosen level."""
        level = self.level()
        return "" if level is None else LEVEL_NAMES[level]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrow or by number."""
        if go_by_arrow(self._group, event):
            return
        if event.text() in _NUMBERS and event.text():
            cell = self._cells[SharingLevel(int(event.text()))]
            cell.setFocus(Qt.FocusReason.TabFocusReason)
            cell.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, and the lines between the steps."""
        theme = self._theme
        painter = QPainter(self)
        line = theme.color("lineStrong")
        paint_box(painter, QRectF(self.rect()), theme.radius("card"), theme.color("raised"), line)
        for cell in list(self._cells.values())[1:]:
            x = cell.x() - 1
            paint_line(painter, QPointF(x, 1), QPointF(x, self.height() - 1), theme.color("line"))

    def _choose(self, place: int) -> None:
        level = SharingLevel(place)
        self._set_stop(level)
        self._rename()
        self.chosen.emit(level)

    def _set_stop(self, at: SharingLevel) -> None:
        """Let Tab stop once in the group, at the chosen step."""
        for level, cell in self._cells.items():
            stop = level is at
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _rename(self) -> None:
        level = self.level()
        words = "none chosen" if level is None else f"{int(level)} of 4, {LEVEL_NAMES[level]}"
        self.setAccessibleName(f"Sharing level, {words}")
        tell_name_changed(self)


class LevelCell(Option):
    """One step: its sign, its name and what it means."""

    def __init__(self, theme: Theme, level: SharingLevel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = level
        self.setAccessibleName(f"{int(level)}, {LEVEL_NAMES[level]}: {MEANINGS[level]}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", theme.radius("control"))
        self.setProperty("ringReach", 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of its words."""
        theme = self._theme
        name = theme.metrics("bodyStrong").horizontalAdvance(LEVEL_NAMES[self._level]) + theme.grow(ICON) + 7
        words = theme.metrics("caption").horizontalAdvance(MEANINGS[self._level])
        return QSize(round(max(name, words)) + 2 * EDGE, theme.grow(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size at which the name can be read."""
        return QSize(self._theme.grow(60), self._theme.grow(HEIGHT))

    def hitButton(self, _pos: object) -> bool:
        """Take a press anywhere on the step."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the step; dashed where it is chosen: it waits."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            fill = theme.color("sharedSofter" if self._level else "sunken")
            inner = rect.adjusted(2, 2, -2, -2)
            paint_dashed(painter, inner, theme.radius("control"), fill, theme.color("sharedLine"))
        color: ColorName = "shared" if on and self._level else "ink2"
        line = theme.line("body")
        top = round((rect.height() - line - theme.line("caption")) / 2)
        icon = QRectF(EDGE, top, theme.grow(ICON), line)
        theme.draw_icon(painter, icon, LEVEL_ICONS[self._level], color, ICON)
        name = QRectF(icon.right() + 7, top, rect.width() - icon.right() - 7 - 4, line)
        style: TextName = "bodyStrong" if on else "body"
        paint_text(painter, name, LEVEL_NAMES[self._level], theme.font(style), theme.color(color), LEFT)
        words = QRectF(EDGE, top + line, rect.width() - EDGE - 4, theme.line("caption"))
        paint_text(painter, words, MEANINGS[self._level], theme.font("caption"), theme.color("ink2"), LEFT)
