"""Tells screen readers what a painted widget is: Qt knows only the roles of its own classes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@runtime_checkable
class Spoken(Protocol):
    """A widget that says its role itself. Its name is `accessibleName()`, as everywhere."""

    accessible_role: QAccessible.Role

    def accessible_value(self) -> str:
        """Return what a reader says after the name, or nothing."""


class SpokenInterface(QAccessibleWidget):
    """Hands the widget's role and value to the platform."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role, widget.accessibleName())

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name, description or value."""
        widget = self.object()
        if kind is QAccessible.Text.Value and isinstance(widget, Spoken):
            return widget.accessible_value()
        return super().text(kind)


def install_accessibility() -> None:
    """Let Qt ask us first for the interface of every object."""
    QAccessible.installFactory(_interface)


def announce(widget: QWidget, message: str) -> None:
    """Have a screen reader say `message` when it is next quiet."""
    event = QAccessibleAnnouncementEvent(widget, message)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


def tell_name_changed(widget: QWidget) -> None:
    """Let a screen reader know that the name of `widget` is another."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))


def _interface(_class_name: str, target: QObject | None) -> QAccessibleInterface | None:
    if isinstance(target, QWidget) and isinstance(target, Spoken):
        return SpokenInterface(target, target.accessible_role)
    return None
