"""A new passphrase, for whoever came in by the recovery code."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.models.tasks import Tasks
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.passphrase_choice import PassphraseChoice
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.theme import Theme


class NewPassphraseCard(Frame):
    """`chosen` carries the passphrase; `put_off` where the old one is to stay."""

    chosen = Signal(str)
    put_off = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CURRENT, margin=22, gap=16, parent=parent)
        self._theme = theme
        self._choice = PassphraseChoice(theme, tasks)
        self._later = Button(theme, "Not now", Variant.GHOST)
        self._change = Button(theme, "Change passphrase", Variant.FIRST)
        self._problem = QVBoxLayout()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._later)
        row.addWidget(self._change)
        self.column.addWidget(self._choice)
        self.column.addLayout(self._problem)
        self.column.addLayout(row)
        self._choice.changed.connect(self._follow)
        self._change.clicked.connect(self._choose)
        self._later.clicked.connect(self.put_off)
        self.setFocusProxy(self._choice)
        self._follow()

    def say(self, error: Exception) -> None:
        """Tell why it was not changed, and offer another try."""
        self._set_busy(busy=False)
        self._clear()
        heading = heading_of(error)
        notice = Notice(
            self._theme, words_of(error), heading=heading, icon="circle-alert", tone=Tone.ATTENTION
        )
        self._problem.addWidget(notice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change it on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        passphrase = self._choice.passphrase()
        if passphrase is None or self._change.busy:
            return
        self._clear()
        self._set_busy(busy=True)
        self.chosen.emit(passphrase)

    def _set_busy(self, *, busy: bool) -> None:
        self._change.set_busy(busy=busy)
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choice.setEnabled(not busy)
        self._later.setEnabled(not busy)

    def _clear(self) -> None:
        while (old := self._problem.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _follow(self) -> None:
        missing = self._choice.missing()
        self._change.setEnabled(not missing)
        self._change.setAccessibleDescription(missing)
