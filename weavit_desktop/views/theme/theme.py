"""The theme in force: which scheme, which text size, whether things move. Handed to every component."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from weavit_desktop.resources import ui_file
from weavit_desktop.views.theme.accessibility import install_accessibility
from weavit_desktop.views.theme.drawings import Drawings
from weavit_desktop.views.theme.focus import FocusRing
from weavit_desktop.views.theme.fonts import load_fonts, make_font
from weavit_desktop.views.theme.icons import Icons
from weavit_desktop.views.theme.palette import make_palette
from weavit_desktop.views.theme.sheet import render_sheet
from weavit_desktop.views.theme.style import WeavitStyle
from weavit_desktop.views.theme.tokens import (
    ColorName,
    DurationName,
    Elevation,
    RadiusName,
    Scheme,
    TextName,
    Tokens,
    load_tokens,
)

SMALLEST_TEXT = 1.0
LARGEST_TEXT = 1.5


class Appearance(StrEnum):
    """What a person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, fonts, icons and lengths as they are now; `changed` when they are others. `drawings` keeps
    small pictures until then.

    A widget that asks at paint time needs no connection: a change restyles every widget, and Qt
    then sends StyleChange, which lays out and paints anew.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        appearance: Appearance = Appearance.SYSTEM,
        text_scale: float = 1.0,
        *,
        reduced_motion: bool = False,
    ) -> None:
        super().__init__(app)
        load_fonts()
        self._app = app
        self._tokens: Tokens = load_tokens(ui_file("theme/tokens.json"))
        self._template = ui_file("theme/weavit.qss").read_text(encoding="utf-8")
        self._icons = Icons()
        self.drawings = Drawings()
        self._style = WeavitStyle(self)  # Qt takes it; this reference keeps the Python half alive
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[TextName, bool], QFont] = {}
        self._metrics: dict[tuple[TextName, bool], QFontMetricsF] = {}
        self._appearance = appearance
        self._text_scale = _bounded(text_scale)
        self._reduced_motion = reduced_motion
        self._ring = FocusRing(app, self)
        install_accessibility()
        app.setStyle(self._style)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    # What a person can choose

    @property
    def appearance(self) -> Appearance:
        """Return the choice, which may be to follow the system."""
        return self._appearance

    @property
    def scheme(self) -> Scheme:
        """Return the set of colours in force."""
        if self._appearance is Appearance.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return Scheme.DARK if dark else Scheme.LIGHT
        return Scheme(self._appearance.value)

    @property
    def text_scale(self) -> float:
        """Return the size of text, 1.0 to 1.5."""
        return self._text_scale

    @property
    def reduced_motion(self) -> bool:
        """Return whether nothing may move."""
        return self._reduced_motion

    def set_appearance(self, appearance: Appearance) -> None:
        """Switch the colours."""
        self._appearance = appearance
        self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Set the size of text; bounded to 1.0 to 1.5."""
        self._text_scale = _bounded(scale)
        self._apply()

    def set_reduced_motion(self, *, reduced: bool) -> None:
        """Stop or allow movement."""
        self._reduced_motion = reduced

    # What components ask

    def color(self, name: ColorName) -> QColor:
        """Return a colour of the scheme in force."""
        return self._colors[name]

    def font(self, name: TextName, *, tabular: bool = False) -> QFont:
        """Return the font of a text style; `tabular` where figures must align. Copy before you change it."""
        key = (name, tabular)
        if key not in self._fonts:
            self._fonts[key] = make_font(name, self._tokens.text[name], self._text_scale, tabular=tabular)
        return self._fonts[key]

    def metrics(self, name: TextName, *, tabular: bool = False) -> QFontMetricsF:
        """Return the metrics of `font` with the same arguments."""
        key = (name, tabular)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(name, tabular=tabular))
        return self._metrics[key]

    def line(self, name: TextName) -> int:
        """Return the height of one line of a text style, in pixels."""
        return self.grow(self._tokens.text[name].line)

    def grow(self, px: int) -> int:
        """Return a length that grows with text: rows, controls, icons."""
        return round(px * self._text_scale)

    def radius(self, name: RadiusName) -> int:
        """Return a corner radius in pixels."""
        return self._tokens.radius[name]

    def elevation(self, level: int) -> Elevation:
        """Return the shadow of level 1 (menus) or 2 (dialogs)."""
        return self._tokens.elevation[level]

    def duration(self, name: DurationName) -> int:
        """Return a duration in milliseconds, 0 when motion is reduced."""
        return 0 if self._reduced_motion else self._tokens.duration[name]

    def easing(self) -> QEasingCurve:
        """Return the ease-out curve of every movement."""
        x1, y1, x2, y2 = self._tokens.ease_out
        curve = QEasingCurve(QEasingCurve.Type.BezierSpline)
        curve.addCubicBezierSegment(QPointF(x1, y1), QPointF(x2, y2), QPointF(1, 1))
        return curve

    def icon(self, name: str, color: ColorName, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Return a Lucide icon, `size` in pixels at 100 %, `ratio` the screen's. Raises FileNotFoundError."""
        return self._icons.icon(name, self.color(color), self.grow(size), ratio)

    def draw_icon(self, painter: QPainter, rect: QRectF, name: str, color: ColorName, size: int = 16) -> None:
        """Draw an icon in the middle of `rect`, on whole pixels so that it stays sharp."""
        pixmap = self.icon(name, color, size, painter.device().devicePixelRatio())
        side = self.grow(size)
        left = round(rect.x() + (rect.width() - side) / 2)
        top = round(rect.y() + (rect.height() - side) / 2)
        painter.drawPixmap(left, top, pixmap)

    def brand(self, name: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return "logo" or "weave-tile" as the scheme wants it."""
        suffix = "-dark" if self.scheme is Scheme.DARK else ""
        return self._icons.brand(name + suffix, size, ratio)

    # Putting it in force

    def _follow_system(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        colors = self._tokens.colors[self.scheme]
        self._colors = {name: _color(value) for name, value in colors.items()}
        self._fonts.clear()
        self._metrics.clear()
        self.drawings.clear()
        # setColorScheme() would do nothing where no platform theme listens: our palette is set instead.
        self._app.setPalette(make_palette(colors))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(render_sheet(self._template, colors, self._tokens, self._text_scale))
        self.changed.emit()


def _bounded(scale: float) -> float:
    return min(max(scale, SMALLEST_TEXT), LARGEST_TEXT)


def _color(value: str) -> QColor:
    """Read #RRGGBB or the design's #RRGGBBAA; Qt would take the last for #AARRGGBB."""
    if len(value) == len("#RRGGBBAA"):
        color = QColor(value[:7])
        color.setAlpha(int(value[7:], 16))
        return color
    return QColor(value)
