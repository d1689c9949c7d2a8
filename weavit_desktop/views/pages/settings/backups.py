"""Backups: what is kept, when it was verified, where copies go, one more now, and the way to restore one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import VaultDamaged
from weavit_desktop.services import backups
from weavit_desktop.services.backup_standing import Standing, read_standing
from weavit_desktop.services.backups import Listed, Made, State
from weavit_desktop.services.progress import IsCancelled, Progress, Step
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.views.backups_table import BackupRow, BackupsTable, size_words
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.moments import weekday, weekday_and_time
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.pages.settings.day_strip import DAYS, DayStrip
from weavit_desktop.views.pages.settings.work_row import WorkRow
from weavit_desktop.views.places import words_for
from weavit_desktop.views.telling import words_of
from weavit_desktop.views.theme.accessibility import announce

T = TypeVar("T")

LIST_WIDTH = 640
RULE = (
    "All of 2 days are kept, then one of 12 days, 10 weeks and 9 months. To bring one back, choose Restore."
)
LIST_ROWS = 9
NOWHERE = "Nowhere. A disk that fails takes all of them with it."
AWAY = "The folder is not there. Connect its disk, or choose another folder."
COUNTED = "Opened, every page read."
NEVER = "None was read back yet."


class BackupsCard(SettingsCard):
    """What is kept, and what can be done with it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "archive", "Backups", parent)
        self._desk = desk
        self._standing: Standing | None = None
        theme = desk.theme
        self._work = WorkRow(desk, progress_words)
        self._days = DayStrip(theme)
        self._show_all = Button(theme, "Show…", Variant.QUIET, accessible_name="Show the backups…")
        self._choose = Button(
            theme, "Choose…", Variant.QUIET, accessible_name="Choose the folder for copies of backups…"
        )
        self._forget = Button(
            theme, "Forget", Variant.QUIET, accessible_name="Copy backups nowhere from now on"
        )
        self._now = Button(theme, "Back up now")
        self._verify = Button(theme, "Verify", accessible_name="Read every backup back now")
        self._restore = Button(theme, "Restore…", Variant.QUIET, accessible_name="Restore a backup…")
        self._lay_out()
        self._connect()
        self.read()

    def read(self) -> None:
        """Show how it stands now."""
        vault, clock = self._desk.vault, self._desk.application.clock
        self._desk.tasks.run(
            lambda _progress, _cancelled: read_standing(vault, clock),
            self._show,
            self._desk.navigation.tell_error,
        )

    def back_up(self) -> None:
        """Make one now."""
        vault, clock = self._desk.vault, self._desk.application.clock

        def work(progress: Progress, cancelled: IsCancelled) -> Made:
            return backups.back_up(vault, Reason.ASKED, clock, progress=progress, cancelled=cancelled)

        def done(made: Made) -> None:
            self._say(made.problem)
            if not made.problem:
                where = " and copied" if made.copy else ""
                self._desk.navigation.toast(f"Backed up, read back{where}.")

        self._run("Backing up", work, done)

    def _lay_out(self) -> None:
        self.add_widget(self._days)
        self._last = self.add_row("Last backup", "", self._show_all, self._now)
        self._copies = self.add_row("Copied to", NOWHERE, self._forget, self._choose)
        self._verified = self.add_row("Last verified", "", self._verify)
        self.add_row("Restore", "Read and checked first. Today’s vault goes into quarantine.", self._restore)
        self._problem = Label(self._desk.theme, "", "caption", "attention", wrap=True)
        self._problem.setContentsMargins(16, 0, 16, 12)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._work)
        self._say("")

    def _connect(self) -> None:
        self._show_all.clicked.connect(self._list)
        self._choose.clicked.connect(self._ask_folder)
        self._forget.clicked.connect(lambda: self._remember(None))
        self._now.clicked.connect(self.back_up)
        self._verify.clicked.connect(self._read_back)
        self._work.turned.connect(self._turn)
        self._restore.clicked.connect(self._desk.navigation.restore_backup)

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        self._days.set_days(standing.days(DAYS))
        folder = standing.copy_folder
        self._copies.setText(NOWHERE if folder is None else words_for(folder))
        if not standing.copy_is_there:
            self._copies.setText(AWAY)
        self._copies.set_color("ink3" if standing.copy_is_there else "attention")
        self._forget.setVisible(folder is not None)
        self._last.setText(last_words(standing))
        verified = standing.verified_at
        self._verified.setText(f"{weekday_and_time(verified)}. {COUNTED}" if verified else NEVER)
        self.note.setText(f"Last verified {weekday(verified.date())}" if verified else "")
        self._show_all.setEnabled(bool(standing.kept))
        self._verify.setEnabled(bool(standing.kept) and not self._work.runs)

    def _list(self) -> None:
        if self._standing is not None:
            show_backups(self._desk, self.window(), self._standing)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a folder for copies of backups")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self._remember(Path(chosen)))
        dialog.open()

    def _remember(self, folder: Path | None) -> None:
        vault = self._desk.vault

        def done(_none: object) -> None:
            self.read()
            if folder is not None:
                self.back_up()  # whether a place is any good shows when something is put there

        self._desk.tasks.run(
            lambda _progress, _cancelled: backups.remember_copy_folder(vault, folder),
            done,
            lambda error: self._say(words_of(error)),
        )

    def _read_back(self) -> None:
        vault, clock = self._desk.vault, self._desk.application.clock

        def done(found: list[Listed]) -> None:
            damaged = sum(one.state is State.DAMAGED for one in found)
            if not damaged:
                self._desk.navigation.toast(f"{many(len(found), 'backup')} read back, all whole.")
                return
            verb = "is" if damaged == 1 else "are"
            self._say(f"{damaged} of {many(len(found), 'backup')} {verb} damaged. Back up now.")

        self._run(
            "Reading back",
            lambda progress, cancelled: backups.verified(vault, clock, progress, cancelled),
            done,
        )

    def _run(
        self, what: str, work: Callable[[Progress, IsCancelled], T], done: Callable[[T], object]
    ) -> None:
        def settle(value: T) -> None:
            self.read()
            done(value)

        def fail(error: Exception) -> None:
            self.read()
            if isinstance(error, VaultDamaged):
                self._desk.navigation.tell_error(error)
            else:
                self._say(words_of(error))

        self._say("")
        self._work.run(what, work, settle, fail)

    def _turn(self, runs: bool) -> None:
        for button in (self._now, self._verify, self._choose, self._forget, self._restore):
            button.setEnabled(not runs)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            announce(self._problem, problem)


def last_words(standing: Standing) -> str:
    """Return when the newest was made, and how many there are."""
    newest = standing.newest
    at = standing.made_at(newest) if newest else None
    if at is None:
        return "None yet."
    return f"{weekday_and_time(at)}. {len(standing.kept):,} kept, {size_words(standing.bytes)}."


def progress_words(step: Step) -> str:
    """Return how far a piece of work is, in words."""
    if step.phase == backups.VERIFYING:
        return f"Reading back {step.done + 1:,} of {many(step.total or 0, 'backup')}"
    if step.total and step.done < step.total:
        return f"Copying the vault, {100 * step.done // step.total}%"
    return "Reading it back"


def show_backups(desk: Desk, window: QWidget, standing: Standing) -> Dialog:
    """Show the backups in the vault's folder, until it is closed."""
    dialog = Dialog(
        desk.theme,
        window,
        "Backups in the vault’s folder",
        f"{many(len(standing.kept), 'backup')}, {size_words(standing.bytes)}. {RULE}",
        width=LIST_WIDTH,
    )
    table = BackupsTable(desk.theme, [BackupRow(one, standing.made_at(one)) for one in standing.kept])
    table.show_up_to(LIST_ROWS)
    dialog.body.addWidget(table)
    dialog.add_keep_button(Button(desk.theme, "Close", Variant.FIRST))
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    dialog.open()
    return dialog
