"""Small widgets that the parts of the page share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

TARGET = 28  # pixels: what a finger or a trembling hand can hit


class Slot(QWidget):
    """Holds one widget at a time: what is shown anew replaces what was shown before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._held: QWidget | None = None
        self.hide()  # an empty one would take a gap

    def put(self, widget: QWidget | None) -> None:
        """Show a widget, or nothing."""
        before, self._held = self._held, widget
        if widget is not None:
            self._column.addWidget(widget)
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.setParent(None)  # at once: what is deleted later would still be found on the page
            before.deleteLater()
        self.setVisible(widget is not None)


def line_of(*widgets: QWidget | None, gap: int = 8, parent: QWidget | None = None) -> QWidget:
    """Return widgets side by side; None stands for whatever room there is."""
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return box


def column_of(*widgets: QWidget | None, gap: int = 8, parent: QWidget | None = None) -> QWidget:
    """Return widgets one above the other; None stands for whatever room there is."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            column.addStretch(1)
        else:
            column.addWidget(widget)
    return box


def with_icon(
    theme: Theme,
    icon: str,
    words: str,
    style: TextName = "caption",
    color: ColorName = "ink3",
    *,
    sign: ColorName = "ink3",
    gap: int = 6,
) -> QWidget:
    """Return words behind an icon."""
    return line_of(Sign(theme, icon, sign, 14), Label(theme, words, style, color), gap=gap)
