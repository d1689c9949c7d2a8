"""What waits: shown Client by Client, put back, put aside, and published exactly as it is shown."""

from __future__ import annotations

import threading
import zipfile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from builders import sample
from weavit_core import policy
from weavit_core.canonical import sha256_hex
from weavit_core.http_signing import Request
from weavit_core.policy import Policy
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.errors import HubNotTrusted, HubUnreachable
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.services.checking import receipts
from weavit_desktop.services.hub_policy import accept_policy
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.list_table import ListTable

ANNA, YILDIZ, INGRID, JUDITH = (name for name, _, _ in sample.CHOICES)


def puts(opened) -> list[bytes]:
    return [request.body for request in opened.maya.hub.seen if request.method == "PUT"]


def state(opened):
    return read_sharing(opened.maya.vault, opened.maya.clock)


def test_what_waits_stands_client_by_client_with_who_changed(waiting) -> None:
    said = waiting.said()

    assert "4 people changed, 3 documents to send" in said
    assert [row.change.name for row in waiting.rows()] == [JUDITH, INGRID, ANNA, YILDIZ]
    assert waiting.row(ANNA).accessibleName() == f"\u2068{ANNA}\u2069: Only you, waiting: Strength"
    assert waiting.page.views.accessible_value() == "Waiting, 4"
    for client in ("Veldmark Foods", "Orrin Maritime", "Dunmore Insurance"):
        assert client in said


def test_the_totals_agree_with_the_bytes(waiting) -> None:
    documents = state(waiting).documents
    size = sum(len(document.body) for document in documents)

    assert f"3 documents, {size:,} bytes" in waiting.said()
    assert waiting.button("Publish 3 documents").accessibleName() == f"Publish 3 documents, {size:,} bytes"


def test_each_document_opens_to_its_exact_bytes(waiting) -> None:
    shown = waiting.all_shown_bytes()

    assert sorted(shown) == sorted(document.body.decode() for document in state(waiting).documents)


def test_publishing_sends_the_bytes_that_were_shown_and_no_others(waiting) -> None:
    shown = waiting.all_shown_bytes()

    waiting.key(Qt.Key.Key_Return, waiting.rows()[0], ctrl=True)

    assert sorted(puts(waiting)) == sorted(text.encode() for text in shown)
    assert sorted(one.sha256 for one in receipts(waiting.maya.vault)) == sorted(
        sha256_hex(text.encode()) for text in shown
    )


def test_publishing_by_mouse_says_what_arrived_and_lists_the_receipts(waiting) -> None:
    size = sum(len(document.body) for document in state(waiting).documents)

    waiting.press("Publish 3 documents")

    said = waiting.said()
    assert "Published 3 documents" in said
    assert f"Receipts #1 to #3, {size:,} bytes, signed by the hub." in said
    assert "3 signed by the hub, all in its log, checked 18:00" in said
    assert "Nothing is waiting" in said
    assert "The company sees 4 people, as you left them on 20 November." in said
    waiting.press("Done")
    assert "Published 3 documents" not in waiting.said()


def test_a_document_that_changed_since_it_was_drawn_is_not_sent_and_it_asks_again(waiting) -> None:
    waiting.maya.clock.forward(minutes=1)
    sample.choose(waiting.maya, ((ANNA, SharingLevel.COUNTED, 3),))

    waiting.key(Qt.Key.Key_Return, waiting.rows()[0], ctrl=True)

    assert puts(waiting) == []
    assert "The documents changed since they were shown. Look at them again, then publish." in waiting.said()
    assert waiting.row(ANNA).change.after is SharingLevel.COUNTED
    waiting.key(Qt.Key.Key_Return, waiting.rows()[0], ctrl=True)
    assert len(puts(waiting)) == 3


def test_ctrl_enter_does_nothing_where_nothing_waits(open_page) -> None:
    opened = open_page(sample.maya_joined)

    opened.key(Qt.Key.Key_Return, opened.page, ctrl=True)

    assert puts(opened) == []


def test_halfway_it_says_how_many_arrived_and_sends_the_other(waiting) -> None:
    waiting.fault("before", after=1)

    waiting.press("Publish 3 documents")

    said = waiting.said()
    assert "1 of 3 documents arrived" in said
    assert "The hub signed for 1. The other 2 are still waiting here." in said
    waiting.maya.hub.fault = lambda request: ""
    waiting.press("Send the other 2")
    assert "Published 2 documents" in waiting.said()
    assert len(waiting.maya.hub.accepted) == 3
    assert "3 signed by the hub" in waiting.said()


def test_offline_is_a_statement_and_everything_still_waits(waiting) -> None:
    def nobody(_address: object) -> None:
        raise HubUnreachable("The hub cannot be reached.")

    waiting.maya.hub.open = nobody

    waiting.press("Publish 3 documents")

    said = waiting.said()
    assert "The hub did not answer" in said
    assert "Nothing was sent. Your 3 documents are still waiting, exactly as before." in said
    assert "3 documents to send" in said
    del waiting.maya.hub.open
    waiting.press("Try again")
    assert "Published 3 documents" in waiting.said()


def test_what_may_have_arrived_is_said_so_and_goes_again_as_the_same_bytes(waiting) -> None:
    waiting.fault("after")
    waiting.press("Publish 3 documents")

    assert "Nobody knows yet whether one of them arrived." in waiting.said()
    assert "On its way: nobody knows yet whether it arrived. The same bytes go again." in waiting.said()
    waiting.maya.hub.fault = lambda request: ""
    waiting.press("Try again")
    assert len(waiting.maya.hub.accepted) == 3
    assert len(set(puts(waiting))) == 3


def test_a_document_that_the_hub_refuses_stays_and_says_why(waiting) -> None:
    waiting.maya.hub.refuse = lambda request: "unsupported-version" if request.method == "PUT" else ""

    waiting.press("Publish 3 documents")

    said = waiting.said()
    assert "0 of 3 documents arrived" in said
    assert "The hub is older or newer than this version of Weavit." in said
    assert said.count("The hub refused the document for") == 3


def test_something_with_another_key_is_not_believed(waiting) -> None:
    def lies(_request: object) -> str:
        raise HubNotTrusted("This is not the hub that this vault joined: its key is another.")

    waiting.maya.hub.fault = lies

    waiting.press("Publish 3 documents")

    said = waiting.said()
    assert "This is not your hub" in said
    assert "its key is another" in said
    assert puts(waiting) == []


def publish_and_hold(opened, qtbot) -> threading.Event:
    """Publish, and hold the documents on their way until the event is set."""
    on_its_way, go_on = threading.Event(), threading.Event()

    def hold(request: Request) -> str:
        if request.method == "PUT":
            on_its_way.set()
            assert go_on.wait(10)
        return ""

    opened.maya.hub.fault = hold
    opened.press("Publish 3 documents")
    qtbot.waitUntil(on_its_way.is_set)
    return go_on


def test_while_it_publishes_it_can_be_stopped_between_two_documents(open_page, qtbot) -> None:
    runner = PoolRunner()
    opened = open_page(sample.maya_waiting, runner=runner)
    qtbot.waitUntil(lambda: "Publish 3 documents" in opened.said())
    go_on = publish_and_hold(opened, qtbot)

    opened.press("Stop")
    go_on.set()

    qtbot.waitUntil(lambda: "Send the other 2" in opened.said())
    runner.wait()
    assert "The other 2 are still waiting here. Nothing was sent twice." in opened.said()
    assert len(puts(opened)) == 1
    opened.press("Send the other 2")
    qtbot.waitUntil(lambda: "Published 2 documents" in opened.said())
    runner.wait()


def test_while_it_publishes_what_is_shown_stays_and_nothing_goes_twice(open_page, qtbot) -> None:
    runner = PoolRunner()
    opened = open_page(sample.maya_waiting, runner=runner)
    qtbot.waitUntil(lambda: "Publish 3 documents" in opened.said())
    go_on = publish_and_hold(opened, qtbot)
    opened.key(Qt.Key.Key_Return, opened.rows()[0], ctrl=True)
    opened.tell(Topic.SHARING)
    go_on.set()

    qtbot.waitUntil(lambda: "Published 3 documents" in opened.said())
    runner.wait()
    assert len(puts(opened)) == 3


def test_del_puts_a_choice_back_and_undo_chooses_it_again(published) -> None:
    row = published.row(YILDIZ)
    row.setFocus()

    published.key(Qt.Key.Key_Delete, row)

    assert published.trail.toasts == [f"Put back: \u2068{YILDIZ}\u2069"]
    assert YILDIZ not in [one.change.name for one in published.rows()]
    published.undo()
    assert published.row(YILDIZ).change.after is SharingLevel.STRENGTH
    assert puts(published)[3:] == []


def test_the_arrow_at_the_end_of_a_row_puts_back_too(published) -> None:
    row = published.row(YILDIZ)
    (arrow,) = row.findChildren(Button)

    published.click(arrow)

    assert len(published.trail.toasts) == 1


def test_what_was_taken_back_can_be_put_back_before_it_is_sent(published) -> None:
    published.key(Qt.Key.Key_Delete, published.row(JUDITH))

    assert [one.change.name for one in published.rows()] == [YILDIZ]
    assert [one.uid for one in state(published).documents if one.retraction] == []


def test_arrows_go_from_person_to_person_and_enter_opens_one(waiting) -> None:
    first, second, *_ = waiting.rows()
    assert QApplication.focusWidget() is first

    waiting.key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    waiting.key(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is first
    waiting.key(Qt.Key.Key_Return)

    assert waiting.trail.went == [("open_person", first.change.uid)]


def test_what_nobody_chose_can_be_put_aside_and_brought_back(published) -> None:
    published.press("Publish 2 documents")
    maya = published.maya
    maya.hub.policy = policy.encode(Policy("Tarnholm", (*sample.RULES, "One more.")))
    way = maya.application.connect, maya.clock, maya.application.new_id
    accept_policy(maya.vault, lambda terms: True, *way)
    published.refresh()
    assert "Nobody changed. It names the rules that you accepted." in published.said()
    waits = len(state(published).documents)
    first = next(one for one in published.page.findChildren(Button) if one.label() == "Put aside")

    published.click(first)

    assert len(state(published).documents) == waits - 1
    assert "is put aside. It is not sent until it would say something else." in published.said()
    published.press("Bring back")
    assert len(state(published).documents) == waits


def test_saving_writes_the_bytes_and_sends_nothing(waiting) -> None:
    waiting.press("Save bytes to a file")

    with zipfile.ZipFile(waiting.folder / "3-documents.zip") as archive:
        saved = [archive.read(name) for name in archive.namelist()]
    assert sorted(saved) == sorted(document.body for document in state(waiting).documents)
    assert waiting.asked == ["3-documents.zip"]
    assert waiting.trail.toasts == ["Saved 3 documents. Nothing was sent."]
    assert puts(waiting) == []


def test_later_goes_back_and_changes_nothing(waiting) -> None:
    waiting.press("Later")

    assert waiting.trail.went == [("back", None)]
    assert len(state(waiting).documents) == 3


def test_without_a_hub_it_offers_to_join_one(open_page) -> None:
    opened = open_page(sample.maya_alone)

    assert "Nothing has ever left this laptop" in opened.said()
    assert not opened.page.views.isVisible()
    opened.press("Join a hub…")

    assert opened.trail.went == [("join_hub", None)]


def test_without_a_hub_choices_are_said_to_stay_here(open_page) -> None:
    def chosen(folder):
        maya = sample.maya_alone(folder)
        sample.choose(maya, sample.CHOICES)
        return maya

    opened = open_page(chosen)

    assert "What you chose for 4 people stays here until you publish it." in opened.said()


def test_before_the_first_choice_it_shows_the_way_to_people(open_page) -> None:
    opened = open_page(sample.maya_joined)

    assert "Nothing has ever left this laptop" in opened.said()
    opened.press("Choose people")

    assert opened.trail.went == [("go", "people")]


def test_where_nothing_waits_it_shows_what_is_seen(waiting) -> None:
    waiting.press("Publish 3 documents")
    waiting.press("Show what it sees")

    assert waiting.page.seen.isVisible()
    assert "4 people at 3 Clients" in waiting.said()


def test_a_receipt_opens_whole(waiting) -> None:
    waiting.press("Publish 3 documents")
    table = next(one for one in waiting.page.findChildren(ListTable) if one.isVisible())
    table.setFocus()

    waiting.key(Qt.Key.Key_Return, table)

    said = waiting.said(waiting.dialog())
    assert "Receipt 3" in said
    assert receipts(waiting.maya.vault)[-1].sha256 in said
    assert "verified" in said
    waiting.key(Qt.Key.Key_Escape)
    assert waiting.dialogs() == 0


def test_a_new_choice_elsewhere_shows_at_once(waiting) -> None:
    waiting.maya.clock.forward(minutes=1)
    sample.choose(waiting.maya, ((ANNA, SharingLevel.ONLY_YOU, 3),))
    waiting.tell(Topic.SHARING)

    assert ANNA not in [row.change.name for row in waiting.rows()]
    assert "3 people changed" in waiting.said()
