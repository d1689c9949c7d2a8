"""The ledger at the sidebar's foot: how many are only yours, how many the company sees."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

BAR = 6
BETWEEN = 2


class Ledger(Frame):
    """Two numbers, their proportion, and when something last left."""

    accessible_role = QAccessible.Role.Grouping

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=11, gap=5, parent=parent)
        self._private = Label(theme, "0", "smallStrong", "ink2", tabular=True)
        self._seen = Label(theme, "0", "smallStrong", "shared", tabular=True)
        self._bar = _Proportion(theme)
        self._last = Label(theme, "", "small", "ink3")
        self.column.addLayout(_row(theme, "lock", "Only you", "ink2", self._private))
        self.column.addLayout(_row(theme, "eye", "Company sees", "shared", self._seen))
        self.column.addSpacing(4)
        self.column.addWidget(self._bar)
        self.column.addSpacing(2)
        self.column.addWidget(self._last)
        self.set_figures(0, 0, "Nothing published yet")

    def set_figures(self, private: int, seen: int, last: str) -> None:
        """Show how many are only yours, how many the company sees, and "Last published 17 Nov, 17:42"."""
        self._private.setText(f"{private:,}")
        self._seen.setText(f"{seen:,}")
        self._bar.set_share(seen / (private + seen) if private + seen else 0.0)
        self._last.setText(last)
        self.setAccessibleName(f"Only you {private:,}, company sees {seen:,}. {last}")

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""


class _Proportion(QWidget):
    """The bar: ink for what stays, indigo for what the company sees."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        seen = round(self.width() * self._share) if self._share else 0
        seen = max(seen, BAR) if self._share else 0
        private = self.width() - seen - (BETWEEN if 0 < seen < self.width() else 0)
        ink, indigo = self._theme.color("ink4"), self._theme.color("sharedSolid")
        if private > 0:
            paint_box(painter, QRectF(0, 0, private, BAR), 2, ink, None)
        if seen:
            paint_box(painter, QRectF(self.width() - seen, 0, seen, BAR), 2, indigo, None)


def _row(theme: Theme, icon: str, words: str, color: ColorName, figure: Label) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Sign(theme, icon, "shared" if color == "shared" else "ink3", 14))
    row.addWidget(Label(theme, words, "caption", color), 1)
    row.addWidget(figure)
    return row
