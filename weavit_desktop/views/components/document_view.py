"""The bytes that leave, as they are. What is printed is what is sent; what is copied is too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from weavit_desktop.views.clipboard import copy, private_text
from weavit_desktop.views.theme.painting import RIGHT, paint_dashed, paint_text
from weavit_desktop.views.theme.theme import Theme

ON_A_LINE = 64  # bytes, where the numbers stand beside them and the panel is wide enough
DIGITS = 4  # of the numbers, at least
GAP = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """The bytes from `start` up to `end` that one person adds or changes."""

    start: int
    end: int


class DocumentView(QTextEdit):
    """Read-only bytes in a typewriter's letters; Ctrl C copies the chosen ones, or all.

    `numbered` shows at each line how many bytes stand before it.
    """

    def __init__(self, theme: Theme, *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbered = numbered
        self._bytes = b""
        self._marks: Sequence[Mark] = ()
        self._byte_at: list[int] = [0]
        self.setObjectName("document")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._restyle()
        theme.changed.connect(self._restyle)

    def set_document(self, data: bytes, name: str, marks: Sequence[Mark] = ()) -> None:
        """Show `data`; `name` is what a reader says: "Document for Veldmark Foods, version 7, 792 bytes"."""
        self._bytes = data
        self._marks = marks
        shown, self._byte_at = display_of(data)
        self.setAccessibleName(name)
        self.setPlainText(shown)
        self._restyle()

    def height_for(self, width: int) -> int:
        """Return the height that shows every line at a width, in pixels."""
        self._fit(width)
        return round(self.document().size().height()) + 1

    def line_offsets(self) -> list[int]:
        """Return how many bytes stand before each shown line."""
        return [self._byte_at[first] for first, _last, _top, _left, _step in self._lines()]

    def sizeHint(self) -> QSize:
        """Return the size at which nothing scrolls."""
        width = self.width()
        return QSize(width, self.height_for(width))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: the page scrolls, not the document."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._fit(event.size().width())
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy everything where nothing is chosen."""
        if event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            copy(self._bytes.decode("utf-8", "replace"))
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the chosen bytes: never what wrapping or Qt's own text made of them."""
        cursor = self.textCursor()
        start, end = (self._byte_at[place] for place in (cursor.selectionStart(), cursor.selectionEnd()))
        return private_text(self._bytes[start:end].decode("utf-8", "replace"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bytes, then what stands around them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._numbered:
            self._paint_numbers(painter)
        else:
            for area in self._marked_areas():
                paint_dashed(painter, area, 1, None, self._theme.color("sharedLine"))

    def _paint_numbers(self, painter: QPainter) -> None:
        theme = self._theme
        line_height = theme.line("bytes")
        for start, _end, top, _left, _right in self._lines():
            area = QRectF(0, top, self._gutter() - GAP, line_height)
            number = str(self._byte_at[start])
            paint_text(painter, area, number, theme.font("bytes"), theme.color("ink3"), RIGHT)

    def _marked_areas(self) -> Iterator[QRectF]:
        height = self._theme.line("bytes")
        for mark in self._marks:
            start, end = self._place(mark.start), self._place(mark.end)
            for first, last, top, left, step in self._lines():
                begin, stop = max(start, first), min(end, last)
                if begin < stop:
                    yield QRectF(
                        round(left + (begin - first) * step) - 1,
                        top,
                        round((stop - begin) * step) + 2,
                        height,
                    )

    def _lines(self) -> Iterator[tuple[int, int, float, float, float]]:
        """Yield each shown line: first and last place, top, left, and the width of one letter."""
        step = self._theme.metrics("bytes").horizontalAdvance("0")
        shift = -self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            layout = block.layout()
            origin = self.document().documentLayout().blockBoundingRect(block).topLeft()
            for at in range(layout.lineCount()):
                line = layout.lineAt(at)
                first = block.position() + line.textStart()
                left = origin.x() + line.x()
                yield first, first + line.textLength(), origin.y() + line.y() + shift, left, step
            block = block.next()

    def _place(self, byte: int) -> int:
        """Return the place in the shown text of a byte."""
        return max(bisect_right(self._byte_at, byte) - 1, 0)

    def _fit(self, width: int) -> None:
        """Give the text its width, in whole letters, up to 64 of them beside numbers."""
        step = self._theme.metrics("bytes").horizontalAdvance("0")
        room = width - self._gutter()
        letters = max(int(room / step), 8)
        if self._numbered:
            letters = min(letters, ON_A_LINE)
        frame = self.document().rootFrame().frameFormat()
        frame.setLeftMargin(self._gutter())
        frame.setRightMargin(max(room - letters * step - 0.5, 0))
        self.document().rootFrame().setFrameFormat(frame)
        self.document().setTextWidth(width)

    def _gutter(self) -> float:
        """Return the room for the numbers."""
        if not self._numbered:
            return 0
        step = self._theme.metrics("bytes").horizontalAdvance("0")
        return round(max(DIGITS, len(str(len(self._bytes)))) * step) + GAP

    def _restyle(self) -> None:
        theme = self._theme
        self.setFont(theme.font("bytes"))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(theme.line("bytes"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(lines)
        selections = []
        for mark in self._marks:
            selection = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(theme.color("sharedSoft"))
            look.setForeground(theme.color("shared"))
            place = QTextCursor(self.document())
            place.setPosition(self._place(mark.start))
            place.setPosition(self._place(mark.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = place
            selection.format = look
            selections.append(selection)
        self.setExtraSelections(selections)
        self._fit(self.viewport().width())
        self.updateGeometry()


def display_of(data: bytes) -> tuple[str, list[int]]:
    """Return the text to show and, for each of its UTF-16 units and its end, the byte where it begins.

    Carriage returns of a request are not shown, but copied. Bytes that are no UTF-8 show as replacement
    signs, one each.
    """
    text: list[str] = []
    starts: list[int] = []
    at = 0
    for char, length in _characters(data):
        if char != "\r":
            text.append(char)
            starts.extend([at] * (2 if ord(char) > 0xFFFF else 1))
        at += length
    return "".join(text), [*starts, len(data)]


def _characters(data: bytes) -> Iterator[tuple[str, int]]:
    """Yield each character with its number of bytes."""
    try:
        for char in data.decode("utf-8"):
            yield char, len(char.encode("utf-8"))
    except UnicodeDecodeError:
        for byte in data:
            yield (chr(byte) if byte < 0x80 else "\ufffd"), 1
