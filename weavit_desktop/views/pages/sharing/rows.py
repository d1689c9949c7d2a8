"""The rows of the sharing page: someone whose step changes, and the head of a document."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.sharing_page import Leaving, PersonChange
from weavit_desktop.views.components.avatar import initials, paint_avatar
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label, set_tooltip
from weavit_desktop.views.components.levels import LEVEL_NAMES
from weavit_desktop.views.components.share_chip import chip_width, paint_chip
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import LEFT, RIGHT, isolate, paint_text
from weavit_desktop.views.theme.theme import Theme

ROW = 36
AVATAR = 24
NAME_AT = 36
CHIPS = 294  # pixels from the chips to the end of a row
CHIPS_SLIM = 268
ARROW = 22
HEAD = 27


def change_words(change: PersonChange) -> str:
    """Return a change as a screen reader says it."""
    before = LEVEL_NAMES[change.before]
    if change.words:
        return f"{isolate(change.name)}: {before}, {change.words}"
    return f"{isolate(change.name)}: {before}, waiting: {LEVEL_NAMES[change.after]}"


class PersonRow(QWidget):
    """What is true now, then what waits. Del or the arrow puts it back; Enter opens the person."""

    accessible_role = QAccessible.Role.ListItem
    put_back = Signal(object)  # PersonChange
    opened = Signal(str)

    def __init__(self, theme: Theme, change: PersonChange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.change = change
        self.setAccessibleName(change_words(change))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.setProperty("ringReach", 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._undo = Button(theme, "", Variant.GHOST, icon="undo-2", small=True, parent=self)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row itself takes Del
        self._undo.setAccessibleName(f"Put back the choice for {isolate(change.name)}")
        set_tooltip(self._undo, "Put back (Del)")
        self._undo.clicked.connect(self._put_back)

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def sizeHint(self) -> QSize:
        """Return the height of a row."""
        return QSize(0, self._theme.grow(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the arrow at the end."""
        super().resizeEvent(event)
        self._undo.resize(self._undo.sizeHint())
        self._undo.move(self.width() - self._undo.width(), (self.height() - self._undo.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put back on Del, open on Enter, go up and down by arrow."""
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._put_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self.change.uid)
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into view."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the person and the two steps."""
        theme, change = self._theme, self.change
        painter = QPainter(self)
        height = self.height()
        side = theme.grow(AVATAR)
        avatar = QRectF(0, (height - side) // 2, side, side)
        paint_avatar(painter, avatar, initials(change.given or change.name, change.family), theme)
        chips = theme.grow(CHIPS if self.width() > theme.grow(560) else CHIPS_SLIM)
        name = QRectF(theme.grow(NAME_AT), 0, self.width() - chips - theme.grow(NAME_AT) - 8, height)
        paint_text(
            painter, name, change.name, fit_name(theme.font("bodyStrong"), change.name), theme.color("ink")
        )
        self._paint_steps(painter, QRectF(self.width() - chips, 0, chips - theme.grow(30), height))

    def _paint_steps(self, painter: QPainter, area: QRectF) -> None:
        theme, change = self._theme, self.change
        left = area.x() + paint_chip(painter, area, change.before, theme)
        if change.words:
            words = QRectF(left + 6, area.y(), area.right() - left - 6, area.height())
            paint_text(painter, words, change.words, theme.font("caption"), theme.color("ink2"), LEFT)
            return
        arrow = QRectF(left, area.y(), theme.grow(ARROW), area.height())
        theme.draw_icon(painter, arrow, "arrow-right", "ink2", 14)
        after = QRectF(arrow.right(), area.y(), chip_width(change.after, theme), area.height())
        waits = change.after is not SharingLevel.ONLY_YOU
        paint_chip(painter, after, change.after, theme, waiting=waits)

    def _put_back(self) -> None:
        self.put_back.emit(self.change)


class DocumentHead(QAbstractButton):
    """The line over a document: whose it is, its random name, version and length. Opens and closes it."""

    def __init__(self, theme: Theme, client: str, document: Leaving, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._client = client
        self._document = document
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.setProperty("ringReach", -2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._name)
        self._name()

    def sizeHint(self) -> QSize:
        """Return the height of the line."""
        return QSize(0, self._theme.grow(HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        theme, document = self._theme, self._document
        grow = theme.grow
        painter = QPainter(self)
        rect = QRectF(self.rect())
        icon = "chevron-down" if self.isChecked() else "chevron-right"
        theme.draw_icon(painter, QRectF(grow(10), 0, grow(16), rect.height()), icon, "ink3", 14)
        size = f"{len(document.body):,} bytes"
        size_width = theme.metrics("caption", tabular=True).horizontalAdvance(size) + 1
        end = QRectF(rect.right() - 12 - size_width, 0, size_width, rect.height())
        paint_text(painter, end, size, theme.font("caption", tabular=True), theme.color("ink2"), RIGHT)
        version = f"version {document.seq}"
        short = document.pub_id[:8]
        rest = theme.metrics("bytes").horizontalAdvance(short) + 16
        rest += theme.metrics("caption").horizontalAdvance(version)
        font = fit_name(theme.font("smallStrong"), self._client)
        left = float(grow(33))
        room = max(end.x() - left - rest - 10, 24)
        width = min(theme.metrics("smallStrong").horizontalAdvance(self._client) + 2, room)
        paint_text(painter, QRectF(left, 0, width, rect.height()), self._client, font, theme.color("ink"))
        left += width + 7
        paint_text(
            painter,
            QRectF(left, 0, end.x() - left, rect.height()),
            short,
            theme.font("bytes"),
            theme.color("ink3"),
        )
        left += theme.metrics("bytes").horizontalAdvance(short) + 7
        paint_text(
            painter,
            QRectF(left, 0, end.x() - left, rect.height()),
            version,
            theme.font("caption"),
            theme.color("ink2"),
        )

    def _name(self) -> None:
        state = "open" if self.isChecked() else "closed"
        words = f"version {self._document.seq}, {len(self._document.body):,} bytes, {state}"
        self.setAccessibleName(f"Document for {isolate(self._client)}, {words}")


class Tally(QWidget):
    """A small sign and a number with its word: "3 up"."""

    def __init__(
        self, theme: Theme, icon: str, words: str, *, shared: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._shared = shared
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.grow(14) + 3, 0, 0, 0)
        row.addWidget(Label(theme, words, "caption", "shared" if shared else "ink2", tabular=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        area = QRectF(0, 0, self._theme.grow(14), self.height())
        self._theme.draw_icon(QPainter(self), area, self._icon, "shared" if self._shared else "ink2", 12)
