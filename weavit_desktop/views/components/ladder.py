"""The sharing ladder: five nested steps. Solid has left, dashed waits, struck is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.choice import Option, go_by_arrow, stop_at_checked
from weavit_desktop.views.components.levels import LEVEL_ICONS, LEVEL_MEANINGS, LEVEL_NAMES
from weavit_desktop.views.theme.accessibility import tell_name_changed
from weavit_desktop.views.theme.painting import LEFT, paint_box, paint_dashed, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

ROW = 30
DOT = 11
DOT_AT = 9
NUMBER_AT = 30
ICON_AT = 47
NAME_AT = 68
MEANING_AT = 141
CHECK_FROM_RIGHT = 25
LINE_DASH = (1.5, 1.5)  # in widths of the line, 2 pixels
_NUMBERS = tuple(str(int(level)) for level in SharingLevel)


class Step(Enum):
    """What one step of the ladder says."""

    OPEN = auto()
    SENT = auto()
    WAITING = auto()
    LEAVING = auto()


@dataclass(frozen=True, slots=True)
class LadderState:
    """`sent` is what the hub holds, `chosen` what its keeper wants; `locked` where the person objected."""

    sent: SharingLevel
    chosen: SharingLevel
    locked: bool = False

    @property
    def waits(self) -> bool:
        """Return whether a choice has not left yet."""
        return self.sent is not self.chosen

    def step(self, level: SharingLevel) -> Step:
        """Return what the step of `level` says: each step includes the ones below it."""
        if level is SharingLevel.ONLY_YOU or (level > self.sent and level > self.chosen):
            return Step.OPEN
        if level <= self.sent and level <= self.chosen:
            return Step.SENT
        return Step.WAITING if level <= self.chosen else Step.LEAVING


class Ladder(QFrame):
    """Choose a level with the arrow keys or the mouse. `chosen` tells each choice a person makes."""

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(SharingLevel)

    def __init__(self, theme: Theme, state: LadderState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = state
        self.setProperty("frame", "raised")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._rows = {level: LadderRow(theme, level, state, self) for level in SharingLevel}
        for level, row in self._rows.items():
            self._group.addButton(row, int(level))
            column.addWidget(row)
        self._group.idClicked.connect(self._choose)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_state(state)

    def state(self) -> LadderState:
        """Return what is shown."""
        return self._state

    def set_state(self, state: LadderState) -> None:
        """Show another state."""
        self._state = state
        self._rows[state.chosen].setChecked(True)
        for row in self._rows.values():
            row.set_state(state)
        stop_at_checked(self._group)
        words = f"Sharing level, {int(state.chosen)} of 4, {LEVEL_NAMES[state.chosen]}"
        words += ". Waits" if state.waits else ""
        self.setAccessibleName(words + (". Locked" if state.locked else ""))
        tell_name_changed(self)

    def set_meanings(self, meanings: Mapping[SharingLevel, str]) -> None:
        """Say on some steps what they mean for this person: "Director, Finance"."""
        for level, words in meanings.items():
            self._rows[level].set_meaning(words)

    def accessible_value(self) -> str:
        """Return the chosen level."""
        return LEVEL_NAMES[self._state.chosen]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrow or by number."""
        if go_by_arrow(self._group, event):
            return
        row = self._rows.get(SharingLevel(int(event.text()))) if event.text() in _NUMBERS else None
        if row is None or not row.isEnabled():
            super().keyPressEvent(event)
            return
        row.setFocus(Qt.FocusReason.TabFocusReason)
        row.click()

    def _choose(self, level: int) -> None:
        choice = SharingLevel(level)
        if choice is not self._state.chosen:
            self.set_state(LadderState(self._state.sent, choice, self._state.locked))
            self.chosen.emit(choice)


class LadderRow(Option):
    """One step."""

    def __init__(self, theme: Theme, level: SharingLevel, state: LadderState, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = level
        self._state = state
        self._meaning = LEVEL_MEANINGS[level]
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.setProperty("ringReach", 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(self, state: LadderState) -> None:
        """Show another state."""
        self._state = state
        self.setEnabled(not state.locked or self._level is SharingLevel.ONLY_YOU)
        self._name()
        self.update()

    def set_meaning(self, meaning: str) -> None:
        """Say what the step means."""
        self._meaning = meaning
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a step, with its meaning on one line."""
        theme = self._theme
        words = round(theme.metrics("caption").horizontalAdvance(self._meaning))
        return QSize(theme.grow(MEANING_AT) + words + theme.grow(CHECK_FROM_RIGHT) + 8, theme.grow(ROW))

    def minimumSizeHint(self) -> QSize:
        """Return the size at which the name is whole and the meaning shortened."""
        return QSize(self._theme.grow(MEANING_AT + CHECK_FROM_RIGHT), self._theme.grow(ROW))

    def hitButton(self, _pos: object) -> bool:
        """Take a press anywhere on the row."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, line, dot, icon, name and meaning."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        step = self._state.step(self._level)
        if self.isChecked():
            self._paint_ground(painter, rect)
        self._paint_line(painter, rect, step)
        self._paint_dot(painter, rect, step)
        self._paint_words(painter, rect, step)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        radius = theme.radius("chip")
        if self._state.waits:
            fill = theme.color("sharedSofter" if self._level else "sunken")
            paint_dashed(painter, rect, radius, fill, theme.color("sharedLine"))
        else:
            paint_box(painter, rect, radius, theme.color("sharedSoft" if self._level else "sunken"), None)

    def _paint_line(self, painter: QPainter, rect: QRectF, step: Step) -> None:
        grow = self._theme.grow
        x = rect.x() + grow(DOT_AT) + grow(DOT) // 2
        middle = rect.center().y()
        reach = grow(DOT) / 2
        pen = QPen(self._theme.color("lineStrong" if step is Step.OPEN else "sharedSolid"), 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if step in (Step.WAITING, Step.LEAVING):
            pen.setDashPattern(LINE_DASH)
        painter.setPen(pen)
        if self._level is not SharingLevel.ONLY_YOU:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, middle - reach))
        if self._level is not SharingLevel.RHYTHM:
            painter.drawLine(QPointF(x, middle + reach), QPointF(x, rect.bottom()))

    def _paint_dot(self, painter: QPainter, rect: QRectF, step: Step) -> None:
        theme = self._theme
        side = theme.grow(DOT)
        dot = QRectF(rect.x() + theme.grow(DOT_AT), round(rect.center().y() - side / 2), side, side)
        shared, ground = theme.color("sharedSolid"), theme.color("raised")
        if step is Step.SENT or step is Step.LEAVING:
            paint_box(painter, dot, side / 2, shared, None)
        elif step is Step.WAITING:
            paint_dashed(painter, dot, side / 2, ground, shared)
        else:
            paint_box(painter, dot, side / 2, ground, theme.color("lineControl"))

    def _paint_words(self, painter: QPainter, rect: QRectF, step: Step) -> None:
        theme = self._theme
        grow = theme.grow
        color = self._color(step)
        font = QFont(theme.font("bodyStrong"))
        font.setStrikeOut(step is Step.LEAVING)
        number = QRectF(grow(NUMBER_AT), 0, grow(ICON_AT - NUMBER_AT), rect.height())
        paint_text(
            painter, number, str(int(self._level)), theme.font("body", tabular=True), theme.color("ink3")
        )
        icon = QRectF(grow(ICON_AT), 0, grow(14), rect.height())
        theme.draw_icon(painter, icon, LEVEL_ICONS[self._level], color, 14)
        name = QRectF(grow(NAME_AT), 0, grow(MEANING_AT - NAME_AT), rect.height())
        paint_text(painter, name, LEVEL_NAMES[self._level], font, theme.color(color), LEFT)
        right = rect.width() - grow(CHECK_FROM_RIGHT)
        meaning = QRectF(grow(MEANING_AT), 0, right - grow(MEANING_AT), rect.height())
        paint_text(painter, meaning, self._meaning, theme.font("caption"), theme.color("ink3"))
        if self.isChecked():
            area = QRectF(right, 0, grow(16), rect.height())
            theme.draw_icon(painter, area, "check", "shared" if self._level else "ink2")
        elif not self.isEnabled():
            area = QRectF(right, 0, grow(16), rect.height())
            theme.draw_icon(painter, area, "lock", "ink4", 14)

    def _color(self, step: Step) -> ColorName:
        if not self.isEnabled() or step is Step.LEAVING:
            return "ink3"
        return "ink2" if step is Step.OPEN else "shared"

    def _name(self) -> None:
        said = {
            Step.OPEN: "",
            Step.SENT: "the company sees this",
            Step.WAITING: "waits to be published",
            Step.LEAVING: "waits to be taken back",
        }[self._state.step(self._level)]
        words = f"{int(self._level)}, {LEVEL_NAMES[self._level]}. {self._meaning}"
        self.setAccessibleName(f"{words}, {said}" if said else words)
