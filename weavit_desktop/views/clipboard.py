"""What is copied out of the window: kept out of clipboard histories, and taken back after half a minute.

Every copy of ours is `private_text`. What a field of Qt's copies by itself (its menu, a selection with the
mouse under X11) is replaced by that as soon as the clipboard tells of it.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

SECONDS = 30

# Windows' history and cloud clipboard (a DWORD of 0 says no), KDE's, and macOS's, whose name Qt writes
# with a prefix of its own: histories there that go by the name alone do not see it.
MARKS = {
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),
    "CanUploadToCloudClipboard": bytes(4),
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"1",
}
_OURS = "application/x-weavit-copied"
_PROCESS = os.urandom(16)  # what another window of ours has copied is not ours

_BOTH = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def private_text(text: str) -> QMimeData:
    """Return text as it may be put on the clipboard."""
    data = QMimeData()
    data.setText(text)
    for name, value in {**MARKS, _OURS: _PROCESS}.items():
        data.setData(name, value)
    return data


def copy(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setMimeData(private_text(text))


def copy_by_key(edit: QLineEdit, event: QKeyEvent) -> bool:
    """Copy or cut what is chosen in a line, where the key asks for that. Return whether it did."""
    cut = event.matches(QKeySequence.StandardKey.Cut) and not edit.isReadOnly()
    chosen = edit.selectedText()
    if not (cut or event.matches(QKeySequence.StandardKey.Copy)) or not chosen:
        return False
    if edit.echoMode() is not QLineEdit.EchoMode.Normal:
        return False
    copy(chosen)
    if cut:
        edit.insert("")  # as by typing: it can be undone, and is told
    return True


class Copied(QObject):
    """Watches over what this program has on the clipboard. `clear` takes it back, also before its time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(1000 * SECONDS)
        self.timer.timeout.connect(self.clear)
        self._clipboard.changed.connect(self._look)

    def clear(self) -> None:
        """Empty the clipboard where it still holds what this program put there."""
        self.timer.stop()
        for mode in _BOTH:
            if self._is_ours(mode):
                self._clipboard.clear(mode)

    def _look(self, mode: QClipboard.Mode) -> None:
        if mode not in _BOTH or not self._is_ours(mode):
            return
        data = self._clipboard.mimeData(mode)
        if not _is_marked(data) and data.hasText():
            self._clipboard.setMimeData(private_text(data.text()), mode)  # told in its turn
        self.timer.start()

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        """Say whether what is there comes from this program."""
        selection = mode is QClipboard.Mode.Selection
        if selection and not self._clipboard.supportsSelection():
            return False
        if self._clipboard.ownsSelection() if selection else self._clipboard.ownsClipboard():
            return True
        # macOS does not say whose it is. X11 and Wayland do, and there a look asks the other program,
        # which may not answer for seconds.
        if QGuiApplication.platformName().startswith(("xcb", "wayland")):
            return False
        return _is_marked(self._clipboard.mimeData(mode))


def _is_marked(data: QMimeData | None) -> bool:
    # None, although the stubs deny it, where the clipboard is empty.
    return data is not None and data.hasFormat(_OURS) and data.data(_OURS).data() == _PROCESS
