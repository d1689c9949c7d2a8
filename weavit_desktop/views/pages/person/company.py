"""The panel that says what the company sees of one person: the ladder, and the Client's document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.services.person_page import PersonPage, Suggestion
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.ladder import Ladder, LadderState
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.components.segmented import Threshold
from weavit_desktop.views.pages.person import company_words
from weavit_desktop.views.pages.person.document import DocumentSection
from weavit_desktop.views.pages.person.pieces import Slot, column_of, line_of
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WIDTH = 440
WIDEST = 540
MARGIN = 20


class CompanyPanel(Frame):
    """`chosen` tells (level, k) as someone chose them. The ground is neutral until something is published."""

    chosen = Signal(SharingLevel, int)
    reviewed = Signal()
    join_asked = Signal()
    client_confirmed = Signal(object)  # Suggestion

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.PANEL, margin=0, gap=0, parent=parent)
        self._theme = theme
        self._page: PersonPage | None = None
        self._suggestions: Sequence[Suggestion] = ()
        self._folded = False
        self._state = Slot()
        self._threshold = Threshold(theme)
        self.ladder = Ladder(theme, LadderState(SharingLevel.ONLY_YOU, SharingLevel.ONLY_YOU))
        self.ladder.chosen.connect(lambda level: self.chosen.emit(level, self._threshold.threshold()))
        self._threshold.threshold_chosen.connect(self._choose_threshold)
        self._notices = Slot()
        self._documents = Slot()
        self._box = self._content()
        self.column.addWidget(BodyScroll(self._box))
        self._fit()
        theme.changed.connect(self._fit)

    def show_nothing(self) -> None:
        """Keep the room until it is known whose it is."""
        self._page = None
        self._box.hide()
        self.set_ground(Ground.PANEL)

    def show_page(self, page: PersonPage) -> None:
        """Show what the company sees of a person."""
        self._box.show()
        self._page = page
        self._suggestions = ()
        company = page.company
        self.set_ground(Ground.PUBLISHED if company.sent else Ground.PANEL)
        locked = company.barred is not None
        self.ladder.set_state(LadderState(company.sent, company.chosen, locked))
        self.ladder.set_meanings(company_words.meanings(page))
        self._threshold.set_threshold(company.k)
        self._threshold.setEnabled(not locked)
        self._say()

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer Clients of the registry that an employer may be."""
        self._suggestions = suggestions
        if self._page is not None:
            self._notices.put(self._make_notices(self._page))

    def set_folded(self, *, folded: bool) -> None:
        """Fold the bytes away where there is little room."""
        if folded is not self._folded:
            self._folded = folded
            if self._page is not None:
                self._documents.put(self._make_documents(self._page))

    def focus_ladder(self) -> None:
        """Put the keyboard on the chosen step."""
        for row in self.ladder.findChildren(QWidget):
            if row.property("checked"):
                row.setFocus(Qt.FocusReason.TabFocusReason)

    def _content(self) -> QWidget:
        theme = self._theme
        threshold = line_of(
            Label(theme, "Show only when at least", "caption", "ink2"),
            self._threshold,
            Label(theme, "colleagues share here too", "caption", "ink2"),
            None,
        )
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(MARGIN, 14, MARGIN, MARGIN)
        column.setSpacing(10)
        heading = Label(theme, "What the company sees", "heading")
        column.addWidget(line_of(Sign(theme, "eye", "shared", 16), heading, None))
        column.addWidget(self._state)
        column.addWidget(self.ladder)
        column.addWidget(threshold)
        column.addWidget(self._notices)
        column.addWidget(self._documents)
        column.addStretch(1)
        return box

    def _fit(self) -> None:
        self.setFixedWidth(min(self._theme.grow(WIDTH), WIDEST))

    def _choose_threshold(self, k: int) -> None:
        level = self.ladder.state().chosen
        if level is not SharingLevel.ONLY_YOU:
            self.chosen.emit(level, k)

    def _say(self) -> None:
        page = self._page
        if page is None:
            return
        theme = self._theme
        now, waits = company_words.state_words(page)
        sign = Sign(theme, "eye", "shared", 14) if page.company.sent else Sign(theme, "lock", "ink2", 14)
        self._state.put(
            line_of(sign, Label(theme, now, "bodyStrong"), Label(theme, waits, "body", "ink2"), None, gap=6)
        )
        self._notices.put(self._make_notices(page))
        self._documents.put(self._make_documents(page))

    def _make_notices(self, page: PersonPage) -> QWidget | None:
        company, theme = page.company, self._theme
        if company.barred is not None:
            return Notice(theme, company_words.BARRED[company.barred], icon="lock", tone=Tone.BOXED)
        found: list[QWidget] = []
        if company.chosen is SharingLevel.RHYTHM:
            found.append(Notice(theme, company_words.RHYTHM, icon="audio-lines"))
        if not company.hub:
            notice = Notice(theme, company_words.NO_HUB, icon="unlink", tone=Tone.BOXED, action="Join a hub…")
            notice.acted.connect(self.join_asked)
            return column_of(*found, notice)
        if not company.employers:
            found.append(Notice(theme, company_words.NO_EMPLOYER, tone=Tone.BOXED))
        found += [
            self._unmapped(one.organisation_uid, one.name, page)
            for one in company.employers
            if one.registry_id is None
        ]
        return column_of(*found) if found else None

    def _unmapped(self, uid: str, name: str, page: PersonPage) -> Notice:
        words = f"{isolate(name)} {company_words.UNMAPPED.format(given=isolate(page.given))}"
        suggestion = next((one for one in self._suggestions if one.organisation_uid == uid), None)
        action = f"It is {isolate(suggestion.name)}" if suggestion else ""
        notice = Notice(self._theme, words, icon="building-2", tone=Tone.BOXED, action=action)
        if suggestion is not None:
            notice.acted.connect(lambda: self.client_confirmed.emit(suggestion))
        return notice

    def _make_documents(self, page: PersonPage) -> QWidget | None:
        if not page.company.documents or page.company.barred is not None:
            return None
        sections = []
        for document in page.company.documents:
            section = DocumentSection(self._theme, document, page, folded=self._folded)
            section.reviewed.connect(self.reviewed)
            sections.append(section)
        return column_of(*sections, gap=16)
