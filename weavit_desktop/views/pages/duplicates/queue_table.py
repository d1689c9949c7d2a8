"""The questions that wait, one above the other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from weavit_desktop.models.sharing_rows import RowsModel
from weavit_desktop.services.duplicates import Duplicate
from weavit_desktop.views.components.avatar import initials, paint_avatar
from weavit_desktop.views.components.row_table import Index, RowHead, RowTable
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import isolate, paint_box, paint_focus_ring, paint_text
from weavit_desktop.views.theme.theme import Theme

ROW = 54
EDGE = 10
AVATAR = 28
BEHIND = 12  # pixels that the avatar behind looks out
GAP = 10


def letters_of(name: str) -> str:
    """Return the letters for an avatar of somebody of whom the whole name is known alone."""
    words = name.split()
    return initials(words[0], words[-1] if len(words) > 1 else "") if words else ""


def question_words(question: Duplicate, _column: int) -> str:
    """Return a question as a screen reader says it."""
    names = f"{isolate(question.one_name)} and {isolate(question.other_name)}"
    return f"{names}: {question.reason}. {question.likelihood}, {question.percent} of 100"


class QueueModel(RowsModel[Duplicate]):
    """The questions that wait."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(("Probably twice",), question_words, parent)


class QueueTable(RowTable):
    """`asked` tells the question that was gone to, by its row. Enter links nobody."""

    asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, QueueModel(parent or QWidget()), "Probably twice", ROW, RowHead(theme, 0), parent
        )
        self.model().setParent(self)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setItemDelegate(_Delegate(theme, self))
        self._quiet = False
        self.selectionModel().currentRowChanged.connect(self._tell)
        self._fit()

    @property
    def questions(self) -> QueueModel:
        """Return the model."""
        model = self.model()
        assert isinstance(model, QueueModel)
        return model

    def show_questions(self, questions: list[Duplicate], at: int) -> None:
        """Show other questions and stand on one of them, without telling so."""
        self._quiet = True
        self.questions.set_rows(questions)
        if questions:
            self.setCurrentIndex(self.model().index(at, 0))
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; Enter and letters belong to the page."""
        last = self.model().rowCount() - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}  # Qt would go to an end of the row
        if event.key() in ends and last >= 0:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            self.setCurrentIndex(self.model().index(ends[Qt.Key(event.key())], 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) or event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _tell(self, now: Index) -> None:
        if not self._quiet and now.isValid():
            self.asked.emit(now.row())


class _Delegate(QStyledItemDelegate):
    """Paints two avatars, a name, and the reason below it."""

    def __init__(self, theme: Theme, table: QueueTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a question."""
        theme, table = self._theme, self._table
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        question: Duplicate = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        current = index.row() == table.currentIndex().row()
        if current or index.row() == table.hovered:
            ground = theme.color("selected" if current else "hover")
            paint_box(painter, rect, theme.radius("control"), ground, None)
        self._paint_avatars(painter, rect, question)
        self._paint_words(painter, rect, question)
        by_key = table.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if current and table.hasFocus() and by_key:
            paint_focus_ring(painter, rect, theme.radius("control"), theme)
        painter.restore()

    def _paint_avatars(self, painter: QPainter, rect: QRectF, question: Duplicate) -> None:
        theme = self._theme
        side, top = theme.grow(AVATAR), rect.y() + round((rect.height() - theme.grow(AVATAR)) / 2)
        back = QRectF(rect.x() + EDGE, top, side, side)
        paint_avatar(painter, back, "", theme)
        front = back.translated(theme.grow(BEHIND), 0)
        edge = theme.color("surface")
        paint_box(painter, front.adjusted(-2, -2, 2, 2), side / 2 + 2, edge, None)
        paint_avatar(painter, front, letters_of(question.one_name), theme)

    def _paint_words(self, painter: QPainter, rect: QRectF, question: Duplicate) -> None:
        theme = self._theme
        left = rect.x() + EDGE + theme.grow(AVATAR + BEHIND) + GAP
        width = rect.right() - EDGE - left
        first, second = theme.line("bodyStrong"), theme.line("caption")
        top = rect.y() + round((rect.height() - first - second) / 2)
        name = question.one_name
        font = fit_name(theme.font("bodyStrong"), name)
        paint_text(painter, QRectF(left, top, width, first), name, font, theme.color("ink"))
        below = QRectF(left, top + first, width, second)
        paint_text(painter, below, question.reason, theme.font("caption"), theme.color("ink3"))
