"""The filter column: what the company sees, intensity, level and Client, each choice with its count."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from weavit_core.taxonomy import Band, Level, SharingLevel
from weavit_desktop.services.people_lists import Facets
from weavit_desktop.sharing.words import BANDS, LEVELS, SHARING
from weavit_desktop.vault.repositories.people_lists import ListQuery
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.intensity import paint_band
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.levels import LEVEL_ICONS
from weavit_desktop.views.pages.people.filter_row import HEIGHT, LEFT, FilterRow, Sign
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

WIDTH = 175  # and the line beside it
GROUP_GAP = 9
FIRST_CLIENTS = 4
ICON = 16
WAITING = "waiting"


class FilterGroup(QWidget):
    """A heading and choices below it, any number of which may be made."""

    changed = Signal()
    left = Signal(int)  # by an arrow key, over its first or last row

    def __init__(self, theme: Theme, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[Hashable, FilterRow] = {}
        self.setAccessibleName(heading)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, GROUP_GAP)
        self._column.setSpacing(0)
        self._heading = Label(theme, heading, "captionStrong", "ink2")
        self._heading.setContentsMargins(LEFT, 0, 0, 0)
        self._column.addWidget(_Indented(self._heading))

    def set_heading(self, words: str) -> None:
        """Say what the choices are."""
        self._heading.setText(words)
        self.setAccessibleName(words)

    def add(self, key: Hashable, words: str, sign: Sign | None = None, *, boxed: bool = False) -> FilterRow:
        """Add a choice."""
        row = FilterRow(self._theme, words, sign, boxed=boxed)
        row.toggled.connect(lambda _on: self.changed.emit())
        row.moved.connect(lambda step: self._move(row, step))
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self._rows else Qt.FocusPolicy.StrongFocus)
        self._rows[key] = row
        self._column.insertWidget(len(self._rows), row)
        return row

    def set_rows(self, wanted: Sequence[tuple[Hashable, str, int]]) -> None:
        """Show other choices, each with its count; what is chosen stays chosen and keeps the keyboard."""
        if [key for key, _, _ in wanted] == list(self._rows):
            self.set_counts({key: count for key, _, count in wanted})
            return
        chosen = self.chosen()
        held = next((key for key, row in self._rows.items() if row.hasFocus()), None)
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for key, words, count in wanted:
            row = self.add(key, words)
            row.blockSignals(True)
            row.setChecked(key in chosen)
            row.blockSignals(False)
            row.set_count(count)
        if held in self._rows:
            self._rows[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_counts(self, counts: Mapping[Hashable, int]) -> None:
        """Say how many people each choice would show."""
        for key, row in self._rows.items():
            row.set_count(counts.get(key, 0))

    def chosen(self) -> frozenset[Hashable]:
        """Return what is chosen."""
        return frozenset(key for key, row in self._rows.items() if row.isChecked())

    def clear(self) -> None:
        """Choose nothing, without telling."""
        for row in self._rows.values():
            row.blockSignals(True)
            row.setChecked(False)
            row.blockSignals(False)
            row.update()

    def row(self, key: Hashable) -> FilterRow:
        """Return the row of a choice."""
        return self._rows[key]

    def enter(self, step: int) -> None:
        """Give the keyboard to the first row, or from below to the last."""
        rows = list(self._rows.values())
        if rows:
            self._focus(rows[0 if step > 0 else -1])
        else:
            self.left.emit(step)

    def _move(self, row: FilterRow, step: int) -> None:
        rows = list(self._rows.values())
        at = rows.index(row) + step
        if 0 <= at < len(rows):
            self._focus(rows[at])
        else:
            self.left.emit(step)

    def _focus(self, row: FilterRow) -> None:
        for one in self._rows.values():  # Tab stops once a group, where the keyboard was last
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is row else Qt.FocusPolicy.ClickFocus)
        row.setFocus(Qt.FocusReason.TabFocusReason)


class FilterColumn(QScrollArea):
    """All filters. `changed` when another choice was made; `apply` puts them into a query."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facets: Facets | None = None
        self._shown_clients = FIRST_CLIENTS
        self.seen = FilterGroup(theme, "The company sees")
        self.bands = FilterGroup(theme, "Intensity")
        self.levels = FilterGroup(theme, "Level")
        self.clients = FilterGroup(theme, "Client")
        self._groups = (self.seen, self.bands, self.levels, self.clients)
        self._more = Button(theme, "", Variant.CRUMB, trailing="chevron-down")
        self._clear = Button(theme, "Clear filters", Variant.CRUMB, icon="x")
        self._inner = Frame(Ground.PAGE, margin=0, gap=0)
        self._fill()
        self._set_up()
        self._more.clicked.connect(self._show_more)
        self._clear.clicked.connect(self.clear)
        theme.changed.connect(self._fix_width)
        self._fix_width()

    def sizeHint(self) -> QSize:
        """Return the width of the column and the height of all of it."""
        return QSize(self._theme.grow(WIDTH), self._inner.sizeHint().height())

    def apply(self, query: ListQuery) -> ListQuery:
        """Return a query with what is chosen here."""
        seen = self.seen.chosen()
        return replace(
            query,
            seen=frozenset(int(one) for one in seen if isinstance(one, SharingLevel)),
            waiting=WAITING in seen,
            bands=frozenset(int(one) for one in self.bands.chosen() if isinstance(one, Band)),
            levels=frozenset(str(one) for one in self.levels.chosen()),
            clients=frozenset(str(one) for one in self.clients.chosen()),
        )

    def count_chosen(self) -> int:
        """Return how many choices are made."""
        return sum(len(group.chosen()) for group in self._groups)

    def clear(self) -> None:
        """Take every choice back."""
        for group in self._groups:
            group.clear()
        self._tell()

    def set_facets(self, facets: Facets) -> None:
        """Show how many people each choice would show."""
        self._facets = facets
        self.seen.set_counts({WAITING: facets.waiting, **_keyed(facets.seen)})
        self.bands.set_counts(_keyed(facets.bands))
        self.levels.set_counts(_keyed(facets.levels))
        self._show_clients(facets)

    def _show_clients(self, facets: Facets) -> None:
        self.clients.set_heading("Client" if facets.are_clients else "Organisation")
        chosen = len(self.clients.chosen())
        shown = facets.clients[: max(self._shown_clients, chosen)]
        self.clients.set_rows([(one.uid, one.name, one.count) for one in shown])
        self.clients.setVisible(bool(shown))
        more = len(facets.clients) - len(shown) + facets.more_clients
        self._more.set_label(f"{more:,} more", f"Show more of {more:,} more {_many(facets)}")
        self._more.setVisible(len(shown) < len(facets.clients))

    def _show_more(self) -> None:
        self._shown_clients = 1_000_000  # as many as are counted at all
        if self._facets is not None:
            self._show_clients(self._facets)

    def _fill(self) -> None:
        theme = self._theme
        for level in SharingLevel:
            color: ColorName = "shared" if level else "ink3"
            self.seen.add(level, SHARING[level], _icon(theme, LEVEL_ICONS[level], color))
        self.seen.add(WAITING, "Waiting", _icon(theme, "circle-dashed", "shared"))
        for band in sorted(Band, reverse=True):
            if band is not Band.NONE:
                self.bands.add(band, BANDS[band], Sign(partial(_draw_band, theme, band), 28))
        for step in Level:
            self.levels.add(step, "Unknown" if step is Level.UNKNOWN else LEVELS[step], boxed=True)

    def _set_up(self) -> None:
        self.setAccessibleName("Filters")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        inner = self._inner
        inner.column.setContentsMargins(0, 8, 0, 8)
        for at, group in enumerate(self._groups):
            inner.column.addWidget(group)
            group.changed.connect(self._tell)
            group.left.connect(partial(self._cross, at))
        inner.column.addSpacing(-GROUP_GAP)
        for button in (self._more, self._clear):
            inner.column.addWidget(_Indented(button, less=4))
        inner.column.addStretch(1)
        self._more.hide()
        self._clear.hide()
        self.setWidget(inner)

    def _cross(self, at: int, step: int) -> None:
        if 0 <= at + step < len(self._groups):
            self._groups[at + step].enter(step)

    def _tell(self) -> None:
        self._clear.setVisible(self.count_chosen() > 0)
        self.changed.emit()

    def _fix_width(self) -> None:
        self.setFixedWidth(self._theme.grow(WIDTH))


class _Indented(QWidget):
    """Something that begins where the rows' signs begin, as tall as a row."""

    def __init__(self, inner: QWidget, *, less: int = 0) -> None:
        super().__init__()
        self.setMinimumHeight(HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT - less, 0, 0, 0)
        column.addWidget(inner, 0, Qt.AlignmentFlag.AlignLeft)


def _keyed(counts: Mapping[Any, int]) -> dict[Hashable, int]:
    return dict(counts)


def _icon(theme: Theme, name: str, color: ColorName) -> Sign:
    return Sign(partial(_draw_icon, theme, name, color), ICON + 6)


def _draw_icon(theme: Theme, name: str, color: ColorName, painter: QPainter, area: QRectF) -> None:
    box = QRectF(area.x(), area.y(), theme.grow(ICON), area.height())
    theme.draw_icon(painter, box, name, color, ICON)


def _draw_band(theme: Theme, band: Band, painter: QPainter, area: QRectF) -> None:
    paint_band(painter, QRectF(area.x(), area.y(), theme.grow(20), area.height()), band, theme)


def _many(facets: Facets) -> str:
    return "Clients" if facets.are_clients else "organisations"
