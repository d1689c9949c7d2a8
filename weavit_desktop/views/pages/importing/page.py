"""The Import page: files in, the flight check, the import, and what it brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.errors import Cancelled, FilesChanged, NoRoom
from weavit_desktop.importing.columns.mapping import ColumnMapping
from weavit_desktop.importing.context import Asked
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.import_work import Brought, Checked, ImportWork
from weavit_desktop.models.tasks import Task
from weavit_desktop.services.import_history import EarlierImport, earlier_imports, files_words, problems_of
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.mappings import Table
from weavit_desktop.services.problem_groups import ProblemGroup
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.report_file import save_report
from weavit_desktop.services.undoing import Undone
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.views.commands import covered
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.dropping import files_in
from weavit_desktop.views.pages.importing.file_dialogs import FileDialogs, SystemFileDialogs
from weavit_desktop.views.pages.importing.mapping_view import MappingView
from weavit_desktop.views.pages.importing.me_card import ask_me
from weavit_desktop.views.pages.importing.problems_card import Then
from weavit_desktop.views.pages.importing.progress_card import ProgressCard
from weavit_desktop.views.pages.importing.questions import ask_undo, ask_who
from weavit_desktop.views.pages.importing.report_view import Findings
from weavit_desktop.views.pages.importing.start_view import StartView
from weavit_desktop.views.pages.importing.views import CheckView, DoneView, EarlierView
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.painting import isolate

RUNNING = "An import is running. Wait for it, or cancel it first."
CANCELLED = "Cancelled. Nothing was changed."
CHANGED = "The files changed"
# What the page tells in its place. Anything else, a damaged vault or a bug, is told by the window.
TOLD_HERE = (FilesChanged, NoRoom)

T = TypeVar("T")
View = CheckView | DoneView | EarlierView | MappingView


class ImportPage(QWidget):
    """Drop files anywhere on it, or call `review`. Enter goes ahead, Esc goes back or stops."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, dialogs: FileDialogs | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._dialogs = dialogs or SystemFileDialogs()
        self._work = ImportWork(desk.application, desk.vault)
        self._task: Task[object] | None = None
        self._progress: ProgressCard | None = None  # of what runs now
        self._view: View | None = None  # None: the first page
        self._start = StartView(desk.theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._start)
        self._start.files_asked.connect(self._ask_for_files)
        self._start.folder_asked.connect(lambda: self._dialogs.ask_for_folder(self, self.review))
        self._start.progress.cancel_asked.connect(self._cancel)
        self._start.history.opened.connect(self._open_earlier)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Import")
        desk.changes.happened.connect(self._hear)

    # What the window asks of a page

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def refresh(self) -> None:
        """Read again which imports there were."""
        self._desk.tasks.run(
            lambda _progress, _cancelled: earlier_imports(self._desk.vault),
            self._start.history.show_imports,
            self._desk.navigation.tell_error,
        )

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Do nothing: each part goes by the width it has, which large text makes narrow too."""

    def focus_search(self) -> bool:
        """Return False: nothing is searched here."""
        return False

    def review(self, paths: Sequence[Path]) -> None:
        """Do the flight check over files and folders, and show it."""
        if self._progress is not None:
            self._desk.navigation.toast(RUNNING)
        elif paths:
            self._check(tuple(paths))

    # Keys and files

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go ahead on Enter; on Esc stop what runs, or go back to the first page."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._progress is not None:
            self._cancel()
        elif key == Qt.Key.Key_Escape and self._view is not None:
            self._leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self._view, CheckView | DoneView):
            if self._progress is None and not self._view.primary.busy:
                self._view.primary.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this machine."""
        if files_in(event) and self._progress is None:
            event.acceptProposedAction()
            self._start.box.set_awaits_drop(awaits=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Wait no longer."""
        self._start.box.set_awaits_drop(awaits=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        self._start.box.set_awaits_drop(awaits=False)
        event.acceptProposedAction()
        self.review(files_in(event))

    def _ask_for_files(self) -> None:
        if self._progress is None:
            self._dialogs.ask_for_files(self, self.review)

    # The flight check

    def _check(self, paths: tuple[Path, ...], me: Identifier | None = None) -> None:
        """Read the files. With `me`, confirm first that this is the holder."""
        self._show_start()
        self._start.set_reading(reading=True)
        self._take_focus(self)  # what had it is disabled, and Esc shall be heard
        name = paths[0].name or str(paths[0])
        heading = f"Reading {isolate(name) if len(paths) == 1 else many(len(paths), 'file')}"

        def work(progress: Progress, cancelled: IsCancelled) -> Checked:
            if me is not None:
                self._work.confirm([me], progress)
            return self._work.check(paths, progress, cancelled)

        self._run(
            work,
            self._show_check,
            partial(self._check_failed, paths),
            self._start.progress,
            heading,
            "Reading",
        )

    def _show_check(self, checked: Checked) -> None:
        self._start.set_reading(reading=False)
        view = CheckView(self._desk.theme, checked.check, checked.problems, self)
        view.left.connect(self._leave)
        view.import_asked.connect(lambda: self._import(view))
        view.others_asked.connect(self._ask_for_files)
        view.columns_asked.connect(partial(self._match, checked))
        view.who_asked.connect(lambda: self._ask_who(checked.check.paths))
        view.save_asked.connect(lambda: self._save(checked.check.report))
        view.progress.cancel_asked.connect(self._cancel)
        self._show(view)

    def _check_failed(self, paths: tuple[Path, ...], error: Exception) -> None:
        self._start.set_reading(reading=False)
        if isinstance(error, Cancelled):
            self._desk.navigation.toast(CANCELLED)
        elif isinstance(error, TOLD_HERE):
            notice = self._start.say(words_of(error), heading_of(error), "Try again")
            notice.acted.connect(lambda: self.review(paths))
        else:
            self._desk.navigation.tell_error(error)
        self._take_focus(self._start.box)

    def _ask_who(self, paths: tuple[Path, ...]) -> None:
        if self._progress is not None:
            self._desk.navigation.toast(RUNNING)
            return
        ask_who(self._desk, self._work, self.window(), lambda: self.review(paths))

    # What the columns of a table are

    def _match(self, checked: Checked, table: Table) -> None:
        """Ask what the columns of a table stand for; then check the same files again."""
        if self._progress is not None:
            self._desk.navigation.toast(RUNNING)
            return
        view = MappingView(self._desk.theme, table, self)

        def remember(mapping: ColumnMapping) -> None:
            self._desk.tasks.run(
                lambda _progress, _cancelled: self._work.say_columns(mapping),
                lambda _: self.review(checked.check.paths),
                self._desk.navigation.tell_error,
            )

        view.left.connect(lambda: self._show_check(checked))
        view.said.connect(remember)
        self._show(view)

    # The import

    def _import(self, view: CheckView) -> None:
        asked = view.asked
        view.set_importing(importing=True)
        heading = view.primary.label().replace("Import", "Importing", 1)
        self._run(
            lambda progress, cancelled: self._work.bring_in(view.checked, asked, progress, cancelled),
            partial(self._show_done, view, asked),
            partial(self._import_failed, view),
            view.progress,
            heading,
            "Importing",
        )

    def _show_done(self, view: CheckView, asked: Asked, brought: Brought) -> None:
        findings = Findings(brought.report, view.checked.fields, brought.problems, Then.DONE, asked)
        done = DoneView(self._desk.theme, findings, self)
        done.left.connect(self._show_start)
        done.people_asked.connect(lambda: self._desk.navigation.go("people"))
        done.duplicates_asked.connect(lambda: self._desk.navigation.go("duplicates"))
        done.save_asked.connect(lambda: self._save(brought.report))
        if any(one.kind != "name" for one in brought.proposed):
            done.ask_me(ask_me(self._desk, self._work, brought.proposed, partial(self._answered, done)))
        self._show(done)
        self._desk.changes.tell(Topic.PEOPLE, Topic.SHARING, Topic.CLIENTS, Topic.IDENTITY)

    def _answered(self, done: DoneView) -> None:
        done.ask_me(None)
        self._take_focus(done.primary)

    def _import_failed(self, view: CheckView, error: Exception) -> None:
        view.set_importing(importing=False)
        if isinstance(error, Cancelled):
            self._desk.navigation.toast(CANCELLED)
        elif isinstance(error, FilesChanged):
            notice = view.say(words_of(error), CHANGED, "Check again")
            notice.acted.connect(lambda: self.review(view.checked.paths))
        elif isinstance(error, TOLD_HERE):
            notice = view.say(words_of(error), heading_of(error), "Try again")
            notice.acted.connect(lambda: self._import(view))
        else:
            self._desk.navigation.tell_error(error)
        self._take_focus(view.primary)

    # Earlier imports, and the report as a file

    def _open_earlier(self, one: EarlierImport) -> None:
        if self._progress is not None:
            self._desk.navigation.toast(RUNNING)
            return

        def show(problems: Sequence[ProblemGroup]) -> None:
            if self._progress is not None:  # begun while this was read
                return
            view = EarlierView(self._desk.theme, one, problems, self)
            view.left.connect(self._leave)
            view.undo_asked.connect(
                lambda: ask_undo(self._desk, self._work, self.window(), one, partial(self._undo, view, one))
            )
            view.progress.cancel_asked.connect(self._cancel)
            self._show(view)

        self._desk.tasks.run(
            lambda _progress, _cancelled: problems_of(self._desk.vault, one.uid),
            show,
            self._desk.navigation.tell_error,
        )

    def _undo(self, view: EarlierView, one: EarlierImport, typed: str) -> None:
        if self._progress is not None:
            self._desk.navigation.toast(RUNNING)
            return

        def undone(figures: Undone) -> None:
            self._desk.changes.tell(Topic.PEOPLE, Topic.CLIENTS, Topic.SHARING)
            self._desk.navigation.toast(f"The import is undone: {many_people(figures.people)} went.")
            self._show_start()

        def failed(error: Exception) -> None:
            view.set_undoing(undoing=False)
            if isinstance(error, Cancelled):
                self._desk.navigation.toast(CANCELLED)
            else:
                self._desk.navigation.tell_error(error)
            self._take_focus(view.primary)

        view.set_undoing(undoing=True)
        self._take_focus(self)  # what had it is disabled, and Esc shall be heard
        self._run(
            lambda progress, cancelled: self._work.undo(one.uid, typed or None, progress, cancelled),
            undone,
            failed,
            view.progress,
            f"Undoing {isolate(files_words(one.files))}",
            "Undoing",
        )

    def _save(self, report: ImportReport) -> None:
        name = f"weavit-import-{self._desk.application.clock():%Y-%m-%d}.json"

        def save(place: Path) -> None:
            self._desk.tasks.run(
                lambda _progress, _cancelled: save_report(report, place),
                lambda _: self._desk.navigation.toast("The report is saved."),
                self._desk.navigation.tell_error,
            )

        self._dialogs.ask_for_place(self, name, save)

    # One thing at a time

    def _run(
        self,
        work: Callable[[Progress, IsCancelled], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        card: ProgressCard,
        heading: str,
        doing: str,
    ) -> None:
        """Run work with its progress on a card. Until it has ended, nothing else is begun."""
        self._progress = card
        card.begin(heading, doing)

        def ended(tell: Callable[[T], object] | Callable[[Exception], object], value: object) -> None:
            self._progress = self._task = None
            tell(value)  # type: ignore[arg-type] # each of the two gets what is its own

        task = self._desk.tasks.run(work, partial(ended, done), partial(ended, failed), card.show_step)
        if self._progress is not None:  # inline, it has ended by now
            self._task = task

    def _cancel(self) -> None:
        if self._task is not None and self._progress is not None:
            self._progress.show_cancelling()
            self._task.cancel()

    def _leave(self) -> None:
        """Go back to the first page, unless what runs has its progress on this one."""
        if self._progress is None:
            self._show_start()
        else:
            self._desk.navigation.toast(RUNNING)

    def _show_start(self) -> None:
        self._start.say("")
        self._bring_forward(None)
        self.refresh()

    def _show(self, view: View) -> None:
        """Show a page that was just built: building and showing are two frames."""
        QTimer.singleShot(0, view, partial(self._bring_forward, view))

    def _bring_forward(self, view: View | None) -> None:
        """Show a page, None for the first; the one before is gone."""
        before, self._view = self._view, view
        if view is None:
            self._stack.setCurrentWidget(self._start)
            self._take_focus(self._start.box)
        else:
            self._stack.setCurrentIndex(self._stack.addWidget(view))
            self._take_focus(view.primary)
            announce(self, view.summary())
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _take_focus(self, widget: QWidget) -> None:
        """Give the keyboard to a widget, unless someone types elsewhere or a dialog has it."""
        now = QApplication.focusWidget()
        elsewhere = now is not None and now is not self and not self.isAncestorOf(now)
        if not covered(self.window()) and (not elsewhere or isinstance(now, QAbstractButton)):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self, topics: frozenset[Topic]) -> None:
        if Topic.PEOPLE in topics and self.isVisible():
            self.refresh()
