"""Approval is of bytes: of the ones that were seen, and of no others."""

from __future__ import annotations

import pytest

from builders.laptop import laptop
from builders.sharing import Post, Someone
from weavit_core import canonical
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.approving import approve, discard, show, show_bytes

BERT = Someone("bert", [Post(1, "vp", "it")])


def test_approving_what_was_seen_lets_it_go() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    (row,) = made.rows()
    seen = show_bytes(made.vault, row.id)

    approve(made.vault, row.id, canonical.sha256_hex(seen), made.clock, made.new_id)
    made.publish()

    assert made.hub.accepted == [seen]


def test_another_digest_than_that_of_the_bytes_approves_nothing() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    (row,) = made.rows()

    with pytest.raises(UsageRefused):
        approve(made.vault, row.id, "0" * 64, made.clock, made.new_id)

    assert [one.state for one in made.rows()] == ["draft"]


def test_bytes_that_changed_after_they_were_seen_are_not_approved() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    (row,) = made.rows()
    changed = show_bytes(made.vault, row.id).replace(b"finance", b"legal")
    made.vault.db.execute("UPDATE outbox SET body = ?", (changed,))

    with pytest.raises(UsageRefused):
        approve(made.vault, row.id, row.sha256, made.clock, made.new_id)


def test_a_draft_that_was_written_anew_meanwhile_has_to_be_seen_again() -> None:
    made = laptop([Someone("anna"), BERT])
    made.share("anna", 2)
    (row,) = made.rows()
    made.share("bert", 2)

    with pytest.raises(UsageRefused):
        approve(made.vault, row.id, row.sha256, made.clock, made.new_id)

    assert [one.state for one in made.rows()] == ["draft"]


def test_a_draft_that_ran_out_is_not_approved() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2, until=made.clock().date())
    (row,) = made.rows()
    made.clock.forward(days=1)

    with pytest.raises(UsageRefused):
        approve(made.vault, row.id, row.sha256, made.clock, made.new_id)


def test_the_newest_approved_version_takes_the_place_of_the_one_before() -> None:
    made = laptop([Someone("anna"), BERT])
    made.share("anna", 2)
    made.approve_all()
    made.share("bert", 2)
    made.approve_all()

    assert [row.state for row in made.rows()] == ["superseded", "approved"]
    assert made.publish().sent == 1
    assert len(made.held().cells) == 2


def test_what_was_discarded_is_not_proposed_again_until_it_says_something_else() -> None:
    made = laptop([Someone("anna"), BERT])
    made.share("anna", 2)
    discard(made.vault, made.rows()[0].id, made.clock, made.new_id)
    made.clock.forward(days=30)
    made.redraft()
    assert [(row.state, row.problem) for row in made.rows()] == [("rejected", "discarded")]
    assert made.approve_all() == []

    made.share("bert", 2)

    assert [row.state for row in made.rows()] == ["superseded", "draft"]


def test_what_was_discarded_can_be_approved_after_all() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    (row,) = made.rows()
    discard(made.vault, row.id, made.clock, made.new_id)

    approve(made.vault, row.id, row.sha256, made.clock, made.new_id)

    assert made.publish().accepted == 1


def test_what_was_approved_can_be_discarded_until_it_is_sent() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    made.approve_all()
    (row,) = made.rows()

    discard(made.vault, row.id, made.clock, made.new_id)
    assert made.publish().sent == 0

    approve(made.vault, row.id, row.sha256, made.clock, made.new_id)
    made.publish()
    with pytest.raises(UsageRefused):
        discard(made.vault, row.id, made.clock, made.new_id)


def test_taking_back_cannot_be_discarded() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.revoke("anna")
    (row,) = made.rows("approved")

    with pytest.raises(UsageRefused):
        discard(made.vault, row.id, made.clock, made.new_id)

    made.publish()
    assert made.hub.held == {}


def test_what_was_sent_is_not_approved_twice_and_nothing_is_nobody() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    (row,) = made.rows()

    for uid in (row.id, "nobody"):
        with pytest.raises(UsageRefused):
            approve(made.vault, uid, row.sha256, made.clock, made.new_id)


def test_a_preview_shows_the_bytes_from_all_sides() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    (row,) = made.rows()

    seen = show(made.vault, row.id)

    assert seen.body == show_bytes(made.vault, row.id) == seen.text.encode()
    assert canonical.sha256_hex(seen.body) == row.sha256 == seen.row.sha256
    assert bytes.fromhex("".join(line[8:] for line in seen.hex_dump.splitlines())) == seen.body
    assert [line.what for line in seen.table] == ["I know someone at this Client", "Director, Finance"]
