"""The raw text of what could not be read, as it came, to be looked at and copied."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from weavit_desktop.models.import_problems import raw_text
from weavit_desktop.services.problem_groups import ProblemGroup
from weavit_desktop.views.clipboard import private_text
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.theme.theme import Theme

WIDTH = 720
LETTERS = 88  # in a line of that width, about
ROWS = 17
LEAST_ROWS = 4
EDGES = 24


class RawTextView(QPlainTextEdit):
    """Read-only letters, in a typewriter's font; Tab leaves it."""

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFont(theme.font("mono"))
        self.setTabStopDistance(4 * QFontMetricsF(theme.font("mono")).horizontalAdvance(" "))
        self.setPlainText(text)
        self.setAccessibleName(name)
        rows = sum(1 + len(line) // LETTERS for line in text[: LETTERS * ROWS].split("\n"))
        self.setFixedHeight(theme.line("mono") * min(max(rows, LEAST_ROWS), ROWS) + theme.grow(EDGES))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is chosen as plain text that no clipboard history keeps."""
        return private_text(self.textCursor().selection().toPlainText())


def show_raw_text(theme: Theme, window: QWidget, group: ProblemGroup) -> Dialog:
    """Show the raw text of a kind of trouble over the window until it is closed."""
    dialog = Dialog(theme, window, group.heading, group.places, width=WIDTH)
    dialog.body.addWidget(RawTextView(theme, raw_text(group), f"Raw text, {group.places}"))
    dialog.add_keep_button(Button(theme, "Close", Variant.FIRST, keys="Esc"))
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    dialog.open()
    return dialog
