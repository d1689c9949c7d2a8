"""Below the table: what is there, or, once people are selected, what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.link import Link
from weavit_desktop.views.theme.theme import Theme

HEIGHT = 52
STATUS_HEIGHT = 33
MARGIN = 18
LOOK = "Review who is here twice"
KEYS = (("Enter", "opens"), ("Space", "selects"), ("S", "what the company sees"), ("Ctrl F", "searches"))


class BulkBar(QWidget):
    """What can be done with everyone who is selected. It takes the place of the status line."""

    accessible_role = QAccessible.Role.ToolBar
    share_asked = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = Label(theme, "", "bodyStrong", "onInkSolid", tabular=True)
        self._who = Label(theme, "", "body", "onInkSolid", tabular=True)
        self.share_button = Button(
            theme, "Change what the company sees…", Variant.INVERSE_COMPANY, icon="eye"
        )
        self.clear_button = Button(
            theme, "Clear", Variant.INVERSE_GHOST, keys="Esc", accessible_name="Clear the selection"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._who, 1)
        row.addWidget(self.share_button)
        row.addWidget(self.clear_button)
        self._count.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.share_button.clicked.connect(self.share_asked)
        self.clear_button.clicked.connect(self.cleared)
        theme.changed.connect(self._fix_height)
        self._fix_height()

    def set_words(self, count: str, who: str) -> None:
        """Say how many are selected, and of how many of them the company sees anything."""
        self._count.setText(count)
        self._count.updateGeometry()
        self._who.setText(who)
        self.setAccessibleName(f"{count}. {who}")

    def words(self) -> tuple[str, str]:
        """Return what it says."""
        return self._count.text(), self._who.text()

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._theme.color("inkSolid"))

    def _fix_height(self) -> None:
        self.setFixedHeight(self._theme.grow(HEIGHT))


class StatusLine(QWidget):
    """How much the company sees of those on the list, who may be on it twice, and the keys that help."""

    duplicates_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = Label(theme, "", "caption", "ink3", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        row.addWidget(self._words)
        self._twice = Label(theme, "", "caption", "ink3", tabular=True)
        row.addWidget(self._twice)
        self._link = Link(theme, LOOK)
        self._link.clicked.connect(self.duplicates_asked)
        row.addWidget(self._link)
        row.addStretch(1)
        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(6)
        for key, words in KEYS:
            keys.addWidget(KeyCap(theme, key))
            keys.addWidget(Label(theme, words, "caption", "ink3"))
            keys.addSpacing(6)
        row.addWidget(self._keys)
        column.addLayout(row, 1)
        theme.changed.connect(self._fix_height)
        self._fix_height()
        self.set_twice(None)

    def set_words(self, words: str) -> None:
        """Say what is there."""
        self._words.setText(words)
        self._fit()

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def set_twice(self, count: int | None) -> None:
        """Say how many are probably in the vault twice, nothing while nobody knows."""
        if count:
            words = f"{count:,} probably twice in your vault."
            self._link.set_words("Review", f"Review. {words}")
        else:
            words = "" if count is None else "Nobody is twice in your vault."
            self._link.set_words(LOOK, LOOK)
        self._twice.setText(words)
        self._twice.setVisible(bool(words))
        self._link.setVisible(count != 0)
        self._fit()

    def twice(self) -> tuple[str, str]:
        """Return what it says of who is there twice, and what the link does, if it is there."""
        return self._twice.text(), "" if self._link.isHidden() else self._link.accessibleName()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where both do not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = (self._words, self._twice, self._link)
        room = self.width() - 5 * 14 - sum(one.sizeHint().width() for one in words if not one.isHidden())
        self._keys.setVisible(self._keys.sizeHint().width() <= room)

    def _fix_height(self) -> None:
        self.setFixedHeight(self._theme.grow(STATUS_HEIGHT))
