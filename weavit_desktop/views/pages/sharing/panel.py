"""The right side of what waits: the bytes, publishing them, the receipts, and taking everything back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.services.sharing_page import SharingState
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.sharing.outcome import Outcome, OutcomeCard
from weavit_desktop.views.pages.sharing.outgoing import BYTES, Outgoing
from weavit_desktop.views.pages.sharing.publisher import to_publish
from weavit_desktop.views.pages.sharing.receipts import Receipt, Receipts
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WIDTH = 540
EDGE = 23
PRINTED_CODE = (
    "Asks for your passphrase. Your vault stays. The printed code does the same without this laptop."
)
PUBLISH_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class Panel(Frame):
    """`acted` tells what was pressed on the card that says how publishing went."""

    publish_asked = Signal()
    stop_asked = Signal()
    save_asked = Signal()
    later_asked = Signal()
    take_back_asked = Signal()
    receipt_opened = Signal(object)
    acted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.PANEL, margin=0, gap=0, parent=parent)
        self._theme = theme
        self._format = BYTES
        self._busy = False
        self._said: Outcome | None = None
        self._publish: Button | None = None
        self._later: Button | None = None
        self._content: QWidget | None = None
        # Where the panel is a drawer it stands beside the page, out of reach of the page's keys.
        self._keys = [QShortcut(QKeySequence(keys), self) for keys in PUBLISH_KEYS]
        for shortcut in self._keys:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.publish_asked)
            shortcut.setEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the width of the panel."""
        return QSize(self._theme.grow(WIDTH), 400)

    def minimumSizeHint(self) -> QSize:
        """Return the same width: a line of bytes is never cut."""
        return QSize(self._theme.grow(WIDTH), 0)

    def set_keys(self, *, enabled: bool) -> None:
        """Take the keys of publishing itself, or leave them to the page."""
        for shortcut in self._keys:
            shortcut.setEnabled(enabled)

    def set_busy(self, *, busy: bool) -> None:
        """Show that publishing is on its way, and can be stopped."""
        self._busy = busy
        if self._publish is not None and self._later is not None:
            self._publish.set_busy(busy=busy)
            self._later.set_label("Stop" if busy else "Later")

    def set_progress(self, arrived: int, shown: int) -> None:
        """Say how many receipts have come: "3 of 5 documents arrived"."""
        if self._publish is not None:
            self._publish.set_label(f"{arrived} of {many(shown, 'document')} arrived")

    def show_state(
        self,
        state: SharingState,
        receipts: Sequence[Receipt],
        checked: datetime,
        outcome: Outcome | None = None,
    ) -> None:
        """Show everything anew."""
        if self._content is not None:
            self.column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._publish = self._later = None
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(EDGE, 15, EDGE, 0)
        column.setSpacing(0)
        if state.waiting:
            outgoing = Outgoing(self._theme, state, self._format)
            outgoing.format_chosen.connect(self._remember_format)
            column.addWidget(outgoing)
            column.addSpacing(9)
            column.addLayout(self._totals(state))
            column.addSpacing(9)
            column.addLayout(self._buttons(state))
            column.addSpacing(17)
        if outcome is not None:
            card = OutcomeCard(self._theme, outcome, self.acted.emit)
            column.addWidget(card)
            column.addSpacing(17)
            if outcome is not self._said:
                card.say()
        self._said = outcome
        if receipts:
            listed = Receipts(self._theme, receipts, checked)
            listed.opened.connect(self.receipt_opened)
            column.addWidget(listed)
        column.addStretch(1)
        if state.held or any(document.retraction for document in state.documents):
            column.addWidget(Rule())
            column.addLayout(self._take_back(state))
        self.column.addWidget(self._content)

    def _totals(self, state: SharingState) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        size = sum(len(document.body) for document in state.documents)
        words = f"{many(len(state.documents), 'document')}, {size:,} bytes"
        row.addWidget(Label(theme, words, "smallStrong", tabular=True))
        row.addWidget(Label(theme, f"No names. Only to {isolate(state.host)}", "caption", "ink2"))
        row.addStretch(1)
        return row

    def _buttons(self, state: SharingState) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        going = to_publish(state)
        shown = going or state.documents
        size = sum(len(document.body) for document in shown)
        documents = many(len(shown), "document")
        # While the rules wait to be read, or the log does not add up, only taking back goes.
        verb = "Take back" if state.suspended and going else "Publish"
        self._publish = Button(
            theme,
            f"{verb} {documents}",
            Variant.COMPANY,
            icon="upload",
            keys="Ctrl Enter",
            accessible_name=f"{verb} {documents}, {size:,} bytes",
        )
        self._publish.clicked.connect(self.publish_asked)
        self._publish.setEnabled(bool(going))
        save = Button(theme, "Save bytes to a file", Variant.QUIET, icon="file-down")
        save.clicked.connect(self.save_asked)
        self._later = Button(theme, "Later", Variant.GHOST)
        self._later.clicked.connect(lambda: (self.stop_asked if self._busy else self.later_asked).emit())
        for button in (self._publish, save, self._later):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _take_back(self, state: SharingState) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setContentsMargins(0, 14, 0, 14)
        row.setSpacing(12)
        row.addWidget(Sign(theme, "octagon-x", "ink2", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(theme, "Take everything back", "bodyStrong"))
        who = many_people(state.seen_people)
        everyone = who if state.seen_people == 1 else f"All {who}"
        where = many(state.held, "Client")
        words.addWidget(Label(theme, f"{everyone} at {where}. {PRINTED_CODE}", "caption", "ink2", wrap=True))
        row.addLayout(words, 1)
        button = Button(theme, "Retract everything…", Variant.DESTRUCTIVE)
        button.clicked.connect(self.take_back_asked)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _remember_format(self, at: int) -> None:
        self._format = at
