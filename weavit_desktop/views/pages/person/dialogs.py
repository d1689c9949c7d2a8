"""The dialogs of the page: each event behind the number, all facts with who said them, and deleting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from weavit_desktop.domain.intensity_events import DayPoints, explain_each
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.models.plain_table import PlainTable
from weavit_desktop.services.fact_words import FIXED, TO_ADD, fact_name, source_words, value_words
from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.services.person_sources import YOU, Fact
from weavit_desktop.services.person_words import short_day
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WIDTH = 680
FACTS_WIDTH = 820
TABLE_HEIGHT = 340
ROW = 32
Rows = list[tuple[str, ...]]


def event_rows(page: PersonPage) -> Rows:
    """Return each day behind the number in words: day, what, points of both clocks. Takes a moment."""
    each = explain_each(page.buckets, page.person.today)
    return [_event_row(one, page) for one in each]


def open_events(theme: Theme, window: QWidget, page: PersonPage, rows: Rows) -> Dialog:
    """Show what each day adds to the number."""
    score = page.person.intensity.score
    words = (
        "A day counts once on each channel and each way, and halves with time. "
        f"All points together are {score:.2f}; whole, the number is {int(score)}."
    )
    dialog = _dialog(theme, window, "Each event behind the number", words)
    model = PlainTable(("Day", "What", "Warmth", "Depth"), rows, frozenset({2, 3}))
    table = WordTable(theme, "Each event behind the number", model, (120, 0, 90, 90))
    dialog.body.addWidget(table)
    return _open(theme, dialog)


def open_sources(
    theme: Theme,
    window: QWidget,
    page: PersonPage,
    edit: Callable[[str], object],
    part: Callable[[], object],
) -> Dialog:
    """Show every fact with who said it; Enter or E on a row changes it. `part` where these are two people."""
    client = any(one.client for one in page.company.employers)
    facts = (*page.facts.facts, *_not_known(page))
    rows = [(fact_name(fact, client=client), value_words(fact), source_words(fact)) for fact in facts]
    words = "What files say stays as it came. What you change stands before it. Enter changes or adds a fact."
    dialog = _dialog(theme, window, f"All facts about {isolate(page.given)}", words, FACTS_WIDTH)
    model = PlainTable(("Fact", "Value", "Said by"), rows)
    table = WordTable(theme, "Facts and who said them", model, (120, 0, 310))

    def change(row: int) -> None:
        if facts[row].name not in FIXED:
            dialog.done()
            edit(facts[row].name)

    table.picked.connect(change)
    dialog.body.addWidget(table)
    two = Button(theme, "These are two people…", Variant.GHOST, icon="unlink")
    two.clicked.connect(dialog.done)
    two.clicked.connect(part)
    dialog.add_button(two)
    return _open(theme, dialog)


def ask_delete(theme: Theme, window: QWidget, page: PersonPage, delete: Callable[[bool], object]) -> Dialog:
    """Ask whether to delete a person. `delete` is told whether later imports leave them out."""
    words = (
        "Their cards, interactions and notes are erased from this vault, and cannot be brought back but by "
        "importing them again. What the company sees of them is taken back; that waits in Sharing."
    )
    dialog = _dialog(theme, window, f"Delete {isolate(page.person.row.name)}?", words, width=432)
    leave_out = CheckBox("Later imports leave this person out")
    dialog.body.addWidget(leave_out)
    dialog.add_keep_button(Button(theme, "Keep", Variant.DEFAULT, accessible_name="Keep this person"))
    button = Button(theme, "Delete", Variant.DESTRUCTIVE_SOLID, accessible_name="Delete this person")

    def go() -> None:
        dialog.done()
        delete(leave_out.isChecked())

    button.clicked.connect(go)
    dialog.add_button(button)
    dialog.open()
    return dialog


class WordTable(QTableView):
    """A table of words. `picked` tells the row on which Enter or E was pressed, or a double click.

    `widths` are those of the columns in pixels at 100 %; the column of width 0 takes what is left.
    """

    picked = Signal(int)

    def __init__(self, theme: Theme, name: str, model: PlainTable, widths: Sequence[int]) -> None:
        super().__init__()
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setObjectName("words")  # the style sheet shows its current row
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(theme.grow(TABLE_HEIGHT))
        self.setProperty("ringReach", 1)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.grow(ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if width:
                self.setColumnWidth(column, theme.grow(width))
        self.doubleClicked.connect(lambda index: self.picked.emit(index.row()))
        if model.rowCount():
            self.setCurrentIndex(model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the current row by Enter or E; leave Esc to the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E):
            if self.currentIndex().isValid():
                self.picked.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.model().rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _event_row(one: DayPoints, page: PersonPage) -> tuple[str, ...]:
    bucket = one.bucket
    outgoing = bucket.direction is Direction.OUTGOING
    channel = bucket.channel.value.capitalize()
    given = isolate(page.given)
    if bucket.channel is Channel.MEETING:
        what = f"{channel}, your side" if outgoing else f"{channel}, the side of {given}"
    else:
        what = f"{channel} from you" if outgoing else f"{channel} from {given}"
    return (short_day(bucket.day, page.person.today), what, f"{one.warmth:.2f}", f"{one.depth:.2f}")


def _not_known(page: PersonPage) -> list[Fact]:
    """Return what nobody said yet. A note of yours is one of the timeline's, and changed here."""
    known = {fact.name for fact in page.facts.facts}
    note = page.facts.edits.get("note", "")
    told = {"note": Fact("note", note, (YOU,) if note else ())}
    return [told.get(name, Fact(name, "", ())) for name in TO_ADD if name not in known]


def _dialog(theme: Theme, window: QWidget, heading: str, words: str, width: int = WIDTH) -> Dialog:
    dialog = Dialog(theme, window, heading, words, width=width)
    # It lives in the window, which outlives the page: it goes once it is closed.
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    return dialog


def _open(theme: Theme, dialog: Dialog) -> Dialog:
    dialog.add_keep_button(Button(theme, "Close", Variant.DEFAULT))
    dialog.open()
    return dialog
