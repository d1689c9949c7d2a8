"""Long lists of widgets, made a few at a time, so that no frame is missed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

SLICE_MS = 8


def fill_in_slices(column: QVBoxLayout, widgets: Iterator[QWidget], keeper: QWidget) -> None:
    """Add widgets as the iterator makes them, a slice at once and the next when other events were heard.

    Each slice stands in a box of its own: adding one lays out the boxes anew, not all that stands in them.
    """
    timer = QElapsedTimer()
    timer.start()
    box = QWidget(keeper)
    inner = QVBoxLayout(box)
    inner.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    for widget in widgets:
        inner.addWidget(widget)
        if timer.elapsed() > SLICE_MS:
            QTimer.singleShot(0, keeper, lambda: fill_in_slices(column, widgets, keeper))
            break
    if inner.count():
        column.addWidget(box)
    else:
        box.deleteLater()
