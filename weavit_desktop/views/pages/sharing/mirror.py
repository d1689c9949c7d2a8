"""What the hub holds of this laptop's holder, read back: the documents, one of them open, and the release."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import HubUnreachable
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.sharing_rows import RowsModel
from weavit_desktop.services.adopting import sentence
from weavit_desktop.services.mirror_page import Mirror, Mirrored, read_mirror
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.list_table import ListDelegate, ListTable
from weavit_desktop.views.components.pill import PillLook, paint_pill, pill_width
from weavit_desktop.views.components.row_table import Index
from weavit_desktop.views.components.stitch import Stitch, paint_stitch
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.sharing.mirror_document import MirroredDocument
from weavit_desktop.views.pages.sharing.mirror_side import MirrorSide
from weavit_desktop.views.pages.sharing.nothing import placed
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import RIGHT, isolate, paint_text

NAME, SIZE, AGREES = range(3)
WIDTHS = (0, 44, 26)
LIST = 283
SIDE = 335
ROW = 34
NOT_READ = (
    "Ask the hub what it holds",
    "It gives back every byte that it stores about you, and each is compared with what you sent. "
    "This is a connection; it tells the hub nothing new.",
)
NO_ANSWER = (
    "The hub did not answer",
    "Nothing was compared. What you published stands there as you left it.",
)
ALSO_HELD = "It also holds your name there, this laptop’s key, and which rules you accepted."


def mirrored_words(document: Mirrored, column: int) -> str:
    """Return what a cell reads as."""
    waits = ", waits" if document.waits else ""
    return {
        NAME: f"{isolate(document.client_name)}{waits}",
        SIZE: f"{len(document.body):,} bytes",
        AGREES: "same bytes as you sent" if document.agrees else "not the bytes you sent",
    }[column]


class MirrorView(QWidget):
    """The third of the three views. It asks the hub only when it is told to."""

    take_back_asked = Signal(object)  # Mirrored

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._receipts = 0
        self._narrow = False
        self._mirror: Mirror | None = None
        self._read_button = Button(desk.theme, "Read back now", Variant.DEFAULT, icon="refresh-cw")
        self._read_button.clicked.connect(self.read_back)
        sign = Sign(desk.theme, "eye", "ink2")
        self._empty = EmptyState(desk.theme, sign, *NOT_READ, (self._read_button,))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(placed(self._empty))
        self._stack.addWidget(self._build())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def follow(self, receipts: int) -> None:
        """Forget what was read back before the hub took something else: `receipts` counts what it took."""
        if receipts != self._receipts:
            self._receipts = receipts
            self._mirror = None
            self._empty.set_words(*NOT_READ)
            self._stack.setCurrentIndex(0)

    def begin(self) -> None:
        """Put the keyboard into the list, or on the button that fills it."""
        (self._read_button if self._mirror is None else self._table).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the cards at the side below the document."""
        self._narrow = narrow
        self._side_rule.setVisible(not narrow)
        self._side_scroll.setVisible(not narrow)
        if narrow:
            self._below.addWidget(self._side)
        else:
            self._side_column.addWidget(self._side)
        self._side.show()

    def read_back(self) -> None:
        """Ask the hub, and compare."""
        if self._read_button.busy:
            return
        self._set_busy(busy=True)
        desk = self._desk
        application = desk.application
        desk.tasks.run(
            lambda _progress, _cancelled: read_mirror(
                desk.vault, application.connect, application.clock, application.new_id
            ),
            self._show,
            self._fail,
        )

    def _build(self) -> QWidget:
        theme = self._desk.theme
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_list())
        row.addWidget(Rule(Qt.Orientation.Vertical))
        self._document = MirroredDocument(theme, self._zone)
        middle = QWidget()
        self._below = QVBoxLayout(middle)
        self._below.setContentsMargins(24, 16, 24, 24)
        self._below.setSpacing(16)
        self._below.addWidget(self._document)
        row.addWidget(BodyScroll(middle), 1)
        self._side_rule = Rule(Qt.Orientation.Vertical)
        row.addWidget(self._side_rule)
        self._side = MirrorSide(theme)
        self._side.read_asked.connect(self.read_back)
        self._side.take_back_asked.connect(lambda: self.take_back_asked.emit(self._document.shown))
        panel = Frame(Ground.PANEL, margin=0, gap=0)
        panel.column.setContentsMargins(20, 16, 20, 16)
        panel.column.addWidget(self._side)
        self._side_column = panel.column
        self._side_scroll = BodyScroll(panel)
        self._side_scroll.setFixedWidth(theme.grow(SIDE))
        row.addWidget(self._side_scroll)
        return filled

    def _build_list(self) -> QWidget:
        theme = self._desk.theme
        self._model: RowsModel[Mirrored] = RowsModel(("Client", "Bytes", "Compared"), mirrored_words, self)
        self._table = ListTable(theme, self._model, "Documents at the hub", WIDTHS, row_height=ROW)
        self._table.setItemDelegate(ListDelegate(theme, self._table, self._paint, lines=False))
        self._table.selectionModel().currentRowChanged.connect(lambda index, _: self._open(index.row()))
        side = QWidget()
        side.setFixedWidth(theme.grow(LIST))
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 14, 10, 16)
        column.setSpacing(8)
        self._count = Label(theme, "", "captionStrong", "ink2", tabular=True)
        head = QHBoxLayout()
        head.setContentsMargins(9, 0, 9, 0)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(Label(theme, "bytes", "caption", "ink2"))
        column.addLayout(head)
        column.addWidget(self._table, 1)
        column.addWidget(Rule())
        column.addWidget(Label(theme, ALSO_HELD, "caption", "ink2", wrap=True))
        return side

    def _show(self, mirror: Mirror) -> None:
        self._set_busy(busy=False)
        self._mirror = mirror
        self._count.setText(f"{many(len(mirror.documents), 'document')} stored")
        self._side.show_mirror(mirror, mirror.read_at.astimezone(self._zone()))
        self._model.set_rows(mirror.documents)
        self._stack.setCurrentIndex(1)
        if mirror.documents:
            self._table.setCurrentIndex(self._model.index(0, 0))
        else:
            self._open(-1)
        self.begin()
        self._desk.changes.tell(Topic.HUB, Topic.SHARING)  # the rules or the log may be others by now
        if mirror.adopted is not None:
            self._desk.navigation.toast(sentence(mirror.adopted))

    def _fail(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, HubUnreachable) and self._mirror is None:
            self._empty.set_words(*NO_ANSWER)
            return
        self._desk.navigation.tell_error(error)
        self._desk.changes.tell(Topic.HUB, Topic.SHARING)

    def _open(self, row: int) -> None:
        document = self._model.row(row) if row >= 0 else None
        self._document.show_document(document)
        self._side.show_document(document)

    def _set_busy(self, *, busy: bool) -> None:
        self._read_button.set_busy(busy=busy)
        self._side.set_busy(busy=busy)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._desk.application.home_zone())

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._desk.theme
        document = self._model.row(index.row())
        column = index.column()
        if column == NAME:
            self._paint_name(painter, rect, document, current=index.row() == self._table.currentIndex().row())
        elif column == SIZE:
            font = theme.font("caption", tabular=True)
            paint_text(painter, rect, f"{len(document.body):,}", font, theme.color("ink2"), RIGHT)
        else:
            icon, color = ("check", "ink2") if document.agrees else ("circle-alert", "attention")
            theme.draw_icon(painter, rect, icon, color, 14)  # type: ignore[arg-type] # both are colours

    def _paint_name(self, painter: QPainter, rect: QRectF, document: Mirrored, *, current: bool) -> None:
        theme = self._desk.theme
        paint_stitch(painter, rect.adjusted(9, 0, 0, 0), Stitch.SOLID, theme)
        name = document.client_name
        style = "bodyStrong" if current else "body"
        font = fit_name(theme.font(style), name)  # type: ignore[arg-type] # both are styles
        pill = pill_width("waits", theme) + 8 if document.waits else 0
        room = rect.width() - 21 - pill - 4
        width = min(theme.metrics(style).horizontalAdvance(name) + 2, room)  # type: ignore[arg-type] # as above
        area = QRectF(rect.x() + 21, rect.y(), width, rect.height())
        paint_text(painter, area, name, font, theme.color("ink"))
        if document.waits:
            tall = theme.grow(18)
            top = rect.y() + (rect.height() - tall) // 2
            box = QRectF(round(area.right() + 8), top, pill - 8, tall)
            paint_pill(painter, box, "waits", theme, PillLook.WAITING)
