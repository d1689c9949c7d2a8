"""Menus: an icon, a verb, the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from weavit_desktop.views.components.key_cap import HEIGHT as KEY_HEIGHT
from weavit_desktop.views.components.key_cap import key_width, paint_key
from weavit_desktop.views.theme.painting import LEFT, paint_box, paint_text
from weavit_desktop.views.theme.shadow import paint_shadow
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

RADIUS = 8
ROOM = QMargins(16, 12, 16, 20)  # for the shadow; the style sheet gives the same margin


class Menu(QMenu):
    """A menu on its own rounded ground. Actions keep their texts, so readers and tests see a plain QMenu."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[QAction, str] = {}
        self._keys: dict[QAction, str] = {}
        self._destructive: set[QAction] = set()
        self.setAccessibleName(name)
        self.setProperty("shadow", True)
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def add(self, icon: str, words: str, keys: str = "", *, destructive: bool = False) -> QAction:
        """Add an action and return it."""
        action = self.addAction(words.replace("&", "&&"))
        self._icons[action] = icon
        self._keys[action] = keys
        if destructive:
            self._destructive.add(action)
        return action

    def showEvent(self, event: QShowEvent) -> None:
        """Open where the ground begins, not its shadow."""
        super().showEvent(event)
        self.move(self.x() - ROOM.left(), self.y() - ROOM.top())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then each action."""
        theme = self._theme
        painter = QPainter(self)
        ground, line = theme.color("raised"), theme.color("lineStrong")
        box = self.rect().marginsRemoved(ROOM)
        paint_shadow(painter, box, 1, theme)
        paint_box(painter, QRectF(box), RADIUS, ground, line)
        for action in self.actions():
            area = QRectF(self.actionGeometry(action))
            if action.isSeparator():
                middle = round(area.center().y())
                painter.fillRect(QRectF(area.x(), middle, area.width(), 1), theme.color("line"))
            else:
                self._paint_action(painter, area, action)

    def _paint_action(self, painter: QPainter, area: QRectF, action: QAction) -> None:
        theme = self._theme
        color: ColorName = "attention" if action in self._destructive else "ink"
        if not action.isEnabled():
            color = "ink3"
        elif action is self.activeAction():
            paint_box(painter, area, theme.radius("chip"), theme.color("selected"), None)
        icon = QRectF(area.x() + 8, area.y(), theme.grow(16), area.height())
        sign: ColorName = "ink2" if color == "ink" else color
        theme.draw_icon(painter, icon, self._icons[action], sign)
        words = QRectF(icon.right() + 10, area.y(), area.right() - icon.right() - 18, area.height())
        text = action.text().replace("&&", "&")
        paint_text(painter, words, text, theme.font("body"), theme.color(color), LEFT)
        keys = self._keys[action]
        if keys:
            width, height = key_width(keys, theme), theme.grow(KEY_HEIGHT)
            top = round(area.y() + (area.height() - height) / 2)
            paint_key(painter, QRectF(area.right() - 8 - width, top, width, height), keys, theme)
