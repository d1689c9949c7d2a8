"""The outbox follows the ledger, and changes for no other reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone, add_people, dump, weekly_mail
from weavit_core import publication
from weavit_core.publication import Publication
from weavit_core.taxonomy import Band
from weavit_desktop.services.joining import join

OUTBOX = ("outbox", "sharing_period")
NOT_LATELY = weekly_mail(until=date(2026, 9, 30))  # a band that falls month by month


def draft(made: Laptop) -> Publication:
    (row,) = made.rows("draft")
    return publication.decode(made.body(row))


def at(made: Laptop, day: date) -> None:
    made.clock.at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    made.redraft()


def test_a_document_says_who_may_see_what_of_whom_until_when() -> None:
    made = laptop([Someone("anna", days=weekly_mail())])
    made.share("anna", 3, k=5, until=date(2027, 5, 19))

    document = draft(made)

    assert (document.seq, document.prev, document.client_id) == (1, None, ACME)
    assert (document.as_of, document.not_after) == ("2026-10", date(2027, 5, 19))
    assert document.policy == made.hub.policy_digest
    assert document.content is not None
    assert [(cell.k, cell.band, cell.activity) for cell in document.content.cells] == [(5, Band.CORE, ())]


def test_drafting_again_changes_nothing() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(2)])])
    made.share("anna", 2)
    made.share("bert", 4)
    made.approve_all()
    made.share("anna", 3)
    before = dump(made.vault.db, *OUTBOX)

    made.redraft()
    made.redraft()

    assert dump(made.vault.db, *OUTBOX) == before


def test_what_happens_within_the_month_changes_nothing() -> None:
    made = laptop([Someone("anna", days=weekly_mail())])
    made.share("anna", 4)
    before = dump(made.vault.db, *OUTBOX)

    made.vault.db.execute("INSERT INTO day_bucket VALUES (1, '2026-11-20', 'meeting', 'out', 2.0)")
    at(made, date(2026, 11, 30))

    assert dump(made.vault.db, *OUTBOX) == before


def test_a_draft_is_written_anew_once_a_month() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)

    at(made, date(2026, 12, 1))

    assert (draft(made).as_of, draft(made).not_after) == ("2026-11", date(2027, 11, 30))


def test_a_new_month_alone_makes_no_new_version() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)

    at(made, date(2027, 3, 1))

    assert made.rows("draft") == []


def test_a_band_that_fell_makes_a_draft_that_waits() -> None:
    made = laptop([Someone("anna", days=NOT_LATELY)])
    made.share_and_publish("anna", 3)
    sent = made.held()

    at(made, date(2027, 3, 1))
    made.publish()

    assert len(made.rows("draft")) == 1
    assert made.held() == sent


@pytest.mark.parametrize(
    ("day", "drafts"), [(date(2027, 10, 16), 0), (date(2027, 10, 17), 1), (date(2027, 11, 5), 1)]
)
def test_a_successor_is_offered_two_weeks_before_a_document_ends(day: date, drafts: int) -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)

    at(made, day)

    assert len(made.rows("draft")) == drafts


def test_an_approved_version_stays_while_what_it_shows_is_allowed() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(1, "vp", "it")])])
    made.share("anna", 2)
    made.approve_all()

    made.share("bert", 2)

    assert [row.state for row in made.rows()] == ["approved", "draft"]
    assert made.publish().accepted == 1
    assert [row.seq for row in made.rows("draft")] == [2]


def test_an_approved_version_that_shows_too_much_goes_no_more() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(1, "vp", "it")])])
    made.share("anna", 2)
    made.share("bert", 2)
    made.approve_all()

    made.revoke("bert")

    assert [row.state for row in made.rows()] == ["superseded", "draft"]
    assert made.publish().sent == 0


def test_what_ran_out_while_it_waited_goes_no_more() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2, until=date(2026, 11, 25))
    made.approve_all()

    made.clock.forward(days=3)

    assert made.publish().sent == 0
    assert made.hub.held == {}


def test_taking_back_leaves_what_else_waits_for_approval_waiting() -> None:
    made = laptop(
        [Someone("anna"), Someone("bert", [Post(1, "vp", "it")]), Someone("carl", [Post(1, "staff", "hr")])]
    )
    made.share("anna", 2)
    made.share_and_publish("bert", 2)
    made.share("carl", 2)

    made.revoke("bert")
    made.publish()

    assert [cell.level for cell in made.held().cells] == ["director"]
    assert [row.seq for row in made.rows("draft")] == [3]


def test_what_is_taken_back_tells_nothing_newer_than_what_was_sent() -> None:
    made = laptop([Someone("anna", days=NOT_LATELY), Someone("bert", [Post(1, "vp", "it")])])
    made.share("anna", 3)
    made.share_and_publish("bert", 2)
    sent = made.held()
    at(made, date(2027, 3, 1))

    made.revoke("bert")
    made.publish()

    assert made.held().cells == tuple(cell for cell in sent.cells if cell.level == "director")
    (body,) = made.hub.held.values()
    assert publication.decode(body).as_of == "2026-10"


@pytest.mark.parametrize(
    "lower", [lambda made: made.share("anna", 2), lambda made: made.share("anna", 3, k=5),
              lambda made: made.share("anna", 3, until=date(2026, 12, 24))],
)  # fmt: skip
def test_every_way_of_lowering_is_approved_by_itself(lower) -> None:
    made = laptop([Someone("anna", days=weekly_mail())])
    made.share_and_publish("anna", 3)

    lower(made)

    assert [row.state for row in made.rows("approved", "draft")] == ["approved"]
    assert made.send_taken_back().accepted == 1


def test_less_by_an_import_waits_for_approval() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)

    made.vault.db.execute("UPDATE position SET to_day = '2026-11-20'")
    made.redraft()

    assert [(row.state, row.retraction) for row in made.rows("draft", "approved")] == [("draft", True)]


def test_sharing_again_after_taking_everything_back_gets_a_new_name() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.revoke("anna")
    made.share("anna", 2)
    assert made.rows("draft") == []  # first the hub confirms that it has nothing any more

    made.publish()

    first, _, again = made.rows()
    assert (again.state, again.seq) == ("draft", 1)
    assert again.pub_id != first.pub_id


def test_a_retraction_that_was_not_sent_yet_is_not_undone_by_sharing_again() -> None:
    made = laptop([Someone("anna")])
    made.share_and_publish("anna", 2)
    made.revoke("anna")
    made.share("anna", 2)

    made.redraft()

    assert [row.retraction for row in made.rows("approved")] == [True]


def test_people_at_several_clients_make_a_document_each() -> None:
    made = laptop([Someone("anna", [Post(1), Post(2, "vp", "it"), Post(2, "unknown", "it")])])

    made.share("anna", 2)

    assert [row.client_id for row in made.rows("draft")] == [ACME, BETA]


def test_only_clients_that_were_confirmed_get_a_document() -> None:
    made = laptop([Someone("anna"), Someone("bert", [Post(2)])])
    made.vault.db.execute("UPDATE organisation SET registry_id = NULL WHERE id = 2")

    made.share("anna", 2)
    made.share("bert", 2)

    assert [row.client_id for row in made.rows("draft")] == [ACME]


def test_choices_made_before_joining_are_drafted_and_wait() -> None:

    made = laptop([Someone("anna")], joined=False)
    made.share("anna", 2)

    join(made.vault, made.hub.invite, lambda terms: terms.choices == 1, made.connect, made.clock, made.new_id)

    assert [row.state for row in made.rows()] == ["draft"]
    assert made.hub.accepted == []


def test_people_added_later_start_as_only_you() -> None:
    made = laptop([Someone("anna")])
    made.share("anna", 2)
    before = dump(made.vault.db, *OUTBOX)

    add_people(made.vault.db, [Someone("bert", [Post(1, "vp", "it")])])
    made.redraft()

    assert dump(made.vault.db, *OUTBOX) == before
