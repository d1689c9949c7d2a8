"""Names come from files that anyone may have written. They are shown letter by letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from weavit_desktop.views.components.avatar import Avatar, initials
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.empty_state import EmptyState, Weave
from weavit_desktop.views.components.field import ComboBox, LineEdit
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.label import Label, set_tooltip
from weavit_desktop.views.components.match import paint_matched
from weavit_desktop.views.components.menu import Menu
from weavit_desktop.views.components.notice import Notice
from weavit_desktop.views.components.pill import Pill
from weavit_desktop.views.components.sidebar import Section, Sidebar
from weavit_desktop.views.components.toast import Toast
from weavit_desktop.views.theme.theme import Theme

RICH = '<b>Anna</b> <img src="//attacker.example/x.png"> &amp; <a href="file:///etc/passwd">x</a>'
HOSTILE = {
    "rich text": RICH,
    "right to left": "\u202eمحمد الزهراني\u202c (CEO)",
    "300 letters": "Wolfeschlegelsteinhausenbergerdorff " * 9,
    "control characters": "Anna\n\tKowalczyk\x00\u2028Brandt\r",
    "combining marks": "Z" + "\u0351\u0343\u030a" * 40,
    "mnemonics": "A&B && C",
}
Make = Callable[[Theme, str], QWidget]
MAKERS: dict[str, Make] = {
    "label": Label,
    "wrapped label": lambda theme, text: Label(theme, text, wrap=True),
    "name": lambda theme, text: Label(theme, text, "title", is_name=True),
    "button": Button,
    "check box": lambda _theme, text: CheckBox(text),
    "field": lambda theme, text: LineEdit(theme, "Name", text=text, placeholder=text),
    "combo box": lambda theme, text: ComboBox(theme, "Choice", (text,)),
    "pill": Pill,
    "key": KeyCap,
    "notice": lambda theme, text: Notice(theme, text, heading=text),
    "empty state": lambda theme, text: EmptyState(theme, Weave(theme, dyed=False), text, text),
    "toast": Toast,
    "header": HeaderBar,
    "sidebar": lambda theme, text: Sidebar(theme, text, (Section("people", text, "users"),)),
    "avatar": lambda theme, text: Avatar(theme, initials(text, text)),
    "dialog": lambda theme, text: Dialog(theme, QWidget(), text, text),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_no_label_reads_tags_and_painting_survives(theme: Theme, make: Make, text: str) -> None:
    widget = make(theme, text)
    widget.resize(widget.sizeHint())
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_tags_are_painted_as_letters(theme: Theme) -> None:
    assert pixels(Label(theme, "<b>Anna</b>")) != pixels(Label(theme, "Anna"))


def test_a_tool_tip_shows_tags_as_letters(theme: Theme) -> None:
    label = Label(theme, "x")
    set_tooltip(label, RICH)
    assert "<b>" not in label.toolTip()
    assert "<img" not in label.toolTip()
    assert "<a" not in label.toolTip()


def test_a_document_with_tags_shows_them(theme: Theme) -> None:
    view = DocumentView(theme)
    view.set_document(RICH.encode(), "Document")
    assert view.toPlainText() == RICH


def test_a_menu_shows_an_ampersand(theme: Theme) -> None:
    menu = Menu(theme, "Person")
    action = menu.add("copy", "Copy A&B")
    assert action.text() == "Copy A&&B"  # Qt takes a single one for a shortcut


def test_a_long_name_may_be_narrowed_to_an_ellipsis(theme: Theme) -> None:
    label = Label(theme, HOSTILE["300 letters"])
    assert label.minimumSizeHint().width() < 40
    assert label.sizeHint().height() == theme.line("body")


def test_a_name_in_arabic_begins_where_the_column_begins(theme: Theme) -> None:
    image = pixels(Label(theme, "محمد"), width=300)
    inked = [x for x in range(300) if any(image.pixelColor(x, y).lightness() < 128 for y in range(20))]
    assert inked[0] < 4


def test_a_match_in_arabic_is_marked_under_its_letters(theme: Theme) -> None:
    image = QImage(200, 36, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    area = QRectF(10, 0, 180, 36)
    font = theme.font("body")
    paint_matched(painter, area, "محمد الزهراني", [(0, 4)], font, QColor("black"), theme)
    painter.end()
    mark = theme.color("mark")
    marked = [x for x in range(200) if image.pixelColor(x, 8) == mark]
    width = theme.metrics("body").horizontalAdvance("محمد الزهراني")
    assert marked
    assert min(marked) > 10 + width / 2 - 8  # the first word stands at the right
    assert max(marked) <= 10 + width + 4


@pytest.mark.parametrize(
    ("given", "family", "letters"),
    [
        ("Anna", "Kowalczyk-Brandt", "AK"),
        ("María del Carmen", "Etxeberria Goikoetxea", "ME"),
        ("明日香", "北村", "北"),
        ("하윤", "김", "김"),
        ("محمد", "الزهراني", "م ا"),
        ("אורי", "בן-דוד", "א ב"),
        ("Seán", "Ó Briain", "SÓ"),
        ("", "", ""),
        ("<b>", "", "B"),
    ],
)
def test_initials_of_a_name(given: str, family: str, letters: str) -> None:
    assert initials(given, family) == letters


def pixels(label: Label, width: int | None = None) -> QImage:
    label.resize(width or label.sizeHint().width(), label.sizeHint().height())
    image = QImage(label.size(), QImage.Format.Format_RGB32)
    label.render(image)
    return image
