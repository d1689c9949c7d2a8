"""What the hub signed for, newest first, each verified again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.models.sharing_rows import RowsModel
from weavit_desktop.services.checking import ReceiptRow
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.moments import day_and_time, weekday_and_time
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import RIGHT, isolate, paint_text
from weavit_desktop.views.theme.theme import Theme

ROW = 27
SHOWN = 5
WIDTHS = (40, 128, 0, 84, 80, 20)
NUMBER, WHEN, CLIENT, SIZE, DIGEST, VERIFIED = range(6)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt with its number among ours, and when it was given, in the holder's zone."""

    number: int
    at: datetime
    client: str
    row: ReceiptRow


def receipt_words(receipt: Receipt, column: int) -> str:
    """Return what a cell reads as."""
    row = receipt.row
    return {
        NUMBER: f"Receipt {receipt.number}",
        WHEN: weekday_and_time(receipt.at),
        CLIENT: receipt.client,
        SIZE: "taken back" if row.retraction else f"{row.bytes:,} bytes",
        DIGEST: row.sha256,
        VERIFIED: "verified" if row.verified else "not verified",
    }[column]


class Receipts(QWidget):
    """The list with its heading. `opened` carries the receipt that was entered."""

    opened = Signal(object)

    def __init__(
        self, theme: Theme, receipts: Sequence[Receipt], checked: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        model: RowsModel[Receipt] = RowsModel(
            ("Receipt", "When", "Client", "Size", "SHA-256", "Verified"), receipt_words, self
        )
        model.set_rows(receipts)
        self._model = model
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(receipts, checked))
        column.addSpacing(7)
        column.addWidget(Rule())
        self.table = ListTable(theme, model, "Receipts", WIDTHS, row_height=ROW)
        self.table.setItemDelegate(ListDelegate(theme, self.table, self._paint))
        self.table.opened.connect(lambda row: self.opened.emit(model.row(row)))
        self.table.clicked.connect(lambda index: self.opened.emit(model.row(index.row())))
        # As high as five of them; the rest scrolls.
        self.table.setMaximumHeight(self.table.height_of(min(len(receipts), SHOWN)))
        self.table.setMinimumHeight(self.table.height_of(min(len(receipts), 2)))
        column.addWidget(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _head(self, receipts: Sequence[Receipt], checked: datetime) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Label(theme, "Receipts", "heading"))
        row.addStretch(1)
        bad = sum(not receipt.row.verified for receipt in receipts)
        if bad:
            row.addWidget(Sign(theme, "circle-alert", "attention", 14))
            words = f"{bad:,} of {len(receipts):,} do not verify"
            row.addWidget(Label(theme, words, "caption", "attention", tabular=True))
        else:
            row.addWidget(Sign(theme, "link", "ink2", 14))
            words = f"{len(receipts):,} signed by the hub, all in its log, checked {checked:%H:%M}"
            row.addWidget(Label(theme, words, "caption", "ink2", tabular=True))
        return row

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._theme
        receipt = self._model.row(index.row())
        column = index.column()
        words = receipt_words(receipt, column)
        plain = theme.font("caption", tabular=True)
        if column == NUMBER:
            paint_text(painter, rect, f"#{receipt.number}", theme.font("smallStrong"), theme.color("ink"))
        elif column == VERIFIED:
            icon, color = ("badge-check", "ink2") if receipt.row.verified else ("circle-alert", "attention")
            area = QRectF(rect.right() - theme.grow(18), rect.y(), theme.grow(16), rect.height())
            theme.draw_icon(painter, area, icon, color, 14)  # type: ignore[arg-type] # both are names of colours
        elif column == DIGEST:
            paint_text(painter, rect, f"{words[:8]}…", theme.font("bytes"), theme.color("ink3"))
        elif column == CLIENT:
            area = rect.adjusted(0, 0, -8, 0)
            paint_text(painter, area, words, fit_name(plain, words), theme.color("ink2"))
        elif column == SIZE:
            paint_text(painter, rect.adjusted(0, 0, -16, 0), words, plain, theme.color("ink2"), RIGHT)
        else:
            paint_text(painter, rect.adjusted(0, 0, -8, 0), words, plain, theme.color("ink2"))


def show_receipt(theme: Theme, window: QWidget, receipt: Receipt) -> Dialog:
    """Show one receipt whole, until it is closed."""
    row = receipt.row
    said = (
        "The hub signed that it took these bytes, and where that stands in its log. Checked just now."
        if row.verified
        else "This receipt does not verify: its signature or its place in the log is wrong. Keep it, and "
        "tell whoever audits the hub."
    )
    dialog = Dialog(theme, window, f"Receipt {receipt.number}", said, width=560)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    facts = (
        ("Client", isolate(receipt.client)),
        ("Given", day_and_time(receipt.at)),
        ("For", "taking back" if row.retraction else f"{row.bytes:,} bytes"),
        ("Version", str(row.seq)),
        ("Document", row.pub_id),
        ("SHA-256", row.sha256),
        ("", "verified" if row.verified else "NOT verified"),
    )
    for at, (what, value) in enumerate(facts):
        grid.addWidget(Label(theme, what, "caption", "ink3"), at, 0)
        style = "bytes" if what in ("Document", "SHA-256") else "caption"
        grid.addWidget(Label(theme, value, style, "ink", wrap=True), at, 1)  # type: ignore[arg-type] # both are styles
    dialog.body.addLayout(grid)
    dialog.add_keep_button(Button(theme, "Close", Variant.FIRST))
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    dialog.open()
    return dialog
