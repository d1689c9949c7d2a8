"""The row of a card on which longer work says how far it is, and can be stopped. Else it is hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.errors import Cancelled
from weavit_desktop.models.tasks import Task
from weavit_desktop.services.progress import IsCancelled, Progress, Step
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.wide_bar import WideBar
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.card import EDGE
from weavit_desktop.views.theme.accessibility import announce

T = TypeVar("T")


class WorkRow(QWidget):
    """Does one piece of work at a time. `turned` says whether one runs now.

    `words` says a step in a few words.
    """

    turned = Signal(bool)

    def __init__(self, desk: Desk, words: Callable[[Step], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = words
        self._task: Task[Any] | None = None
        self.runs = False
        self._label = Label(desk.theme, "", "caption", "ink2", tabular=True)
        self._bar = WideBar(desk.theme, "Progress")
        self._stop = Button(desk.theme, "Cancel", Variant.QUIET, small=True)
        self._stop.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 10, EDGE, 10)
        row.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self._label)
        texts.addWidget(self._bar)
        row.addLayout(texts, 1)
        row.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row)
        self.hide()

    def run(
        self,
        what: str,
        work: Callable[[Progress, IsCancelled], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Begin, unless something runs. `what` names it; who cancels is told so in passing."""
        if self.runs:
            return
        self.runs = True
        self._begin(what)

        def end(tell: Callable[[Any], object], value: Any) -> None:
            self.runs, self._task = False, None
            self.hide()
            self.turned.emit(False)
            tell(value)

        def fail(error: Exception) -> None:
            end(self._tell_cancelled if isinstance(error, Cancelled) else failed, error)

        task = self._desk.tasks.run(work, lambda value: end(done, value), fail, self._show)
        if self.runs:  # inline, it has ended by now
            self._task = task

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._task is not None:
            self._task.cancel()
            self._stop.set_busy(busy=True)
            self._label.setText("Stopping")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _begin(self, what: str) -> None:
        self._label.setText(what)
        self._bar.setAccessibleName(what)
        self._bar.set_share(0.0)
        self._stop.setAccessibleName(f"Cancel: {what}")
        self._stop.set_busy(busy=False)
        self.show()
        self.turned.emit(True)
        announce(self, what)

    def _show(self, step: Step) -> None:
        if self._stop.busy:
            return
        self._label.setText(self._words(step))
        self._bar.set_share(step.done / step.total if step.total else 0.0)

    def _tell_cancelled(self, error: Exception) -> None:
        self._desk.navigation.toast(str(error))
