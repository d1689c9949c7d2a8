"""The mirror: asked for, never by itself; the bytes as the hub gave them, held against those sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from builders.vault import PASSPHRASE
from weavit_core import publication
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.field import PassphraseEdit
from weavit_desktop.views.components.list_table import ListTable
from weavit_desktop.views.components.segmented import Segment
from weavit_desktop.views.pages.sharing.mirror_document import difference
from weavit_desktop.views.pages.sharing.page import MIRROR


def open_mirror(opened) -> None:
    opened.click(opened.page.views.findChildren(Segment)[MIRROR])


def read_back(opened) -> ListTable:
    open_mirror(opened)
    opened.press("Read back now")
    return opened.page.mirror.findChild(ListTable)


def segment(opened, word: str) -> Segment:
    return next(
        one
        for one in opened.page.mirror.findChildren(Segment)
        if one.accessibleName() == word and one.isVisible()
    )


def test_opening_it_asks_the_hub_nothing(published) -> None:
    before = published.maya.hub.reached

    open_mirror(published)

    assert published.maya.hub.reached == before
    assert "Ask the hub what it holds" in published.said()


def test_reading_back_lists_each_document_and_says_that_all_agree(published) -> None:
    table = read_back(published)

    assert "3 of 3 agree" in published.said()
    assert "Read back Fri 20 November, 18:02. Each byte is compared with what you sent." in published.said()
    first = [table.model().index(0, column).data() for column in range(3)]
    held = published.shown_bytes()[0]
    assert first == [
        "\u2068Dunmore Insurance\u2069, waits",
        f"{len(held)} bytes",
        "same bytes as you sent",
    ]


def test_the_bytes_shown_are_the_bytes_that_the_hub_holds(published) -> None:
    table = read_back(published)
    shown = list(published.shown_bytes())
    for _ in range(2):
        published.key(Qt.Key.Key_Down, table)
        shown += published.shown_bytes()

    assert sorted(shown) == sorted(body.decode() for body in published.maya.hub.held.values())


def test_a_document_stands_in_plain_words_made_from_its_bytes(published) -> None:
    table = read_back(published)
    published.key(Qt.Key.Key_End, table)
    table.selectRow(2)
    published.key(Qt.Key.Key_Down, table)

    said = published.said()
    assert "Veldmark Foods" in said
    assert "Count that only from 3 colleagues up.”" in said
    assert "Director, Finance" in said
    assert "2 people of yours stand behind this line. The hub cannot tell how many." in said
    assert "Same bytes as you sent" in said


def test_as_hex_and_as_difference(published) -> None:
    read_back(published)
    body = published.shown_bytes()[0]

    published.click(segment(published, "Hex"))
    assert published.shown_bytes()[0].startswith("000000  7b 22 61 73")
    published.click(segment(published, "Difference to sent"))
    assert f"No difference: these are the {len(body)} bytes that you sent." in published.said()


def test_a_byte_that_differs_is_said_and_what_was_sent_is_shown(published) -> None:
    hub = published.maya.hub
    (pub_id, body) = next(iter(hub.held.items()))
    hub.held = {pub_id: publication.encode(replace(publication.decode(body), not_after=date(2027, 9, 30)))}

    read_back(published)

    said = published.said()
    assert "Not the bytes you sent" in said
    assert "0 of 3 agree" in said
    assert said.count("The hub should hold a document for") == 2
    published.click(segment(published, "Difference to sent"))
    assert published.shown_bytes() == [body.decode()]
    assert "They differ from byte" in published.said()


def test_a_hub_that_does_not_answer_is_a_statement(published) -> None:
    published.fault("before", method="GET")

    read_back(published)

    assert "The hub did not answer" in published.said()
    assert published.trail.errors == []
    published.maya.hub.fault = lambda request: ""
    published.press("Read back now")
    assert "3 of 3 agree" in published.said()


def test_what_was_published_since_is_read_back_anew(published) -> None:
    read_back(published)
    published.page.open_view(0)
    published.press("Publish 2 documents")

    open_mirror(published)

    assert "Ask the hub what it holds" in published.said()


def test_one_document_is_taken_back_with_the_passphrase(published) -> None:
    read_back(published)

    published.press("Retract this document…")
    assert "Take back the document for \u2068Dunmore Insurance\u2069?" in published.said()
    QTest.keyClicks(published.dialog().findChild(PassphraseEdit), PASSPHRASE)
    published.press("Retract this document")

    clients = [publication.decode(body).client_id[-2:] for body in published.maya.hub.held.values()]
    assert len(clients) == 2
    assert publication.decode(published.maya.hub.accepted[-1]).content is None
    assert "1 document deleted there" in published.said()


def test_where_the_hub_holds_nothing_that_is_said(waiting) -> None:
    read_back(waiting)

    assert "0 of 0 agree" in waiting.said()
    assert "The hub holds nothing of yours" in waiting.said()
    assert [one for one in waiting.page.mirror.findChildren(DocumentView) if one.isVisible()] == []
    taking = [one.label() for one in waiting.page.mirror.findChildren(Button) if one.isVisible()]
    assert taking == ["Read back now"]


@pytest.mark.parametrize(
    ("sent", "held", "places"),
    [
        (b"same", b"same", (4, 4)),
        (b"abcd", b"abXd", (2, 3)),
        (b"abcd", b"ab", (2, 4)),
        (b"ab", b"abcd", (2, 2)),
        (b"aXXb", b"ab", (1, 3)),
        (b"aa", b"aaa", (2, 2)),
        (b"", b"x", (0, 0)),
    ],
)
def test_the_difference_is_the_least_stretch_of_what_was_sent(
    sent: bytes, held: bytes, places: tuple[int, int]
) -> None:
    assert difference(sent, held) == places
