"""What could not be read: the list, and the raw text of each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QWidget

from weavit_desktop.models.import_problems import GROUP_ROLE, ProblemColumn, ProblemsModel
from weavit_desktop.services.problem_groups import ProblemGroup
from weavit_desktop.views.components.button import HEIGHT_SMALL, Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.pages.importing.raw_text import show_raw_text
from weavit_desktop.views.pages.importing.rows_table import EDGE, RowDelegate, RowsTable
from weavit_desktop.views.theme.painting import CENTER, one_line, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

ROW = 70
LEAST_ROWS = 3
ICON = 16
ICON_GAP = 14
SHOW = "Show"
SHOW_PADDING = 9
SHOW_WIDTH = 84


class Then(Enum):
    """What becomes of problems: the import goes on, there is nothing to go on with, or it is done."""

    GOES_ON = auto()
    ENDS = auto()
    DONE = auto()


class ProblemsCard(Frame):
    """`save_asked` when the report is wanted as a file."""

    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=0, gap=0, parent=parent)
        self._theme = theme
        self._model = ProblemsModel(self)
        self._heading = Label(theme, "", "heading")
        self._words = Label(theme, "", "body", "ink3")
        self._save = Button(theme, "Save the report", Variant.QUIET, icon="file-down", small=True)
        self._save.clicked.connect(self.save_asked)
        self._rule = Rule()
        self.table = RowsTable(
            theme,
            self._model,
            "What could not be read",
            row_height=ROW,
            can_open=lambda row: self._model.group(row).has_text,
        )
        self.table.horizontalHeader().hide()
        head = self.table.horizontalHeader()
        for column in (ProblemColumn.WHAT, ProblemColumn.REST):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(ProblemColumn.SHOW, QHeaderView.ResizeMode.Fixed)
        self.table.setItemDelegate(RowDelegate(theme, self.table, ProblemPainter(theme).paint_cell))
        self.table.opened.connect(self._show_raw)
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 11, EDGE, 11)
        row.setSpacing(8)
        row.addWidget(self._heading)
        row.addWidget(self._words, 1)
        row.addWidget(self._save)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._rule)
        self.column.addWidget(self.table, 1)
        theme.changed.connect(self._fit)

    def show_problems(self, groups: Sequence[ProblemGroup], then: Then, *, can_save: bool = True) -> None:
        """Show other problems."""
        count = sum(len(group.problems) for group in groups)
        self._heading.setText(f"{count:,} to look at" if count else "Nothing to look at")
        self._words.setText(_words(groups, count, then))
        self._save.setVisible(can_save)
        self._model.show(groups)
        self._rule.setVisible(bool(groups))
        self.table.setVisible(bool(groups))
        tall = QSizePolicy.Policy.Expanding if groups else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Expanding, tall)
        self._fit()

    def _fit(self) -> None:
        rows = self._model.rowCount()
        self.table.setMinimumHeight(self.table.height_of(min(rows, LEAST_ROWS)))
        head = self.table.horizontalHeader()
        head.resizeSection(ProblemColumn.SHOW, self._theme.grow(SHOW_WIDTH))

    def _show_raw(self, row: int) -> None:
        show_raw_text(self._theme, self.window(), self._model.group(row))


class ProblemPainter:
    """Paints what is the matter and where, what was done, and the button."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint a cell."""
        group: ProblemGroup = index.data(GROUP_ROLE)
        match ProblemColumn(index.column()):
            case ProblemColumn.WHAT:
                self._paint_what(painter, rect, group)
            case ProblemColumn.REST:
                words = str(index.data(Qt.ItemDataRole.DisplayRole))
                self._paint_lines(painter, rect, [(words, "body", "ink2", 3)])
            case ProblemColumn.SHOW if group.has_text:
                self._paint_show(painter, rect)

    def _paint_what(self, painter: QPainter, rect: QRectF, group: ProblemGroup) -> None:
        theme = self._theme
        side = theme.grow(ICON)
        place = QRectF(rect.x(), rect.y(), side, rect.height())
        theme.draw_icon(painter, place, "circle-alert", "ink2" if group.all_kept else "attention", ICON)
        area = rect.adjusted(side + ICON_GAP, 0, 0, 0)
        self._paint_lines(
            painter, area, [(group.heading, "bodyStrong", "ink", 2), (group.places, "caption", "ink3", 1)]
        )

    def _paint_lines(
        self, painter: QPainter, rect: QRectF, texts: Sequence[tuple[str, TextName, ColorName, int]]
    ) -> None:
        """Paint texts under one another, in the middle of `rect`, each with at most so many lines."""
        theme = self._theme
        shown = [
            (line, style, color)
            for text, style, color, most in texts
            for line in _wrapped(theme, text, style, rect.width(), most)
        ]
        top = rect.y() + round((rect.height() - sum(theme.line(style) for _, style, _ in shown)) / 2)
        for line, style, color in shown:
            area = QRectF(rect.x(), top, rect.width(), theme.line(style))
            paint_text(painter, area, line, theme.font(style), theme.color(color))
            top += theme.line(style)

    def _paint_show(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        height = theme.grow(HEIGHT_SMALL)
        width = round(theme.metrics("smallStrong").horizontalAdvance(SHOW)) + 2 * SHOW_PADDING
        box = QRectF(QPointF(rect.right() - width, round(rect.center().y() - height / 2)), rect.bottomRight())
        box.setHeight(height)
        paint_box(painter, box, theme.radius("control"), theme.color("raised"), theme.color("lineStrong"))
        paint_text(painter, box, SHOW, theme.font("smallStrong"), theme.color("ink"), CENTER)


def _words(groups: Sequence[ProblemGroup], count: int, then: Then) -> str:
    if not groups:
        return "Every record was read."
    words = [f"grouped into {len(groups):,}"] if len(groups) < count else []
    kept = all(group.all_kept and group.has_text for group in groups)
    match then:
        case Then.DONE:
            words.append("kept in your vault" + (" with their raw text" if kept else ""))
        case Then.GOES_ON:
            words.append("it does not stop the import" if count == 1 else "none of them stops the import")
            words += ["each is kept as raw text"] if kept else []
    return ", ".join(words)


def _wrapped(theme: Theme, text: str, style: TextName, width: float, most: int) -> list[str]:
    """Return the lines of a text at a width; what does not fit stands in the last one, which is cut short."""
    shown = one_line(text)
    if not shown or theme.metrics(style).horizontalAdvance(shown) <= width:
        return [shown] if shown else []
    layout = QTextLayout(shown, theme.font(style))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    units = shown.encode("utf-16-le")  # Qt counts in units of UTF-16
    ends = [*starts[1:], len(units) // 2]
    pieces = (units[2 * start : 2 * end] for start, end in zip(starts, ends, strict=True))
    return [piece.decode("utf-16-le").strip() for piece in pieces]
