"""The page of one person: who they are, how close, what happened, and what the company sees."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.person_reading import PersonReading
from weavit_desktop.services.person_page import PersonPage as Shown
from weavit_desktop.services.person_page import Suggestion
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.drawer import Drawer
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.person.actions import PersonActions
from weavit_desktop.views.pages.person.company import CompanyPanel
from weavit_desktop.views.pages.person.dialogs import ask_delete, event_rows, open_events, open_sources
from weavit_desktop.views.pages.person.editing import FactEditor
from weavit_desktop.views.pages.person.facts import FactsCard
from weavit_desktop.views.pages.person.header import PersonHeader
from weavit_desktop.views.pages.person.intensity import IntensityCard
from weavit_desktop.views.pages.person.months import MonthsSection
from weavit_desktop.views.pages.person.parting import PersonParting
from weavit_desktop.views.pages.person.states import MARGIN, Nobody, NotRead, Reading
from weavit_desktop.views.pages.person.timeline import TimelineSection
from weavit_desktop.views.pages.person.tools import PersonTools

FACTS = {Topic.PEOPLE, Topic.CLIENTS, Topic.IDENTITY}
SHARES = {Topic.SHARING, Topic.HUB}
DRAWER_BELOW = 1108  # pixels of the page at 100 %: a window of 1320
TIGHT_BELOW = 720  # the cards stand one above the other


class PersonPage(QWidget):
    """One person of the section People."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._page: Shown | None = None
        self._stale: set[Topic] = set()
        self._asked_narrow = False
        self._narrow = False
        self._tight = False
        self._drawer: Drawer | None = None
        self._dialog: Dialog | None = None  # kept, or Python would drop it while it is open
        self._editor: FactEditor | None = None
        self.reading = PersonReading(desk.vault, desk.tasks, desk.work, self)
        self.tools = PersonTools(theme)
        self.header = PersonHeader(theme)
        self.intensity = IntensityCard(theme)
        self.facts = FactsCard(theme)
        self.months = MonthsSection(theme)
        self.timeline = TimelineSection(theme, self.reading.timeline)
        self.panel = CompanyPanel(theme)
        self.nobody = Nobody(theme)
        self.not_read = NotRead(theme)
        self.actions_ = PersonActions(desk, self._show_as_it_is)
        self._parting = PersonParting(desk, self.window)
        self._lay_out()
        self._connect()
        self._keys()

    # What the window asks

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def show_person(self, uid: str) -> None:
        """Show a person, read anew."""
        if uid == self.reading.uid and self._page is not None:
            self._stale |= {Topic.PEOPLE}
            return
        self._page = None
        self._stale = set()
        self._stand_in(self._reading)
        self.timeline.start_over()
        self._area.verticalScrollBar().setValue(0)
        self.reading.open(uid)

    def refresh(self) -> None:
        """Read again what may have changed while the page was not seen."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_stale()

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Take the form for a window under 1320 pixels (`narrow`), and under 1200 (`slim`)."""
        del slim  # the drawer leaves room enough
        self._asked_narrow = narrow
        self._take_form()

    def focus_search(self) -> bool:
        """Return False: nothing is searched here."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text take the narrow form sooner."""
        super().resizeEvent(event)
        self._take_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go by month, from wherever nothing else takes them."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.months.focus_chart()
        else:
            super().keyPressEvent(event)

    # Building it

    def _lay_out(self) -> None:
        self._reading = Reading(self._desk.theme)
        self._area = BodyScroll(self._content())
        self._stack = QStackedWidget()
        for page in (self._reading, self._area, self.nobody, self.not_read):
            self._stack.addWidget(page)
        self._edge = Rule(Qt.Orientation.Vertical)
        ground = Frame(Ground.PAGE, margin=0, gap=0)
        ground.column.addWidget(self.tools)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._stack, 1)
        self._row.addWidget(self._edge)
        self._row.addWidget(self.panel)
        ground.column.addLayout(self._row, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)

    def _content(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(MARGIN, 18, 24, 0)
        column.setSpacing(16)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(16)
        self._cards.addWidget(self.intensity, 46)
        self._cards.addWidget(self.facts, 27)
        column.addWidget(self.header)
        column.addLayout(self._cards)
        column.addWidget(self.months)
        column.addWidget(self.timeline, 1)
        return box

    def _connect(self) -> None:
        desk, reading, tools, panel = self._desk, self.reading, self.tools, self.panel
        reading.read.connect(self._show)
        reading.missing.connect(self._show_nobody)
        reading.failed.connect(self._show_failure)
        reading.suggested.connect(panel.suggest)
        tools.went_back.connect(self._go_to_people)
        tools.edit_asked.connect(self._open_sources)
        tools.copy_asked.connect(lambda: self._with_page(self.actions_.copy_email))
        tools.events_asked.connect(self._open_events)
        tools.panel_asked.connect(self._turn_drawer)
        tools.parting_asked.connect(self._ask_parting)
        tools.delete_asked.connect(self._ask_delete)
        self.intensity.asked_events.connect(self._open_events)
        self.facts.edit_asked.connect(self._edit)
        self.facts.sources_asked.connect(self._open_sources)
        self.timeline.filtered.connect(reading.show)
        panel.chosen.connect(self._choose)
        panel.reviewed.connect(lambda: self._leave_drawer(lambda: desk.navigation.go("sharing")))
        panel.join_asked.connect(lambda: self._leave_drawer(desk.navigation.join_hub))
        panel.client_confirmed.connect(self._confirm)
        self.nobody.back_button.clicked.connect(self._go_to_people)
        self.not_read.again_button.clicked.connect(reading.read_again)
        desk.changes.happened.connect(self._hear)
        desk.theme.changed.connect(self._show_anew)

    def _keys(self) -> None:
        for keys, act in (("S", self._to_ladder), ("Ctrl+.", self._turn_drawer)):
            shortcut = QShortcut(QKeySequence(keys), self)
            # Set by itself: PySide forgets a context that is given beside a function, and the keys would
            # reach the page through an open dialog.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Reading and showing

    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & (FACTS | SHARES):
            self._stale |= topics
            if self.isVisible():
                self._read_stale()

    def _read_stale(self) -> None:
        stale, self._stale = self._stale, set()
        if stale and self.reading.uid:
            self.reading.read_again(timeline=bool(stale & FACTS))

    def _show(self, page: Shown) -> None:
        self._page = page
        self.tools.show_person(page.person.row.name, has_email=bool(page.facts.first("email")))
        self.setAccessibleName(page.person.row.name)
        self._fill(page)
        self._stack.setCurrentWidget(self._area)
        self._show_panel()

    def _fill(self, page: Shown) -> None:
        for part in (self.header, self.intensity, self.facts, self.months, self.panel):
            part.show_page(page)
        self._order_stops()

    def _order_stops(self) -> None:
        """Let Tab go as one reads: parts that are made anew would come last."""
        parts = (self.intensity, self.facts, self.months, self.timeline, self.panel)
        inside = (one for part in parts for one in part.findChildren(QWidget))
        stops = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise([self.tools.panel_button, *stops]):
            QWidget.setTabOrder(before, after)

    def _show_anew(self) -> None:
        """Take the sizes of another text scale."""
        self._take_form()
        self._with_page(self._fill)

    def _show_as_it_is(self) -> None:
        """Put the panel back where a choice was refused."""
        self._with_page(self.panel.show_page)

    def _show_nobody(self) -> None:
        self._page = None
        self._stand_in(self.nobody)

    def _show_failure(self, error: Exception) -> None:
        self._page = None
        self._stand_in(self.not_read)
        self._desk.navigation.tell_error(error)

    def _stand_in(self, state: QWidget) -> None:
        self.tools.show_nobody()
        self.setAccessibleName("Person")
        self._stack.setCurrentWidget(state)
        self.panel.show_nothing()
        if self._drawer is not None:
            self._drawer.close_down()
        self._show_panel()

    # The panel, beside the page or in a drawer over it

    def _take_form(self) -> None:
        grow = self._desk.theme.grow
        self._take_tight(tight=self.width() < grow(TIGHT_BELOW))
        narrow = self._asked_narrow or self.width() < grow(DRAWER_BELOW)
        if narrow is self._narrow:
            return
        self._narrow = narrow
        self.tools.set_narrow(narrow=narrow)
        self.panel.set_folded(folded=narrow)
        if not narrow and self._drawer is not None:
            self._drawer.close_down()
            self._row.addWidget(self.panel)
        self._show_panel()

    def _take_tight(self, *, tight: bool) -> None:
        if tight is self._tight:
            return
        self._tight = tight
        direction = QBoxLayout.Direction
        self._cards.setDirection(direction.TopToBottom if tight else direction.LeftToRight)
        for part in (self.tools, self.header, self.months):
            part.set_tight(tight=tight)

    def _show_panel(self) -> None:
        known = self._stack.currentWidget() in (self._area, self._reading)
        beside = not self._narrow and known
        self._edge.setVisible(beside)
        if beside or self.isAncestorOf(self.panel):
            self.panel.setVisible(beside)

    def _turn_drawer(self) -> None:
        if self._narrow and self._page is not None:
            self._open_drawer()

    def _open_drawer(self) -> None:
        if self._drawer is None:
            self._drawer = Drawer(self._desk.theme, self.window(), "What the company sees")
            self.destroyed.connect(self._drawer.deleteLater)  # the window outlives the page
        self._drawer.take(self.panel)
        self._drawer.open()
        self.panel.focus_ladder()

    def _leave_drawer(self, go: Callable[[], object]) -> None:
        if self._drawer is not None:
            self._drawer.close_down()
        go()

    def _to_ladder(self) -> None:
        if self._page is None:
            return
        if self._narrow:
            self._open_drawer()
        else:
            self.panel.focus_ladder()

    # Acting

    def _with_page(self, act: Callable[[Shown], object]) -> None:
        if self._page is not None:
            act(self._page)

    def _go_to_people(self) -> None:
        self._desk.navigation.go("people")

    def _choose(self, level: SharingLevel, k: int) -> None:
        self._with_page(lambda page: self.actions_.share(page, level, k))

    def _confirm(self, suggestion: Suggestion) -> None:
        self.actions_.confirm_client(suggestion)

    def _open_events(self) -> None:
        page = self._page
        if page is None:
            return
        desk = self._desk

        def show(rows: list[tuple[str, ...]]) -> None:
            if page is self._page:
                self._dialog = open_events(desk.theme, self.window(), page, rows)

        desk.tasks.run(lambda _, __: event_rows(page), show, desk.navigation.tell_error)

    def _open_sources(self) -> None:
        page = self._page
        if page is not None:
            self._dialog = open_sources(self._desk.theme, self.window(), page, self._edit, self._ask_parting)

    def _ask_parting(self) -> None:
        self._with_page(lambda page: self._parting.ask(page.person.row.uid, page.person.row.name))

    def _edit(self, field: str) -> None:
        page = self._page
        if page is None:
            return

        def save(value: str) -> None:
            self.actions_.edit(page, field, value, editor.settled, refused)

        def refused(error: Exception) -> None:
            if isinstance(error, UsageRefused) and editor.takes_text:
                editor.refused(str(error))
            else:
                editor.settled()
                self._desk.navigation.tell_error(error)

        editor = self._editor = FactEditor(self._desk.theme, self.window(), page, field, save)

    def _ask_delete(self) -> None:
        page = self._page
        if page is not None:
            self._dialog = ask_delete(
                self._desk.theme,
                self.window(),
                page,
                lambda leave_out: self.actions_.delete(page, leave_out=leave_out),
            )
