"""Things said one below the other, each with a sign: rules, promises, what happens when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

BETWEEN = 8


@dataclass(frozen=True, slots=True)
class Point:
    """`heading` is strong, `words` explain; one of them may be empty."""

    icon: str
    heading: str
    words: str


class PointList(QWidget):
    """Points with a line above each."""

    def __init__(self, theme: Theme, points: Sequence[Point], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for point in points:
            column.addWidget(Rule())
            column.addSpacing(BETWEEN)
            column.addLayout(_row(theme, point))
            column.addSpacing(BETWEEN)
        column.addStretch(1)


def _row(theme: Theme, point: Point) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(15)
    sign = QVBoxLayout()
    sign.setContentsMargins(0, 3, 0, 0)
    sign.addWidget(Sign(theme, point.icon, "ink2", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(sign)
    words = QVBoxLayout()
    words.setSpacing(1)
    if point.heading:
        words.addWidget(Label(theme, point.heading, "bodyStrong", wrap=True))
    if point.words:
        words.addWidget(Label(theme, point.words, "caption", "ink2", wrap=True))
    row.addLayout(words, 1)
    return row
