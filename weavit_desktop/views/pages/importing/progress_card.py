"""How far reading or importing is: a bar, a percentage, what is done now, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.services.backups import BACKING_UP
from weavit_desktop.services.flight_check import share_done
from weavit_desktop.services.progress import ReadingStep, Step
from weavit_desktop.services.undoing import UNDOING
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.wide_bar import WideBar
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.theme import Theme

SAID_EVERY = 25  # percent: a screen reader is told now and then, not drowned
ESTIMATE_AFTER_MS = 2_000
FIGURES = 4


class ProgressCard(Frame):
    """`cancel_asked` when it is to stop. `begin` anew for each piece of work."""

    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=18, gap=0, parent=parent)
        self._clock = QElapsedTimer()
        self._said = 0
        self._share = 0.0
        self._doing = ""
        self._heading = Label(theme, "", "heading")
        self._left = Label(theme, "", "body", "ink3", tabular=True)
        self._cancel = Button(theme, "Cancel", Variant.QUIET, icon="x", keys="Esc", small=True)
        self._cancel.clicked.connect(self.cancel_asked)
        self._bar = WideBar(theme, "Progress")
        self._percent = Label(theme, "", "bodyStrong", tabular=True)
        self._figures = [_FigureLabel(theme) for _ in range(FIGURES)]
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._heading)
        head.addWidget(self._left, 1)
        head.addWidget(self._cancel)
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self._bar, 1)
        bar.addWidget(self._percent)
        figures = QHBoxLayout()
        figures.setSpacing(12)
        for figure in self._figures:
            figures.addWidget(figure, 1)
        self.column.setContentsMargins(18, 14, 18, 14)
        self.column.addLayout(head)
        self.column.addSpacing(12)
        self.column.addLayout(bar)
        self.column.addSpacing(12)
        self.column.addLayout(figures)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def begin(self, heading: str, doing: str) -> None:
        """Start over. `heading` is shown ("Reading 5 files"), `doing` is said: "Reading"."""
        self._doing = doing
        self._said = 0
        self._share = 0.0
        self._clock.start()
        self._heading.setText(heading)
        self._bar.setAccessibleName(heading)
        self._left.setText("")
        self._cancel.set_busy(busy=False)
        self._cancel.set_label("Cancel")
        for figure in self._figures:
            figure.show_figure("", "", "")
        self._show_share(0.0)
        announce(self, heading)

    def show_step(self, step: Step) -> None:
        """Show how far it is. The backup that goes first has a figure of its own."""
        if step.phase == BACKING_UP:
            percent = 100 * step.done // step.total if step.total else 0
            self._figures[0].show_figure(f"{percent}%", "of the vault", "backed up first")
            self._left.setText("Backing up first…")
            return
        if isinstance(step, ReadingStep):
            seconds = self._clock.elapsed() / 1000
            a_second = f"{step.done / seconds:,.0f}" if seconds > 1 else ""
            self._figures[0].show_figure(f"{step.done:,}", "records", "read so far")
            self._figures[1].show_figure(f"{step.source:,}", "of " + many(step.sources, "file"), "being read")
            self._figures[3].show_figure(a_second, "a second" if a_second else "", "on this laptop")
        elif step.total and step.phase != UNDOING:
            self._figures[2].show_figure(f"{step.done:,}", f"of {step.total:,}", "people compared")
        self._show_share(step.done / (step.total or 1) if step.phase == UNDOING else share_done(step))

    def show_cancelling(self) -> None:
        """Show that it will stop as soon as it can."""
        self._cancel.set_label("Cancelling")
        self._cancel.set_busy(busy=True)

    def _show_share(self, share: float) -> None:
        share = self._share = max(self._share, share)  # whoever watches a bar does not want it to go back
        percent = int(share * 100)
        self._bar.set_share(share)
        self._percent.setText(f"{percent}%")
        self._left.setText(self._estimate(share))
        if percent >= self._said + SAID_EVERY:
            self._said = percent - percent % SAID_EVERY
            announce(self, f"{self._doing}, {percent} percent")

    def _estimate(self, share: float) -> str:
        if not self._clock.hasExpired(ESTIMATE_AFTER_MS) or share <= 0:
            return ""
        seconds = round(self._clock.elapsed() / 1000 * (1 - share) / share)
        return f"about {many(max(1, seconds), 'second')} left"


class _FigureLabel(QWidget):
    """A number, its unit and a word about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._number = Label(theme, "", "title", tabular=True)
        self._unit = Label(theme, "", "body", "ink2")
        self._words = Label(theme, "", "caption", "ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._number, self._unit, self._words):
            column.addWidget(label)

    def show_figure(self, number: str, unit: str, words: str) -> None:
        """Show other words, or with no number nothing."""
        self._number.setText(number)
        self._unit.setText(unit)
        self._words.setText(words if number else "")
