"""Whether the vault is sound: read whole when asked, with what the last reading found."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import VaultDamaged
from weavit_desktop.services import integrity
from weavit_desktop.services.integrity import Checked
from weavit_desktop.services.progress import IsCancelled, Progress, Step
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.moments import whole_day_and_time
from weavit_desktop.views.pages.settings.card import EDGE, SettingsCard
from weavit_desktop.views.pages.settings.work_row import WorkRow

NEVER = "The whole vault was not read yet."
FIGURES = ("pages read", "damaged", "it took")


class IntegrityCard(SettingsCard):
    """Reads every page of the vault when asked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "shield-check", "Integrity", parent)
        self._desk = desk
        theme = desk.theme
        self._work = WorkRow(desk, _progress_words)
        self._check = Button(theme, "Check", accessible_name="Check the vault now")
        self._work.turned.connect(lambda runs: self._check.setEnabled(not runs))
        self._figures = [Label(theme, "–", "title", tabular=True) for _ in FIGURES]
        self.column.addWidget(Rule())
        self.column.addLayout(self._tiles())
        self._check.clicked.connect(self._start)
        self._words = self.add_row("Check now", NEVER, self._check)
        self.column.addWidget(self._work)
        self._problems = Label(theme, "", "caption", "attention", wrap=True)
        self._problems.setContentsMargins(EDGE, 0, EDGE, 10)
        self._help = Button(theme, "What can be done…")
        self._help.clicked.connect(self._open_damage)
        self.column.addWidget(self._problems)
        self.column.addLayout(self._foot())
        self._problems.hide()
        self._help.hide()
        self.read()

    def read(self) -> None:
        """Show what the last check found."""
        vault = self._desk.vault
        self._desk.tasks.run(
            lambda _progress, _cancelled: integrity.last_check(vault),
            lambda found: self._show(found) if found else None,
            self._desk.navigation.tell_error,
        )

    def _tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for at, (figure, words) in enumerate(zip(self._figures, FIGURES, strict=True)):
            if at:
                row.addWidget(Rule(Qt.Orientation.Vertical))
            cell = QVBoxLayout()
            cell.setContentsMargins(EDGE, 12, EDGE, 12)
            cell.setSpacing(0)
            cell.addWidget(figure)
            cell.addWidget(Label(self._desk.theme, words, "caption", "ink3"))
            row.addLayout(cell, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.addWidget(self._help)
        row.addStretch(1)
        return row

    def _start(self) -> None:
        vault, clock = self._desk.vault, self._desk.application.clock

        def work(progress: Progress, cancelled: IsCancelled) -> Checked:
            return integrity.check(vault, clock, progress, cancelled)

        self._work.run("Reading every page", work, self._show, self._desk.navigation.tell_error)

    def _show(self, found: Checked) -> None:
        bad = bool(found.problems)
        self.note.setText("Damage found" if bad else "No damage found")
        self.note.set_color("attention" if bad else "ink2")
        zone = ZoneInfo(self._desk.application.home_zone())
        told = (f"{found.pages:,}", f"{len(found.problems):,}", f"{found.seconds:.1f} s")
        for label, words in zip(self._figures, told, strict=True):
            label.setText(words)
        self._words.setText(f"Last on {whole_day_and_time(found.at.astimezone(zone))}")
        self._problems.setText(
            f"{many(len(found.problems), 'finding')}. Do not go on working with this vault: what can be "
            "saved is saved best now."
        )
        self._problems.setVisible(bad)
        self._help.setVisible(bad)

    def _open_damage(self) -> None:
        self._desk.navigation.tell_error(
            VaultDamaged(
                "A check of the whole vault found damage. Restore a backup, or save what can be read."
            )
        )


def _progress_words(step: Step) -> str:
    return "Reading and authenticating every page" if step.done else "Looking at every page"
