"""The box that files are dropped into, or chosen for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.frames import DashedFrame
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.link import Link
from weavit_desktop.views.theme.painting import paint_box, paint_dashed
from weavit_desktop.views.theme.theme import Theme

SIGN = 52
SIGN_ICON = 24
LEAST_HEIGHT = 220
TARGET = 28  # pixels: what a finger or a trembling hand can hit


class DropBox(DashedFrame):
    """A big target. `files_asked` and `folder_asked` when they are to be chosen in a dialog."""

    files_asked = Signal()
    folder_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, line="ink4", fill="sunken", margin=16, parent=parent)
        self._theme = theme
        self._awaits_drop = False
        centre = Qt.AlignmentFlag.AlignHCenter
        files = Link(theme, "choose files", name="Choose files to import, Ctrl O", style="body", color="ink")
        files.clicked.connect(self.files_asked)
        folder = Link(theme, "a folder", name="Choose a folder to import", style="body", color="ink")
        folder.clicked.connect(self.folder_asked)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addStretch(1)
        for widget in (Label(theme, "or", "body", "ink2"), files, Label(theme, "or", "body", "ink2"), folder):
            line.addWidget(widget)
        line.addStretch(1)
        self.column.addStretch(1)
        self.column.addWidget(_DropSign(theme), 0, centre)
        self.column.addSpacing(13)
        self.column.addWidget(Label(theme, "Drop files or folders here", "leadStrong"), 0, centre)
        self.column.addLayout(line)
        self.column.addSpacing(2)
        kinds = ".vcf .csv .zip .ics .mbox .eml .json"
        self.column.addWidget(Label(theme, kinds, "caption", "ink3"), 0, centre)
        self.column.addStretch(1)
        self.setMinimumHeight(theme.grow(LEAST_HEIGHT))
        self.setFocusProxy(files)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_awaits_drop(self, *, awaits: bool) -> None:
        """Show that files held over it may be let go."""
        self._awaits_drop = awaits
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for files wherever it is pressed."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.files_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and outline."""
        if not self._awaits_drop:
            super().paintEvent(event)
            return
        theme = self._theme
        rect = QRectF(self.rect())
        painter = QPainter(self)
        paint_dashed(painter, rect, theme.radius("card"), theme.color("selected"), theme.color("ink"))


class _DropSign(QWidget):
    """An arrow into a tray, in a box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the box."""
        side = self._theme.grow(SIGN)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box and arrow."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, theme.radius("card") + 2, theme.color("raised"), theme.color("lineStrong"))
        theme.draw_icon(painter, rect, "download", "ink", SIGN_ICON)
