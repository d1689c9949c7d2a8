"""Which column of a table stands for what: proposed, said by the person, remembered for the next time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.models.column_mapping import ColumnsModel, TargetsModel
from weavit_desktop.services.mapping_words import column_words, samples_words
from weavit_desktop.services.mappings import Table
from weavit_desktop.services.person_words import source_name
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label, set_tooltip
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.pages.importing.mapping_details import MappingDetails
from weavit_desktop.views.pages.importing.page_header import PageHeader
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.indicators import paint_radio
from weavit_desktop.views.theme.painting import isolate, paint_text
from weavit_desktop.views.theme.theme import Theme

BACK = "Flight check"
ROW = 40
TARGET_ROW = 32
EDGE = 16
NAME, TARGET = 220, 210  # widths of the columns that do not take what is left
SIDE, SIDE_SLIM = 300, 240
LEAST_FOR_ALL = 988
SAMPLES, LEAST_FOR_SAMPLES = 1, 720
SAVE = "Save and check again"
REMEMBERED = "As you said before. What you change counts from now on, for every table with these columns."
PROPOSED = "Proposed by the names of the columns and by what is in them. It is remembered for the next time."
NOBODY = "Nobody can be read from it yet: say which column holds a name or an e-mail address."
HELP = "What is kept as it came stands beside the fields of each person. No column is lost."


class MappingView(Frame):
    """`said` carries the mapping of the table; `left` changes nothing.

    Enter on a column goes to what it can stand for, and there says it and goes on to the next one. Tab goes
    on to what more there is to say of it: its kind, its name, what parts several values.
    """

    said = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(Ground.PAGE, margin=0, gap=0, parent=parent)
        self._theme = theme
        self._table = table
        self._model = ColumnsModel(table)
        self._targets = TargetsModel()
        self.columns = ListTable(
            theme,
            self._model,
            "Columns",
            (NAME, 0, TARGET),
            row_height=ROW,
            heads=True,
            indent=EDGE,
            parent=self,
        )
        self.targets = ListTable(
            theme, self._targets, "What it stands for", (0,), row_height=TARGET_ROW, parent=self
        )
        self._model.setParent(self.columns)
        self._targets.setParent(self.targets)
        self.primary = self.columns
        self.save_button = Button(theme, SAVE, Variant.FIRST, icon="check", keys="Ctrl Enter")
        self._lay_out()
        self.columns.setItemDelegate(ListDelegate(theme, self.columns, self._paint_column))
        self.targets.setItemDelegate(ListDelegate(theme, self.targets, self._paint_target, lines=False))
        self.columns.selectionModel().currentRowChanged.connect(lambda _: self._show_targets())
        self.columns.opened.connect(lambda _: self._to_targets())
        self.columns.turned.connect(lambda _: self._to_targets())
        self.columns.deleted.connect(lambda row: self._say(row, 0))
        self.targets.opened.connect(self._say_and_go_on)
        self.targets.turned.connect(lambda row: self._say(self.columns.currentIndex().row(), row))
        self.targets.clicked.connect(lambda at: self._say(self.columns.currentIndex().row(), at.row()))
        self.save_button.clicked.connect(self._save)
        theme.changed.connect(self._fit)
        self.columns.setCurrentIndex(self._model.index(0, 0))
        self._show_state()

    def summary(self) -> str:
        """Return what a screen reader says of it."""
        return f"Match columns. {self._count()} stand for something."

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that the width has room for."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Ctrl Enter; on Enter or Esc go back to the columns, and from there to the check."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            if self.save_button.isEnabled():
                self.save_button.click()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_beside():
            self.columns.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Building it

    def _lay_out(self) -> None:
        theme, table = self._theme, self._table
        header = PageHeader(
            theme, "Match columns", self._table_name(), back=BACK, least=LEAST_FOR_SAMPLES, parent=self
        )
        header.went_back.connect(self.left)
        cancel = self._cancel = Button(theme, "Cancel", Variant.GHOST)
        cancel.clicked.connect(self.left)
        if table.remembered:
            again = Button(theme, "Propose anew", Variant.GHOST, icon="refresh-cw")
            again.clicked.connect(self._propose)
            header.tools.addWidget(again)
        header.tools.addWidget(cancel)
        header.tools.addWidget(self.save_button)
        self._nobody = Notice(theme, NOBODY, icon="circle-alert", tone=Tone.ATTENTION)
        body = self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(16)
        body.addWidget(self._columns_card(), 1)
        body.addWidget(self._targets_card())
        content = QVBoxLayout()
        content.setContentsMargins(28, 20, 24, 20)
        content.setSpacing(16)
        content.addWidget(self._nobody)
        content.addLayout(body, 1)
        self.column.addWidget(header)
        self.column.addLayout(content, 1)

    def _columns_card(self) -> Frame:
        theme = self._theme
        card = Frame(Ground.CARD, margin=1, gap=0)
        self._matched = Label(theme, "", "heading")
        self._how = Label(theme, "", "body", "ink3", is_name=True)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(EDGE, 13, EDGE, 13)
        head.addWidget(self._matched)
        head.addWidget(self._how, 1)
        card.column.addLayout(head)
        card.column.addWidget(Rule())
        card.column.addWidget(self.columns, 1)
        return card

    def _targets_card(self) -> Frame:
        theme = self._theme
        card = self._side = Frame(Ground.CARD, margin=1, gap=0)
        self._column_name = Label(theme, "", "heading", is_name=True)
        self._samples = Label(theme, "", "caption", "ink3", is_name=True)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, 13, EDGE, 11)
        head.setSpacing(2)
        head.addWidget(self._column_name)
        head.addWidget(self._samples)
        self.details = MappingDetails(theme, self._model, EDGE)
        self.details.said.connect(self._show_state)
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 10, EDGE, 12)
        foot.addWidget(Label(theme, HELP, "caption", "ink3", wrap=True))
        card.column.addLayout(head)
        card.column.addWidget(Rule())
        card.column.addWidget(self.targets, 1)
        card.column.addWidget(Rule())
        card.column.addWidget(self.details)
        card.column.addLayout(foot)
        return card

    def _fit(self) -> None:
        grow = self._theme.grow
        slim = self.width() < grow(LEAST_FOR_ALL)
        self._side.setFixedWidth(grow(SIDE_SLIM if slim else SIDE))
        tight = self.width() < grow(LEAST_FOR_SAMPLES)
        self.columns.setColumnHidden(SAMPLES, tight)  # they stand beside
        name = 0 if tight else NAME // 2 + 40 if slim else NAME
        self.columns.set_widths((name, 0, TARGET - 50 if slim else TARGET))
        self._fit_words(tight=tight)

    def _fit_words(self, *, tight: bool) -> None:
        """Where the header has no room for the table's name, let it stand over the columns."""
        remembered = self._table.remembered
        self._cancel.setHidden(tight)  # the way back changes nothing either
        self.save_button.set_label("Save" if tight and remembered else SAVE, SAVE)
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight
        )
        self._head.setSpacing(2 if tight else 8)
        self._how.setText(self._table_name() if tight else REMEMBERED if remembered else PROPOSED)

    def _table_name(self) -> str:
        return isolate(source_name(self._table.path))

    # Saying what columns are

    def _to_targets(self) -> None:
        self._show_targets()
        self.targets.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_and_go_on(self, at: int) -> None:
        row = self.columns.currentIndex().row()
        self._say(row, at)
        following = min(row + 1, self._model.rowCount() - 1)
        self.columns.setCurrentIndex(self._model.index(following, 0))
        self.columns.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, row: int, at: int) -> None:
        offered, _ = self._model.offered(row)
        self._model.choose(row, offered[at])
        self._show_targets()
        self._show_state()
        words = column_words(self._model.mapping, row)
        announce(self.columns, f"{self._model.row(row).name or 'A column without a name'}: {words}")

    def _propose(self) -> None:
        self._model.propose(self._table.proposed)
        self._show_targets()
        self._show_state()
        announce(self.columns, f"Proposed anew. {self._count()} matched. Not saved yet.")

    def _is_beside(self) -> bool:
        """Return whether the keyboard is beside the columns."""
        now = self.focusWidget()
        return now is not None and self._side.isAncestorOf(now)

    def _save(self) -> None:
        self.said.emit(self._model.mapping)

    # Showing

    def _show_targets(self) -> None:
        row = self.columns.currentIndex().row()
        if row < 0:
            return
        column = self._model.row(row)
        self._column_name.setText(f"“{isolate(column.name)}”" if column.name else "A column without a name")
        self._samples.setText(samples_words(column))
        set_tooltip(self._samples, samples_words(column))
        offered, at = self._model.offered(row)
        self._targets.show(offered, at)
        self.details.show_column(row)
        self._side.column.activate()  # the list may have less room now
        self.targets.setCurrentIndex(self._targets.index(at, 0))
        self.targets.scrollTo(self._targets.index(at, 0))

    def _show_state(self) -> None:
        tells = self._model.mapping.tells_of_people
        self._nobody.setVisible(not tells)
        self.save_button.setEnabled(tells)
        self._matched.setText(f"{self._count()} matched")

    def _count(self) -> str:
        return f"{self._model.matched:,} of {many(self._model.rowCount(), 'column')}"

    def _paint_column(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._theme
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        kept = self._model.row(index.row()).target is None
        area = rect.adjusted(EDGE, 0, -8, 0)
        if index.column() == 0:
            font = fit_name(theme.font("bodyStrong"), words)
            paint_text(painter, area, words, font, theme.color("ink"))
        elif index.column() == 1:
            paint_text(painter, area, words, fit_name(theme.font("body"), words), theme.color("ink3"))
        else:
            side = theme.grow(16)
            icon = QRectF(area.x(), area.y(), side, area.height())
            theme.draw_icon(painter, icon, "minus" if kept else "check", "ink3" if kept else "ink2", 14)
            font, ink = theme.font("body" if kept else "bodyStrong"), theme.color("ink3" if kept else "ink")
            paint_text(painter, area.adjusted(side + 8, 0, 0, 0), words, font, ink)

    def _paint_target(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._theme
        chosen = index.row() == self._targets.chosen
        side = theme.grow(16)
        mark = QRectF(rect.x() + EDGE, rect.y() + round((rect.height() - side) / 2), side, side)
        paint_radio(painter, mark, chosen, theme)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        area = rect.adjusted(EDGE + side + 10, 0, -8, 0)
        font = theme.font("bodyStrong" if chosen else "body")
        paint_text(painter, area, words, font, theme.color("ink"))
