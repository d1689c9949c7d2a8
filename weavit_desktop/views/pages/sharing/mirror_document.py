"""One document as the hub gave it back: in plain words, its bytes, and how they compare with those sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_core.canonical import sha256_hex
from weavit_core.publication import Cell
from weavit_core.taxonomy import Band
from weavit_desktop.domain.counting import many
from weavit_desktop.services.mirror_page import Mirrored
from weavit_desktop.sharing.words import ACTIVITIES, BANDS, FUNCTIONS, LEVELS
from weavit_desktop.views.components.avatar import Avatar, Shape, initials
from weavit_desktop.views.components.document_view import DocumentView, Mark
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.intensity import BandGlyph
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.segmented import SegmentedControl
from weavit_desktop.views.moments import day_and_time, whole_day
from weavit_desktop.views.theme.painting import isolate, paint_box
from weavit_desktop.views.theme.theme import Theme

FORMATS = ("Text", "Hex", "Difference to sent")
TEXT, HEX, DIFFERENCE = range(3)


def difference(sent: bytes, held: bytes) -> tuple[int, int]:
    """Return from which byte of `sent` up to which the two differ; (n, n) where they do not."""
    least = min(len(sent), len(held))
    start = next((at for at in range(least) if sent[at] != held[at]), least)
    if start == len(sent) == len(held):
        return start, start
    same = range(least - start)
    end = next((at for at in same if sent[len(sent) - 1 - at] != held[len(held) - 1 - at]), least - start)
    return start, len(sent) - end


class MirroredDocument(QWidget):
    """Shows one document; `shown` is which."""

    def __init__(self, theme: Theme, zone: Callable[[], ZoneInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._format = TEXT
        self.shown: Mirrored | None = None
        self._content: QWidget | None = None
        self._bytes: QVBoxLayout | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_document(self, document: Mirrored | None) -> None:
        """Show another document; None: say that there is none."""
        self.shown = document
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        self._column.addWidget(self._content)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if document is None:
            column.addWidget(Label(self._theme, "The hub holds nothing of yours", "heading"))
            column.addStretch(1)
            return
        column.addLayout(self._head(document))
        column.addSpacing(14)
        column.addWidget(self._in_words(document))
        column.addSpacing(14)
        column.addLayout(self._bytes_head(document))
        column.addSpacing(8)
        self._bytes = QVBoxLayout()
        column.addLayout(self._bytes)
        self._show_as(self._format)
        column.addSpacing(10)
        column.addLayout(self._facts(document))
        column.addStretch(1)

    def _head(self, document: Mirrored) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(10)
        words = document.client_name.split()
        letters = initials(words[0] if words else "", words[1] if len(words) > 1 else "")
        row.addWidget(Avatar(theme, letters, 36, Shape.CLIENT))
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(Label(theme, document.client_name, "title", is_name=True))
        since = ""
        if document.receipt is not None:
            at = datetime.fromisoformat(document.receipt.accepted_at).astimezone(self._zone())
            since = f", since {day_and_time(at)}"
        titles.addWidget(Label(theme, f"version {document.seq}{since}", "caption", "ink2", tabular=True))
        row.addLayout(titles, 1)
        row.addWidget(_Verdict(theme, agrees=document.agrees), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _in_words(self, document: Mirrored) -> QWidget:
        theme = self._theme
        card = _Seen(theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 0, 16, 10)
        inner.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Sign(theme, "eye", "shared", 16))
        head.addWidget(Label(theme, "In plain words", "heading"))
        head.addStretch(1)
        head.addWidget(Label(theme, "shown from these very bytes", "caption", "ink2"))
        inner.addLayout(head)
        inner.addWidget(Label(theme, sentence(document), "body", "ink2", wrap=True))
        column.addLayout(inner)
        if document.cells:
            column.addLayout(self._table(document.cells))
        column.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(8)
        foot.addWidget(Sign(theme, "info", "ink3", 14), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(Label(theme, behind(document), "caption", "ink2", wrap=True), 1)
        column.addLayout(foot)
        return card

    def _table(self, cells: tuple[Cell, ...]) -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        for column, stretch in enumerate((35, 23, 16, 26)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(Rule(), 0, 0, 1, 4)
        for column, words in enumerate(("Level, function", "Best band", "From k", "Months")):
            grid.addWidget(_cell(Label(theme, words, "caption", "ink2"), 26, first=not column), 1, column)
        for at, cell in enumerate(cells):
            line = 2 + 2 * at
            grid.addWidget(Rule(), line, 0, 1, 4)
            what = f"{LEVELS[cell.level]}, {FUNCTIONS[cell.func]}"
            grid.addWidget(_cell(Label(theme, what, "bodyStrong", "shared"), 33, first=True), line + 1, 0)
            grid.addWidget(_cell(_band(theme, cell.band), 33), line + 1, 1)
            grid.addWidget(_cell(Label(theme, f"{cell.k}", "body", "shared", tabular=True), 33), line + 1, 2)
            months = _months(cell)
            grid.addWidget(_cell(Label(theme, months, "body", "ink2"), 33), line + 1, 3)
        return grid

    def _bytes_head(self, document: Mirrored) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(theme, "The bytes on the hub", "heading"))
        row.addWidget(Label(theme, f"{len(document.body):,} bytes", "body", "ink2", tabular=True))
        row.addStretch(1)
        formats = SegmentedControl(theme, FORMATS, "How to see the bytes", at=self._format)
        formats.chosen.connect(self._show_as)
        row.addWidget(formats)
        return row

    def _show_as(self, at: int) -> None:
        self._format = at
        document, place = self.shown, self._bytes
        if document is None or place is None:
            return
        while (item := place.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        card = _Seen(self._theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 12, 9)
        for part in self._different(document) if at == DIFFERENCE else [self._view(document, at)]:
            column.addWidget(part)
        place.addWidget(card)

    def _view(self, document: Mirrored, at: int) -> QWidget:
        view = DocumentView(self._theme, numbered=at == TEXT)
        client = isolate(document.client_name)
        name = f"Stored for {client}, version {document.seq}, {len(document.body):,} bytes"
        if at == HEX:
            view.set_document(document.hex_dump.encode(), f"{name}, as hexadecimal digits")
        else:
            view.set_document(document.body, name)
        return view

    def _different(self, document: Mirrored) -> list[QWidget]:
        theme = self._theme
        sent, held = document.sent, document.body
        if sent is None:
            return [Label(theme, "This laptop never sent this document.", "body", "attention", wrap=True)]
        start, end = difference(sent, held)
        if sent == held:
            words = f"No difference: these are the {len(held):,} bytes that you sent."
            return [Label(theme, words, "body", "ink2", wrap=True)]
        words = f"They differ from byte {start:,} on. What you sent, {len(sent):,} bytes:"
        view = DocumentView(theme, numbered=True)
        view.set_document(sent, f"What you sent, {len(sent):,} bytes", [Mark(start, end)])
        return [Label(theme, words, "body", "attention", wrap=True), view]

    def _facts(self, document: Mirrored) -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        receipt = document.receipt
        log = "none" if receipt is None else f"#{receipt.number}, log line {receipt.log_line:,}"
        here = "none" if document.sent is None else sha256_hex(document.sent)
        facts = (
            ("SHA-256 here", here, "Receipt", log),
            ("SHA-256 there", document.sha256, "Ends", whole_day(document.not_after)),
        )
        for row, (what, digest, other, value) in enumerate(facts):
            grid.addWidget(Label(theme, what, "caption", "ink2"), row, 0)
            grid.addWidget(Label(theme, digest, "bytes", "ink"), row, 1)
            grid.addWidget(Label(theme, other, "caption", "ink2"), row, 2)
            grid.addWidget(Label(theme, value, "body", "ink", tabular=True), row, 3)
        return grid


def sentence(document: Mirrored) -> str:
    """Return what the document says, read aloud."""
    who = f"A colleague whose id is {document.rep_id[:8]}"
    if document.presence_k == 1:
        return f"“{who} knows people at this Client.”"
    return f"“{who} knows people at this Client. Count that only from {document.presence_k} colleagues up.”"


def behind(document: Mirrored) -> str:
    """Return how many people stand behind the lines, which the hub cannot tell."""
    who = many(document.behind, "person of yours stands", "people of yours stand")
    lines = len(document.cells)
    which = "this line" if lines == 1 else f"these {lines} lines" if lines else "this"
    return f"{who} behind {which}. The hub cannot tell how many."


def _months(cell: Cell) -> str:
    if not cell.activity:
        return "none"
    newest = ACTIVITIES[cell.activity[-1]]
    return f"{len(cell.activity)}, the newest {newest}"


def _band(theme: Theme, band: Band) -> QWidget:
    if band is Band.NONE:
        return Label(theme, "none given", "body", "ink2")
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(BandGlyph(theme, band, shared=True))
    row.addWidget(Label(theme, BANDS[band], "body", "shared"))
    row.addStretch(1)
    return box


def _cell(content: QWidget, height: int, *, first: bool = False) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(16 if first else 0, 0, 8, 0)
    row.addWidget(content)
    box.setMinimumHeight(height)
    return box


class _Seen(QFrame):
    """Ground with the solid indigo line of what has left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and line."""
        theme = self._theme
        color = theme.color
        rect = QRectF(self.rect())
        paint_box(QPainter(self), rect, theme.radius("card"), color("raised"), color("sharedSolid"))


class _Verdict(QFrame):
    """Whether the bytes are those that were sent."""

    def __init__(self, theme: Theme, *, agrees: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._agrees = agrees
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 14, 6)
        row.setSpacing(8)
        if agrees:
            row.addWidget(Sign(theme, "equal", "ink", 16))
            row.addWidget(Label(theme, "Same bytes as you sent", "bodyStrong"))
        else:
            row.addWidget(Sign(theme, "circle-alert", "attention", 16))
            row.addWidget(Label(theme, "Not the bytes you sent", "bodyStrong", "attention"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        theme = self._theme
        line = theme.color("lineStrong" if self._agrees else "attentionLine")
        fill = theme.color("raised" if self._agrees else "attentionSoft")
        paint_box(QPainter(self), QRectF(self.rect()), self.height() / 2, fill, line)
