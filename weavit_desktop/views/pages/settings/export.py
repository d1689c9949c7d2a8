"""Taking everything along: what is written, where to, and that it is in the clear."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.services.exporting import NOT_ENCRYPTED, ExportReport, export
from weavit_desktop.services.progress import IsCancelled, Progress, Step
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.field import ComboBox
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.pages.settings.work_row import WorkRow

# What is offered: in words, as the service calls it, and what a file of it is called.
KINDS = (
    ("Archive, everything", "archive", "Weavit archive.zip"),
    ("vCard, for address books", "vcard", "People.vcf"),
    ("Table, for any program", "csv", "People.csv"),
    ("JSON, to be read", "json", "People.json"),
)
WHAT = "What to export"
BUTTON = "Export…"


class ExportCard(SettingsCard):
    """Writes everyone into a file that is chosen. A file that is there is never replaced."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "upload", "Take it with you", parent)
        self._desk = desk
        self._kind = ComboBox(desk.theme, WHAT, tuple(words for words, *_ in KINDS))
        self._button = Button(desk.theme, BUTTON)
        self._button.clicked.connect(self._ask)
        self._words = self.add_row("Export", NOT_ENCRYPTED, self._kind, self._button)
        self._work = WorkRow(desk, _progress_words)
        self._work.turned.connect(lambda runs: self._button.setEnabled(not runs))
        self.column.addWidget(self._work)

    def _ask(self) -> None:
        _, format_, name = KINDS[self._kind.currentIndex()]
        dialog = QFileDialog(self.window(), "Export")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the service replaces nothing
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._write(format_, Path(path)))
        dialog.open()

    def _write(self, format_: str, path: Path) -> None:
        vault, application = self._desk.vault, self._desk.application

        def work(progress: Progress, cancelled: IsCancelled) -> ExportReport:
            return export(
                vault,
                application.rules(),
                path,
                format=format_,
                clock=application.clock,
                progress=progress,
                cancelled=cancelled,
            )

        self._work.run("Exporting", work, self._tell, self._desk.navigation.tell_error)

    def _tell(self, report: ExportReport) -> None:
        left_out = "".join(f" Left out: {what} ({count:,})." for what, count in report.left_out)
        written = many_people(report.people)
        self._words.setText(f"{written} written. {NOT_ENCRYPTED}{left_out}")


def _progress_words(step: Step) -> str:
    return f"Exporting {step.done:,} of {step.total:,}" if step.total else "Exporting"
