"""An open vault: the sidebar, the pages, the ways between them, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from weavit_desktop.composition import Application
from weavit_desktop.errors import Cancelled
from weavit_desktop.models.changes import Changes
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.services.photos_left import move_photos_left
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.commands import Command, Keys
from weavit_desktop.views.components.sidebar import Sidebar
from weavit_desktop.views.components.toast import Toasts
from weavit_desktop.views.daily_backup import DailyBackup
from weavit_desktop.views.desk import Desk, Page
from weavit_desktop.views.dropping import FileDrops
from weavit_desktop.views.frame_figures import FrameFigures
from weavit_desktop.views.history import History, Place
from weavit_desktop.views.page_table import (
    DUPLICATES,
    HUB_JOIN,
    IMPORT,
    PEOPLE,
    PERSON,
    SECTIONS,
    SETTINGS,
    SHARING,
    WITHIN,
    make_page,
)
from weavit_desktop.views.palette import Palette
from weavit_desktop.views.shortcuts import show_shortcuts
from weavit_desktop.views.telling import is_damage, show_error
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import WindowState

NARROW = 1320  # pixels of the window: panels at the right become drawers
SLIM = 1200  # and the column of filters folds away

NEXT_FRAME = 1  # ms; with 0 it would be done before anything else is looked at
AHEAD = (PERSON, SHARING)  # the way from here on that most take; each page costs a MB or two
BETWEEN_PAGES = 250  # ms, in which to react to whoever is quick


class Workspace(QWidget):
    """The Navigation of its pages. `lock_asked` when the vault is to be locked.

    `restore_asked` and `key_asked`, with a passphrase and a new recovery code, when it is to be closed for
    that; `damage_met`, with the error, when it is not to be worked with any more.
    """

    lock_asked = Signal()
    restore_asked = Signal()
    key_asked = Signal(str, str)
    damage_met = Signal(object)

    def __init__(
        self,
        theme: Theme,
        application: Application,
        vault: Vault,
        tasks: Tasks,
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self.desk = Desk(application, vault, theme, tasks, Changes(self), self)
        self._history = History()
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._sidebar = Sidebar(theme, "Your vault", SECTIONS)
        self.figures = FrameFigures(self.desk, self._sidebar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addWidget(self._stack, 1)
        # Building a page takes some 40 ms: whoever goes there later does not wait for it.
        self._idle = QTimer(self)
        self._idle.setInterval(BETWEEN_PAGES)
        self._idle.timeout.connect(self._build_ahead)
        self._toasts: Toasts | None = None
        self._palette: Palette | None = None
        self._commands = self._list_commands()
        Keys(self, self._commands)
        FileDrops(theme, self).dropped.connect(self.review_files)
        self._sidebar.chosen.connect(self.go)
        self._sidebar.palette_asked.connect(self.open_palette)
        self._sidebar.lock_asked.connect(self.lock_asked)

    def begin(self, *, new: bool = False) -> None:
        """Show the first page: where one was, or in a new vault the import."""
        remembered = self._state.section()
        known = {section.key for section in SECTIONS}
        self.go(IMPORT if new else remembered if remembered in known else PEOPLE)
        self.figures.refresh()
        self._idle.start()
        DailyBackup(self.desk, self)
        vault, work = self.desk.vault, self.desk.work
        self.desk.tasks.run(
            lambda _progress, _cancelled: move_photos_left(vault, work), lambda _count: None, self.tell_error
        )

    # Navigation

    def go(self, section: str) -> None:
        """Open a section by its key."""
        self._visit(Place(section))
        self._state.set_section(section)

    def open_person(self, uid: str) -> None:
        """Open the page of one person."""
        self._visit(Place(PERSON, uid))

    def review_files(self, paths: list[Path]) -> None:
        """Open the flight check over files."""
        from weavit_desktop.views.pages.importing.page import ImportPage

        if not paths:
            return
        self.go(IMPORT)
        page = self._pages[IMPORT]
        assert isinstance(page, ImportPage)
        page.review(paths)

    def join_hub(self) -> None:
        """Open the steps of joining a hub."""
        old = self._pages.pop(HUB_JOIN, None)  # every try begins at the first step
        if old is not None:
            self._stack.removeWidget(old.widget)
            old.widget.deleteLater()
        self._page(HUB_JOIN)
        QTimer.singleShot(NEXT_FRAME, self, lambda: self._visit(Place(HUB_JOIN)))  # together they take 70 ms

    def choose_for(self, uids: list[str]) -> None:
        """Open the choice of what the company sees of several people."""
        from weavit_desktop.views.pages.share_bulk.page import ShareBulk

        ShareBulk(self.desk, self.window()).choose_for(uids)

    def back(self) -> None:
        """Go back to where the user came from."""
        place = self._history.back()
        if place is not None:
            self._show(place)

    def restore_backup(self) -> None:
        """Close the vault, and choose a backup to restore."""
        self.restore_asked.emit()

    def change_key(self, passphrase: str, code: str) -> None:
        """Close the vault, and encrypt it anew, with `code` as its new recovery code."""
        self.key_asked.emit(passphrase, code)

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say in passing what was done; with `undo`, offer to undo it."""
        if self._toasts is None:
            self._toasts = Toasts(self.desk.theme, self.window())
        shown = self._toasts.show(words, undo=undo is not None)
        if undo is not None:
            shown.undone.connect(undo)

    def tell_error(self, error: Exception) -> None:
        """Tell a known error in its sentence, and a bug without anybody's data."""
        if isinstance(error, Cancelled):
            self.toast(str(error))
        elif is_damage(error):
            self.damage_met.emit(error)
        else:
            show_error(self.desk.theme, self.window(), error)

    # What the window itself offers

    def open_palette(self) -> None:
        """Open the palette over people, sections and actions."""
        if self._palette is None:
            self._palette = Palette(self.desk, self.window(), self._offers)
        self._palette.open()

    def search(self) -> None:
        """Put the cursor into the page's search field; a page without one has the palette."""
        page = self._here()
        if page is None or not page.focus_search():
            self.open_palette()

    def choose_files(self) -> None:
        """Ask which files to look into."""
        from weavit_desktop.views.pages.importing.file_dialogs import SystemFileDialogs

        SystemFileDialogs().ask_for_files(self, self.review_files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page take the form that fits."""
        super().resizeEvent(event)
        page = self._here()
        if page is not None:
            self._fit(page)

    def _list_commands(self) -> tuple[Command, ...]:
        sections = (
            Command(section.words, section.icon, f"Ctrl+{number}", partial(self.go, section.key))
            for number, section in enumerate(SECTIONS, start=1)
        )
        return (
            *sections,
            Command("Import files…", "folder-open", "Ctrl+O", self.choose_files),
            Command("Review duplicates", "users-round", "", partial(self.go, DUPLICATES)),
            Command("Join a hub…", "link", "", self.join_hub),
            Command("Lock the vault", "lock-keyhole", "Ctrl+L", self.lock_asked.emit),
            Command("Keys", "keyboard", "?", self._show_shortcuts),
            Command("Search or do", "search", "Ctrl+K", self.open_palette, listed=False),
            Command("Search on this page", "search", "Ctrl+F", self.search, listed=False),
            Command("Back", "arrow-left", "Alt+Left", self.back, listed=False),
            Command("Settings", "settings", "Ctrl+,", lambda: self.go(SETTINGS), listed=False),
        )

    def _offers(self) -> list[Command]:
        """Return what can be done now: whoever joined a hub cannot join one."""
        joined = self.figures.is_joined
        return [one for one in self._commands if not (joined and one.run == self.join_hub)]

    def _show_shortcuts(self) -> None:
        show_shortcuts(self.desk.theme, self.window(), self._commands)

    def _visit(self, place: Place) -> None:
        here = self._history.here
        if here is not None and here.key == HUB_JOIN:
            self._history.leave()  # nobody goes back into steps that are done or given up
        self._history.visit(place)
        self._show(place)

    def _show(self, place: Place) -> None:
        page = self._page(place.key)
        if place.key == PERSON:
            from weavit_desktop.views.pages.person.page import PersonPage

            assert isinstance(page, PersonPage)
            page.show_person(place.uid)
        self._sidebar.setVisible(place.key != HUB_JOIN)
        self._sidebar.set_current(WITHIN.get(place.key, place.key))
        self._stack.setCurrentWidget(page.widget)
        self._fit(page)
        page.refresh()
        focused = QApplication.focusWidget()
        if focused is None or not page.widget.isAncestorOf(focused):  # the page has not put it anywhere
            page.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ahead(self) -> None:
        missing = [key for key in AHEAD if key not in self._pages]
        if missing:
            self._page(missing[0])
        else:
            self._idle.stop()

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = make_page(key, self.desk, self._state, self._stack)
            self._pages[key] = page
            self._stack.addWidget(page.widget)
        return self._pages[key]

    def _here(self) -> Page | None:
        here = self._history.here
        return None if here is None else self._pages.get(here.key)

    def _fit(self, page: Page) -> None:
        page.set_narrow(narrow=self.width() < NARROW, slim=self.width() < SLIM)
