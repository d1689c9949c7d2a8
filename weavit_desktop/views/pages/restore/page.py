"""Restore a backup: choose it, open it and see what it holds, then put it in place of what is there now."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.composition import Application
from weavit_desktop.errors import Cancelled, ConfirmationNeeded, WeavitError, WrongPassphrase
from weavit_desktop.models.tasks import Task, Tasks
from weavit_desktop.services import backups, restoring
from weavit_desktop.services.backups import Listed, State
from weavit_desktop.services.restoring import Look, Restored, Unlock
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.views.backups_table import BackupRow, BackupsTable
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.moments import whole_day_and_time
from weavit_desktop.views.pages.restore.chosen_card import ChosenCard, contents_words
from weavit_desktop.views.places import words_for
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.theme import Theme

EDGE = 64
GHOST_PADDING = 19  # of a large ghost button: it begins with its words
ROWS = 9
NO_FIT = "That does not open this backup."
END_WIDTH = 560
LEAD = "It is read whole and checked first. What is there now goes into quarantine: nothing is deleted."
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SUFFIXES = "Backups of Weavit (*.weavitbackup)"


class RestorePage(QWidget):
    """`left` to go back with nothing changed; `ended` with the folder once it was restored and read about.

    `settled` when putting it in place has worked or not.
    """

    left = Signal()
    settled = Signal()
    ended = Signal(Path)

    def __init__(
        self,
        theme: Theme,
        application: Application,
        tasks: Tasks,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._application = application
        self._tasks = tasks
        self._folder = folder
        self._zone = ZoneInfo(application.home_zone())
        self._row: BackupRow | None = None
        self._look: Look | None = None
        self._needs_number = False
        self._task: Task[Any] | None = None
        self._opened_with = ""
        self.is_working = False
        self._heading = Label(theme, "Restore a backup", "headline")
        self._lead = Label(theme, LEAD, "lead", "ink2", wrap=True)
        self._table = BackupsTable(theme, [])
        self._none = Label(theme, "No backups lie in the vault’s folder.", "body", "ink2", wrap=True)
        self._file = Button(
            theme, "Choose a file…", icon="folder-open", accessible_name="Choose a backup file…"
        )
        self._card = ChosenCard(theme)
        self._into = Label(theme, "", "caption", "ink3")
        self._elsewhere = Button(
            theme, "Another folder…", Variant.CRUMB, accessible_name="Restore into another folder…"
        )
        self._back = Button(theme, "Back", Variant.GHOST, icon="arrow-left", large=True)
        self._next = Button(theme, "Look into it", Variant.FIRST, large=True)
        self._lay_out()
        self._connect()
        self._read()
        self._show()

    def choose(self, row: BackupRow) -> None:
        """Take one of the backups, and ask for what opens it."""
        self._row = row
        self._forget_look()
        self._card.show_chosen(row)
        self._show()

    def choose_file(self, path: Path) -> None:
        """Take a backup that lies somewhere else."""

        def done(found: Listed) -> None:
            if found.state is State.DAMAGED:
                self._card.say("This is no whole backup", "It cannot be read. Choose another file.")
            else:
                self.choose(self._as_row(found))
                self._card.begin()

        self._tasks.run(lambda _progress, _cancelled: backups.described(path), done, self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look into it with Enter; stop or go back with Esc. Enter never puts anything in place."""
        if event.key() in ENTER and self._look is None and self._next.isEnabled():
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._step_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list."""
        super().showEvent(event)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Choosing

    def _read(self) -> None:
        folder = self._folder
        self._tasks.run(lambda _progress, _cancelled: backups.listed_in(folder), self._list, self._tell)

    def _list(self, found: list[Listed]) -> None:
        rows = [self._as_row(one) for one in found]
        self._table.set_rows(rows)
        self._table.show_up_to(ROWS)
        self._table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        whole = next((at for at, row in enumerate(rows) if row.made_at is not None), None)
        if whole is not None:
            self._table.choose(whole)

    def _as_row(self, one: Listed) -> BackupRow:
        return BackupRow(one, one.manifest.made_at.astimezone(self._zone) if one.manifest else None)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a backup", str(self._folder.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([SUFFIXES, "All files (*)"])
        dialog.fileSelected.connect(lambda path: self.choose_file(Path(path)))
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a new, empty folder", str(self._folder.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self._put_into(Path(chosen)))
        dialog.open()

    def _put_into(self, folder: Path) -> None:
        self._folder = folder
        self._forget_look()
        self._show()

    # Looking, restoring

    def _go_on(self) -> None:
        if self._row is None or self._next.busy:
            return
        self._set_busy(busy=True)
        backup, folder, unlock = self._row.backup.path, self._folder, self._unlock()
        if self._look is None:
            announce(self, "Reading the backup")
            self._task = self._tasks.run(
                lambda _progress, cancelled: restoring.look_into(backup, folder, unlock, cancelled),
                self._show_look,
                self._fail,
            )
            return
        typed = self._card.number.edit.text() if self._needs_number else None
        clock = self._application.clock
        self.is_working = True
        self._tasks.run(
            lambda _progress, _cancelled: restoring.restore(backup, folder, unlock, clock, typed),
            self._show_end,
            self._fail,
        )

    def _unlock(self) -> Unlock:
        secret = self._card.secret
        return (
            restoring.with_recovery_code(secret) if self._card.by_code else restoring.with_passphrase(secret)
        )

    def _show_look(self, look: Look) -> None:
        self._set_busy(busy=False)
        self._look = look
        self._card.show_look(look)
        if look.present is not None:
            try:
                require_confirmed(look.present, look.contents, None)
            except ConfirmationNeeded as needed:
                self._ask_number(needed)
        self._show()
        if not self._needs_number:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_number(self, needed: ConfirmationNeeded) -> None:
        self._needs_number = True
        self._card.ask_number(str(needed))

    def _fail(self, error: Exception) -> None:
        self._settle()
        self._set_busy(busy=False)
        if isinstance(error, Cancelled):
            self._show()
            return
        if isinstance(error, ConfirmationNeeded):
            self._ask_number(error)
        elif isinstance(error, WrongPassphrase):
            self._forget_look()
            self._card.refuse_secret(f"{NO_FIT} {error}" if self._card.by_code else NO_FIT)
        else:
            self._tell(error)
        self._show()

    def _tell(self, error: Exception) -> None:
        heading = heading_of(error)
        self._card.say(
            "It could not be restored" if isinstance(error, WeavitError) else heading, words_of(error)
        )

    def _show_end(self, restored: Restored) -> None:
        self._settle()
        made = whole_day_and_time(restored.manifest.made_at.astimezone(self._zone))
        words = [f"It is as it was on {made}: {contents_words(restored.contents)}"]
        if restored.quarantine is not None:
            words.append(f"The files of before lie in {words_for(restored.quarantine)}. Nothing was deleted.")
        words.append("If you had joined a hub, nothing is published before a fetch has shown what it holds.")
        unlock = Button(self._theme, "Unlock it", Variant.FIRST)
        unlock.clicked.connect(lambda: self.ended.emit(restored.folder))
        state = EmptyState(
            self._theme,
            Sign(self._theme, "badge-check", "ink", 24),
            "The vault is restored",
            " ".join(words),
            (unlock,),
        )
        end = Frame(Ground.CARD, margin=28, gap=0)
        end.setFixedWidth(self._theme.grow(END_WIDTH))
        end.column.addWidget(state)
        for part in (self._cards, self._foot):
            part.hide()
        self._lead.setText("It opens with the passphrase that opened the backup.")
        self._body.insertWidget(self._body.indexOf(self._cards), end)
        unlock.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "The vault is restored")

    def _settle(self) -> None:
        if self.is_working:
            self.is_working = False
            self.settled.emit()

    def _step_back(self) -> None:
        if self.is_working:
            return
        if self._next.busy and self._task is not None:
            self._task.cancel()
        elif not self._foot.isHidden():
            self.left.emit()

    # Showing

    def _forget_look(self) -> None:
        self._look, self._needs_number = None, False
        self._card.forget_look()

    def _hear_card(self) -> None:
        if self._look is not None and self._opened_with != self._card.secret:
            self._forget_look()
        self._show()

    def _set_busy(self, *, busy: bool) -> None:
        self._opened_with = self._card.secret
        self._next.set_busy(busy=busy)
        self._card.set_busy(busy=busy)
        for part in (self._table, self._file, self._elsewhere):
            part.setEnabled(not busy)
        if busy:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)  # where the keyboard was is disabled

    def _show(self) -> None:
        self._into.setText(f"Into {words_for(self._folder)}")
        looked = self._look is not None
        if self._needs_number:
            ready = bool(self._card.number.edit.text().strip())
        else:
            ready = self._row is not None and bool(self._card.secret)
        self._next.set_label("Look into it" if not looked else "Restore this backup")
        self._next.set_variant(Variant.DESTRUCTIVE_SOLID if self._needs_number else Variant.FIRST)
        self._next.setEnabled(ready)

    def _connect(self) -> None:
        self._table.chosen.connect(self.choose)
        self._table.opened.connect(lambda _row: self._card.begin())
        self._file.clicked.connect(self._ask_file)
        self._elsewhere.clicked.connect(self._ask_folder)
        self._card.changed.connect(self._hear_card)
        self._back.clicked.connect(self._step_back)
        self._next.clicked.connect(self._go_on)

    def _lay_out(self) -> None:
        content = QWidget()
        body = self._body = QVBoxLayout(content)
        body.setContentsMargins(EDGE, EDGE - 2, EDGE, 0)
        body.setSpacing(0)
        body.addWidget(self._heading)
        body.addSpacing(5)
        body.addWidget(self._lead)
        body.addSpacing(30)
        self._cards = QWidget()
        row = QHBoxLayout(self._cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self._list_card(), 584)
        row.addWidget(self._card, 472)
        body.addWidget(self._cards)
        body.addStretch(1)
        page = Frame(Ground.PAGE, margin=0, gap=0)
        page.column.addWidget(BodyScroll(content), 1)
        page.column.addWidget(self._footer())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _list_card(self) -> Frame:
        card = Frame(Ground.CARD, margin=20, gap=12)
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "Backups", "heading"), 1)
        head.addWidget(self._file)
        card.column.addLayout(head)
        card.column.addWidget(self._table)
        card.column.addWidget(self._none)
        card.column.addStretch(1)
        return card

    def _footer(self) -> QWidget:
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(EDGE - GHOST_PADDING, 12, EDGE, 32)
        row.setSpacing(12)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._into)
        row.addWidget(self._elsewhere)
        row.addWidget(self._next)
        return self._foot
