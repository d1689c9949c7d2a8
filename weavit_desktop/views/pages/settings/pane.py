"""One part of the settings: its cards in one or two columns, scrolled where they do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.theme.theme import Theme

EDGE = 24
GAP = 18
WIDEST = 490  # pixels of a card at 100 %
LARGE_TEXT = 1.25  # from here on, rows in two columns would be squeezed


class Pane(QScrollArea):
    """Cards from left to right, or, `narrow`, one below the other."""

    def __init__(self, theme: Theme, cards: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards = list(cards)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = Frame(Ground.PAGE, margin=0, gap=0)
        row = self._row = QHBoxLayout()
        row.setContentsMargins(EDGE, 20, EDGE, EDGE)
        row.setSpacing(GAP)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(GAP)
            row.addLayout(column, WIDEST)
        row.addStretch(1)
        ground.column.addLayout(row)
        ground.column.addStretch(1)
        self.setWidget(ground)
        self.set_narrow(narrow=False)
        theme.changed.connect(self._arrange)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show other cards. Those that are not shown any more are gone."""
        for old in self._cards:
            if old not in cards:
                old.hide()
                old.deleteLater()
        self._cards = list(cards)
        self._arrange()

    def set_narrow(self, *, narrow: bool) -> None:
        """Use one column or two."""
        self._narrow = narrow
        self._arrange()

    def _arrange(self) -> None:
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        one = (
            self._narrow or self._theme.text_scale >= LARGE_TEXT
        )  # then two columns would squeeze their rows
        self._row.setStretch(1, 0 if one else WIDEST)
        for place, card in enumerate(self._cards):
            card.setMaximumWidth(self._theme.grow(WIDEST))
            at = 0 if one else place % 2
            self._columns[at].addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        for column in self._columns:
            column.addStretch(1)  # or the cards of the shorter one would drift apart
