"""The bar over the table: search and its count, filter, order, density, a new person."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.vault.repositories.people_lists import Sort
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.field import SearchField
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.menu import Menu
from weavit_desktop.views.pages.people.table import COMFORTABLE, COMPACT
from weavit_desktop.views.theme.theme import Theme

SEARCH_WIDTH = 320
SLIM_SEARCH_WIDTH = 218
LEAST_SEARCH_WIDTH = 110
SORTS = {
    Sort.BEST_MATCH: ("Best match", "search"),
    Sort.NAME: ("Name", "users"),
    Sort.INTENSITY: ("Intensity", "signal-high"),
    Sort.LAST_CONTACT: ("Last contact", "history"),
}
DENSITIES = {COMPACT: "Compact", COMFORTABLE: "Comfortable"}


class PeopleTools(HeaderBar):
    """Tells what is asked for; the page does it."""

    sort_chosen = Signal(object)  # Sort
    density_chosen = Signal(int)  # the height of a row

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "People", parent=parent)
        self._sort = self._shown_sort = Sort.BEST_MATCH
        self._density = COMPACT
        self._slim = False
        self._tight = False
        self.field = SearchField(theme, "Search people", "Search people")
        self._count = Label(theme, "", "body", "ink3", tabular=True)
        self._count.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.filter_button = Button(theme, "Filter", Variant.FIELD, icon="list-filter")
        self.sort_button = Button(theme, "", Variant.FIELD, icon="arrow-up-down", trailing="chevron-down")
        self.density_button = Button(theme, "", Variant.FIELD, icon="rows-3", trailing="chevron-down")
        self.add_button = Button(theme, "Add person", icon="user-plus", keys="N")
        self.middle.addWidget(self.field)
        self.middle.addWidget(self._count)
        for button in (self.filter_button, self.sort_button, self.density_button, self.add_button):
            self.tools.addWidget(button)
        self.sort_button.clicked.connect(self.open_sorts)
        self.density_button.clicked.connect(self.open_densities)
        theme.changed.connect(self._fit)
        self.set_sort(Sort.BEST_MATCH)
        self.set_form(slim=False)

    def set_form(self, *, slim: bool, tight: bool = False) -> None:
        """Take the form for a narrow window, or with large text for one that is narrower still."""
        self._slim, self._tight = slim, tight
        self.filter_button.setVisible(slim)
        self.add_button.set_label("Add" if slim else "Add person", "Add person")
        self._name_density()
        self._name_sort()
        self._fit()

    def set_sort(self, sort: Sort, *, searching: bool = False) -> None:
        """Say in which order the list stands. Without a search nobody matches best: it stands by name."""
        self._sort = sort
        self._shown_sort = Sort.NAME if sort is Sort.BEST_MATCH and not searching else sort
        self._name_sort()

    def set_count(self, words: str) -> None:
        """Say how many there are; a reader hears it once the typing rests."""
        if words != self._count.text():
            self._count.setText(words)
            self._fit()
            self._count.updateGeometry()
            self.field.announce_count(words)

    def count_words(self) -> str:
        """Return how many there are, as it is said."""
        return self._count.text()

    def set_filters(self, count: int) -> None:
        """Say how many filters are chosen, on the button that they hide behind."""
        words = f"Filter, {count} chosen" if count else "Filter"
        self.filter_button.set_label(f"Filter {count}" if count else "Filter", words)

    def open_sorts(self) -> Menu:
        """Open the menu of orders."""
        menu = Menu(self._theme, "Order", self)
        for sort, (words, icon) in SORTS.items():
            action = menu.add("check" if sort is self._sort else icon, words)
            action.triggered.connect(lambda _=False, sort=sort: self.sort_chosen.emit(sort))
        return self._open(menu, self.sort_button)

    def open_densities(self) -> Menu:
        """Open the menu of densities."""
        menu = Menu(self._theme, "Row height", self)
        for height, words in DENSITIES.items():
            action = menu.add("check" if height == self._density else "rows-3", words)
            action.triggered.connect(lambda _=False, height=height: self._choose_density(height))
        return self._open(menu, self.density_button)

    def _name_sort(self) -> None:
        words = SORTS[self._shown_sort][0]
        self.sort_button.set_label("" if self._tight else words, f"Order: {words}")

    def _choose_density(self, height: int) -> None:
        self._density = height
        self._name_density()
        self.density_chosen.emit(height)

    def _name_density(self) -> None:
        words = DENSITIES[self._density]
        self.density_button.set_label("" if self._slim else words, f"Row height: {words}")

    def _open(self, menu: Menu, button: Button) -> Menu:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
        first: QAction = menu.actions()[0]
        menu.setActiveAction(first)
        return menu

    def _fit(self) -> None:
        grow = self._theme.grow
        self.field.setMaximumWidth(grow(SLIM_SEARCH_WIDTH if self._slim else SEARCH_WIDTH))
        self.field.setMinimumWidth(grow(LEAST_SEARCH_WIDTH))
        self._count.setMinimumWidth(min(self._count.sizeHint().width(), grow(88)))
