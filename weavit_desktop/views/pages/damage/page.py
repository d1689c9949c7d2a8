"""The vault file is damaged: it is looked at page by page, then the ways back are offered, the best first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.composition import Application
from weavit_desktop.errors import HeaderDamaged, VaultDamaged
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.services import damage
from weavit_desktop.services.damage import Damage, Unlock
from weavit_desktop.services.progress import IsCancelled, Progress, Step
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.damage import words
from weavit_desktop.views.state_page import StatePage
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.theme import Theme

COMMAND = "weavit"
HEADING = "The vault file is damaged"
LOOKING = "Every page is read, and every backup until one is whole. The vault itself stays as it is."
KEY_FILE = (
    "Both key files are damaged or gone, and no backup in the vault’s folder has a copy. Without one, "
    "neither the passphrase nor the recovery code opens the vault. A backup from another disk brings its key "
    "file along."
)
SAVING = "Each table is read as far as it can be, and everything is computed anew."
LAST_WAY = (
    "The last way: a new vault of what can still be read. Around a page that cannot be read, some 36 rows "
    "are lost. Both vaults stay."
)


class DamagePage(StatePage):
    """`restore_asked` carries the backup to begin with, None to choose one; `again` to try to open it.

    `settled` when saving what can be read has worked or not; `ended` carries the folder of the new vault.
    """

    restore_asked = Signal(object)
    again = Signal()
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
        super().__init__(theme, parent)
        self._application = application
        self._tasks = tasks
        self._folder = folder
        self._zone = ZoneInfo(application.home_zone())
        self._damage: Damage | None = None
        self._unlock: Unlock | None = None
        self.is_working = False

    def look_at_stopped(self, vault: Vault) -> None:
        """Look at a vault in which damage was met while it was open. It is closed by that."""
        self._unlock = damage.with_key_of(vault)
        self._look(lambda cancelled: damage.examine_stopped(vault, cancelled=cancelled))

    def look_at_closed(self, unlock: Unlock | None, error: Exception) -> None:
        """Look at a vault that did not open; `unlock` opens its header, None if nothing at hand does."""
        folder, self._unlock = self._folder, unlock
        if isinstance(error, HeaderDamaged):
            self._show_trouble("The key file is damaged", KEY_FILE)
        elif unlock is None:
            self._show_trouble(HEADING, words_of(error))
        else:
            self._look(
                lambda cancelled: damage.examine_closed(folder, unlock, command=COMMAND, cancelled=cancelled)
            )

    def _look(self, work: Callable[[IsCancelled], Damage]) -> None:
        self.show_state("search-check", "Looking at what is damaged", LOOKING, color="ink")
        self._tasks.run(lambda _progress, cancelled: work(cancelled), self._show, self._fail)

    def _fail(self, error: Exception) -> None:
        heading = HEADING if isinstance(error, VaultDamaged) else heading_of(error)
        self._show_trouble(heading, words_of(error))

    def _show_trouble(self, heading: str, what: str) -> None:
        self.show_state("file-warning", heading, what, (self._restore(None), self._again()))

    def _show(self, found: Damage) -> None:
        self._damage = found
        show = Button(self._theme, "Show what is lost", Variant.DEFAULT)
        show.clicked.connect(lambda: self._show_details(found))
        self._say(found, (self._restore(found), show))

    def _show_details(self, found: Damage) -> None:
        parts: list[QWidget] = [_Details(self._theme, words.details(found, self._zone))]
        if found.opens and self._unlock is not None:
            last = _LastWay(self._theme)
            last.button.clicked.connect(self._ask_folder)
            parts.append(last)
        self._say(found, (self._restore(found), self._again()), *parts)

    def _say(self, found: Damage, buttons: tuple[Button, ...], *more: QWidget) -> None:
        self.show_state("file-warning", HEADING, words.state_words(found, self._zone), buttons, *more)

    def _restore(self, found: Damage | None) -> Button:
        backup = found.backup if found else None
        label = words.restore_label(backup, self._zone) if backup else "Restore a backup…"
        button = Button(self._theme, label, Variant.FIRST)
        button.clicked.connect(lambda: self.restore_asked.emit(backup.path if backup else None))
        return button

    def _again(self) -> Button:
        button = Button(self._theme, "Try again", Variant.GHOST)
        button.clicked.connect(self.again)
        return button

    # The last way

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a new, empty folder", str(self._folder.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self._save_into(Path(chosen)))
        dialog.open()

    def _save_into(self, out: Path) -> None:
        if self._unlock is None or self.is_working:
            return
        # The whole program is behind it, which the lock screen does without.
        from weavit_desktop.services.salvage import Means, Outcome, salvage

        folder, unlock, application = self._folder, self._unlock, self._application
        means = Means(application.clock, application.new_id, application.rules, application.home_zone)
        self.is_working = True
        self.show_state("life-buoy", "Saving what can be read", SAVING, color="ink")

        def work(progress: Progress, _cancelled: IsCancelled) -> Outcome:
            return salvage(folder, out, unlock, means, progress)

        def done(outcome: Outcome) -> None:
            button = Button(self._theme, "Unlock the new vault", Variant.FIRST)
            button.clicked.connect(lambda: self.ended.emit(outcome.folder))
            said = words.outcome_words(outcome)
            self.show_state("badge-check", "What can be read is saved", said, (button,), color="ink")
            self._settle()

        def fail(error: Exception) -> None:
            self._fail(error)
            self._settle()

        self._tasks.run(work, done, fail, self._tell)

    def _tell(self, step: Step) -> None:
        if step.total:
            self.show_progress(f"{SAVING} {100 * step.done // step.total}%")

    def _settle(self) -> None:
        self.is_working = False
        self.settled.emit()


class _Details(QWidget):
    """What is lost, row by row."""

    def __init__(self, theme: Theme, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        for what, value in rows:
            form.addRow(
                Label(theme, what, "caption", "ink3"), Label(theme, value, "caption", "ink", wrap=True)
            )


class _LastWay(QWidget):
    """What to do where no backup is whole, or none is new enough."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button = Button(theme, "Save what can be read…", Variant.QUIET, small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Rule())
        column.addWidget(Label(theme, LAST_WAY, "caption", "ink2", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
