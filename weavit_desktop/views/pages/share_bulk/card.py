"""The card over the window: the step, for how many colleagues, until when, and everyone it touches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.models.share_bulk import BulkModel
from weavit_desktop.services.choosing_many import Candidate, WholeEffect
from weavit_desktop.services.sharing import Choice
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.field import ComboBox
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.segmented import Threshold
from weavit_desktop.views.moments import whole_day
from weavit_desktop.views.pages.share_bulk import words
from weavit_desktop.views.pages.share_bulk.level_picker import LevelPicker
from weavit_desktop.views.pages.share_bulk.rows import BulkTable
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme

WIDTH, HEIGHT = 780, 812
EDGE = 20
APPLY_KEYS = ("Ctrl+Return", "Ctrl+Enter")
NO_END = "I take it back"


class BulkCard(QWidget):
    """`choice_changed` whenever another choice is shown, `applied` and `kept` by its buttons and keys."""

    accessible_role = QAccessible.Role.Dialog
    choice_changed = Signal()
    applied = Signal()
    kept = Signal()
    bytes_asked = Signal()

    def __init__(self, theme: Theme, ends: Sequence[date], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ends: tuple[date | None, ...] = (None, *ends)
        self._joined = False
        self.model = BulkModel(self)
        self._title = Label(theme, "", "pageHead", is_name=True)
        self._subtitle = Label(theme, "", "body", "ink2")
        self.picker = LevelPicker(theme)
        self.threshold = Threshold(theme)
        self.until = ComboBox(
            theme, "Until", tuple(NO_END if end is None else whole_day(end) for end in self._ends)
        )
        self._changing = Label(theme, "", "captionStrong", "ink2", tabular=True)
        self._others = Label(theme, "", "caption", "ink2", tabular=True)
        self._promise = Label(theme, "", "caption", "ink3", align=Qt.AlignmentFlag.AlignRight)
        self.table = BulkTable(theme, self.model)
        self._effect = Label(theme, "", "caption", "ink2", wrap=True)
        self.see = Button(theme, "See the bytes", icon="eye")
        self.keep_button = Button(theme, "Keep as it is", Variant.GHOST)
        self.apply = Button(theme, "", Variant.COMPANY_OUTLINE, icon="arrow-right", keys="Ctrl Enter")
        self._x = Button(theme, "", Variant.GHOST, icon="x", accessible_name="Close, keep as it is")
        self._arrange()
        self._listen()
        self._show()

    def accessible_value(self) -> str:
        """Return nothing: the name says it all."""
        return ""

    def set_people(self, rows: Sequence[Candidate], *, joined: bool) -> None:
        """Show whom it is about."""
        self._joined = joined
        self._title.setText(words.title(rows))
        self._subtitle.setText("What the company sees")
        self.setAccessibleName(f"What the company sees of {words.title(rows)}")
        self.model.set_people(rows, joined=joined)
        self.set_effect(None)

    def set_effect(self, effect: WholeEffect | None) -> None:
        """Say what the choice does as a whole; None while it is worked out."""
        level = self.model.level
        said = words.effect_words(effect, joined=self._joined) if level is not None else words.LATER
        if level is SharingLevel.RHYTHM:
            said = f"{said} {words.RHYTHM}"
        self._effect.setText(said)
        self.see.setEnabled(effect is not None and bool(effect.documents))

    def choice(self) -> Choice | None:
        """Return what is chosen, None before a step is."""
        level = self.model.level
        if level is None:
            return None
        if level is SharingLevel.ONLY_YOU:
            return Choice(level)
        return Choice(level, self.threshold.threshold(), self._ends[self.until.currentIndex()])

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while it is done."""
        self.apply.set_busy(busy=busy)
        for widget in (self.picker, self.threshold, self.until, self.table, self.see, self.keep_button):
            widget.setEnabled(not busy)
        if not busy:
            self._show()

    def sizeHint(self) -> QSize:
        """Return the size of the card; the window may have less room."""
        return QSize(self._theme.grow(WIDTH), self._theme.grow(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep on Esc; choose a step by its number from anywhere; Enter alone does nothing here."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
        elif event.text() and event.text() in "01234":
            self.picker.keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        theme = self._theme
        line = theme.color("lineStrong")
        paint_box(QPainter(self), QRectF(self.rect()), theme.radius("dialog"), theme.color("raised"), line)

    def keep(self) -> None:
        """Leave everything as it is."""
        if not self.apply.busy:
            self.kept.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 15)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(12)
        column.addLayout(_inset(self.picker))
        column.addSpacing(10)
        column.addLayout(self._conditions())
        column.addSpacing(14)
        column.addWidget(Rule())
        column.addWidget(self._summary())
        column.addWidget(Rule())
        column.addWidget(self.table, 1)
        column.addWidget(Rule())
        column.addSpacing(12)
        column.addLayout(self._foot())
        for before, after in (
            (self.picker, self.threshold),
            (self.threshold, self.until),
            (self.until, self.table),
            (self.table, self.see),
            (self.see, self.keep_button),
            (self.keep_button, self.apply),
            (self.apply, self._x),
        ):
            QWidget.setTabOrder(before, after)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._subtitle, 1)
        row.addWidget(self._x)
        return row

    def _conditions(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(8)
        row.addWidget(Label(theme, "Show only when at least", "caption", "ink2"))
        row.addWidget(self.threshold)
        row.addWidget(Label(theme, "colleagues share here too", "caption", "ink2"))
        row.addStretch(1)
        row.addWidget(Label(theme, "Until", "caption", "ink2"))
        row.addWidget(self.until)
        return row

    def _summary(self) -> Frame:
        band = Frame(Ground.PANEL, margin=0, gap=0)
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 7, EDGE, 7)
        row.setSpacing(12)
        row.addWidget(self._changing)
        row.addWidget(self._others)
        row.addStretch(1)
        row.addWidget(self._promise)
        band.column.addLayout(row)
        return band

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 0, EDGE, 0)
        foot.setSpacing(12)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(Sign(self._theme, "info", "ink2", 14), 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._effect, 1)
        foot.addLayout(said)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.see)
        buttons.addStretch(1)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.apply)
        foot.addLayout(buttons)
        return foot

    def _listen(self) -> None:
        self.picker.chosen.connect(self.model.set_level)
        self.threshold.threshold_chosen.connect(lambda _k: self._change())
        self.until.currentIndexChanged.connect(lambda _place: self._change())
        self.model.counted.connect(self._change)
        self.see.clicked.connect(self.bytes_asked)
        self.keep_button.clicked.connect(self.keep)
        self._x.clicked.connect(self.keep)
        self.apply.clicked.connect(self._go)
        for keys in APPLY_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go)

    def _go(self) -> None:
        if self.apply.isEnabled() and not self.apply.busy:
            self.applied.emit()

    def _change(self) -> None:
        self._show()
        self.choice_changed.emit()

    def _show(self) -> None:
        level, counts = self.model.level, self.model.counts()
        changing, others = words.count_words(counts, level)
        self._changing.setText(changing)
        self._changing.set_color("shared" if level and counts.changing else "ink2")
        self._others.setText(others)
        raises = level is not None and level is not SharingLevel.ONLY_YOU
        takes_back = level is SharingLevel.ONLY_YOU
        self._promise.setText(words.RAISES if raises else words.TAKES_BACK if takes_back else "")
        self.threshold.setEnabled(level is not SharingLevel.ONLY_YOU)
        self.until.setEnabled(level is not SharingLevel.ONLY_YOU)
        said = words.button_words(counts.changing, level, joined=self._joined)
        self.apply.set_label(said, said)
        self.apply.set_variant(Variant.DEFAULT if takes_back else Variant.COMPANY_OUTLINE)
        self.apply.set_icon_name("undo-2" if takes_back else "arrow-right")
        self.apply.setEnabled(level is not None and counts.changing > 0)


def _inset(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(EDGE, 0, EDGE, 0)
    row.addWidget(widget)
    return row
