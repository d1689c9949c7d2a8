"""Plain text in a style of the design. Whatever the text holds, it is shown letter by letter."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import one_line, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName, TextName

SHORT_TIP = 80  # letters
Align = Qt.AlignmentFlag


class Label(QLabel):
    """One line, shortened with an ellipsis where it does not fit; `wrap` lets it take more lines.

    Line heights are the design's, not the font's: that is why it paints itself.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        style: TextName = "body",
        color: ColorName = "ink",
        *,
        wrap: bool = False,
        align: Qt.AlignmentFlag = Align.AlignLeft,
        tabular: bool = False,
        is_name: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._style_name: TextName = style
        self._color: ColorName = color
        self._tabular = tabular
        self._is_name = is_name
        self._measured: tuple[tuple[object, ...], int, dict[int, int]] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(align)
        self.setText(text)
        # Fixed would hold wrapped text at the height of one line, whatever heightForWidth says.
        tall = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, tall)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def set_color(self, color: ColorName) -> None:
        """Change the colour."""
        self._color = color
        self.update()

    def set_style(self, style: TextName, color: ColorName) -> None:
        """Change style and colour."""
        self._style_name = style
        self._color = color
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the whole text on one line."""
        width, _ = self._measures()
        return QSize(width, self._theme.line(self._style_name))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read: an ellipsis wide."""
        return QSize(min(self.sizeHint().width(), 24), self._theme.line(self._style_name))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text; -1 for a single line, as Qt wants it."""
        if not self.wordWrap():
            return -1
        _, lines = self._measures()
        if width not in lines:
            lines[width] = max(self._layout(width).lineCount(), 1)
        return lines[width] * self._theme.line(self._style_name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text."""
        painter = QPainter(self)
        color = self._theme.color(self._color if self.isEnabled() else "ink3")
        if not self.wordWrap():
            align = self.alignment() & Align.AlignHorizontal_Mask
            paint_text(
                painter,
                QRectF(self.rect()),
                self.text(),
                self._font(),
                color,
                align | Align.AlignVCenter | Align.AlignAbsolute,
            )
            return
        painter.setPen(color)
        layout = self._layout(self.width())
        layout.draw(painter, QPointF(0, 0))

    def _measures(self) -> tuple[int, dict[int, int]]:
        """Return the width on one line, and how many lines there are in which widths, as far as was asked.

        A layout asks for them dozens of times, and each costs as much as painting.
        """
        font = self._font()
        basis = (self.text(), font.key())
        if self._measured is None or self._measured[0] != basis:
            width = QFontMetricsF(font).horizontalAdvance(self._shown())
            self._measured = (basis, int(width) + 1, {})
        return self._measured[1:]

    def _font(self) -> QFont:
        font = self._theme.font(self._style_name, tabular=self._tabular)
        return fit_name(font, self.text()) if self._is_name else font

    def _shown(self) -> str:
        return one_line(self.text())

    def _layout(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._shown(), self._font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        step = self._theme.line(self._style_name)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        layout.endLayout()
        return layout


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that is shown as it is. Qt would take a name with a tag in it for a page."""
    flow = "pre" if len(text) <= SHORT_TIP else "pre-wrap"  # Qt would break even a short one
    widget.setToolTip(f'<span style="white-space: {flow}">{escape(one_line(text))}</span>' if text else "")
