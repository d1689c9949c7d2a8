"""What stands beside the problems: the fields counted, what was passed over, what is read of messages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.importing.context import Asked
from weavit_desktop.services.field_check import FieldCount
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.importing.words_card import words_of
from weavit_desktop.views.theme.theme import Theme


def fields_card(theme: Theme, fields: Sequence[FieldCount], parent: QWidget) -> Frame:
    """Return the card of the fields that were compared."""
    card = _card(
        theme, "Fields, counted both ways", "Each value is read, stored, read back and compared", parent
    )
    for one in fields:
        ok = not one.lost
        words = f"{one.read:,}" if ok else f"{one.lost:,} of {one.read:,} lost"
        _add_line(theme, card, one.group.value, words, "check" if ok else "circle-alert")
    return card


def passed_over_card(theme: Theme, report: ImportReport, parent: QWidget) -> Frame | None:
    """Return the card of what was rightly left out, None where nothing was."""
    if not report.passed_over:
        return None
    card = _card(theme, "Passed over", "Nothing is wrong with them. Counted, not imported", parent)
    for one in report.passed_over:
        _add_line(theme, card, one.what[:1].upper() + one.what[1:], f"{one.count:,}", "")
    return card


def messages_card(theme: Theme, asked: Asked, parent: QWidget) -> Frame:
    """Return the card that says what was read of messages."""
    rest = words_of(asked)
    words = f"Who, when and which way, and as you asked {rest}." if rest else "Only who, when and which way."
    return _card(theme, "Messages", words if asked.texts else f"{words} No text is read.", parent)


def _card(theme: Theme, heading: str, words: str, parent: QWidget) -> Frame:
    card = Frame(Ground.CARD, margin=16, gap=0, parent=parent)
    card.column.setContentsMargins(16, 13, 16, 11)
    card.column.addWidget(Label(theme, heading, "heading"))
    card.column.addWidget(Label(theme, words, "caption", "ink3", wrap=True))
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return card


def _add_line(theme: Theme, card: Frame, words: str, figure: str, sign: str) -> None:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Label(theme, words, "body", "ink2"), 1)
    row.addWidget(Label(theme, figure, "body", "ink", tabular=True))
    if sign:
        row.addWidget(Sign(theme, sign, "ink2" if sign == "check" else "attention", 14))
    line.setMinimumHeight(theme.grow(25))
    card.column.addSpacing(4 if card.column.count() == 2 else 0)
    card.column.addWidget(Rule())
    card.column.addWidget(line)
