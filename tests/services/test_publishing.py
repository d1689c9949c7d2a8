"""Sending what was approved: receipts, broken lines, and what is taken back meanwhile."""

from __future__ import annotations

import pytest

from builders.laptop import PEOPLE, failing, laptop, ready
from builders.sharing import Post, Someone
from weavit_core import canonical, publication
from weavit_desktop.errors import HubUnreachable, UsageRefused, VaultDamaged
from weavit_desktop.services.checking import receipts


def test_every_approved_document_goes_and_comes_back_with_a_receipt() -> None:
    made = ready()

    report = made.publish()

    assert (report.sent, report.accepted, report.refused, report.waiting, report.trouble) == (
        2,
        2,
        (),
        0,
        None,
    )
    assert [(one.pub_id, one.seq, one.sha256, one.verified) for one in receipts(made.vault)] == [
        (row.pub_id, 1, row.sha256, True) for row in made.rows("acked")
    ]


def test_where_nothing_is_approved_the_hub_is_not_even_called() -> None:
    made = laptop(PEOPLE)
    made.share("anna", 2)
    before = made.hub.reached

    assert made.publish().sent == 0

    assert made.hub.reached == before


def test_without_a_hub_there_is_nothing_to_publish_to() -> None:
    with pytest.raises(UsageRefused):
        laptop(joined=False).publish()


def test_retractions_go_first() -> None:
    made = ready()
    made.publish()
    made.share("anna", 1)
    made.approve_all()
    made.revoke("bert")

    made.publish()

    assert [publication.decode(body).content is None for body in made.hub.accepted[2:]] == [True, False]


def test_taking_back_sends_only_what_takes_back() -> None:
    made = ready()
    made.publish()
    made.share("anna", 3)
    made.approve_all()
    made.revoke("bert")

    assert made.send_taken_back().sent == 1

    assert [row.state for row in made.rows("approved")] == ["approved"]


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_line_that_breaks_loses_nothing_and_sends_nothing_twice(fault: str) -> None:
    made = ready()
    made.hub.fault = failing(fault)
    report = made.publish()
    assert isinstance(report.trouble, HubUnreachable)
    assert (report.sent, report.accepted, report.waiting) == (1, 0, 2)

    made.hub.fault = failing("")
    again = made.publish()

    assert (again.accepted, again.waiting, again.trouble) == (2, 0, None)
    assert len(made.hub.accepted) == 2
    assert [one.verified for one in receipts(made.vault)] == [True, True]


def test_a_hub_that_cannot_be_reached_leaves_every_document_approved() -> None:
    made = ready()

    def unreachable(address):
        raise HubUnreachable("The hub cannot be reached.")

    made.hub.open = unreachable
    report = made.publish()

    assert (report.sent, report.waiting) == (0, 2)
    assert isinstance(report.trouble, HubUnreachable)
    assert [row.state for row in made.rows()] == ["approved", "approved"]


def test_what_may_have_arrived_is_sent_again_as_the_same_bytes() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("before")
    made.publish()
    made.clock.forward(days=20)  # a new month: a new draft would have other bytes
    made.hub.fault = failing("")

    made.publish()

    assert [canonical.sha256_hex(body) for body in made.hub.accepted] == [made.rows("acked")[0].sha256]


def test_what_was_taken_back_and_had_not_arrived_never_leaves() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("before")
    made.publish()
    made.hub.fault = failing("")
    made.revoke("anna")

    report = made.publish()

    assert (report.waiting, report.trouble) == (0, None)
    assert made.hub.accepted == []


def test_what_was_taken_back_and_had_arrived_is_retracted() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("after")
    made.publish()
    made.hub.fault = failing("")
    made.revoke("anna")

    made.publish()

    assert [publication.decode(body).seq for body in made.hub.accepted] == [1, 2]
    assert made.hub.held == {}
    assert [row.state for row in made.rows()] == ["acked", "acked"]


def test_what_was_lowered_after_a_break_is_lowered_from_what_the_hub_really_holds() -> None:
    made = laptop(
        [Someone("anna"), Someone("bert", [Post(1, "vp", "it")]), Someone("carl", [Post(1, "staff", "hr")])]
    )
    made.share("anna", 2)
    made.share_and_publish("bert", 2)
    made.share("carl", 2)
    made.approve_all()
    made.hub.fault = failing("before")
    made.publish()
    made.hub.fault = failing("")

    made.revoke("anna")
    made.publish()

    assert [cell.level for cell in made.held().cells] == ["vp"]
    assert [publication.decode(body).seq for body in made.hub.accepted] == [1, 2]


def test_a_receipt_lost_with_the_answer_is_fetched_by_sending_again() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("after")
    made.publish()
    made.hub.fault = failing("")

    made.publish()

    assert len(made.hub.accepted) == 1
    assert len(receipts(made.vault)) == 1


def test_what_was_taken_back_and_shared_again_does_not_leave_before_it_was_taken_back() -> None:
    made = ready(PEOPLE[:1])
    made.hub.fault = failing("before")
    made.publish()
    made.hub.fault = failing("")
    made.revoke("anna")
    made.share("anna", 2)

    made.publish()

    assert made.hub.accepted == []
    assert [row.state for row in made.rows("draft", "approved")] == ["draft"]


def test_bytes_that_are_not_the_approved_ones_do_not_leave() -> None:
    made = ready(PEOPLE[:1])
    (row,) = made.rows()
    changed = made.body(row).replace(b'"k":3', b'"k":5')  # which would still be allowed
    made.vault.db.execute("UPDATE outbox SET body = ?", (changed,))

    with pytest.raises(VaultDamaged):
        made.publish()

    assert made.hub.accepted == []
