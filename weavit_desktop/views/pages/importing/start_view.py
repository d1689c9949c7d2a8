"""Where an import begins: the box for files, what can be read, what was imported before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.pages.importing.drop_box import DropBox
from weavit_desktop.views.pages.importing.history_card import HistoryCard
from weavit_desktop.views.pages.importing.kinds import KindsCard
from weavit_desktop.views.pages.importing.progress_card import ProgressCard
from weavit_desktop.views.pages.importing.rows_table import ANY
from weavit_desktop.views.theme.theme import Theme

LEFT = 372
LEFT_IN_SLIM = 320
TALLEST_BOX = 372
LEAST_FOR_ALL = 988  # pixels at 100 %: under that, the left side is narrower
LEAST_FOR_TWO = 800  # and under that, there is only one
WHAT_IS_READ = "Any other file is named in the check and left alone."
ORIGINALS = "No account, no upload. The originals are not changed, and you can delete them after."


class StartView(Frame):
    """`files_asked` and `folder_asked` from the box; the history card tells what is opened itself."""

    files_asked = Signal()
    folder_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.PAGE, margin=0, gap=0, parent=parent)
        self._theme = theme
        words = "Files are read on this laptop. Everyone new starts as Only you."
        self.column.addWidget(HeaderBar(theme, "Import", words))
        self.box = DropBox(theme)
        self.box.files_asked.connect(self.files_asked)
        self.box.folder_asked.connect(self.folder_asked)
        self.progress = ProgressCard(theme)
        self.progress.hide()
        self.history = HistoryCard(theme)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(16)
        rest.addWidget(KindsCard(theme))
        notes = QVBoxLayout()
        notes.setContentsMargins(4, 0, 4, 0)
        notes.setSpacing(8)
        notes.addWidget(Notice(theme, WHAT_IS_READ))
        notes.addWidget(Notice(theme, ORIGINALS, icon="lock"))
        rest.addLayout(notes)
        rest.addStretch(1)
        self._notice: Notice | None = None
        self._below: bool | None = None
        right = self._right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.progress)
        right.addWidget(self.history, 1)
        content = QWidget()
        body = self._body = QGridLayout(content)
        body.setContentsMargins(28, 20, 24, 20)
        body.setHorizontalSpacing(24)
        body.setVerticalSpacing(16)
        body.setRowStretch(0, 100)  # the box, before what stands at the foot, until it is TALLEST_BOX
        body.addWidget(self.box, 0, 0)
        self.column.addWidget(BodyScroll(content), 1)
        theme.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that the width has room for."""
        super().resizeEvent(event)
        self._fit()

    def set_reading(self, *, reading: bool) -> None:
        """Show the progress, or not."""
        self.progress.setVisible(reading)
        self.box.setEnabled(not reading)

    def say(self, words: str, heading: str = "", action: str = "") -> Notice:
        """Tell what went wrong, in the place of what was told before; no words take it away."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        notice = self._notice = Notice(
            self._theme, words, heading=heading, icon="circle-alert", tone=Tone.ATTENTION, action=action
        )
        self._right.insertWidget(0, notice)
        notice.setVisible(bool(words))
        return notice

    def _fit(self) -> None:
        """Put the imports before beside the box, or where that leaves no room for their names, below it."""
        grow = self._theme.grow
        below = self.width() < grow(LEAST_FOR_TWO)
        if below is not self._below:
            self._arrange(below=below)
        slim = self.width() < grow(LEAST_FOR_ALL)
        for one in (self.box, self._rest):
            one.setMinimumWidth(0 if below else grow(LEFT_IN_SLIM if slim else LEFT))
            one.setMaximumWidth(ANY if below else one.minimumWidth())
        self.box.setMaximumHeight(grow(TALLEST_BOX))

    def _arrange(self, *, below: bool) -> None:
        self._below = below
        body, last = self._body, 2 if below else 1
        body.removeItem(self._right)
        body.addLayout(self._right, int(below), int(not below), 3 - last, 1)
        body.addWidget(self._rest, last, 0)
        body.setRowStretch(3 - last, 0)
        body.setRowStretch(last, 1)
        body.setColumnStretch(int(not below), 1)
        body.setColumnStretch(int(below), 0)
        self.history.set_below(below=below)
