"""What an import would do or did, on one page: figures, files, problems, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.importing.context import NOTHING, Asked
from weavit_desktop.models.importing import SourcesModel
from weavit_desktop.services.field_check import FieldCount
from weavit_desktop.services.flight_check import offered
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.problem_groups import ProblemGroup
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.pages.importing.figures_table import FiguresTable
from weavit_desktop.views.pages.importing.problems_card import ProblemsCard, Then
from weavit_desktop.views.pages.importing.side_cards import fields_card, messages_card, passed_over_card
from weavit_desktop.views.pages.importing.tiles import Tiles, figures_of
from weavit_desktop.views.pages.importing.words_card import WordsCard
from weavit_desktop.views.theme.theme import Theme

WIDTHS = (118, 78, 72, 82, 94, 98, 100)  # format, records, new, updated, unchanged, interactions, problems
LEAST_NAME = 210
GIVE_WAY = (5, 2, 4, 6)  # unchanged, format, updated, interactions
MOST_FILES = 6
SIDE = 340
LEAST_FOR_SIDE = 1080  # pixels at 100 %: under that, what stands beside goes below
LEAST_FOR_ROW = 760  # and under that, there one below the other
GAP = 16


@dataclass(frozen=True, slots=True)
class Findings:
    """What the page shows, and what becomes of the problems. `asked`: what an import kept besides."""

    report: ImportReport
    fields: Sequence[FieldCount]
    problems: Sequence[ProblemGroup]
    then: Then
    asked: Asked = NOTHING


class ReportView(QWidget):
    """`top` holds whatever stands above the figures: progress, a question, a notice."""

    save_asked = Signal()

    def __init__(self, theme: Theme, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # From the outside in: with a style sheet, every widget below is dressed anew with each new parent.
        content = QWidget(self)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = BodyScroll(content, self)
        outer.addWidget(self._scroll)
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 19, 24, 18)
        column.setSpacing(GAP)
        self.top = QVBoxLayout()
        self.top.setSpacing(GAP)
        column.addLayout(self.top)
        if any(source.records for source in findings.report.sources):
            column.addWidget(Tiles(theme, figures_of(findings.report, findings.fields), content))
        column.addWidget(_files_card(theme, findings.report, content))
        self._bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bottom.setSpacing(GAP)
        column.addLayout(self._bottom, 1)
        self.problems = ProblemsCard(theme, content)
        self.problems.save_asked.connect(self.save_asked)
        self._bottom.addWidget(self.problems, 1)
        self.problems.show_problems(findings.problems, findings.then)
        if not findings.problems:
            self._bottom.setAlignment(self.problems, Qt.AlignmentFlag.AlignTop)
        self._side = QWidget(content)
        self._side_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        self._side_row.setContentsMargins(0, 0, 0, 0)
        self._side_row.setSpacing(GAP)
        self._bottom.addWidget(self._side)
        self.words: WordsCard | None = None  # before an import, where there is something to ask for
        self._add_side_cards(findings)
        theme.changed.connect(self._fit)
        self._fit()

    def go_to_top(self) -> None:
        """Bring `top` into view: something happens there."""
        self._scroll.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that the width has room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put what stands beside the problems under them, or back."""
        narrow = self.width() < self._theme.grow(LEAST_FOR_SIDE)
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bottom.setDirection(down if narrow else along)
        in_row = narrow and self.width() >= self._theme.grow(LEAST_FOR_ROW)
        self._side_row.setDirection(along if in_row else down)
        last = self._side_row.count() - 1  # the space under the cards
        for at in range(last + 1):
            self._side_row.setStretch(at, int(in_row is not (at == last)))
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)  # Qt's word for any width
            self._side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        else:
            self._side.setFixedWidth(self._theme.grow(SIDE))
            self._side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _add_side_cards(self, findings: Findings) -> None:
        cards = [fields_card(self._theme, findings.fields, self._side)] if findings.fields else []
        passed_over = passed_over_card(self._theme, findings.report, self._side)
        if passed_over is not None:
            cards.append(passed_over)
        offers = offered(findings.report)
        if findings.then is not Then.DONE and offers != NOTHING:
            self.words = WordsCard(self._theme, offers, self._side)
            cards.append(self.words)
        elif offers.texts:
            cards.append(messages_card(self._theme, findings.asked, self._side))
        for card in cards:
            self._side_row.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        self._side_row.addStretch(1)
        if not cards:
            self._side.hide()


def _files_card(theme: Theme, report: ImportReport, parent: QWidget) -> Frame:
    card = Frame(Ground.CARD, margin=1, gap=0, parent=parent)
    model = SourcesModel(card)
    model.show_sources(report.sources)
    table = FiguresTable(
        theme,
        model,
        "Files",
        WIDTHS,
        most_rows=MOST_FILES,
        least_first=LEAST_NAME,
        give_way=GIVE_WAY,
        parent=card,
    )
    card.column.addWidget(table)
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    return card
