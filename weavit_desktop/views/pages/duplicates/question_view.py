"""One question: are these two the same person, why it is asked, and what to answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.models.comparison import Compared
from weavit_desktop.services.duplicate_review import NEVER_MORE
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.duplicates.comparison_table import ComparisonTable
from weavit_desktop.views.theme.painting import paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme

HEADING = "Same person?"
MARGIN = 24
HELP_FROM = 700  # pixels at 100 %: in less, the footer holds the buttons alone


class QuestionView(QWidget):
    """`linked`, `parted` and `put_off` are the answers, `undone` takes the last one back, `picked` a side."""

    linked = Signal()
    parted = Signal()
    put_off = Signal()
    undone = Signal()
    picked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._likely = Likelihood(theme)
        self._why = Label(theme, "", "body", "ink2", wrap=True)
        self.table = ComparisonTable(theme)
        self.table.picked.connect(self.picked)
        self._never_more = Label(theme, NEVER_MORE, "body", "ink2", wrap=True)
        self.link_button = Button(theme, "Link", Variant.FIRST, icon="link", keys="M")
        self.part_button = Button(theme, "Not the same person", keys="N")
        self.later_button = Button(theme, "Later", Variant.GHOST, keys="S")
        self.undo_button = Button(
            theme, "Undo", Variant.GHOST, icon="undo-2", keys="Ctrl Z", accessible_name="Undo the last answer"
        )
        self._answers = (self.link_button, self.part_button, self.later_button)
        self._help = _help(theme)
        once = OncePressed(self)
        for button, signal in zip(
            (*self._answers, self.undo_button),
            (self.linked, self.parted, self.put_off, self.undone),
            strict=True,
        ):
            button.installEventFilter(once)
            button.clicked.connect(signal)
        self._lay_out()
        theme.changed.connect(self._fit)

    def show_question(self, compared: Compared | None) -> None:
        """Show a question, or wait for the next: until it is there, nothing can be answered."""
        for button in self._answers:
            button.set_busy(busy=compared is None)
        if compared is None:
            return
        review = compared.review
        self._likely.set_words(f"{review.question.likelihood}, {review.question.percent} of 100")
        self._why.setText(review.question.why)
        self._never_more.setText(review.sharing_words)
        self.table.show_question(compared)

    def set_can_undo(self, *, can_undo: bool) -> None:
        """Offer to take the last answer back, or not."""
        self.undo_button.setEnabled(can_undo)

    def resizeEvent(self, event: object) -> None:
        """Leave the help out where there is no room."""
        super().resizeEvent(event)  # type: ignore[arg-type] # QResizeEvent in every call
        self._fit()

    def _fit(self) -> None:
        self._help.setVisible(self.width() >= self._theme.grow(HELP_FROM))

    def _lay_out(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label(theme, HEADING, "title"))
        head.addWidget(self._likely)
        head.addStretch(1)
        card = Frame(Ground.CARD, margin=1, gap=0)
        card.column.addWidget(self.table)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, 16, MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addSpacing(4)
        column.addWidget(card)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 10, MARGIN, 18)
        foot.setSpacing(8)
        for button in self._answers:
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._help)
        foot.addWidget(self.undo_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(BodyScroll(content), 1)
        whole.addWidget(self._line(theme))
        whole.addLayout(foot)

    def _line(self, theme: Theme) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(MARGIN, 6, MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, "lock"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._never_more, 1)
        return line


class Glyph(QWidget):
    """An icon beside words. Decoration."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the icon, as high as its line."""
        return QSize(self._theme.grow(16), self._theme.line("body"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        self._theme.draw_icon(QPainter(self), QRectF(self.rect()), self._icon, "ink2", 16)


class Likelihood(QLabel):
    """How likely it is, in a quiet box."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Say how likely."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of box, sign and words."""
        theme = self._theme
        words = round(theme.metrics("captionStrong").horizontalAdvance(self.text()))
        return QSize(words + theme.grow(14) + 22, theme.grow(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        theme, painter, rect = self._theme, QPainter(self), QRectF(self.rect())
        ground, line = theme.color("sunken"), theme.color("lineStrong")
        paint_box(painter, rect, theme.radius("chip"), ground, line)
        side = theme.grow(14)
        theme.draw_icon(painter, QRectF(8, 0, side, rect.height()), "equal", "ink2", 14)
        words = rect.adjusted(8 + side + 6, 0, 0, 0)
        paint_text(painter, words, self.text(), theme.font("captionStrong"), theme.color("ink2"))


class OncePressed(QObject):
    """Takes the second press of a double click away: it would answer the question that came in between."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow a double click, and a key that is held down."""
        held = event.type() is QEvent.Type.KeyPress and event.isAutoRepeat()  # type: ignore[attr-defined] # a key
        twice = event.type() is QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent)
        return held or twice or super().eventFilter(watched, event)


def _help(theme: Theme) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(6)
    for key in ("1", "2"):
        row.addWidget(KeyCap(theme, key))
    row.addWidget(Label(theme, "pick a side", "body", "ink3"))
    return box
