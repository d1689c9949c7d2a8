"""Beside a document that was read back: whether all agree, and what the last release shows at its Client."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_core.release import Count, Row
from weavit_core.taxonomy import Band
from weavit_desktop.services.mirror_page import Mirror, Mirrored
from weavit_desktop.sharing.words import FUNCTIONS, LEVELS
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.intensity import BandGlyph
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.moments import day_and_time, whole_day
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

MISSING_SHOWN = 3
RIGHT = Qt.AlignmentFlag.AlignRight


class MirrorSide(QWidget):
    """The cards, and at the end taking the document back."""

    read_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mirror: Mirror | None = None
        self._read = Button(theme, "Read back now", Variant.QUIET, icon="refresh-cw", small=True)
        self._read.clicked.connect(self.read_asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._agreement = QVBoxLayout()
        self._release = QVBoxLayout()
        self._column.addLayout(self._agreement)
        self._column.addLayout(self._release)
        self._column.addStretch(1)
        self._take_back = Button(theme, "Retract this document…", Variant.DESTRUCTIVE, small=True)
        self._take_back.clicked.connect(self.take_back_asked)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._take_back)
        foot.addWidget(Label(theme, "Deleted at once", "caption", "ink2"))
        foot.addStretch(1)
        self._foot = QWidget()
        foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setLayout(foot)
        self._column.addWidget(self._foot)

    def show_mirror(self, mirror: Mirror, at: datetime) -> None:
        """Say whether all agree. `at` is when it was read, in the holder's zone."""
        self._mirror = mirror
        self._read.setParent(None)
        _clear(self._agreement)
        theme = self._theme
        good = mirror.agreeing == mirror.expected
        card = Frame(Ground.CARD, margin=16, gap=8)
        head = QHBoxLayout()
        head.setSpacing(8)
        sign = ("shield-check", "ink2") if good else ("circle-alert", "attention")
        head.addWidget(Sign(theme, sign[0], sign[1], 16))  # type: ignore[arg-type] # both are colours
        head.addWidget(Label(theme, f"{mirror.agreeing:,} of {mirror.expected:,} agree", "heading"))
        head.addStretch(1)
        card.column.addLayout(head)
        words = f"Read back {day_and_time(at)}. Each byte is compared with what you sent."
        card.column.addWidget(Label(theme, words, "body", "ink2", wrap=True))
        for name in mirror.missing[:MISSING_SHOWN]:
            words = f"The hub should hold a document for {isolate(name)}, and does not."
            card.column.addWidget(Notice(theme, words, icon="circle-alert", tone=Tone.ATTENTION))
        if len(mirror.missing) > MISSING_SHOWN:
            more = f"{len(mirror.missing) - MISSING_SHOWN:,} more are missing."
            card.column.addWidget(Label(theme, more, "caption", "attention"))
        row = QHBoxLayout()
        row.addWidget(self._read)
        row.addStretch(1)
        card.column.addLayout(row)
        self._agreement.addWidget(card)

    def show_document(self, document: Mirrored | None) -> None:
        """Show what the release says at the Client of a document."""
        _clear(self._release)
        self._foot.setVisible(document is not None)
        if document is None or self._mirror is None:
            return
        theme = self._theme
        card = Frame(Ground.CARD, margin=16, gap=0)
        card.column.addWidget(Label(theme, "What they could see", "heading"))
        day = self._mirror.released_on
        words = "There is no release yet." if day is None else f"Release of {whole_day(day)}"
        card.column.addWidget(Label(theme, words, "caption", "ink2", wrap=True))
        if day is not None:
            card.column.addSpacing(6)
            card.column.addLayout(self._rows(document))
        self._release.addWidget(card)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the hub is being asked."""
        self._read.set_busy(busy=busy)

    def _rows(self, document: Mirrored) -> QGridLayout:
        theme = self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        at = 0
        for words, row in _lines(document):
            grid.addWidget(Rule(), at, 0, 1, 3)
            grid.addWidget(Label(theme, words), at + 1, 0)
            if row is None or row.shown.colleagues is Count.NOT_SHOWN:
                grid.addWidget(Label(theme, "not shown", "body", "ink3"), at + 1, 1, 1, 2, RIGHT)
            else:
                count = row.shown.colleagues.value.replace("-", "–")
                grid.addWidget(Label(theme, count, "body", "shared", tabular=True), at + 1, 1, RIGHT)
                if row.shown.strength is not Band.NONE:
                    grid.addWidget(BandGlyph(theme, row.shown.strength, shared=True), at + 1, 2, RIGHT)
            at += 2
        return grid


def _lines(document: Mirrored) -> list[tuple[str, Row | None]]:
    """Return each level and function of the document once, with what the release shows there."""
    shown = {(row.level, row.func): row for row in document.seen}
    keys = dict.fromkeys((cell.level, cell.func) for cell in document.cells)
    return [(f"{LEVELS[level]}, {FUNCTIONS[func]}", shown.get((level, func))) for level, func in keys]


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
