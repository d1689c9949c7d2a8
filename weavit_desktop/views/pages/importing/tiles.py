"""The figures of an import, side by side; the first is the sum of the next three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.services.field_check import FieldCount
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

PADDING = 18


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit and a word about it. `sign` stands beside it; with one, the ground differs."""

    number: int
    unit: str
    words: str
    sign: str = ""
    is_bad: bool = False


def figures_of(report: ImportReport, fields: Sequence[FieldCount]) -> list[Figure]:
    """Return what the tiles say of an import."""
    people = report.people
    read, lost = sum(one.read for one in fields), sum(one.lost for one in fields)
    figures = [
        Figure(
            people.found,
            "person found" if people.found == 1 else "people found",
            f"in {many(len(report.sources), 'file')}",
        ),
        Figure(people.new, "new", "all start as Only you"),
        Figure(people.updated, "updated", "they gain a source, lose nothing"),
        Figure(people.unchanged, "unchanged", "same as before"),
        Figure(report.duplicates_found, "probably twice", "to be looked at, both stay"),
    ]
    if fields:
        kept = f"of {many(read, 'value')}" if lost else f"{many(read, 'value')}, all kept"
        sign = "circle-alert" if lost else "shield-check"
        figures.append(Figure(lost, "fields lost", kept, sign, is_bad=bool(lost)))
    return figures


class Tiles(Frame):
    """A card of figures."""

    def __init__(self, theme: Theme, figures: Sequence[Figure], parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=0, gap=0, parent=parent)
        row = QHBoxLayout()
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for at, figure in enumerate(figures):
            if at:
                row.addWidget(Rule(Qt.Orientation.Vertical))
            row.addWidget(Tile(theme, figure), 5 if at == 0 else 4)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(row)
        # Not Maximum: that is the height of words on one line, whatever they need when they wrap.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)


class Tile(QWidget):
    """One figure."""

    def __init__(self, theme: Theme, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stands_out = bool(figure.sign)
        color: ColorName = "attention" if figure.is_bad else "ink"
        number = QHBoxLayout()
        number.setSpacing(8)
        number.addWidget(Label(theme, f"{figure.number:,}", "display", color, tabular=True))
        if figure.sign:
            number.addWidget(Sign(theme, figure.sign, "attention" if figure.is_bad else "ink2", 20))
        number.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 14, 12, 14)
        column.setSpacing(0)
        column.addLayout(number)
        column.addWidget(Label(theme, figure.unit, "bodyStrong", wrap=True))
        column.addWidget(Label(theme, figure.words, "caption", "ink3", wrap=True))
        column.addStretch(1)
        self.setAccessibleName(f"{figure.number:,} {figure.unit}, {figure.words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the one that stands out: the last, with the card's round corners."""
        if not self._stands_out:
            return
        radius = self._theme.radius("card") - 1
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        path.addRect(rect.adjusted(0, 0, -radius, 0))
        path.setFillRule(Qt.FillRule.WindingFill)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, self._theme.color("sunken"))
