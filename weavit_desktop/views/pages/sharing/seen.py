"""What the company sees now, person by person, and taking it back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.sharing_rows import RowsModel
from weavit_desktop.services import sharing
from weavit_desktop.services.sharing import Choice
from weavit_desktop.services.sharing_page import SeenPerson, SharingState
from weavit_desktop.views.components.avatar import initials, paint_avatar
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Weave
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.components.share_chip import ShareState, paint_share_cell, share_words
from weavit_desktop.views.components.stitch import Stitch, paint_stitch
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.moments import whole_day
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import isolate, paint_text

PERSON, CLIENT, SEES, THRESHOLD, UNTIL = range(5)
WIDTHS = (0, 240, 150, 120, 170)
WIDTHS_SLIM = (0, 180, 140, 60, 140)


def until_words(until: date | None) -> str:
    """Return until when something is shown."""
    return "until taken back" if until is None else whole_day(until)


def seen_words(person: SeenPerson, column: int) -> str:
    """Return what a cell reads as."""
    return {
        PERSON: person.name,
        CLIENT: person.client_name,
        SEES: share_words(ShareState(person.level, person.waiting)),
        THRESHOLD: f"k {person.k}",
        UNTIL: until_words(person.until),
    }[column]


class Seen(QWidget):
    """The second of the three views."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._model: RowsModel[SeenPerson] = RowsModel(
            ("Person", "Client", "The company sees", "From k", "Until"), seen_words, self
        )
        self._heading = Label(theme, "", "heading", tabular=True)
        self._take_back = Button(theme, "Take back", Variant.DESTRUCTIVE, icon="undo-2")
        self._take_back.clicked.connect(self.take_back)
        self._table = ListTable(
            theme, self._model, "What the company sees", WIDTHS, row_height=36, heads=True, several=True
        )
        self._table.setItemDelegate(ListDelegate(theme, self._table, self._paint))
        self._table.opened.connect(lambda row: desk.navigation.open_person(self._model.row(row).uid))
        self._table.deleted.connect(lambda _row: self.take_back())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._count())
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._take_back)
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(28, 14, 24, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        self._empty = EmptyState(
            theme,
            Weave(theme, dyed=False),
            "The company sees nobody of yours",
            "Whoever you publish is listed here, with how much of them the company sees.",
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._filled, 1)
        hollow = QHBoxLayout()
        hollow.setContentsMargins(28, 56, 28, 28)
        hollow.addStretch(1)
        hollow.addWidget(self._empty)
        hollow.addStretch(1)
        outer.addLayout(hollow)

    def show_state(self, state: SharingState) -> None:
        """Show whom the company sees."""
        self._model.set_rows(state.seen)
        who = many_people(state.seen_people)
        self._heading.setText(f"{who} at {many(state.held, 'Client')}")
        self._filled.setVisible(bool(state.seen))
        self._empty.setVisible(not state.seen)
        self._count()

    def set_slim(self, *, slim: bool) -> None:
        """Leave less room to what stands beside the names."""
        self._table.set_widths(WIDTHS_SLIM if slim else WIDTHS)

    def begin(self) -> None:
        """Put the keyboard into the list."""
        self._table.setFocus()

    def take_back(self) -> None:
        """Take back the chosen people: at once on this laptop, and at the hub with the next publishing."""
        people = {person.uid: person for person in map(self._model.row, self._table.selected_rows())}
        if not people:
            return
        desk, application = self._desk, self._desk.application
        uids = list(people)
        before = [(one.uid, Choice(one.now.level, one.now.k, one.now.until)) for one in people.values()]
        (first, *others) = people.values()
        who = isolate(first.name) if not others else many_people(len(people))
        words = f"Taken back here: {who}. Publishing tells the hub, and it deletes them."

        def undo() -> None:
            def work() -> None:
                for uid, choice in before:
                    sharing.put_back(desk.vault, uid, choice, application.clock, application.new_id)

            desk.tasks.run(
                lambda *_: work(), lambda _: desk.changes.tell(Topic.SHARING), desk.navigation.tell_error
            )

        def done(_revoked: object) -> None:
            desk.navigation.toast(words, undo)
            desk.changes.tell(Topic.SHARING)

        desk.tasks.run(
            lambda *_: sharing.take_back_people(desk.vault, uids, application.clock, application.new_id),
            done,
            desk.navigation.tell_error,
        )

    def _count(self) -> None:
        number = len({self._model.row(row).uid for row in self._table.selected_rows()})
        self._take_back.setEnabled(bool(number))
        self._take_back.set_label(f"Take back {many_people(number)}" if number else "Take back")

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._desk.theme
        person = self._model.row(index.row())
        column = index.column()
        if column == PERSON:
            paint_stitch(painter, rect, Stitch.SOLID, theme)
            side = theme.grow(24)
            top = rect.y() + (rect.height() - side) // 2
            avatar = QRectF(rect.x() + 12, top, side, side)
            paint_avatar(painter, avatar, initials(person.given or person.name, person.family), theme)
            name = rect.adjusted(12 + side + 10, 0, -12, 0)
            font = fit_name(theme.font("bodyStrong"), person.name)
            paint_text(painter, name, person.name, font, theme.color("ink"))
        elif column == SEES:
            paint_share_cell(painter, rect, ShareState(person.level, person.waiting), theme)
        else:
            words = seen_words(person, column)
            font = theme.font("caption", tabular=True)
            area = rect.adjusted(0, 0, -8, 0)
            paint_text(painter, area, words, fit_name(font, words), theme.color("ink2"))
