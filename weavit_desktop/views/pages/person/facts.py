"""What is known of a person: each value with who said it, to be changed where it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.fact_words import (
    FIXED,
    fact_name,
    reason_words,
    source_words,
    value_words,
)
from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.services.person_sources import Fact
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label, set_tooltip
from weavit_desktop.views.components.link import Link
from weavit_desktop.views.components.share_chip import ShareState
from weavit_desktop.views.components.stitch import StitchMark, stitch_of
from weavit_desktop.views.pages.person.pieces import Slot, column_of, line_of
from weavit_desktop.views.theme.theme import Theme

MOST = 6  # rows on the card; all are behind the link
NAME_WIDTH = 64
STITCH_WIDTH = 9
ROW = 25
IN_HEADER = ("name", "title")
# From which sharing level on the company sees a field.
SHARED_FROM = {
    "organization": SharingLevel.COUNTED,
    "level": SharingLevel.ROLE,
    "function": SharingLevel.ROLE,
}
_EDIT_KEYS = (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class FactsCard(Frame):
    """`edit_asked` tells a field's name; `sources_asked` when someone wants all facts and who said them."""

    edit_asked = Signal(str)
    sources_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=16, gap=4, parent=parent)
        self._theme = theme
        self.column.setContentsMargins(14, 13, 14, 12)
        self._rows = Slot()
        self._link = Slot()
        self.column.addWidget(line_of(Label(theme, "Facts", "heading"), None, self._link))
        self.column.addWidget(self._rows)
        self.column.addStretch(1)

    def show_page(self, page: PersonPage) -> None:
        """Show a person's facts."""
        at = self._field_in_focus()
        facts = [fact for fact in page.facts.facts if fact.name not in IN_HEADER]
        rows = [self._row(fact, page) for fact in facts[:MOST]]
        self._rows.put(column_of(*rows, gap=0))
        words = f"All {len(page.facts.facts)}"
        link = Link(self._theme, words, name=f"{words} facts, and who said them")
        link.clicked.connect(self.sources_asked)
        self._link.put(link)
        for row in rows:
            if row.field == at:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, fact: Fact, page: PersonPage) -> FactRow:
        row = FactRow(self._theme, fact, page)
        row.edit_asked.connect(self.edit_asked)
        return row

    def _field_in_focus(self) -> str:
        return next((row.field for row in self.findChildren(FactRow) if row.hasFocus()), "")


class FactRow(QWidget):
    """One fact. Its tool tip, and for a screen reader its description, say who told it."""

    accessible_role = QAccessible.Role.ListItem
    edit_asked = Signal(str)

    def __init__(self, theme: Theme, fact: Fact, page: PersonPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = fact.name
        self._theme = theme
        client = any(one.client for one in page.company.employers)
        name, value = fact_name(fact, client=client), value_words(fact)
        reason = reason_words(fact, page.person.row.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        mark = StitchMark(theme, stitch_of(_shared(fact.name, page)))
        mark.setFixedWidth(STITCH_WIDTH)
        row.addWidget(mark)
        label = Label(theme, name, "caption", "ink3")
        label.setFixedWidth(theme.grow(NAME_WIDTH))
        row.addWidget(label)
        self._value = Label(theme, value, "body")
        row.addWidget(self._value, 0 if reason else 1)
        if reason:
            row.addSpacing(4)
            row.addWidget(Label(theme, reason, "caption", "ink3"), 1)
        self._describe(name, f"{value} {reason}".strip(), fact)

    def _describe(self, name: str, value: str, fact: Fact) -> None:
        told = f"Said by {source_words(fact)}."
        if self.field not in FIXED:
            told += " E or a double click changes it."
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(f"{name}: {value}")
        self.setAccessibleDescription(told)
        set_tooltip(self, f"{value}. {told}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", self._theme.radius("chip"))
        self.setProperty("ringReach", 1)
        self.setFixedHeight(self._theme.grow(ROW))

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to change it."""
        if event.key() in _EDIT_KEYS and self.field not in FIXED:
            self.edit_asked.emit(self.field)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to change it."""
        if self.field not in FIXED:
            self.edit_asked.emit(self.field)
        event.accept()


def _shared(name: str, page: PersonPage) -> ShareState:
    """Return what the company sees of a field, and what waits."""
    least = SHARED_FROM.get(name)
    company = page.company
    if least is None:
        return ShareState(SharingLevel.ONLY_YOU)
    seen = least if company.sent >= least else SharingLevel.ONLY_YOU
    return ShareState(seen, least if company.chosen >= least else None)
