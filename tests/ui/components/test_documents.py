"""The document view shows and copies the bytes, and nothing but the bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from weavit_desktop.views.clipboard import private_text
from weavit_desktop.views.components.document_lines import Change, DocumentLine, line_words
from weavit_desktop.views.components.document_view import DocumentView, Mark, display_of
from weavit_desktop.views.theme.theme import Theme

Show = Callable[[QWidget], QWidget]
DATA = '{"a":"é\u00a0—","b":"𝔘\u2028x"}'.encode()


@given(st.binary(max_size=200))
def test_every_byte_has_one_place_in_the_text(data: bytes) -> None:
    text, starts = display_of(data)
    assert len(starts) == len(text.encode("utf-16-le")) // 2 + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(data)


def test_copying_all_gives_the_bytes(theme: Theme, show: Show) -> None:
    view = DocumentView(theme)
    view.set_document(DATA, "Document")
    show(view)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().encode() == DATA


def test_a_selection_copies_its_bytes_without_the_breaks_of_the_screen(theme: Theme, show: Show) -> None:
    view = DocumentView(theme, numbered=True)
    data = b'{"long":"' + b"0123456789" * 30 + b'"}'
    view.set_document(data, "Document")
    show(view)
    view.selectAll()
    assert view.createMimeDataFromSelection().text().encode() == data
    assert view.createMimeDataFromSelection().formats() == private_text("").formats()


def test_a_part_copies_its_bytes_behind_letters_of_several_bytes(theme: Theme) -> None:
    view = DocumentView(theme)
    view.set_document(DATA, "Document")
    cursor = view.textCursor()
    start = view.toPlainText().index('"b"')
    cursor.setPosition(start)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text().encode() == DATA[DATA.index(b'"b"') :]


def test_a_request_is_copied_with_the_line_ends_it_has(theme: Theme) -> None:
    request = b"PUT /v1/publications HTTP/1.1\r\nhost: hub.tarnholm.example\r\n\r\n{}"
    view = DocumentView(theme)
    view.set_document(request, "Request")
    view.selectAll()
    assert view.createMimeDataFromSelection().text().encode() == request


def test_the_numbers_count_sixty_four_bytes_a_line(theme: Theme, show: Show) -> None:
    view = DocumentView(theme, numbered=True)
    view.set_document(b"x" * 200, "Document")
    show(view)
    assert view.line_offsets() == [0, 64, 128, 192]


def test_a_document_cannot_be_changed(theme: Theme, show: Show) -> None:
    view = DocumentView(theme)
    view.set_document(b"{}", "Document")
    show(view)
    QTest.keyClicks(view, "tampered")
    assert view.toPlainText() == "{}"


@pytest.mark.parametrize("marked", ['"a":"é', "\u00a0—", '"𝔘\u2028x"', "}"])
def test_a_mark_lies_on_the_letters_of_its_bytes(theme: Theme, marked: str) -> None:
    start = DATA.index(marked.encode())
    view = DocumentView(theme)
    view.set_document(DATA, "Document", [Mark(start, start + len(marked.encode()))])
    selections = view.extraSelections()  # kept: a cursor does not outlive its list
    cursor = selections[0].cursor
    text = DATA.decode()
    units = len(text[: text.index(marked)].encode("utf-16-le")) // 2
    assert cursor.selectionStart() == units
    assert cursor.selectionEnd() == units + len(marked.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            DocumentLine("Director, Finance", "Strong", "k 3", Change.ADDED),
            "Added: Director, Finance, Strong, k 3",
        ),
        (
            DocumentLine("C-level, Operations", "Regular", "k 3", Change.UPDATED, before="Strong"),
            "Updated: C-level, Operations, Strong, now Regular, k 3",
        ),
        (DocumentLine("3 lines stay as they are"), "3 lines stay as they are"),
    ],
)
def test_a_line_is_spoken_with_what_happens_to_it(line: DocumentLine, words: str) -> None:
    assert line_words(line) == words
