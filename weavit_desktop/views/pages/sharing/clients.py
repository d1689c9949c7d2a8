"""Saying which organisation is which Client of the registry: before that, nothing about it can leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.matching.clients import MatchedBy
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.sharing_rows import TickedRows
from weavit_desktop.services.clients import confirm_clients, list_clients
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.released import client_names
from weavit_desktop.services.sharing_page import GONE_FROM_REGISTRY
from weavit_desktop.views.commands import covered
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.indicators import paint_check
from weavit_desktop.views.theme.painting import RIGHT, paint_text

ORGANISATION, CLIENT, BY, PEOPLE = range(4)
WIDTHS = (0, 210, 120, 90)
WIDTH = 680
ROWS = 8
REASONS = {
    MatchedBy.DOMAIN: "same domain",
    MatchedBy.REGISTRABLE_DOMAIN: "same main domain",
    MatchedBy.LEI: "same LEI",
    MatchedBy.NAME: "same name",
}
WORDS = (
    "Looking them up told the hub nothing. Nothing leaves by confirming: what you chose for people there "
    "then waits in Sharing."
)
NONE_FOUND = (
    "None of the organisations in your vault is like a Client of the hub’s registry. Ask your administrator "
    "to add the Client, then fetch the registry in Settings."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organisation of the vault, and the Client that it probably is."""

    uid: str
    name: str = field(repr=False)
    client_id: str
    client_name: str
    matched_by: MatchedBy
    people: int


def proposal_words(proposal: Proposal, column: int) -> str:
    """Return what a cell reads as."""
    return {
        ORGANISATION: proposal.name,
        CLIENT: proposal.client_name,
        BY: REASONS[proposal.matched_by],
        PEOPLE: many_people(proposal.people),
    }[column]


def ask_which_clients(desk: Desk, window: QWidget) -> None:
    """Find what the registry suggests, and ask."""

    def work(_progress: Progress, _cancelled: IsCancelled) -> list[Proposal]:
        names = client_names(desk.vault)
        return [
            Proposal(
                one.id,
                one.name,
                one.suggestion.registry_id,
                names.get(one.suggestion.registry_id, GONE_FROM_REGISTRY),
                MatchedBy(one.suggestion.matched_by),
                one.people,
            )
            for one in list_clients(desk.vault, desk.application.rules())
            if one.suggestion is not None
        ]

    def ask(found: list[Proposal]) -> None:
        if not covered(window):  # two quick presses ask once
            ClientsDialog(desk, window, found).open()

    desk.tasks.run(work, ask, desk.navigation.tell_error)


class ClientsDialog(Dialog):
    """Lists what is proposed; Space ticks. What only has the same name is not ticked at first."""

    def __init__(self, desk: Desk, window: QWidget, proposals: Sequence[Proposal]) -> None:
        theme = desk.theme
        words = WORDS if proposals else NONE_FOUND
        super().__init__(theme, window, "Which Clients are these?", words, width=WIDTH if proposals else 432)
        self._desk = desk
        self._confirm = Button(theme, "", Variant.FIRST)
        self._confirm.clicked.connect(self._start)
        self._keep = Button(theme, "Not now" if proposals else "Close")
        self.add_keep_button(self._keep)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._model: TickedRows[Proposal] = TickedRows(
            ("In your vault", "Client", "Found by", "You know"), proposal_words, lambda _one: True, self
        )
        if not proposals:
            return
        table = self._table = ListTable(
            theme, self._model, "Organisations that may be Clients", WIDTHS, heads=True
        )
        table.setItemDelegate(ListDelegate(theme, table, self._paint))
        table.turned.connect(self._model.turn)
        table.clicked.connect(lambda index: self._model.turn(index.row()))
        table.setFixedHeight(table.height_of(min(len(proposals), ROWS)))
        self.body.addWidget(table)
        self.add_button(self._confirm)
        self._model.ticked_changed.connect(self._count)
        self._model.set_ticked_rows(proposals, lambda one: one.matched_by is not MatchedBy.NAME)

    def keep(self) -> None:
        """Leave it as it was, unless it is being confirmed already."""
        if not self._confirm.busy:
            super().keep()

    def _count(self) -> None:
        number = len(self._model.ticked())
        self._confirm.set_label(f"Confirm {many(number, 'Client')}" if number else "Confirm")
        self._confirm.setEnabled(bool(number))

    def _start(self) -> None:
        self._confirm.set_busy(busy=True)
        desk, application = self._desk, self._desk.application
        pairs = [(one.uid, one.client_id) for one in self._model.ticked()]

        def done(_nothing: None) -> None:
            self.done()
            desk.navigation.toast(f"Confirmed: {many(len(pairs), 'Client')}.")
            desk.changes.tell(Topic.CLIENTS, Topic.SHARING)

        def failed(error: Exception) -> None:
            self.done()
            desk.navigation.tell_error(error)

        desk.tasks.run(
            lambda _progress, _cancelled: confirm_clients(
                desk.vault, pairs, application.clock, application.new_id
            ),
            done,
            failed,
        )

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._desk.theme
        proposal = self._model.row(index.row())
        column = index.column()
        words = proposal_words(proposal, column)
        if column == ORGANISATION:
            side = theme.grow(16)
            box = QRectF(rect.x() + 2, rect.y() + (rect.height() - side) // 2, side, side)
            paint_check(painter, box, self._model.is_ticked(index.row()), theme)
            area = rect.adjusted(side + 12, 0, -8, 0)
            paint_text(painter, area, words, fit_name(theme.font("bodyStrong"), words), theme.color("ink"))
        elif column == PEOPLE:
            font = theme.font("caption", tabular=True)
            paint_text(painter, rect.adjusted(0, 0, -2, 0), words, font, theme.color("ink2"), RIGHT)
        else:
            font = theme.font("caption")
            area = rect.adjusted(0, 0, -8, 0)
            paint_text(painter, area, words, fit_name(font, words), theme.color("ink2"))
