"""The sidebar: whose vault, the sections, and at its foot the ledger and whether anything is leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.key_cap import HEIGHT as KEY_HEIGHT
from weavit_desktop.views.components.key_cap import key_width, paint_key
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.ledger import Ledger
from weavit_desktop.views.components.pill import HEIGHT as PILL_HEIGHT
from weavit_desktop.views.components.pill import PillLook, paint_pill, pill_width
from weavit_desktop.views.theme.painting import RIGHT, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme

WIDTH = 212
ITEM_HEIGHT = 30
ITEM_PADDING = 9
ICON = 16


@dataclass(frozen=True, slots=True)
class Section:
    """One entry. `gap` True begins a new group."""

    key: str
    words: str
    icon: str
    gap: bool = False


class Sidebar(QWidget):
    """`chosen` tells the key of a section; `palette_asked` and `lock_asked` what was pressed."""

    chosen = Signal(str)
    palette_asked = Signal()
    lock_asked = Signal()

    def __init__(
        self, theme: Theme, vault_name: str, sections: Sequence[Section], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: dict[str, SidebarItem] = {}
        self._group = QButtonGroup(self)
        self.ledger = Ledger(theme)
        self.network = NetworkState(theme)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        ground = Frame(Ground.GROUND, margin=0, gap=0)
        column = ground.column
        column.setContentsMargins(10, 17, 10, 10)
        column.addLayout(self._head(vault_name))
        column.addSpacing(17)
        palette = PaletteButton(theme)
        palette.clicked.connect(self.palette_asked)
        column.addWidget(palette)
        column.addSpacing(14)
        column.addLayout(self._sections(sections))
        column.addStretch(1)
        column.addWidget(self.ledger)
        column.addSpacing(7)
        column.addWidget(self.network)
        outer.addWidget(ground, 1)
        outer.addWidget(Rule(Qt.Orientation.Vertical))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Sections")

    def set_vault_name(self, name: str) -> None:
        """Say whose vault it is."""
        self._name.setText(name)

    def set_current(self, key: str) -> None:
        """Mark the section that is shown."""
        self._items[key].setChecked(True)

    def set_count(self, key: str, count: str, *, waiting: bool = False) -> None:
        """Show a number beside a section: "2,014", or dashed what waits: "6 waiting"."""
        self._items[key].set_count(count, waiting=waiting)

    def sizeHint(self) -> QSize:
        """Return the width of the sidebar."""
        return QSize(self._theme.grow(WIDTH), 600)

    def _head(self, vault_name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 5, 0)
        row.setSpacing(8)
        row.addWidget(Logo(self._theme))
        self._name = Label(self._theme, vault_name, "leadStrong", is_name=True)
        row.addWidget(self._name, 1)
        lock = Button(self._theme, "", Variant.GHOST, icon="lock-open", small=True)
        lock.setAccessibleName("Lock the vault")
        lock.clicked.connect(self.lock_asked)
        row.addWidget(lock)
        return row

    def _sections(self, sections: Sequence[Section]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(1)
        for section in sections:
            if section.gap:
                column.addSpacing(15)
            item = SidebarItem(self._theme, section)
            item.clicked.connect(lambda _checked=False, key=section.key: self.chosen.emit(key))
            self._group.addButton(item)
            self._items[section.key] = item
            column.addWidget(item)
        return column


class SidebarItem(QPushButton):
    """One section."""

    def __init__(self, theme: Theme, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._section = section
        self._count = ""
        self._waiting = False
        self.setCheckable(True)
        self.setAccessibleName(section.words)
        self.setProperty("ringReach", 2)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str, *, waiting: bool) -> None:
        """Show a number."""
        self._count = count
        self._waiting = waiting
        self.setAccessibleName(f"{self._section.words}, {count}" if count else self._section.words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of an entry."""
        return QSize(120, self._theme.grow(ITEM_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, words and number."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            fill = theme.color("selected" if on else "hover")
            paint_box(painter, rect, theme.radius("control"), fill, None)
        icon = QRectF(ITEM_PADDING, 0, theme.grow(ICON), rect.height())
        theme.draw_icon(painter, icon, self._section.icon, "ink" if on else "ink3", ICON)
        words = rect.adjusted(icon.right() + 10, 0, -ITEM_PADDING, 0)
        font = theme.font("bodyStrong" if on else "body")
        paint_text(painter, words, self._section.words, font, theme.color("ink" if on else "ink2"))
        if self._count and self._waiting:
            height = theme.grow(PILL_HEIGHT)
            width = pill_width(self._count, theme)
            pill = QRectF(words.right() - width, round((rect.height() - height) / 2), width, height)
            paint_pill(painter, pill, self._count, theme, PillLook.WAITING)
        elif self._count:
            paint_text(
                painter, words, self._count, theme.font("caption", tabular=True), theme.color("ink3"), RIGHT
            )


class PaletteButton(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Search or do, Ctrl K")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a field."""
        return QSize(160, self._theme.grow(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, glass, words and key."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, theme.radius("control"), theme.color("raised"), theme.color("lineStrong"))
        icon = QRectF(10, 0, theme.grow(14), rect.height())
        theme.draw_icon(painter, icon, "search", "ink2", 14)
        words = rect.adjusted(icon.right() + 8, 0, -8, 0)
        paint_text(painter, words, "Search or do", theme.font("body"), theme.color("ink3"))
        width, height = key_width("Ctrl K", theme), theme.grow(KEY_HEIGHT)
        cap = QRectF(rect.right() - 7 - width, round((rect.height() - height) / 2), width, height)
        paint_key(painter, cap, "Ctrl K", theme)


class Logo(QWidget):
    """The mark. Decoration: the name stands beside it."""

    def __init__(self, theme: Theme, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the mark."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        pixmap = self._theme.brand("logo", self._size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, pixmap)


class NetworkState(QWidget):
    """Whether anything is leaving. A statement, not a warning: grey, no badge."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "cloud-off"
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.grow(14) + 16, 2, 0, 2)
        self._words = Label(theme, "Offline. Nothing is leaving.", "caption", "ink3")
        row.addWidget(self._words)

    def set_state(self, icon: str, words: str) -> None:
        """Say something else: ("upload", "Publishing to hub.tarnholm.example")."""
        self._icon = icon
        self._words.setText(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        area = QRectF(8, 0, self._theme.grow(14), self.height())
        self._theme.draw_icon(QPainter(self), area, self._icon, "ink3", 14)
