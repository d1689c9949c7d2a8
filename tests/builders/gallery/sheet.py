"""The sheets of the gallery, and one picture per piece."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from builders.gallery import control_pieces, more_pieces, surface_pieces, tokens_pieces
from builders.gallery.arrangement import Piece
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

COMPONENTS = (*tokens_pieces.PIECES, *control_pieces.PIECES, *surface_pieces.PIECES)
MORE = more_pieces.PIECES
PIECES = (*COMPONENTS, *MORE)
SHEETS: tuple[tuple[str, Sequence[Piece], QSize], ...] = (
    ("components", COMPONENTS, QSize(1440, 900)),
    ("more", MORE, QSize(1440, 1400)),
)


def sheet_size(name: str) -> tuple[Sequence[Piece], QSize]:
    """Return the pieces and the size of a sheet."""
    return next((pieces, size) for sheet, pieces, size in SHEETS if sheet == name)


def make_piece(theme: Theme, piece: Piece) -> QWidget:
    """Return a piece under its title."""
    box = QWidget()
    inner = QVBoxLayout(box)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(6)
    inner.addWidget(Label(theme, piece.title, "captionStrong", "ink3"))
    inner.addWidget(piece.build(theme))
    inner.addStretch(1)
    box.setFixedWidth(piece.width)
    return box


def make_sheet(theme: Theme, pieces: Sequence[Piece], size: QSize) -> QWidget:
    """Return every piece in its place."""
    sheet = Frame(Ground.PAGE, margin=0)
    sheet.setFixedSize(size)
    for piece in pieces:
        box = make_piece(theme, piece)
        box.setParent(sheet)
        box.move(piece.x, piece.y)
        box.resize(piece.width, tall(box, piece.width))
    return sheet


def sheet_picture(theme: Theme, pieces: Sequence[Piece], size: QSize) -> QImage:
    """Return the picture of a sheet."""
    return picture(make_sheet(theme, pieces, size))


def piece_picture(theme: Theme, piece: Piece) -> QImage:
    """Return the picture of one piece on the page's ground."""
    sheet = Frame(Ground.PAGE, margin=8)
    sheet.column.addWidget(make_piece(theme, piece))
    sheet.setFixedWidth(piece.width + 16)
    sheet.ensurePolished()
    sheet.resize(sheet.width(), tall(sheet, sheet.width()))
    return picture(sheet)


def tall(widget: QWidget, width: int) -> int:
    """Return the height a widget needs at a width, wrapped text included."""
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()


def picture(widget: QWidget) -> QImage:
    """Return a widget as it is painted, at one pixel per pixel, without showing it."""
    widget.ensurePolished()
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(0)
    widget.render(image)
    widget.deleteLater()
    return image
