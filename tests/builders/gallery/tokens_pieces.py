"""Colours, type and cloth: the left column of components.png."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from builders.gallery.arrangement import Piece, column, row
from weavit_desktop.views.components.empty_state import Weave
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.sidebar import Logo
from weavit_desktop.views.theme.painting import paint_box, paint_text
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

WIDTH = 452


class Swatch(QWidget):
    """A colour and its name."""

    def __init__(self, theme: Theme, name: ColorName, width: int) -> None:
        super().__init__()
        self._theme = theme
        self._name: ColorName = name
        self.setFixedSize(QSize(width, 47))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both."""
        theme, painter = self._theme, QPainter(self)
        box = QRectF(0, 0, self.width(), 28)
        paint_box(painter, box, 6, theme.color(self._name), theme.color("lineStrong"))
        words = QRectF(0, 31, self.width(), 14)
        paint_text(painter, words, self._name, theme.font("micro"), theme.color("ink2"))


def swatches(theme: Theme, rows: tuple[tuple[ColorName, ...], ...]) -> QWidget:
    """Return rows of swatches."""
    lines = []
    for names in rows:
        width = (WIDTH - 6 * (len(names) - 1)) // len(names)
        lines.append(row(*(Swatch(theme, name, width) for name in names), gap=6))
    return column(lines, gap=6)


def ground(theme: Theme) -> QWidget:
    """Return the grounds and lines."""
    return swatches(
        theme,
        (
            ("window", "surface", "raised", "sunken", "hover", "selected"),
            ("line", "lineStrong", "lineControl", "inkTrack", "mark", "focus"),
        ),
    )


def ink(theme: Theme) -> QWidget:
    """Return the inks."""
    return swatches(theme, (("ink", "ink2", "ink3", "ink4", "inkSolid", "onInkSolid"),))


def shared(theme: Theme) -> QWidget:
    """Return indigo and madder."""
    return swatches(
        theme,
        (
            ("shared", "sharedSolid", "sharedLine", "sharedSoft", "sharedSofter", "sharedDeep"),
            ("attention", "attentionSolid", "attentionLine", "attentionSoft"),
        ),
    )


def type_scale(theme: Theme) -> QWidget:
    """Return every text style."""
    return row(
        Label(theme, "64", "display"),
        Label(theme, "Page title", "title"),
        Label(theme, "Heading", "heading"),
        Label(theme, "Body"),
        Label(theme, "Caption", "caption", "ink2"),
        Label(theme, "Micro", "micro", "ink2"),
        Label(theme, "bytes", "mono"),
        gap=16,
    )


def cloth(theme: Theme) -> QWidget:
    """Return the mark and the cloth."""
    weave = (Weave(theme, dyed=False, width=176), Weave(theme, dyed=True, width=176))
    return row(Logo(theme, 44), *weave, gap=12)


PIECES = (
    Piece("ground", "Ground and lines", 28, 67, WIDTH, ground),
    Piece("ink", "Ink: private, and everything that is not about sharing", 28, 202, WIDTH, ink),
    Piece("shared", "Shared: the company can see this. Attention: problems only", 28, 284, WIDTH, shared),
    Piece(
        "type",
        "Type: Inter Display 30 and 22, Inter 15, 13, 12, 11, JetBrains Mono 12",
        28,
        494,
        WIDTH,
        type_scale,
    ),
    Piece("cloth", "Logo and weave, for empty states. Dyed after the first publish", 28, 569, WIDTH, cloth),
)
