"""The figures of an import, side by side; the first is the sum of the next three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.services.field_check import FieldCount
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

PADDING, PADDING_RIGHT = 18, 12
SIGN = 20
SIGN_GAP = 8
FIRST_SHARE, SHARE = 5, 4  # of the width
FEW = 3  # in a row where there is no room for all


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
    """A card of figures: in one row, or where that would break a word, in rows of three."""

    def __init__(self, theme: Theme, figures: Sequence[Figure], parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=0, gap=0, parent=parent)
        self._theme = theme
        self._tiles = [Tile(theme, figure) for figure in figures]
        self._rules = [Rule(Qt.Orientation.Vertical) for _ in figures[1:]]
        self._under = Rule()
        grid = self._grid = QGridLayout()
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(grid)
        self._arrange(len(figures))
        # Not Maximum: that is the height of words on one line, whatever they need when they wrap.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that the width has room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shares = FIRST_SHARE + SHARE * (len(self._tiles) - 1)
        least = max(tile.least_width() for tile in self._tiles)
        per_row = len(self._tiles) if self.width() * SHARE // shares >= least else FEW
        if per_row != self._per_row:
            self._arrange(per_row)

    def _arrange(self, per_row: int) -> None:
        self._per_row = per_row
        grid, last = self._grid, len(self._tiles) - 1
        for at, tile in enumerate(self._tiles):
            row, column = divmod(at, per_row)
            grid.addWidget(tile, 2 * row, 2 * column)
            grid.setColumnStretch(2 * at, 0 if at >= per_row else FIRST_SHARE if at == 0 else SHARE)
            tile.set_rounded_above(rounded=last < per_row)
            if at:
                # Into the grid before it is shown: without a parent it would be a window.
                grid.addWidget(self._rules[at - 1], 2 * row, max(2 * column - 1, 0))
                self._rules[at - 1].setVisible(column > 0)
        grid.addWidget(self._under, 1, 0, 1, 2 * per_row - 1)
        self._under.setVisible(last >= per_row)


class Tile(QWidget):
    """One figure."""

    def __init__(self, theme: Theme, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figure = figure
        self._rounded_above = True
        color: ColorName = "attention" if figure.is_bad else "ink"
        number = QHBoxLayout()
        number.setSpacing(SIGN_GAP)
        number.addWidget(Label(theme, f"{figure.number:,}", "display", color, tabular=True))
        if figure.sign:
            number.addWidget(Sign(theme, figure.sign, "attention" if figure.is_bad else "ink2", SIGN))
        number.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 14, PADDING_RIGHT, 14)
        column.setSpacing(0)
        column.addLayout(number)
        column.addWidget(Label(theme, figure.unit, "bodyStrong", wrap=True))
        column.addWidget(Label(theme, figure.words, "caption", "ink3", wrap=True))
        column.addStretch(1)
        self.setAccessibleName(f"{figure.number:,} {figure.unit}, {figure.words}")

    def least_width(self) -> int:
        """Return the width in which no word and no number of it is broken."""
        metrics, figure = self._theme.metrics, self._figure
        number = metrics("display", tabular=True).horizontalAdvance(f"{figure.number:,}")
        widths = [number + (SIGN_GAP + self._theme.grow(SIGN) if figure.sign else 0)]
        widths += [metrics("bodyStrong").horizontalAdvance(word) for word in figure.unit.split()]
        widths += [metrics("caption").horizontalAdvance(word) for word in figure.words.split()]
        return ceil(max(widths)) + PADDING + PADDING_RIGHT

    def set_rounded_above(self, *, rounded: bool) -> None:
        """Follow the card's upper corner too, or only its lower one."""
        self._rounded_above = rounded
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the one that stands out: the last, with the card's round corners."""
        if not self._figure.sign:
            return
        radius = self._theme.radius("card") - 1
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        path.addRect(rect.adjusted(0, 0, -radius, 0))
        if not self._rounded_above:
            path.addRect(rect.adjusted(0, 0, 0, -radius))
        path.setFillRule(Qt.FillRule.WindingFill)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, self._theme.color("sunken"))
