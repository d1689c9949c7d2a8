"""How hard a passphrase is to guess: five steps of ink and a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.accessibility import tell_name_changed
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

STEPS = 5
HEIGHT = 6
GAP = 4


class StrengthMeter(QWidget):
    """Shows 0 to 5 steps, the word for them and how long guessing would take."""

    accessible_role = QAccessible.Role.ProgressBar

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = 0
        self._word = Label(theme, "", "bodyStrong")
        self._detail = Label(theme, "", "body", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HEIGHT + 8, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self._word)
        row.addStretch(1)
        row.addWidget(self._detail)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_strength(0, "", "")

    def set_strength(self, steps: int, word: str, detail: str) -> None:
        """Show a strength of 0 to 5: "Excellent", "About 60 million years to guess"."""
        self._steps = steps
        self._word.setText(word)
        self._detail.setText(detail)
        self.setAccessibleName(word or "Strength of the passphrase")
        tell_name_changed(self)
        self.update()

    def accessible_value(self) -> str:
        """Return the steps reached."""
        return f"{self._steps} of {STEPS}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the steps."""
        theme = self._theme
        painter = QPainter(self)
        width = (self.width() - (STEPS - 1) * GAP) / STEPS
        for step in range(STEPS):
            bar = QRectF(step * (width + GAP), 0, width, HEIGHT)
            color = theme.color("ink" if step < self._steps else "inkTrack")
            paint_box(painter, bar, HEIGHT / 2, color, None)
