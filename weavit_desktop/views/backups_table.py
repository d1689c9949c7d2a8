"""Backups as rows: when each was made, why, how large it is, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.models.sharing_rows import RowsModel
from weavit_desktop.services.backups import Listed, State
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.moments import whole_day_and_time
from weavit_desktop.views.theme.painting import RIGHT, paint_text
from weavit_desktop.views.theme.theme import Theme

HEADS = ("Made", "Why", "Size", "State")
MADE, WHY, SIZE, STATE = range(4)
WIDTHS = (0, 112, 66, 82)
ROW = 34
PADDING = 12
MEGA, KILO = 1_000_000, 1_000

REASONS = {
    Reason.ASKED: "asked for",
    Reason.DAILY: "once a day",
    Reason.BEFORE_MIGRATION: "before an update",
    Reason.BEFORE_IMPORT: "before an import",
    Reason.BEFORE_DELETION: "before a deletion",
    Reason.BEFORE_RESTORE: "before a restore",
}
STATES = {State.VERIFIED: "verified", State.UNVERIFIED: "", State.DAMAGED: "damaged"}


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup with when it was made, in the zone it is told in; None if it cannot tell."""

    backup: Listed
    made_at: datetime | None


def size_words(count: int) -> str:
    """Return a number of bytes as people read it: "48.2 MB", "310 kB"."""
    return f"{count / MEGA:,.1f} MB" if count >= MEGA else f"{max(1, round(count / KILO)):,} kB"


def made_words(row: BackupRow) -> str:
    """Return when a backup was made."""
    return whole_day_and_time(row.made_at) if row.made_at else "Nobody can tell when"


def row_words(row: BackupRow, column: int) -> str:
    """Return what a cell reads as."""
    manifest = row.backup.manifest
    return {
        MADE: made_words(row),
        WHY: REASONS.get(manifest.reason, str(manifest.reason)) if manifest else "",
        SIZE: size_words(row.backup.bytes),
        STATE: STATES[row.backup.state],
    }[column]


class BackupsTable(QWidget):
    """`chosen` carries the backup that the keyboard or the mouse stands on; `opened` one that was entered."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, rows: Sequence[BackupRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model: RowsModel[BackupRow] = RowsModel(HEADS, row_words, self)
        self._model.set_rows(rows)
        self.table = ListTable(theme, self._model, "Backups", WIDTHS, row_height=ROW)
        self.table.setItemDelegate(ListDelegate(theme, self.table, self._paint))
        self.table.opened.connect(lambda row: self.opened.emit(self._model.row(row)))
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)

    def show_up_to(self, rows: int) -> None:
        """Be as high as so many rows, or as there are; the rest scrolls."""
        shown = min(rows, max(1, len(self._model.rows)))
        self.table.setFixedHeight(self.table.height_of(shown) + 2)

    def set_rows(self, rows: Sequence[BackupRow]) -> None:
        """Show other backups."""
        self._model.set_rows(rows)

    def choose(self, at: int) -> None:
        """Stand on a row."""
        self.table.selectRow(at)
        self.table.setCurrentIndex(self._model.index(at, 0))

    def _tell(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self._model.row(index.row()))

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._theme
        row, column = self._model.row(index.row()), index.column()
        words = row_words(row, column)
        area = rect.adjusted(PADDING if column == MADE else 0, 0, -PADDING, 0)
        font = theme.font("bodyStrong" if column == MADE else "caption", tabular=True)
        if column == SIZE:
            paint_text(painter, area, words, font, theme.color("ink2"), RIGHT)
        elif column == STATE and words:
            damaged = row.backup.state is State.DAMAGED
            sign = QRectF(area.x(), area.y(), theme.grow(14), area.height())
            icon, color = ("circle-alert", "attention") if damaged else ("check", "ink2")
            theme.draw_icon(painter, sign, icon, color, 14)  # type: ignore[arg-type] # both are names of colours
            paint_text(painter, area.adjusted(theme.grow(14) + 5, 0, 0, 0), words, font, theme.color(color))  # type: ignore[arg-type] # as above
        else:
            paint_text(painter, area, words, font, theme.color("ink" if column == MADE else "ink2"))
