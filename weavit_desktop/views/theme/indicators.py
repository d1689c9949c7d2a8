"""Check boxes and radio buttons, for widgets and for table cells alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.tokens import ColorName

if TYPE_CHECKING:
    from weavit_desktop.views.theme.theme import Theme


def paint_check(
    painter: QPainter, rect: QRectF, checked: bool | None, theme: Theme, *, enabled: bool = True
) -> None:
    """Paint a check box filling `rect`; `checked` None is "some of them"."""
    theme.drawings.draw(
        painter,
        rect,
        ("check", checked, enabled, rect.width()),
        lambda at, box: _draw_check(at, box, checked, theme, enabled=enabled),
    )


def _draw_check(
    painter: QPainter, rect: QRectF, checked: bool | None, theme: Theme, *, enabled: bool
) -> None:
    if checked is False:
        fill: ColorName = "raised" if enabled else "sunken"
        paint_box(painter, rect, 4, theme.color(fill), theme.color("lineControl"))
        return
    ground: ColorName = "inkSolid" if enabled else "ink4"
    paint_box(painter, rect, 4, theme.color(ground), None)
    unit = rect.width() / 16
    pen = QPen(theme.color("onInkSolid"), 1.6 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    shape = ((4.8, 8), (11.2, 8)) if checked is None else ((4.2, 8.2), (6.8, 10.8), (11.8, 5.8))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(rect.x() + x * unit, rect.y() + y * unit) for x, y in shape])


def paint_radio(
    painter: QPainter, rect: QRectF, checked: bool, theme: Theme, *, enabled: bool = True
) -> None:
    """Paint a radio button filling `rect`."""
    radius = rect.width() / 2
    if not checked:
        fill: ColorName = "raised" if enabled else "sunken"
        paint_box(painter, rect, radius, theme.color(fill), theme.color("lineControl"))
        return
    paint_box(painter, rect, radius, theme.color("inkSolid" if enabled else "ink4"), None)
    inset = rect.width() * 5 / 16
    paint_box(painter, rect.adjusted(inset, inset, -inset, -inset), radius, theme.color("onInkSolid"), None)
