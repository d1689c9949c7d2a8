"""How far one has come: the steps of creating a vault or joining a hub."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import CENTER, paint_box, paint_line, paint_text
from weavit_desktop.views.theme.theme import Theme

DOT = 26
BESIDE = 38
BETWEEN = 26


class StepList(QWidget):
    """Numbered steps with a line of help each; `at` is the one in hand, those before it are done."""

    accessible_role = QAccessible.Role.List

    def __init__(
        self, theme: Theme, steps: Sequence[tuple[str, str]], at: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = at
        self._names = [name for name, _help in steps]
        self._titles = [Label(theme, name, "bodyStrong", "ink") for name, _help in steps]
        self._helps = [Label(theme, words, "caption", "ink3", wrap=True) for _name, words in steps]
        column = QVBoxLayout(self)
        # A dot is taller than its title: the first one needs room above.
        top = (theme.grow(DOT) - theme.line("bodyStrong") + 1) // 2
        column.setContentsMargins(theme.grow(BESIDE), top, 0, 0)
        column.setSpacing(0)
        for title, words in zip(self._titles, self._helps, strict=True):
            column.addWidget(title)
            column.addSpacing(2)
            column.addWidget(words)
            column.addSpacing(BETWEEN)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_at(at)

    def set_at(self, at: int) -> None:
        """Go to a step."""
        self._at = at
        for place, title in enumerate(self._titles):
            title.set_style("body" if place > at else "bodyStrong", "ink2" if place > at else "ink")
        self.setAccessibleName(f"Step {at + 1} of {len(self._names)}, {self._names[at]}")
        self.update()

    def set_help(self, place: int, words: str) -> None:
        """Say what became of a step: "Excellent"."""
        self._helps[place].setText(words)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots and the line between them."""
        theme = self._theme
        painter = QPainter(self)
        side = theme.grow(DOT)
        dots = [QRectF(0, title.y() + (title.height() - side) // 2, side, side) for title in self._titles]
        for above, below in pairwise(dots):
            x = round(above.center().x())
            start, end = QPointF(x, above.bottom()), QPointF(x, below.top())
            paint_line(painter, start, end, theme.color("lineControl"))
        for place, dot in enumerate(dots):
            self._paint_dot(painter, dot, place)

    def _paint_dot(self, painter: QPainter, dot: QRectF, place: int) -> None:
        theme = self._theme
        radius = dot.width() / 2
        if place < self._at:
            paint_box(painter, dot, radius, theme.color("inkSolid"), None)
            theme.draw_icon(painter, dot, "check", "onInkSolid", 14)
            return
        if place == self._at:
            paint_box(painter, dot, radius, theme.color("raised"), theme.color("ink"), width=2)
        else:
            paint_box(painter, dot, radius, None, theme.color("lineControl"))
        paint_text(painter, dot, str(place + 1), theme.font("smallStrong"), theme.color("ink2"), CENTER)
