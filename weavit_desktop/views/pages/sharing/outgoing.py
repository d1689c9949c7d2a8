"""What will leave: each document in plain words, as its exact bytes, as hex, as its request."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.services.sharing_page import Leaving, SharingState
from weavit_desktop.views.components.document_view import DocumentView, Mark
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.segmented import SegmentedControl
from weavit_desktop.views.pages.sharing.rows import DocumentHead
from weavit_desktop.views.pages.sharing.scrolling import FittingScroll
from weavit_desktop.views.pages.sharing.slices import fill_in_slices
from weavit_desktop.views.theme.painting import DASH, isolate, paint_line
from weavit_desktop.views.theme.theme import Theme

FORMATS = ("Plain words", "Exact bytes", "Hex", "Request")
WORDS, BYTES, HEX, REQUEST = range(4)


class Outgoing(QWidget):
    """The documents in a card, one of them open, and the choice of how to see it."""

    format_chosen = Signal(int)

    def __init__(
        self, theme: Theme, state: SharingState, at: int = BYTES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._format = at
        self._entries: list[_Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        head = QHBoxLayout()
        head.addWidget(Label(theme, "What will leave", "heading"))
        head.addStretch(1)
        formats = SegmentedControl(theme, FORMATS, "How to see the documents", at=at)
        formats.chosen.connect(self._show_as)
        head.addWidget(formats)
        column.addLayout(head)
        self._card = Frame(Ground.RAISED, margin=1, gap=0)
        column.addWidget(FittingScroll(self._card))
        fill_in_slices(self._card.column, self._documents(state), self)

    def _documents(self, state: SharingState) -> Iterator[QWidget]:
        for client in state.waiting:
            for document in client.documents:
                if self._entries:
                    yield Rule()
                entry = self._entry(client.name, document)
                yield entry
                if len(self._entries) == 1:
                    entry.head.setChecked(True)

    def _entry(self, client: str, document: Leaving) -> _Entry:
        entry = _Entry(self._theme, client, document)
        entry.head.toggled.connect(lambda is_open: self._toggle(entry, is_open=is_open))
        self._entries.append(entry)
        return entry

    def _toggle(self, entry: _Entry, *, is_open: bool) -> None:
        entry.show_as(self._format if is_open else None)
        if is_open:
            for other in self._entries:
                if other is not entry:
                    other.head.setChecked(False)

    def _show_as(self, at: int) -> None:
        self._format = at
        for entry in self._entries:
            if entry.head.isChecked():
                entry.show_as(at)
        self.format_chosen.emit(at)


class _Entry(QWidget):
    """One document: its head, and below it what it says."""

    def __init__(self, theme: Theme, client: str, document: Leaving) -> None:
        super().__init__()
        self._theme = theme
        self._client = client
        self._document = document
        self._body: QWidget | None = None
        self.head = DocumentHead(theme, client, document)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    def show_as(self, at: int | None) -> None:
        """Show the document in one of the forms, or close it."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        if at is None:
            return
        self._body = self._words() if at == WORDS else _Padded(self._theme, self._view(at))
        self._column.addWidget(self._body)

    def _view(self, at: int) -> DocumentView:
        document = self._document
        name = f"Document for {isolate(self._client)}, version {document.seq}, {len(document.body):,} bytes"
        view = DocumentView(self._theme, numbered=at == BYTES)
        if at == BYTES:
            marks = [Mark(start, end) for start, end in document.comparison.marks]
            view.set_document(document.body, name, marks)
        elif at == HEX:
            view.set_document(document.hex_dump.encode(), f"{name}, as hexadecimal digits")
        else:
            view.set_document(document.request.encode(), f"Request that carries it: {name}")
        return view

    def _words(self) -> QWidget:
        theme = self._theme
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(34, 4, 14, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for row, line in enumerate(self._document.table):
            says = Label(theme, line.what, "captionStrong", "shared", wrap=True)
            grid.addWidget(says, row, 0, 1, 1 if line.shown_from else 3)
            band = ", ".join(filter(None, (line.strength, line.rhythm)))
            grid.addWidget(Label(theme, band, "caption", "ink2", wrap=True), row, 1)
            grid.addWidget(Label(theme, line.shown_from, "caption", "ink3", wrap=True), row, 2)
            grid.setColumnStretch(2, 1)
        facts = QGridLayout()
        facts.setContentsMargins(0, 8, 0, 0)
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(1)
        facts.setColumnStretch(1, 1)
        for at, (what, value) in enumerate(self._document.facts):
            facts.addWidget(Label(theme, what, "caption", "ink3"), at, 0)
            facts.addWidget(Label(theme, value, "caption", "ink2"), at, 1)
        grid.addLayout(facts, len(self._document.table), 0, 1, 3)
        return box


class _Padded(QWidget):
    """A view with room around it, under the dashed line that says: this waits."""

    def __init__(self, theme: Theme, view: DocumentView) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 12, 8)
        column.addWidget(view)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed line."""
        painter = QPainter(self)
        end = QPointF(self.width(), 0)
        paint_line(painter, QPointF(0, 0), end, self._theme.color("lineStrong"), dash=DASH)
