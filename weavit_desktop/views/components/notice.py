"""A line that states something: what it is, why, and at most one thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName


class Tone(Enum):
    """PLAIN stands on nothing, BOXED on sunken ground; ATTENTION is a problem, SHARED was published."""

    PLAIN = auto()
    BOXED = auto()
    ATTENTION = auto()
    SHARED = auto()


GROUNDS: Mapping[Tone, tuple[ColorName | None, ColorName | None, ColorName]] = {
    Tone.PLAIN: (None, None, "ink3"),
    Tone.BOXED: ("sunken", "line", "ink2"),
    Tone.ATTENTION: ("attentionSoft", "attentionLine", "attention"),
    Tone.SHARED: ("sharedSofter", "sharedLine", "shared"),
}


class Notice(QWidget):
    """`acted` when its one button is pressed. `heading` is strong, `words` explain."""

    accessible_role = QAccessible.Role.Note
    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        words: str,
        *,
        heading: str = "",
        icon: str = "info",
        tone: Tone = Tone.PLAIN,
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self._icon = icon
        plain = tone is Tone.PLAIN
        self._inset = 0 if plain else 14
        color: ColorName = "ink3" if plain else "ink2"
        row = QHBoxLayout(self)
        edge = 0 if plain else 10
        row.setContentsMargins(self._inset + theme.grow(16) + 8, edge, self._inset, edge)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(2)
        if heading:
            column.addWidget(Label(theme, heading, "bodyStrong"))
        style: TextName = "caption" if plain or heading else "body"
        self._words = Label(theme, words, style, color, wrap=True)
        column.addWidget(self._words)
        row.addLayout(column, 1)
        if action:
            button = Button(theme, action, Variant.DEFAULT, small=True)
            button.clicked.connect(self.acted)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{heading}. {words}" if heading else words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._first_line = theme.line("bodyStrong" if heading else style)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and sign."""
        theme = self._theme
        painter = QPainter(self)
        fill, line, sign = GROUNDS[self._tone]
        if fill:
            outline = theme.color(line) if line else None
            paint_box(painter, QRectF(self.rect()), theme.radius("card"), theme.color(fill), outline)
        top = self.contentsMargins().top() + (0 if self._tone is Tone.PLAIN else 10)
        area = QRectF(self._inset, top, theme.grow(16), self._first_line)
        theme.draw_icon(painter, area, self._icon, sign, 16 if self._tone is not Tone.PLAIN else 14)
