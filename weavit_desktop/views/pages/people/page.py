"""The people page: find, read at a glance, choose for several at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.duplicate_count import DuplicateCount
from weavit_desktop.models.people_search import PeopleSearch
from weavit_desktop.services.duplicates import count_questions
from weavit_desktop.services.people_lists import Facets, fewer_letters
from weavit_desktop.services.progress import IsCancelled
from weavit_desktop.vault.repositories.people_lists import Sort
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.menu import Menu
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.people.actions import PeopleActions
from weavit_desktop.views.pages.people.bars import BulkBar, StatusLine
from weavit_desktop.views.pages.people.empty import NobodyYet, NoMatch
from weavit_desktop.views.pages.people.filters import FilterColumn
from weavit_desktop.views.pages.people.popup import FilterPopup
from weavit_desktop.views.pages.people.table import PeopleTable
from weavit_desktop.views.pages.people.tools import PeopleTools
from weavit_desktop.views.theme.accessibility import announce

EVERYTHING = {Topic.PEOPLE, Topic.CLIENTS, Topic.IDENTITY}
SHARES = {Topic.SHARING, Topic.HUB}
TWICE = EVERYTHING | {Topic.DUPLICATES}
MOST_COUNTED = 20_000  # people: with more, the window would stop for moments and take much memory
SLIM_BELOW = 960  # pixels of the page at 100 %: a window of 1172
TIGHT_BELOW = 800


class PeoplePage(QWidget):
    """The section People of the window."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._stale: set[Topic] = set()
        self._started = False
        self._asked_slim = False
        self._form = (False, False)  # slim, tight
        self._kept_place: tuple[int | None, int] = (None, 0)
        failed = desk.navigation.tell_error
        self.search = PeopleSearch(desk.vault, desk.application.clock, desk.tasks, failed, self)
        self.model = self.search.model
        self.twice = DuplicateCount(self._count_twice, desk.tasks, failed, self)
        self.tools = PeopleTools(theme)
        self.filters = FilterColumn(theme)
        self.table = PeopleTable(theme, self.model)
        self.bulk_bar = BulkBar(theme)
        self.status = StatusLine(theme)
        self.nobody = NobodyYet(theme)
        self.no_match = NoMatch(theme)
        self.actions_ = PeopleActions(desk, self.search, self)
        self._popup = FilterPopup(theme, self.tools.filter_button, self)
        self._lay_out()
        self.setFocusProxy(self.table)
        self._connect()
        self._keys()

    # What the window asks

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def refresh(self) -> None:
        """Read again what may have changed while the page was not seen."""
        if not self._started:
            self._started = True
            self.search.start()
            return
        stale, self._stale = self._stale, set()
        if stale & EVERYTHING or self.search.is_of_another_day():
            self.search.read_again()
        elif stale & SHARES:
            self.search.read_shares_again()
        self._ask_twice()

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Take the form for a window under 1320 pixels (`narrow`), and under 1200 (`slim`)."""
        del narrow  # the table shares its width out by itself
        self._asked_slim = slim
        self._take_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text take the narrow form sooner."""
        super().resizeEvent(event)
        self._take_form()

    def _take_form(self) -> None:
        grow = self._desk.theme.grow
        slim = self._asked_slim or self.width() < grow(SLIM_BELOW)
        tight = self.width() < grow(TIGHT_BELOW)
        if (slim, tight) == self._form:
            return
        self._form = (slim, tight)
        self.tools.set_form(slim=slim, tight=tight)
        self.table.set_slim(slim=slim)
        if slim:
            self._popup.take(self.filters)
        else:
            self._popup.hide()
            self._side.column.insertWidget(0, self.filters, 1)
            self.filters.show()
        self._show_side()

    def _show_side(self) -> None:
        seen = not self._form[0] and self._stack.currentWidget() is not self.nobody
        self._side.setVisible(seen)
        self._edge.setVisible(seen)

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        self.tools.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.field.edit.selectAll()
        return True

    # Building it

    def _lay_out(self) -> None:
        self._side = Frame(Ground.PAGE, margin=0, gap=0)
        self._side.column.addWidget(self.filters, 1)
        table = QWidget()
        self._stack = QStackedWidget()
        for page in (self.table, self.no_match, self.nobody):
            self._stack.addWidget(page)
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        column.addWidget(self.bulk_bar)
        self.bulk_bar.hide()
        ground = Frame(Ground.PAGE, margin=0, gap=0)
        ground.column.addWidget(self.tools)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._side)
        self._edge = Rule(Qt.Orientation.Vertical)
        row.addWidget(self._edge)
        row.addWidget(table, 1)
        ground.column.addLayout(row, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)

    def _connect(self) -> None:
        search, tools, table = self.search, self.tools, self.table
        search.about_to_show.connect(self._remember_place)
        search.shown.connect(self._show)
        search.facets_counted.connect(self._show_facets)
        self.model.selection_changed.connect(self._show_selection)
        tools.field.searched.connect(self._ask)
        tools.field.left_downwards.connect(self._into_list)
        tools.sort_chosen.connect(self._sort)
        tools.density_chosen.connect(table.set_row_height)
        tools.add_button.clicked.connect(self.actions_.add)
        table.head.sort_chosen.connect(self._sort)
        table.opened.connect(self.actions_.open_row)
        table.typed.connect(self._type_on)
        table.delete_asked.connect(lambda: self.actions_.delete(table.current_row()))
        table.menu_asked.connect(self._open_menu)
        self.filters.changed.connect(self._ask)
        search.facets_counted.connect(self._ask_twice)
        table.verticalScrollBar().valueChanged.connect(self._ask_twice)
        self.twice.changed.connect(lambda: self.status.set_twice(self.twice.count))
        self.status.duplicates_asked.connect(lambda: self._desk.navigation.go("duplicates"))
        self.bulk_bar.share_asked.connect(self._choose)
        self.bulk_bar.cleared.connect(self._clear_selection)
        self.no_match.cleared.connect(self._clear)
        self.no_match.suggested.connect(tools.field.set_text)
        self.nobody.import_button.clicked.connect(lambda: self._desk.navigation.go("import"))
        self.nobody.add_button.clicked.connect(self.actions_.add)
        self._desk.changes.happened.connect(self._hear)
        self._desk.theme.changed.connect(self._take_form)

    def _keys(self) -> None:
        for keys, act in (("N", self.actions_.add), ("S", self._choose)):
            shortcut = QShortcut(QKeySequence(keys), self)
            # Not in the constructor: beside a callable, PySide ignores it there without a word.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Asking

    def _ask(self) -> None:
        self.twice.stop()  # what is typed goes first
        query = self.filters.apply(replace(self.search.query, text=self.tools.field.text()))
        self.tools.set_sort(query.sort, searching=bool(query.text.strip()))
        self.tools.set_filters(self.filters.count_chosen())
        self.search.ask(query)

    def _sort(self, sort: Sort) -> None:
        self.search.ask(replace(self.search.query, sort=sort))
        self.tools.set_sort(sort, searching=bool(self.search.query.text.strip()))

    def _type_on(self, letter: str) -> None:
        field = self.tools.field
        field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.set_text(field.text() + letter)

    def _into_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _clear(self) -> None:
        if self.filters.count_chosen():
            self.filters.clear()
        else:
            self.tools.field.set_text("")
        self.focus_search()

    # Showing

    def _remember_place(self, again: bool) -> None:
        """A list that is read again stays where it was, at the same person."""
        person = self.model.id_at(self.table.current_row()) if again else None
        self._kept_place = (person, self.table.verticalScrollBar().value() if again else 0)

    def _show(self, again: bool) -> None:
        del again  # what is to be kept was kept
        person, scrolled = self._kept_place
        row = None if person is None else self.model.row_of(person)
        self.table.go_to(row or 0)
        self.table.verticalScrollBar().setValue(scrolled)
        self.table.head.read_selection()
        self._show_count()
        self._show_selection()

    def _show_count(self) -> None:
        query, count, total = self.search.query, self.model.rowCount(), self.search.total or 0
        text = query.text.strip()
        narrowed = bool(text) or query.filtered
        everyone = many_people(total) if total else ""
        self.tools.set_count(f"{count:,} of {total:,}" if narrowed else everyone)
        self.status.set_words("")
        if total == 0 and not narrowed:
            self._stack.setCurrentWidget(self.nobody)
        elif count == 0:
            self.no_match.show_for(text, filtered=query.filtered, published=self._published())
            self._stack.setCurrentWidget(self.no_match)
            if text and not query.filtered:
                self._suggest(text)
        else:
            self._stack.setCurrentWidget(self.table)
        self._show_side()

    def _published(self) -> bool:
        basis = self.search.basis
        return basis is not None and any(share.now for share in basis.shares.values())

    def _suggest(self, text: str) -> None:
        desk = self._desk

        def suggest(shorter: str) -> None:
            if text == self.search.query.text.strip():
                self.no_match.suggest(shorter)

        desk.tasks.run(
            lambda _progress, _cancelled: fewer_letters(desk.vault, text),
            suggest,
            desk.navigation.tell_error,
        )

    def _show_facets(self, facets: Facets) -> None:
        self.filters.set_facets(facets)
        seen = sum(count for level, count in facets.seen.items() if level)
        query = self.search.query
        if query.seen or query.waiting:
            self.status.set_words("")
        else:
            self.status.set_words(f"The company sees {seen:,} of {self.model.rowCount():,}.")

    def _show_selection(self) -> None:
        selected = self.model.selected
        self.table.head.read_selection()
        self.bulk_bar.setVisible(bool(selected))
        self.status.setVisible(not selected and self._stack.currentWidget() is self.table)
        if not selected:
            return
        basis = self.search.basis
        seen = sum(1 for who, share in basis.shares.items() if share.now and who in selected) if basis else 0
        away = len(selected) - self.model.count_selected_here()
        unseen = len(selected) - seen
        words = [f"{unseen:,} only you"] if not seen else [f"{seen:,} the company can see"]
        if seen and unseen:
            words = [f"{seen:,} the company can see, {unseen:,} only you"]
        if away:
            words.append(f"{away:,} not on this list")
        self.bulk_bar.set_words(f"{len(selected):,} selected", "; ".join(words))
        announce(self.table, f"{len(selected):,} selected")

    # Acting

    def _choose(self) -> None:
        self.actions_.choose(self.table.current_row())

    def _clear_selection(self) -> None:
        self.model.clear_selection()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, place: QPoint) -> None:
        menu = Menu(self._desk.theme, "Person", self)
        row = self.table.current_row()
        menu.add("arrow-right", "Open", "Enter").triggered.connect(lambda: self.actions_.open_row(row))
        menu.add("eye", "Change what the company sees…", "S").triggered.connect(self._choose)
        menu.addSeparator()
        delete = menu.add("trash-2", "Delete…", "Del", destructive=True)
        delete.triggered.connect(lambda: self.actions_.delete(row))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _ask_twice(self) -> None:
        total = self.search.total
        if total is not None and total <= MOST_COUNTED:
            self.twice.ask()

    def _count_twice(self, cancelled: IsCancelled) -> int:
        return count_questions(self._desk.vault, self._desk.application.rules(), cancelled)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the machine to the page that is seen."""
        super().hideEvent(event)
        self.twice.stop()

    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & TWICE:
            self.twice.forget()
        if topics & (EVERYTHING | SHARES):
            self._stale |= topics
            if self._started and self.isVisible():
                self.refresh()
