"""Who it is: initials, name, work and town, and how much of them the company sees."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.views.components.avatar import Avatar, initials
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.portrait import portrait
from weavit_desktop.views.components.share_chip import ShareChip
from weavit_desktop.views.pages.person.pieces import Slot, line_of
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

AVATAR = 60


class PersonHeader(QWidget):
    """The head of the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._avatar = Avatar(theme, "", AVATAR)
        self._name = Label(theme, "", "title", is_name=True)
        self._work = Label(theme, "", "body", "ink2")
        self._chips = Slot()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._words.addStretch(1)
        self._words.addWidget(self._name)
        self._words.addWidget(self._work)
        self._words.addStretch(1)
        self._row.addLayout(self._words, 1)
        self.set_tight(tight=False)

    def set_tight(self, *, tight: bool) -> None:
        """Put what the company sees under the name, where both have no room side by side."""
        if tight:
            self._words.insertWidget(self._words.count() - 1, self._chips, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._row.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_page(self, page: PersonPage) -> None:
        """Show a person."""
        row = page.person.row
        photo = portrait(page.thumbnail) if page.thumbnail else None
        self._avatar.set_letters(initials(page.given, page.family), photo)
        self._name.setText(row.name)
        self._work.setText(
            ", ".join(isolate(part) for part in (row.title, row.organization, page.city) if part)
        )
        self._chips.put(self._make_chips(page))

    def _make_chips(self, page: PersonPage) -> QWidget:
        theme, company = self._theme, page.company
        now = ShareChip(theme, company.sent)
        if company.sent is company.chosen:
            return line_of(now)
        waiting = ShareChip(theme, company.chosen, waiting=True)
        return line_of(now, Sign(theme, "arrow-right", "ink3", 14), waiting)
