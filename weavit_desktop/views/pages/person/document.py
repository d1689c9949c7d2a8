"""The Client's document in the panel: its lines, its bytes, and what this person does to it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_core.taxonomy import Band
from weavit_desktop.services.person_company import ClientDocument, Line
from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.sharing.line_changes import Fate
from weavit_desktop.sharing.words import BANDS, FUNCTIONS, LEVELS
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.document_lines import Change, DocumentLine, DocumentLineRow
from weavit_desktop.views.components.document_view import DocumentView, Mark
from weavit_desktop.views.components.frames import DashedFrame
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.person.company_words import document_name, document_size, document_words
from weavit_desktop.views.pages.person.pieces import line_of
from weavit_desktop.views.theme.painting import isolate, paint_line
from weavit_desktop.views.theme.theme import Theme

BYTES_MARGIN = 9
DASHES = (4.0, 3.0)
PRESENCE_WORDS = "I know someone at this Client"
CHANGES = {
    Fate.KEPT: Change.KEPT,
    Fate.ADDED: Change.ADDED,
    Fate.UPDATED: Change.UPDATED,
    Fate.REMOVED: Change.REMOVED,
}


class DocumentSection(QWidget):
    """`reviewed` when its keeper wants to see all that waits. `folded`: the bytes open on a press."""

    reviewed = Signal()

    def __init__(
        self,
        theme: Theme,
        document: ClientDocument,
        page: PersonPage,
        *,
        folded: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        title = Label(theme, f"Your document for {isolate(document.client_name)}", "bodyStrong")
        size = Label(theme, document_size(document), "caption", "ink2", tabular=True)
        size.setMinimumWidth(size.sizeHint().width())
        column.addWidget(line_of(title, None, size))
        self._bytes = DocumentView(theme)
        self._bytes_box = QWidget()
        marks = [Mark(start, end) for start, end in document.marks]
        self._bytes.set_document(document.body, document_name(document), marks)
        self._unfold = Button(theme, "Exact bytes", Variant.GHOST, icon="chevron-right", small=True)
        self._unfold.clicked.connect(self._turn)
        column.addWidget(self._frame(document))
        column.addWidget(self._foot(document, page))
        self._bytes_box.setVisible(not folded)
        self._unfold.setVisible(folded)

    def _frame(self, document: ClientDocument) -> DashedFrame:
        frame = DashedFrame(self._theme)
        frame.set_sent(sent=not document.waits)
        frame.column.setContentsMargins(0, 5, 0, 0)
        for line in document.lines:
            frame.column.addWidget(DocumentLineRow(self._theme, document_line(line)))
        frame.column.addSpacing(4)
        frame.column.addWidget(_Divider(self._theme))
        frame.column.addWidget(self._unfold)
        inner = QVBoxLayout(self._bytes_box)
        inner.setContentsMargins(BYTES_MARGIN, 6, BYTES_MARGIN, 6)
        inner.addWidget(self._bytes)
        frame.column.addWidget(self._bytes_box)
        return frame

    def _foot(self, document: ClientDocument, page: PersonPage) -> QWidget:
        theme = self._theme
        words = Label(theme, document_words(document, page), "caption", "ink2", wrap=True)
        if not document.waits:
            return words
        review = Button(
            theme,
            "Review",
            Variant.COMPANY_OUTLINE,
            icon="arrow-right",
            small=True,
            accessible_name="Review all that waits in Sharing",
        )
        review.clicked.connect(self.reviewed)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(review)
        return box

    def _turn(self) -> None:
        shown = not self._bytes_box.isVisibleTo(self)
        self._bytes_box.setVisible(shown)
        self._unfold.set_icon_name("chevron-down" if shown else "chevron-right")


def document_line(line: Line) -> DocumentLine:
    """Return a line in the words of the page."""
    change = line.change
    cell = change.cell
    if cell is None:
        return DocumentLine(PRESENCE_WORDS, k=f"k {change.k}", change=CHANGES[change.fate])
    return DocumentLine(
        f"{LEVELS[cell.level]}, {FUNCTIONS[cell.func]}",
        BANDS[cell.band] if cell.band is not Band.NONE else "",
        f"k {change.k}",
        CHANGES[change.fate],
        BANDS[change.before] if change.before is not Band.NONE else "",
    )


class _Divider(QWidget):
    """A dashed line between the words of a document and its bytes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(8, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._theme.color("lineStrong")
        paint_line(QPainter(self), QPointF(1, 0), QPointF(self.width() - 1, 0), line, dash=DASHES)
