"""What can be read, and how one gets it out of where it is now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import RIGHT, paint_text
from weavit_desktop.views.theme.theme import Theme

ROW = 55
EDGE = 15
ICON = 16
ICON_GAP = 13
HOW = "How"
HOW_WIDTH = 56
HELP_WIDTH = 520


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is read. `help` tells, program by program, how to get one."""

    words: str
    formats: str
    icon: str
    help: tuple[tuple[str, str], ...]


KINDS = (
    Kind(
        "Contacts from a phone or Mac",
        "vCard 2.1, 3.0 and 4.0",
        "contact",
        (
            ("iPhone and iCloud", "On icloud.com open Contacts, select all, and choose Export vCard."),
            ("Android", "In Contacts choose Organise, then Export to file."),
            ("Mac", "In Contacts select all, then File, Export, Export vCard."),
            ("Google", "On contacts.google.com choose Export, then vCard."),
            ("Outlook", "Select people, then Forward Contact, As a Business Card, and save the .vcf files."),
        ),
    ),
    Kind(
        "LinkedIn export",
        "The .zip they mail to you",
        "briefcase-business",
        (
            ("1", "On LinkedIn open Settings & Privacy, Data privacy, Get a copy of your data."),
            ("2", "Ask for connections, messages and profile, or for the larger archive."),
            ("3", "LinkedIn mails you a link, often within a day. Drop the .zip here as it is."),
        ),
    ),
    Kind(
        "Calendars",
        "Outlook, Google, Apple",
        "calendar",
        (
            ("Google", "On calendar.google.com open Settings, Import & export, Export."),
            ("Outlook", "Open the calendar, then File, Save Calendar, and choose the whole calendar."),
            ("Mac", "In Calendar choose File, Export, Export."),
            (
                "What is kept",
                "Who met you and when, for meetings that you called or accepted. "
                "Titles and descriptions are not read.",
            ),
        ),
    ),
    Kind(
        "Mail headers",
        "Who and when. Never the text",
        "mail",
        (
            ("Gmail", "On takeout.google.com choose Mail. Drop the .mbox, or the .zip as it is."),
            ("Thunderbird", "Drop the folder of the account: Settings, Server Settings, Local Directory."),
            ("Apple Mail", "Select a mailbox, then Mailbox, Export Mailbox."),
            ("Outlook", "Drag messages into a folder and save them as .eml. Outlook’s .pst is not read."),
            ("What is kept", "Who wrote to whom and when. Subject and text are not read."),
        ),
    ),
    Kind(
        "A spreadsheet",
        "Google, Outlook, or any .csv",
        "table-2",
        (
            ("Google", "On contacts.google.com choose Export, then Google CSV."),
            ("Outlook", "File, Open & Export, Import/Export, Export to a file, Comma Separated Values."),
            ("Excel", "Save the sheet with the people as CSV UTF-8."),
            ("Monica", "Settings, Export data, as JSON."),
        ),
    ),
)


class KindsCard(Frame):
    """One row for each kind of file."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=1, gap=0, parent=parent)
        self._theme = theme
        for at, kind in enumerate(KINDS):
            if at:
                self.column.addWidget(Rule())
            row = _KindRow(theme, kind)
            row.clicked.connect(lambda _checked=False, kind=kind: self._explain(kind))
            self.column.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _explain(self, kind: Kind) -> None:
        theme = self._theme
        words = "The names of menus differ a little from version to version."
        dialog = Dialog(theme, self.window(), kind.words, words, width=HELP_WIDTH)
        for head, text in kind.help:
            if not head.isdigit():
                dialog.body.addWidget(Label(theme, head, "bodyStrong"))
            prefix = f"{head}. " if head.isdigit() else ""
            dialog.body.addWidget(Label(theme, prefix + text, "body", "ink2", wrap=True))
        dialog.add_keep_button(Button(theme, "Close", Variant.FIRST, keys="Esc"))
        dialog.overlay.closed.connect(dialog.overlay.deleteLater)
        dialog.open()


class _KindRow(QPushButton):
    """A kind of file, as a row that opens its help."""

    def __init__(self, theme: Theme, kind: Kind) -> None:
        super().__init__()
        self._theme = theme
        self._kind = kind
        self.setAccessibleName(f"{kind.words}, {kind.formats}. How to get one")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringReach", -2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a row."""
        return QSize(200, self._theme.grow(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign, words and the way on."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(rect, theme.color("hover"))
        side = theme.grow(ICON)
        theme.draw_icon(painter, QRectF(EDGE, 0, side, rect.height()), self._kind.icon, "ink3", ICON)
        text = rect.adjusted(EDGE + side + ICON_GAP, 0, -theme.grow(HOW_WIDTH) - EDGE, 0)
        first, second = theme.line("bodyStrong"), theme.line("caption")
        top = round((rect.height() - first - second) / 2)
        line = QRectF(text.x(), top, text.width(), first)
        paint_text(painter, line, self._kind.words, theme.font("bodyStrong"), theme.color("ink"))
        line = QRectF(text.x(), top + first, text.width(), second)
        paint_text(painter, line, self._kind.formats, theme.font("caption"), theme.color("ink3"))
        arrow = QRectF(rect.right() - EDGE - theme.grow(14), 0, theme.grow(14), rect.height())
        theme.draw_icon(painter, arrow, "chevron-right", "ink3", 14)
        how = QRectF(0, 0, arrow.x() - 4, rect.height())
        paint_text(painter, how, HOW, theme.font("body"), theme.color("ink2"), RIGHT)
