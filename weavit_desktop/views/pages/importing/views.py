"""The pages behind the first: the flight check, what an import brought, the problems of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.importing.context import NOTHING, Asked
from weavit_desktop.models.import_problems import MATCH
from weavit_desktop.models.import_problems import WHO as SAY_WHO
from weavit_desktop.models.importing import when_words
from weavit_desktop.services.flight_check import FlightCheck
from weavit_desktop.services.import_history import EarlierImport, files_words
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.mappings import Table
from weavit_desktop.services.person_words import source_name
from weavit_desktop.services.problem_groups import ProblemGroup
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.pages.importing.me_card import MeCard
from weavit_desktop.views.pages.importing.page_header import PageHeader
from weavit_desktop.views.pages.importing.problems_card import ProblemsCard, Then
from weavit_desktop.views.pages.importing.progress_card import ProgressCard
from weavit_desktop.views.pages.importing.report_view import Findings, ReportView
from weavit_desktop.views.pages.importing.words_card import words_of
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

BACK = "Import"
DONE = "Done"
LEAST_FOR_READ = 960  # pixels at 100 %: in less, the header has no room for how much was read
LEAST_FOR_WORDS = 600  # nor in less than these for words beside the title, or for a second way back
ALL_KNOWN = "The vault has all of this already. There is nothing to import."
MOST_TABLES = 3
NO_NAME = "None of its columns could be taken for a name or an e-mail address. Say which one is."
NOBODY_YET = "Nobody can be read from this table yet"
WHO = "These messages do not tell which of the people is you. Say it, and they are counted too."


class CheckView(Frame):
    """`import_asked`; `others_asked` for other files; `who_asked` to say who one is; `left` to give up.

    `columns_asked` carries the table of which the person wants to say what its columns stand for.
    """

    import_asked = Signal()
    others_asked = Signal()
    who_asked = Signal()
    columns_asked = Signal(object)
    save_asked = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        checked: FlightCheck,
        problems: Sequence[ProblemGroup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Ground.PAGE, margin=0, gap=0, parent=parent)
        self._theme = theme
        self.checked = checked
        report = checked.report
        # Those from which nobody can be read come first: a folder may hold many.
        tables = [source.table for source in report.sources if source.table is not None]
        self._tables = sorted(tables, key=lambda one: not one.refusal)
        words = "Nothing of it is in your vault yet"
        header = PageHeader(theme, "Flight check", words, back=BACK, least=LEAST_FOR_WORDS, parent=self)
        header.went_back.connect(self.left)
        records = sum(source.records for source in report.sources)
        self._read = Label(
            theme, f"Read {many(records, 'record')} in {report.seconds:.1f} s", "caption", "ink3"
        )
        self.primary = self._first_button(report)
        self._beside = self._second_button()
        for tool in (self._read, self._beside, self.primary):
            header.tools.addWidget(tool)
        then = Then.GOES_ON if checked.is_news else Then.ENDS
        self.column.addWidget(header)
        self.report = ReportView(theme, Findings(report, checked.fields, problems, then), self)
        self.report.save_asked.connect(self.save_asked)
        if self.report.words is not None:
            self.report.words.changed.connect(self._follow_asked)
        self.progress = ProgressCard(theme)
        self.progress.hide()
        self._notice: Notice | None = None
        self.report.top.addWidget(self.progress)
        self._add_remark()
        self.column.addWidget(self.report, 1)
        theme.changed.connect(self._fit)

    @property
    def asked(self) -> Asked:
        """Return what is to be kept besides, as it is ticked now."""
        return self.report.words.asked if self.report.words is not None else NOTHING

    def summary(self) -> str:
        """Return what a screen reader says of it."""
        if self._unmatched is not None:
            return f"Flight check. {NOBODY_YET}. {_unmatched_words(self._unmatched)}"
        people = self.checked.report.people
        found = f"{many_people(people.found)} found, {people.new:,} new, {people.updated:,} updated"
        return f"Flight check. {found}. Nothing of it is in your vault yet."

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the header what it has no room for."""
        super().resizeEvent(event)
        self._fit()

    def set_importing(self, *, importing: bool) -> None:
        """Show that it is being imported, or not any more."""
        self.say("")
        self.progress.setVisible(importing)
        self.report.go_to_top()
        self.primary.set_busy(busy=importing)
        self._fit()
        if self.report.words is not None:
            self.report.words.set_busy(busy=importing)

    def say(self, words: str, heading: str = "", action: str = "") -> Notice:
        """Tell what went wrong above the figures; no words take it away. Return it, for its action."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        notice = self._notice = Notice(
            self._theme, words, heading=heading, icon="circle-alert", tone=Tone.ATTENTION, action=action
        )
        self.report.top.insertWidget(0, notice)
        notice.setVisible(bool(words))
        self.report.go_to_top()
        return notice

    def _fit(self) -> None:
        grow = self._theme.grow
        self._read.setVisible(self.width() >= grow(LEAST_FOR_READ))
        has_room = self._unmatched is None or self.width() >= grow(LEAST_FOR_WORDS)
        self._beside.setVisible(has_room and not self.primary.busy)  # the one beside the bar stops it

    @property
    def _unmatched(self) -> Table | None:
        """Return the table that stands between the person and any import, None if there is none."""
        if self.checked.is_readable or not self._tables or not self._tables[0].refusal:
            return None
        return self._tables[0]

    def _others_button(self, variant: Variant) -> Button:
        keys = "Enter" if variant is Variant.FIRST else None
        button = Button(self._theme, "Choose other files", variant, icon="folder-open", keys=keys)
        button.clicked.connect(self.others_asked)
        return button

    def _second_button(self) -> Button:
        if self._unmatched is not None:  # the way back leaves too: there is no room for all with large text
            return self._others_button(Variant.DEFAULT)
        button = Button(self._theme, "Cancel", Variant.GHOST)
        button.clicked.connect(self.left)
        return button

    def _first_button(self, report: ImportReport) -> Button:
        if self._unmatched is not None:
            button = Button(self._theme, MATCH, Variant.FIRST, icon="table-2", keys="Enter")
            button.clicked.connect(partial(self.columns_asked.emit, self._unmatched))
        elif not self.checked.is_readable:
            button = self._others_button(Variant.FIRST)
        elif not self.checked.is_news:
            button = Button(self._theme, DONE, Variant.FIRST, icon="check", keys="Enter")
            button.clicked.connect(self._go)
        else:
            words = f"Import {_what_comes(report)}"
            button = Button(self._theme, words, Variant.FIRST, icon="import", keys="Enter")
            button.clicked.connect(self.import_asked)
        return button

    def _go(self) -> None:
        """Import what is asked for of what the vault has already, or leave."""
        (self.left if self.asked == NOTHING else self.import_asked).emit()

    def _follow_asked(self) -> None:
        """Where nothing is new, let what is ticked be imported all the same."""
        if not self.checked.is_news:
            words = words_of(self.asked)
            self.primary.set_label(f"Import {words}" if words else DONE)
            self.primary.set_icon_name("import" if words else "check")

    def _add_remark(self) -> None:
        theme = self._theme
        if self._unmatched is not None:
            sign = Sign(theme, "table-2", "attention")
            self.report.top.addWidget(EmptyState(theme, sign, NOBODY_YET, _unmatched_words(self._unmatched)))
        elif not self.checked.is_readable:
            words = "Nothing was changed. Below stands why, file by file."
            sign = Sign(theme, "file-warning", "attention")
            self.report.top.addWidget(EmptyState(theme, sign, "Nothing here can be imported", words))
        elif not self.checked.is_news:
            self.report.top.addWidget(Notice(theme, ALL_KNOWN, icon="check", tone=Tone.BOXED))
        self._add_tables()
        if self.checked.asks_who_you_are:
            notice = Notice(theme, WHO, icon="user-round", tone=Tone.BOXED, action=SAY_WHO)
            notice.acted.connect(self.who_asked)
            self.report.top.addWidget(notice)

    def _add_tables(self) -> None:
        """Say of tables that no program is known by how they are read. One is the page's, if it is first."""
        for table in self._tables[int(self._unmatched is not None) : MOST_TABLES]:
            notice = _table_notice(self._theme, table)
            notice.acted.connect(partial(self.columns_asked.emit, table))
            self.report.top.addWidget(notice)


class DoneView(Frame):
    """What an import brought. `people_asked` to see it, `duplicates_asked` whom twice, `left` for more."""

    people_asked = Signal()
    duplicates_asked = Signal()
    save_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(Ground.PAGE, margin=0, gap=0, parent=parent)
        self._theme = theme
        self._words = f"{_what_comes(findings.report)}. {findings.report.outcome}".strip()
        header = PageHeader(theme, "Imported", self._words, back=BACK, least=LEAST_FOR_WORDS, parent=self)
        header.went_back.connect(self.left)
        more = self._more = Button(theme, "Import more", Variant.GHOST)
        more.clicked.connect(self.left)
        self.primary = Button(theme, "See people", Variant.FIRST, icon="users", keys="Enter")
        self.primary.clicked.connect(self.people_asked)
        header.tools.addWidget(more)
        if findings.report.duplicates_found:
            words = f"Review {many(findings.report.duplicates_found, 'duplicate')}"
            review = Button(theme, words, icon="users-round")
            review.clicked.connect(self.duplicates_asked)
            header.tools.addWidget(review)
        header.tools.addWidget(self.primary)
        self.column.addWidget(header)
        self.report = ReportView(theme, findings, self)
        self.report.save_asked.connect(self.save_asked)
        self.column.addWidget(self.report, 1)
        theme.changed.connect(self._fit)

    def summary(self) -> str:
        """Return what a screen reader says of it."""
        return f"Imported {self._words}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the header what it has no room for."""
        super().resizeEvent(event)
        self._fit()

    def ask_me(self, card: MeCard | None) -> None:
        """Step back behind a question, or with None come forward again: only one button is the first."""
        self.primary.set_variant(Variant.FIRST if card is None else Variant.DEFAULT)
        if card is not None:
            self.report.top.addWidget(card)

    def _fit(self) -> None:
        # The way back leads there too.
        self._more.setVisible(self.width() >= self._theme.grow(LEAST_FOR_WORDS))


class EarlierView(Frame):
    """The problems of an import that lies behind, and the way to undo the whole of it."""

    undo_asked = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        one: EarlierImport,
        problems: Sequence[ProblemGroup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Ground.PAGE, margin=0, gap=0, parent=parent)
        header = PageHeader(theme, when_words(one.at), files_words(one.files), back=BACK, parent=self)
        header.went_back.connect(self.left)
        undo = self._undo = Button(theme, "Undo this import…", Variant.DESTRUCTIVE, icon="undo-2")
        undo.set_asks()
        undo.clicked.connect(self.undo_asked)
        header.tools.addWidget(undo)
        self.progress = ProgressCard(theme)
        self.progress.hide()
        card = ProblemsCard(theme, self)
        card.show_problems(problems, Then.DONE, can_save=False)
        self.primary: QWidget = card.table if problems else undo
        body = QVBoxLayout()
        body.setContentsMargins(28, 20, 24, 20)
        body.setSpacing(16)
        body.addWidget(self.progress)
        body.addWidget(card)
        if not problems:
            body.addStretch(1)
        self.column.addWidget(header)
        self.column.addLayout(body, 1)

    def summary(self) -> str:
        """Return what a screen reader says of it."""
        return "An earlier import and its problems"

    def set_undoing(self, *, undoing: bool) -> None:
        """Show that it is being undone, or not any more."""
        self._undo.set_busy(busy=undoing)
        self.progress.setVisible(undoing)


def _unmatched_words(table: Table) -> str:
    return f"{isolate(source_name(table.path))} is a table. {NO_NAME} Nothing was changed."


def _table_notice(theme: Theme, table: Table) -> Notice:
    name = isolate(source_name(table.path))
    if table.refusal:
        heading = f"{name}: nobody can be read from it yet"
        return Notice(theme, NO_NAME, heading=heading, icon="circle-alert", tone=Tone.ATTENTION, action=MATCH)
    matched = sum(one.target is not None for one in table.columns)
    how = "as you said before" if table.remembered else "by their names and what is in them"
    words = f"{name}: {matched:,} of {many(len(table.columns), 'column is', 'columns are')} matched, {how}."
    return Notice(theme, words, icon="table-2", tone=Tone.BOXED, action=MATCH)


def _what_comes(report: ImportReport) -> str:
    """Return what an import brings: people, or where it brings none, interactions."""
    people = report.people.new + report.people.updated
    if people:
        return many_people(people)
    found = sum(source.interactions_new for source in report.sources)
    known = sum(source.words_added for source in report.sources)
    return many(found, "interaction") if found or not known else f"What was said in {known:,}"
