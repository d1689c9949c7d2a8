"""The review of duplicates as a test drives it: keys, mouse, and three pairs to ask about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builders.desk import someone
from builders.shown_page import LEFT, ShownPage
from weavit_desktop.models.comparison import CELL_ROLE, Kind, Place
from weavit_desktop.views.pages.duplicates.page import DuplicatesPage

# Three pairs, the surest first.
PAIRS = (
    someone("Sean O Faolain", email="s@beta.example", org="Beta", title="CFO", tel="+35315550101", uid="1"),
    someone("Seán Ó Faoláin", email="f@mail.example", org="Beta", title="CEO", uid="2"),
    someone("Rosa Steinmetz", email="rosa@gamma.example", org="Gamma Bank", uid="3"),
    someone("Rosa Steinmetz", email="rosa.s@mail.example", org="Gamma Bank AG", title="CFO", uid="4"),
    someone("Max von Adelheim", email="max@acme.example", org="Acme Re", title="VP", uid="5"),
    someone("Maximilian von Adelheim", email="adelheim@mail.example", org="Acme Re", uid="6"),
)


@dataclass
class Opened(ShownPage):
    """The page as a test drives it."""

    page: DuplicatesPage

    def waiting(self) -> list[str]:
        """Return the older names of the questions that wait, in their order."""
        return [one.one_name for one in self.page.table.questions.rows]

    def names(self) -> list[str]:
        """Return who is in the vault."""
        rows = self.desk.vault.read(lambda db: db.execute("SELECT name FROM person ORDER BY name").fetchall())
        return [name for (name,) in rows]

    def row_of(self, label: str) -> int:
        model = self.page.question.table.comparison
        return next(row for row in range(model.rowCount()) if model.index(row, 0).data() == label)

    def cell(self, label: str, place: Place) -> tuple[str, Kind]:
        """Return what a cell of the comparison says, and how."""
        cell = self.page.question.table.comparison.index(self.row_of(label), place).data(CELL_ROLE)
        return cell.text, cell.kind

    def click_cell(self, label: str, place: Place) -> None:
        table = self.page.question.table
        index = table.comparison.index(self.row_of(label), place)
        QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
        QApplication.processEvents()


Open = Callable[..., Opened]
