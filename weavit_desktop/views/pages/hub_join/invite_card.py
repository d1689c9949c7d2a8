"""The invite: pasted, dropped, or opened from a file."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from weavit_core.invite import PREFIX
from weavit_desktop.views.clipboard import private_text
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.field import FieldMessage
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.hub_join.points import Point, PointList
from weavit_desktop.views.theme.theme import Theme

LINES = 6
MOST_LETTERS = 64 * 1024  # of a pasted letter; Qt would lay out whatever a clipboard holds
WORDS = (
    f"One line that begins with {PREFIX}, from the administrator of your hub. Paste it, or drop the letter "
    "or the file that it came in."
)
WHEN = (
    Point("key-round", "You compare the key of the hub", "Nothing has left this laptop by then."),
    Point(
        "scroll-text",
        "Weavit asks the hub for its rules",
        "One request, once you say so. It names nobody: not you, and none of your people.",
    ),
    Point(
        "undo-2",
        "You put the way back out on paper",
        "A code that takes everything back without this laptop. It is made here.",
    ),
    Point(
        "badge-check",
        "Your laptop joins",
        "The hub learns that your invite was used, this laptop’s public key, and that you accepted its "
        "rules.",
    ),
)


class InviteCard(Frame):
    """`changed` as the text changes; `file_asked` when a file is to be chosen."""

    changed = Signal()
    file_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CURRENT, margin=22, gap=0, parent=parent)
        self.edit = InviteEdit(theme)
        self._message = FieldMessage(theme)
        self._message.hide()
        file = Button(
            theme, "Open a file…", icon="folder-open", accessible_name="Open a file with the invite…"
        )
        file.clicked.connect(self.file_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(file)
        buttons.addStretch(1)
        column = self.column
        column.addWidget(Label(theme, "Your invite", "heading"))
        column.addSpacing(6)
        column.addWidget(Label(theme, WORDS, "body", "ink2", wrap=True))
        column.addSpacing(14)
        column.addWidget(self.edit)
        column.addSpacing(6)
        column.addWidget(self._message)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(1)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a text into the field."""
        self.edit.setPlainText(text[:MOST_LETTERS])

    def set_problem(self, problem: str) -> None:
        """Say what is wrong, or nothing."""
        self._message.set_words(problem)
        self._message.setVisible(bool(problem))
        self.edit.setAccessibleDescription(problem)

    def _typed(self) -> None:
        self.set_problem("")
        self.changed.emit()


class InviteEdit(QPlainTextEdit):
    """Room for the whole invite. Enter goes on, and Tab leaves: neither can stand in an invite."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Invite")
        self.setPlaceholderText(f"{PREFIX}…")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setAcceptDrops(False)  # the page takes them: here a file would become its address
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._restyle()
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return the height of some lines."""
        return QSize(300, LINES * self._theme.line("mono") + 2 * 8)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter and Esc to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is chosen as plain text that no clipboard history keeps: an invite is a secret."""
        return private_text(self.textCursor().selection().toPlainText())

    def _restyle(self) -> None:
        self.setFont(self._theme.font("mono"))
        self.updateGeometry()


class WhenCard(Frame):
    """What leaves this laptop, and when."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=22, gap=0, parent=parent)
        self.column.addWidget(Label(theme, "What happens, and when", "heading"))
        self.column.addSpacing(10)
        self.column.addWidget(PointList(theme, WHEN), 1)
