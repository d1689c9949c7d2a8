"""The large field of the lock screen, with the button that opens at its end."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.field import LineEdit, PassphraseEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

INSET = 7


class SecretField(QWidget):
    """A label, what Enter does, the field. `given` carries what was typed."""

    given = Signal(str)

    def __init__(self, theme: Theme, label: str, edit: LineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        self._enter = Label(theme, "Enter to unlock", "caption", "ink3")
        self._go = Button(theme, "", Variant.FIRST, icon="arrow-right", parent=edit)
        self._go.setAccessibleName("Unlock")
        head = QHBoxLayout()
        words = Label(theme, label, "captionStrong", "ink2")
        words.setBuddy(edit)
        head.addWidget(words, 1)
        head.addWidget(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(edit)
        self.setFocusProxy(edit)
        edit.setProperty("huge", True)
        edit.returnPressed.connect(self._give)
        self._go.clicked.connect(self._give)

    def set_busy(self, *, busy: bool) -> None:
        """Wait for what was started, or take the next try."""
        self.edit.setReadOnly(busy)
        self._go.set_busy(busy=busy)
        self._enter.setText("Opening" if busy else "Enter to unlock")

    def try_again(self) -> None:
        """Offer what was typed for another try."""
        self.set_busy(busy=False)
        self.edit.set_invalid(invalid=True)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the end of the field, the eye before it."""
        super().resizeEvent(event)
        side = self._go.sizeHint().height()
        self._go.resize(side, side)
        top = (self.edit.height() - side) // 2
        self._go.move(self.edit.width() - side - INSET, top)
        if isinstance(self.edit, PassphraseEdit):
            self.edit.keep_free(side + INSET)

    def _give(self) -> None:
        if self.edit.text() and not self._go.busy:
            self.edit.set_invalid(invalid=False)
            self.given.emit(self.edit.text())
