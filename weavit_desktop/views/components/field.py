"""Text fields: with a label above and, where something is wrong, one line below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListView, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.clipboard import copy_by_key
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.painting import paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme

HEIGHT = 32
ICON = 16
PADDING = 11
REST_MS = 300


class LineEdit(QLineEdit):
    """One line of text; a check or a warning may stand at its end."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        text: str = "",
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._mono = mono
        self._mark: str | None = None
        self.setAcceptDrops(False)  # or a dropped file would become its path; the window takes files
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._restyle()
        theme.changed.connect(self._restyle)

    def set_mark(self, icon: str | None) -> None:
        """Show an icon at the end: "check" where what was typed fits."""
        self._mark = icon
        self.setTextMargins(0, 0, ICON + 4 if icon else 0, 0)
        self.update()

    def set_invalid(self, *, invalid: bool) -> None:
        """Show that what was typed cannot stand."""
        self.setProperty("invalid", invalid)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy without leaving a trace in a clipboard history; the rest is typing."""
        if not copy_by_key(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then its mark."""
        super().paintEvent(event)
        if self._mark:
            side = self._theme.grow(ICON)
            area = QRectF(self.width() - side - PADDING, 0, side, self.height())
            self._theme.draw_icon(QPainter(self), area, self._mark, "ink2", ICON)

    def _restyle(self) -> None:
        self.setFont(self._theme.font("mono" if self._mono else "body"))


class PassphraseEdit(LineEdit):
    """A passphrase, hidden until its eye is pressed. The eye is the one exception to "the company sees"."""

    def __init__(
        self, theme: Theme, name: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, placeholder=placeholder, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        # No word of it may reach a dictionary, a clipboard history or a suggestion list.
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = Button(theme, "", Variant.GHOST, icon="eye-off", small=True, parent=self)
        self._eye.setAccessibleName("Show passphrase")
        self._eye.clicked.connect(self._turn)
        self._kept_free = 0
        self.keep_free(0)

    def keep_free(self, width: int) -> None:
        """Leave room at the end, behind the eye, for something else."""
        self._kept_free = width
        self.setTextMargins(0, 0, 28 + width, 0)
        self._place_eye()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        self._place_eye()

    def _place_eye(self) -> None:
        self._eye.resize(self._eye.sizeHint())
        left = self.width() - self._eye.width() - 4 - self._kept_free
        self._eye.move(left, (self.height() - self._eye.height()) // 2)

    def _turn(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_icon_name("eye" if hidden else "eye-off")
        self.setFont(self._theme.font("mono" if hidden else "body"))
        self._eye.setAccessibleName("Hide passphrase" if hidden else "Show passphrase")


class Field(QWidget):
    """A label, a field and the line below it that says what is wrong or what helps."""

    def __init__(self, theme: Theme, label: str, edit: LineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        self._message = FieldMessage(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if label:
            words = Label(theme, label, "captionStrong", "ink2")
            words.setBuddy(edit)
            column.addWidget(words)
        column.addWidget(edit)
        column.addWidget(self._message)
        self._message.hide()

    def set_problem(self, problem: str) -> None:
        """Say what is wrong, or nothing."""
        self.edit.set_invalid(invalid=bool(problem))
        self.edit.setAccessibleDescription(problem)
        self._message.set_words(problem)
        self._message.setVisible(bool(problem))


class FieldMessage(QWidget):
    """What is wrong, with its sign: never by colour alone."""

    def __init__(self, theme: Theme, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.grow(14) + 3, 0, 0, 0)
        self._words = Label(theme, words, "caption", "attention", wrap=True)
        row.addWidget(self._words)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        side = self._theme.grow(14)
        area = QRectF(0, 0, side, self._theme.line("caption"))
        self._theme.draw_icon(QPainter(self), area, "circle-alert", "attention", 14)


class ComboBox(QComboBox):
    """One of several, in a list that opens."""

    def __init__(
        self, theme: Theme, name: str, choices: tuple[str, ...], at: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        view = QListView(self)
        view.setObjectName("choices")
        view.setAccessibleName(name)
        self.setView(view)
        self.addItems(choices)
        self.setCurrentIndex(at)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the longest choice."""
        metrics = self._theme.metrics("body")
        longest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        return QSize(round(longest) + 2 * PADDING + self._theme.grow(14) + 8, self._theme.grow(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a choice is never cut short."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the choice and the arrow."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        enabled = self.isEnabled()
        fill = theme.color("raised" if enabled else "sunken")
        line = theme.color("lineControl" if enabled else "lineStrong")
        paint_box(painter, rect, theme.radius("control"), fill, line)
        side = theme.grow(14)
        words = rect.adjusted(PADDING, 0, -PADDING - side - 4, 0)
        color = theme.color("ink" if enabled else "ink3")
        paint_text(painter, words, self.currentText(), theme.font("body"), color)
        arrow = QRectF(rect.right() - PADDING - side, 0, side, rect.height())
        theme.draw_icon(painter, arrow, "chevron-down", "ink2", 14)


class SearchField(QWidget):
    """Type to search; Esc clears, the down key goes on into the list."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, theme: Theme, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.edit = _SearchEdit(self)
        self.edit.setProperty("inside", True)
        self.edit.setProperty("ringTarget", self)
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self._clear = Button(theme, "", Variant.GHOST, icon="x", small=True)
        self._clear.setAccessibleName("Clear the search")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.grow(ICON) + 20, 0, 4, 0)
        row.addWidget(self.edit)
        row.addWidget(self._clear)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(REST_MS)
        self._pause.timeout.connect(lambda: announce(self.edit, self._count))
        self.edit.textChanged.connect(self._tell)
        self._clear.clicked.connect(self.edit.clear)
        self.edit.down.connect(self.left_downwards)

    def announce_count(self, words: str) -> None:
        """Say how many were found ("96 of 2,014") once the typing rests."""
        self._count = words
        self._pause.start()

    def text(self) -> str:
        """Return what is searched for."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Search for something else."""
        self.edit.setText(text)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._theme.grow(320), self._theme.grow(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame and glass."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        line = theme.color("raised" if self.edit.hasFocus() else "lineControl")
        paint_box(painter, rect, theme.radius("control"), theme.color("raised"), line)
        area = QRectF(PADDING, 0, theme.grow(ICON), rect.height())
        theme.draw_icon(painter, area, "search", "ink2", ICON)

    def _tell(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.searched.emit(text)


class _SearchEdit(QLineEdit):
    """The line inside a search field."""

    down = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # as in LineEdit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc where there is something to clear; leave on the down key."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif not copy_by_key(self, event):
            super().keyPressEvent(event)
