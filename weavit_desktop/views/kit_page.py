"""The recovery kit as a page for the printer: the code, what it is for, and where to keep it.

The page names nobody and no laptop: whoever finds it learns neither whose vault it opens nor where that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPdfWriter, QPen

from weavit_desktop.views.moments import whole_day
from weavit_desktop.views.theme.fonts import DISPLAY, MONO, UI

DOTS = 72  # to the inch: one unit of the page is a point
WIDTH, HEIGHT = 595, 842  # A4 in points; US Letter cuts nothing that stands between the margins
LEFT, TOP, RIGHT = 62, 78, 533
COLUMNS = 4
INK, SOFT, LINE = QColor("#1d1915"), QColor("#57504a"), QColor("#8f8779")

PURPOSE = (
    "This code opens the vault if the passphrase is forgotten. It opens it for everybody who has it: "
    "keep it as you keep your passport."
)
STEPS = (
    "Print this page, then delete the file and empty the bin: whoever reads the file can open the vault.",
    "Keep it where your passport is. Not in a photo, not in mail, not near the laptop.",
    "To use it: start Weavit, choose Use the recovery kit, and type the eight groups.",
    "Capitals, spaces and dashes do not matter. The letters I, L, O and U are never used.",
    "A new kit, made in the settings, stops this one.",
    "If you lose it and the passphrase, nobody can open the vault, including us.",
)
BY_HAND = ("Which laptop", "Whose")  # or left out


def recovery_kit_pdf(code: str, made: date) -> bytes:
    """Return one page as a PDF, its fonts inside and its text ready to be searched and read aloud."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Weavit recovery kit")
    writer.setCreator("Weavit")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(DOTS)
    painter = QPainter(writer)
    _draw(painter, code.split("-"), made)
    painter.end()  # before the buffer closes: it writes the end of the document
    buffer.close()
    return bytes(data.data())


def _draw(painter: QPainter, groups: Sequence[str], made: date) -> None:
    y = _words(painter, TOP, "Weavit recovery kit", _font(DISPLAY, 24, QFont.Weight.DemiBold)) + 4
    y = _words(painter, y, f"Made {whole_day(made)}", _font(UI, 11), SOFT) + 22
    y = _words(painter, y, PURPOSE, _font(UI, 12)) + 22
    y = _code(painter, y, groups) + 26
    for number, step in enumerate(STEPS, 1):
        top = y
        _words(painter, top, f"{number}.", _font(UI, 11, QFont.Weight.DemiBold))
        y = _words(painter, top, step, _font(UI, 11), left=LEFT + 22) + 7
    y += 26
    for label in BY_HAND:
        painter.setPen(QPen(LINE, 0.7))
        painter.drawLine(LEFT + 90, y + 14, RIGHT, y + 14)
        y = _words(painter, y, label, _font(UI, 11), SOFT) + 22


def _code(painter: QPainter, top: int, groups: Sequence[str]) -> int:
    """Draw the groups in a frame, in rows of four with their numbers. Return where it ends."""
    rows = -(-len(groups) // COLUMNS)
    tall, wide = 74, (RIGHT - LEFT) / COLUMNS
    painter.setPen(QPen(LINE, 0.9))
    painter.drawRoundedRect(QRectF(LEFT, top, RIGHT - LEFT, rows * tall + 14), 8, 8)
    center = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    for place, group in enumerate(groups):
        cell = QRectF(LEFT + place % COLUMNS * wide, top + 16 + place // COLUMNS * tall, wide, tall)
        _pen(painter, _font(UI, 10), SOFT)
        painter.drawText(cell, center, str(place + 1))
        _pen(painter, _font(MONO, 24), INK)
        painter.drawText(cell.translated(0, 16), center, group)
    return top + rows * tall + 14


def _words(
    painter: QPainter, top: int, words: str, font: QFont, color: QColor = INK, left: int = LEFT
) -> int:
    """Draw words that wrap. Return where they end."""
    _pen(painter, font, color)
    room = QRectF(left, top, RIGHT - left, HEIGHT)
    return round(painter.drawText(room, int(Qt.TextFlag.TextWordWrap), words).bottom())


def _pen(painter: QPainter, font: QFont, color: QColor) -> None:
    painter.setFont(font)
    painter.setPen(color)


def _font(family: str, points: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(family)
    font.setPixelSize(points)  # a pixel of this page is a point
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
