"""Buttons. Indigo ones make something visible to the company; nothing else is indigo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from weavit_desktop.views.components.key_cap import HEIGHT as KEY_HEIGHT
from weavit_desktop.views.components.key_cap import key_width, paint_key
from weavit_desktop.views.theme.motion import Fade
from weavit_desktop.views.theme.painting import LEFT, mix, paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

HEIGHT = 32
HEIGHT_SMALL = 26
HEIGHT_LARGE = 38
ICON = 16
ICON_SMALL = 14
GAP = 6


class Variant(Enum):
    """What a button is for. The INVERSE ones stand on a solid dark ground: toast, bulk bar."""

    DEFAULT = auto()
    FIRST = auto()
    COMPANY = auto()
    COMPANY_OUTLINE = auto()
    QUIET = auto()
    GHOST = auto()
    DESTRUCTIVE = auto()
    DESTRUCTIVE_SOLID = auto()
    FIELD = auto()
    CRUMB = auto()
    INVERSE_GHOST = auto()
    INVERSE_OUTLINE = auto()
    INVERSE_COMPANY = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a variant. `solid`: its key cap is drawn in the text's colour."""

    fill: ColorName | None
    line: ColorName | None
    text: ColorName
    hover: ColorName
    solid: bool = False
    style: TextName = "bodyStrong"


LOOKS: Mapping[Variant, Look] = {
    Variant.DEFAULT: Look("raised", "lineControl", "ink", "hover"),
    Variant.FIRST: Look("inkSolid", None, "onInkSolid", "ink2", solid=True),
    Variant.COMPANY: Look("sharedSolid", None, "onSharedSolid", "shared", solid=True),
    Variant.COMPANY_OUTLINE: Look(None, "sharedLine", "shared", "sharedSofter"),
    Variant.QUIET: Look("raised", "lineStrong", "ink", "hover"),
    Variant.GHOST: Look(None, None, "ink2", "hover"),
    Variant.DESTRUCTIVE: Look(None, "attentionLine", "attention", "attentionSoft"),
    Variant.DESTRUCTIVE_SOLID: Look("attentionSolid", None, "onAttentionSolid", "attention", solid=True),
    Variant.FIELD: Look("raised", "lineControl", "ink", "hover", style="body"),
    Variant.CRUMB: Look(None, None, "ink3", "hover", style="body"),
    Variant.INVERSE_GHOST: Look(None, None, "onInkSolid", "ink2", solid=True),
    Variant.INVERSE_OUTLINE: Look(None, "onInkSolid", "onInkSolid", "ink2", solid=True),
    Variant.INVERSE_COMPANY: Look("raised", None, "shared", "sharedSofter"),
}
DISABLED = Look("sunken", "lineStrong", "ink3", "sunken")
DESTROYS = {Variant.DESTRUCTIVE, Variant.DESTRUCTIVE_SOLID}


class Button(QPushButton):
    """A verb and its object. Space and Enter press it; Enter never presses a destructive one."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        variant: Variant = Variant.DEFAULT,
        *,
        icon: str | None = None,
        trailing: str | None = None,
        keys: str | None = None,
        small: bool = False,
        large: bool = False,
        accessible_name: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._variant = variant
        self._label = ""
        self._icon = icon
        self._trailing = trailing
        self._keys = keys
        self._small = small
        self._height = HEIGHT_SMALL if small else HEIGHT_LARGE if large else HEIGHT
        self._busy = False
        self._asks = False
        self._spoken = accessible_name
        self._hover = Fade(self, theme, "quick")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_label(text, accessible_name)

    def label(self) -> str:
        """Return the words on the button."""
        return self._label

    def set_label(self, text: str, accessible_name: str | None = None) -> None:
        """Change the words; the spoken name is `accessible_name` or the words themselves."""
        self._label = text
        self.setText(text.replace("&", "&&"))  # Qt would make a shortcut of a single one
        self.setAccessibleName(accessible_name or text)
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str | None) -> None:
        """Change the icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_variant(self, variant: Variant) -> None:
        """Change what the button is for."""
        self._variant = variant
        self.update()

    @property
    def busy(self) -> bool:
        """Return whether it waits for what it started."""
        return self._busy

    def set_busy(self, *, busy: bool) -> None:
        """Show that it works and take no further press; it keeps its place and its words."""
        self._busy = busy
        self.setAccessibleDescription("Working" if busy else "")
        self.setCursor(Qt.CursorShape.ArrowCursor if busy else Qt.CursorShape.PointingHandCursor)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size its words, icon and key need."""
        theme = self._theme
        height = theme.grow(self._height)
        if not self._label:
            return QSize(height, height)
        width = 2 * self._padding() + round(theme.metrics(self._text_style()).horizontalAdvance(self._label))
        if self._icon:
            width += theme.grow(self._icon_side()) + GAP
        if self._trailing:
            width += theme.grow(ICON_SMALL) + GAP
        if self._keys:
            width += key_width(self._keys, theme) + GAP
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a button is never cut short."""
        return self.sizeHint()

    def set_asks(self) -> None:
        """Let Enter press it although it leads to destroying something: it only asks."""
        self._asks = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too, unless that would destroy something."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if (self._asks or self._variant not in DESTROYS) and not self._busy:
                self.click()
            return
        if self._busy and event.key() == Qt.Key.Key_Space:
            return
        super().keyPressEvent(event)

    def hitButton(self, pos: object) -> bool:
        """Return whether a mouse press here counts."""
        return not self._busy and super().hitButton(pos)  # type: ignore[arg-type] # QPoint in every call

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self._hover.go(1.0)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Rest."""
        self._hover.go(0.0)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, words and key."""
        painter = QPainter(self)
        look = self._look()
        rect = QRectF(self.rect())
        line = self._theme.color(look.line) if look.line else None
        paint_box(painter, rect, self._theme.radius("control"), self._fill(look), line)
        if not self._label:
            self._theme.draw_icon(
                painter, rect, self._shown_icon() or "ellipsis", look.text, self._icon_side()
            )
            return
        self._paint_content(painter, rect, look)

    def _paint_content(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        theme = self._theme
        content = self.sizeHint().width() - 2 * self._padding()
        left = rect.x() + round((rect.width() - content) / 2)
        icon = self._shown_icon()
        if icon:
            side = theme.grow(self._icon_side())
            theme.draw_icon(painter, QRectF(left, 0, side, rect.height()), icon, look.text, self._icon_side())
            left += side + GAP
        style = self._text_style()
        width = theme.metrics(style).horizontalAdvance(self._label)
        area = QRectF(left, 0, width + 1, rect.height())
        paint_text(painter, area, self._label, theme.font(style), theme.color(look.text), LEFT)
        left += round(width) + GAP
        if self._trailing:
            side = theme.grow(ICON_SMALL)
            theme.draw_icon(painter, QRectF(left, 0, side, rect.height()), self._trailing, "ink2", ICON_SMALL)
        if self._keys:
            height = theme.grow(KEY_HEIGHT)
            top = rect.y() + round((rect.height() - height) / 2)
            cap = QRectF(left, top, key_width(self._keys, theme), height)
            paint_key(painter, cap, self._keys, theme, on_solid=look.text if look.solid else None)

    def _fill(self, look: Look) -> QColor | None:
        rest = self._theme.color(look.fill) if look.fill else None
        strength = 1.0 if self.isDown() else self._hover.now
        if not strength or not self.isEnabled():
            return rest
        hover = self._theme.color(look.hover)
        if rest is None:
            ground = QColor(hover)
            ground.setAlphaF(strength)
            return ground
        return mix(rest, hover, strength)

    def _text_style(self) -> TextName:
        return "smallStrong" if self._small else self._look().style

    def _look(self) -> Look:
        return LOOKS[self._variant] if self.isEnabled() else DISABLED

    def _shown_icon(self) -> str | None:
        return "loader" if self._busy and self._icon else self._icon

    def _icon_side(self) -> int:
        return ICON_SMALL if self._small else ICON

    def _padding(self) -> int:
        if self._variant is Variant.CRUMB:
            return 4
        return 9 if self._small else 19 if self._height == HEIGHT_LARGE else 13
