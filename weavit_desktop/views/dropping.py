"""Files dropped anywhere on the window: a veil says what will happen, and catches them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.views.commands import covered
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import paint_dashed
from weavit_desktop.views.theme.theme import Theme

EDGE = 24
CENTER = Qt.AlignmentFlag.AlignHCenter


class FileDrops(QWidget):
    """Lies over `below` while files are held above it. `dropped` carries their paths."""

    dropped = Signal(list)

    def __init__(self, theme: Theme, below: QWidget) -> None:
        super().__init__(below)
        self._theme = theme
        self._below = below
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(Sign(theme, "import", "ink", 28), 0, CENTER)
        column.addSpacing(8)
        column.addWidget(Label(theme, "Drop to look inside", "title", align=CENTER))
        column.addWidget(Label(theme, "Nothing of it is in your vault yet.", "lead", "ink2", align=CENTER))
        column.addStretch(1)
        self.hide()
        # The widget below gets the first event; from then on this one lies on top and gets the rest.
        self.setAcceptDrops(True)
        below.setAcceptDrops(True)
        below.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rise when files come."""
        if not isinstance(event, QDragEnterEvent) or not files_in(event) or covered(self._below.window()):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        self.setGeometry(self._below.rect())
        self.show()
        self.raise_()
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if files_in(event):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go when they go elsewhere."""
        self.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand them on."""
        self.hide()
        event.acceptProposedAction()
        self.dropped.emit(files_in(event))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the veil and the place to drop."""
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        box = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        paint_dashed(painter, box, theme.radius("dialog"), theme.color("surface"), theme.color("ink3"))


def files_in(event: QDropEvent) -> list[Path]:
    """Return the files and folders of this computer that a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
