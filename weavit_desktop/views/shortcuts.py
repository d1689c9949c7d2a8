"""The overview of all keys, opened by a question mark."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.views.commands import Command, cap
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

WIDTH = 720
BY_PAGE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "People",
        (
            ("N", "Add a person"),
            ("Enter", "Open"),
            ("Space", "Select"),
            ("Ctrl A", "Select all"),
            ("S", "What the company sees"),
        ),
    ),
    (
        "Person",
        (
            ("S", "What the company sees"),
            ("0 to 4", "Choose a step"),
            ("E", "Change a fact"),
            ("← →", "Go by month"),
            ("Ctrl .", "Open the panel"),
        ),
    ),
    ("Sharing", (("Ctrl Enter", "Publish"), ("Del", "Put a choice back"))),
    ("Import", (("Enter", "Import"), ("Esc", "Stop"))),
)
# Beside those of everywhere, where there is room.
DUPLICATES = (
    "Duplicates",
    (("M", "Link"), ("N", "Not the same person"), ("S", "Later"), ("1 2", "Pick a side")),
)


def show_shortcuts(theme: Theme, window: QWidget, commands: Sequence[Command]) -> Dialog:
    """Show which key does what."""
    dialog = Dialog(theme, window, "Keys", width=WIDTH)
    everywhere = tuple((cap(command.keys), command.words) for command in commands if command.keys)
    columns = QHBoxLayout()
    columns.setSpacing(48)
    everywhere_too = ("Everywhere", (*everywhere, ("Ctrl Z", "Undo")))
    columns.addLayout(_column(theme, (everywhere_too, DUPLICATES)), 1)
    columns.addLayout(_column(theme, BY_PAGE), 1)
    dialog.body.addLayout(columns)
    dialog.add_keep_button(Button(theme, "Close", Variant.FIRST))
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    dialog.open()
    return dialog


def _column(theme: Theme, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for heading, keys in groups:
        column.addWidget(Label(theme, heading, "captionStrong", "ink3"))
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(Label(theme, words, "body"), row, 0)
            grid.addWidget(KeyCap(theme, key), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(8)
    column.addStretch(1)
    return column
