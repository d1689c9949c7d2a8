"""A person's initials in a circle, a Client's in a square. Decoration: the name stands beside it."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.painting import CENTER, paint_box, paint_dashed, paint_text
from weavit_desktop.views.theme.theme import Theme

TEXT_PX = {20: 8, 24: 10, 28: 11, 36: 14, 64: 22}
RIGHT_TO_LEFT = ("R", "AL")


class Shape(Enum):
    """Whose it is. HIDDEN: a colleague who is not named."""

    PERSON = auto()
    COLLEAGUE = auto()
    HIDDEN = auto()
    CLIENT = auto()


def initials(given: str, family: str) -> str:
    """Return the letters for an avatar: one for Han, kana and hangul, else two. May be empty."""
    first, last = _letter(given), _letter(family)
    if _fills_a_square(last or first):
        return last or first
    joined = any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in (first, last) if letter)
    return ((" " if joined else "").join(part for part in (first, last) if part)).upper()


def paint_avatar(
    painter: QPainter,
    rect: QRectF,
    letters: str,
    theme: Theme,
    shape: Shape = Shape.PERSON,
    photo: QPixmap | None = None,
) -> None:
    """Paint an avatar filling `rect`, a square."""
    if photo is not None and shape is Shape.PERSON:
        _paint_photo(painter, rect, photo)
        return
    theme.drawings.draw(
        painter,
        rect,
        ("avatar", letters, shape, rect.width()),
        lambda at, box: _draw_avatar(at, box, letters, theme, shape),
    )


def _draw_avatar(painter: QPainter, rect: QRectF, letters: str, theme: Theme, shape: Shape) -> None:
    radius = rect.width() / 2
    if shape is Shape.CLIENT:
        paint_box(painter, rect, theme.radius("control"), theme.color("sunken"), theme.color("lineStrong"))
    elif shape is Shape.COLLEAGUE:
        paint_box(painter, rect, radius, theme.color("surface"), theme.color("lineStrong"))
    elif shape is Shape.HIDDEN:
        paint_dashed(painter, rect, radius, None, theme.color("ink3"))
        theme.draw_icon(painter, rect, "user-round", "ink3", 18 if rect.width() > 30 else 14)
        return
    else:
        paint_box(painter, rect, radius, theme.color("inkTrack"), None)
    size = round(rect.width() / theme.text_scale)
    font = QFont(theme.font("title" if size >= 64 else "bodyStrong"))
    font.setPixelSize(theme.grow(TEXT_PX.get(size, max(round(size * 0.38), 8))))
    paint_text(painter, rect, letters, fit_name(font, letters), theme.color("ink2"), CENTER)


class Avatar(QWidget):
    """An avatar in a page."""

    def __init__(
        self,
        theme: Theme,
        letters: str,
        size: int = 36,
        shape: Shape = Shape.PERSON,
        photo: QPixmap | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._letters = letters
        self._size = size
        self._shape = shape
        self._photo = photo
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_letters(self, letters: str, photo: QPixmap | None = None) -> None:
        """Show someone else: by their photo, or without one by these letters."""
        self._letters, self._photo = letters, photo
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square."""
        side = self._theme.grow(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the avatar."""
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._letters, self._theme, self._shape, self._photo)


def _paint_photo(painter: QPainter, rect: QRectF, photo: QPixmap) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addEllipse(rect)
    painter.setClipPath(path)
    painter.drawPixmap(rect, photo, QRectF(photo.rect()))
    painter.restore()


def _letter(name: str) -> str:
    composed = unicodedata.normalize("NFC", name.strip())
    return next((char for char in composed if char.isalnum()), "")


def _fills_a_square(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in "WF"
