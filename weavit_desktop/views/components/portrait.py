"""A person's photo, small, from the JPEG that the pictures process made of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QImageReader, QPixmap

MOST_BYTES: Final = 256 * 1024
MOST_SIDE: Final = 256

_JPEG: Final = b"\xff\xd8\xff"


def portrait(thumbnail: bytes) -> QPixmap | None:
    """Return the middle square of a thumbnail, None for what is none of ours.

    This process decodes nothing a stranger made. A thumbnail was written by the pictures process, as a small
    JPEG; whatever else lies there is not even tried.
    """
    if len(thumbnail) > MOST_BYTES or not thumbnail.startswith(_JPEG):
        return None
    data = QByteArray(thumbnail)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MOST_SIDE:
        return None
    image = reader.read()
    if image.isNull():
        return None
    side = min(size.width(), size.height())
    middle = QRect(0, 0, side, side)
    middle.moveCenter(image.rect().center())
    return QPixmap.fromImage(image.copy(middle))
