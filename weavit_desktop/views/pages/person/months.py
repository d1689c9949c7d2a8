"""Two years of a person month by month, as a chart and as a list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.domain.days import MONTHS as MONTH_NAMES
from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.strip_chart import MonthCount, StripChart, StripList
from weavit_desktop.views.pages.person.pieces import Slot, line_of
from weavit_desktop.views.theme.painting import paint_box
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

LIST_HEIGHT = 180
DOT = 10


class MonthsSection(QWidget):
    """The chart with its legend; a button turns it into a list of the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._months: tuple[MonthCount, ...] = ()
        self._total = Label(theme, "", "body", "ink2")
        self._chart = StripChart(theme, ())
        self._list = Slot()
        self._list.hide()
        self._turn = Button(theme, "", Variant.GHOST, icon="list", small=True)
        self._turn.clicked.connect(self._turn_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(
            line_of(
                Label(theme, "24 months", "heading"),
                self._total,
                None,
                _legend(theme, "ink", "Meetings and calls"),
                _legend(theme, "ink4", "Mail and messages"),
                self._turn,
                gap=10,
            )
        )
        column.addWidget(self._chart)
        column.addWidget(self._list)
        self._name_turn()

    def show_page(self, page: PersonPage) -> None:
        """Show a person's months."""
        self._months = tuple(MonthCount(one.year, one.month, one.talks, one.letters) for one in page.months)
        total = sum(one.talks + one.letters for one in page.months)
        first = page.months[0]
        since = f"since {MONTH_NAMES[first.month - 1]} {first.year}"
        self._total.setText(f"{many(total, 'interaction')} {since}")
        self._chart.set_months(self._months)
        if self._list.isVisibleTo(self):
            self._fill_list()

    def set_tight(self, *, tight: bool) -> None:
        """Leave the sum out where there is no room beside the legend: the chart's name says it too."""
        self._total.setVisible(not tight)

    def focus_chart(self) -> None:
        """Put the keyboard on the newest month."""
        where = self._list if self._list.isVisibleTo(self) else self._chart
        where.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_over(self) -> None:
        as_list = not self._list.isVisibleTo(self)
        if as_list:
            self._fill_list()
        self._list.setVisible(as_list)
        self._chart.setVisible(not as_list)
        self._name_turn()

    def _fill_list(self) -> None:
        months = StripList(self._theme, self._months)
        months.setFixedHeight(self._theme.grow(LIST_HEIGHT))
        self._list.put(months)

    def _name_turn(self) -> None:
        as_list = self._list.isVisibleTo(self)
        self._turn.setAccessibleName("Show the months as a chart" if as_list else "Show the months as a list")


class _Dot(QWidget):
    def __init__(self, theme: Theme, color: ColorName) -> None:
        super().__init__()
        self._theme = theme
        self._color: ColorName = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self._theme.grow(DOT)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        paint_box(QPainter(self), rect, self._theme.radius("mark"), self._theme.color(self._color), None)


def _legend(theme: Theme, color: ColorName, words: str) -> QWidget:
    return line_of(_Dot(theme, color), Label(theme, words, "caption", "ink2"), gap=6)
