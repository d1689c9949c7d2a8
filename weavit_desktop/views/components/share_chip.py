"""What the company sees of one person: solid has left, dashed waits, Only you looks like nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.levels import LEVEL_ICONS, LEVEL_NAMES
from weavit_desktop.views.theme.painting import LEFT, paint_box, paint_dashed, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

HEIGHT = 22
PADDING = 7
ICON = 14
GAP = 5
BETWEEN = 4


@dataclass(frozen=True, slots=True)
class ShareState:
    """What is true now and what waits. `waiting` equals `now` where only the band is another; `card`:
    a card of this person went to colleagues.
    """

    now: SharingLevel
    waiting: SharingLevel | None = None
    card: bool = False


def share_words(state: ShareState) -> str:
    """Return the state as a screen reader says it."""
    words = [f"Company sees: {LEVEL_NAMES[state.now]}." if state.now else "Only you."]
    if state.waiting is not None:
        words.append(f"Waiting: {LEVEL_NAMES[state.waiting]}.")
    if state.card:
        words.append("A card went to colleagues.")
    return " ".join(words)


def chip_width(level: SharingLevel, theme: Theme, *, waiting: bool = False) -> int:
    """Return the width of one chip in pixels."""
    text = round(theme.metrics("captionStrong").horizontalAdvance(LEVEL_NAMES[level]))
    boxed = waiting or level is not SharingLevel.ONLY_YOU
    padding = PADDING if boxed else 0
    return padding + theme.grow(ICON) + GAP + text + PADDING


def paint_chip(
    painter: QPainter, rect: QRectF, level: SharingLevel, theme: Theme, *, waiting: bool = False
) -> float:
    """Paint one chip at the left of `rect`, in its middle. Return the width used."""
    box = _middle(rect, chip_width(level, theme, waiting=waiting), theme)
    theme.drawings.draw(
        painter, box, ("chip", level, waiting), lambda at, area: _draw_chip(at, area, level, theme, waiting)
    )
    return box.width()


def _draw_chip(painter: QPainter, box: QRectF, level: SharingLevel, theme: Theme, waiting: bool) -> None:
    color: ColorName = "shared"
    left = box.x() + PADDING
    if waiting:
        paint_dashed(painter, box, theme.radius("chip"), None, theme.color("sharedLine"))
    elif level is SharingLevel.ONLY_YOU:
        color, left = "ink3", box.x()
    else:
        paint_box(painter, box, theme.radius("chip"), theme.color("sharedSoft"), None)
    side = theme.grow(ICON)
    theme.draw_icon(painter, QRectF(left, box.y(), side, box.height()), LEVEL_ICONS[level], color, ICON)
    text = QRectF(left + side + GAP, box.y(), box.right() - left - side - GAP, box.height())
    paint_text(painter, text, LEVEL_NAMES[level], theme.font("captionStrong"), theme.color(color), LEFT)


def paint_share_cell(painter: QPainter, rect: QRectF, state: ShareState, theme: Theme) -> None:
    """Paint what is true now, the card glyph, then a dashed icon for what waits."""
    left = rect.x() + paint_chip(painter, rect, state.now, theme) + BETWEEN
    side = theme.grow(HEIGHT)
    if state.card:
        area = QRectF(left, rect.y(), theme.grow(16), rect.height())
        theme.draw_icon(painter, area, "contact", "ink2", 16)
        left = area.right() + BETWEEN
    if state.waiting is not None:
        box = _middle(QRectF(left, rect.y(), side, rect.height()), side, theme)
        icon = "refresh-cw" if state.waiting is state.now else LEVEL_ICONS[state.waiting]
        theme.drawings.draw(
            painter, box, ("waits", icon), lambda at, area: _draw_waiting(at, area, icon, theme)
        )


def _draw_waiting(painter: QPainter, box: QRectF, icon: str, theme: Theme) -> None:
    paint_dashed(painter, box, theme.radius("chip"), None, theme.color("sharedLine"))
    theme.draw_icon(painter, box, icon, "shared", ICON)


class ShareChip(QWidget):
    """One chip in a page."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(
        self, theme: Theme, level: SharingLevel, *, waiting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_level(level, waiting=waiting)

    def set_level(self, level: SharingLevel, *, waiting: bool = False) -> None:
        """Show another level."""
        self._level = level
        self._waiting = waiting
        name = LEVEL_NAMES[level]
        self.setAccessibleName(f"Waiting: {name}" if waiting else f"Company sees: {name}" if level else name)
        self.updateGeometry()
        self.update()

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def sizeHint(self) -> QSize:
        """Return the size of the chip."""
        return QSize(chip_width(self._level, self._theme, waiting=self._waiting), self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._level, self._theme, waiting=self._waiting)


def _middle(rect: QRectF, width: int, theme: Theme) -> QRectF:
    height = theme.grow(HEIGHT)
    return QRectF(rect.x(), rect.y() + round((rect.height() - height) / 2), width, height)
