"""Sweeps over all widgets of a screen: what has no name for a reader, what would read data as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from weavit_desktop.views.theme.accessibility import Spoken


def nameless(screen: QWidget) -> list[str]:
    """Return the kinds of the widgets that take the keyboard or speak, and have no name."""
    return sorted(type(one).__name__ for one in screen.findChildren(QWidget) if _is_silent(one, screen))


def rich_labels(screen: QWidget) -> list[str]:
    """Return the texts of labels that are not plain text: markup in them would be obeyed."""
    plain = Qt.TextFormat.PlainText
    return [one.text() for one in screen.findChildren(QLabel) if one.text() and one.textFormat() != plain]


def shown_words(screen: QWidget) -> list[str]:
    """Return what the labels and buttons of a screen say, as far as they are seen."""
    return [
        words
        for one in screen.findChildren(QWidget)
        if one.isVisible()
        for words in (one.text() if isinstance(one, QLabel) else one.accessibleName(),)
        if words
    ]


def _is_silent(widget: QWidget, screen: QWidget) -> bool:
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if not (takes_keys or isinstance(widget, Spoken)):
        return False
    if not widget.isEnabled() or not widget.isVisibleTo(screen):
        return False
    interface = QAccessible.queryAccessibleInterface(widget)
    return not interface.text(QAccessible.Text.Name)
