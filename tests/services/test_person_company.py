"""What the company sees of one person: what was chosen, what the hub holds, and the Client's document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builders import sample
from builders.sample import Maya
from weavit_core import publication
from weavit_core.taxonomy import Band, Function, Level, SharingLevel
from weavit_desktop.demo.story import CHOICES
from weavit_desktop.services import approving, joining, sharing
from weavit_desktop.services.person_company import Barred, ClientDocument, CompanySees
from weavit_desktop.services.person_page import read_person_page, suggest_clients
from weavit_desktop.services.sharing import Choice
from weavit_desktop.sharing.line_changes import Fate

ANNA, YILDIZ, INGRID, JUDITH = (name for name, _, _ in CHOICES)
ONLY_YOU, COUNTED, ROLE, STRENGTH, RHYTHM = SharingLevel


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Maya]:
    maya = sample.maya_alone(tmp_path / "vault")
    yield maya
    maya.vault.close()


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Maya]:
    maya = sample.maya_waiting(tmp_path / "vault")
    yield maya
    maya.vault.close()


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Maya]:
    maya = sample.maya_published(tmp_path / "vault")
    yield maya
    maya.vault.close()


def company(maya: Maya, name: str) -> CompanySees:
    return read_person_page(maya.vault, maya.laptop.work, maya.uid(name)).company


def document(maya: Maya, name: str) -> ClientDocument:
    (found,) = company(maya, name).documents
    return found


def theirs(found: ClientDocument) -> list[Fate]:
    return [line.change.fate for line in found.lines if line.theirs]


def test_without_a_hub_a_choice_stands_and_no_document_is_drawn(alone: Maya) -> None:
    sample.choose(alone, [(ANNA, STRENGTH, 5)])
    seen = company(alone, ANNA)
    assert (seen.hub, seen.chosen, seen.k, seen.sent, seen.documents) == ("", STRENGTH, 5, ONLY_YOU, ())


def test_a_choice_waits_with_the_real_bytes_of_its_document(waiting: Maya) -> None:
    seen, found = company(waiting, ANNA), document(waiting, ANNA)
    assert (seen.hub, seen.chosen, seen.sent) == ("Tarnholm", STRENGTH, ONLY_YOU)
    to_leave = [approving.show_bytes(waiting.vault, row.id) for row in approving.list_outbox(waiting.vault)]
    assert found.body in to_leave
    assert (found.client_name, found.seq, found.waits, found.confirmed) == ("Veldmark Foods", 1, True, False)


def test_the_marked_bytes_are_the_cell_that_this_person_adds(waiting: Maya) -> None:
    found = document(waiting, ANNA)
    marked = [found.body[start:end] for start, end in found.marks]
    assert marked == [b'{"activity":[],"band":4,"func":"finance","k":3,"level":"director"}']
    assert theirs(found) == [Fate.ADDED]


def test_who_is_counted_beside_others_changes_nothing(waiting: Maya) -> None:
    found = document(waiting, YILDIZ)  # Anna is there with as small a k
    assert (theirs(found), found.marks) == ([], ())


def test_what_was_published_is_seen_and_does_not_wait(published: Maya) -> None:
    seen, found = company(published, INGRID), document(published, INGRID)
    assert (seen.sent, seen.chosen) == (RHYTHM, RHYTHM)
    assert (found.waits, found.confirmed) == (False, True)
    assert theirs(found) == [Fate.KEPT, Fate.KEPT]


def test_what_is_raised_waits_beside_what_is_seen(published: Maya) -> None:
    seen = company(published, YILDIZ)
    assert (seen.sent, seen.chosen) == (COUNTED, STRENGTH)
    assert theirs(document(published, YILDIZ)) == [Fate.ADDED]


def test_a_change_of_one_leaves_the_others_of_the_document_as_seen(published: Maya) -> None:
    seen = company(published, ANNA)
    assert (seen.sent, seen.chosen) == (STRENGTH, STRENGTH)
    assert theirs(document(published, ANNA)) == [Fate.KEPT]


def test_what_is_taken_back_stands_struck(published: Maya) -> None:
    seen, found = company(published, JUDITH), document(published, JUDITH)
    assert (seen.sent, seen.chosen) == (ROLE, ONLY_YOU)
    assert theirs(found) == [Fate.REMOVED, Fate.REMOVED]
    assert publication.decode(found.body).content is None


def test_what_was_taken_back_and_confirmed_is_gone(published: Maya) -> None:
    published.laptop.approve_and_publish()
    seen = company(published, JUDITH)
    assert (seen.sent, seen.chosen) == (ONLY_YOU, ONLY_YOU)


def test_the_last_day_of_a_choice_is_told(alone: Maya) -> None:
    application = alone.application
    choice = Choice(ROLE, 3, date(2026, 12, 31))
    sharing.share(alone.vault, alone.uid(ANNA), choice, application.clock, application.new_id)
    assert company(alone, ANNA).until == date(2026, 12, 31)


def test_what_would_be_published_is_as_of_the_month_before(alone: Maya) -> None:
    seen = company(alone, ANNA)
    assert (seen.level, seen.function) == (Level.DIRECTOR, Function.FINANCE)
    assert (seen.as_of, seen.band) == ("2026-10", Band.STRONG)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Henrik Dahl", Barred.COLLEAGUE), ("Taxi Rotterdam", Barred.COMPANY), (ANNA, None)],
)
def test_who_cannot_be_shared_is_barred(alone: Maya, name: str, reason: Barred | None) -> None:
    assert company(alone, name).barred is reason


def test_who_objected_is_barred(alone: Maya) -> None:
    uid = alone.uid(ANNA)
    alone.vault.write(lambda db: db.execute("UPDATE person SET objected = 1 WHERE uid = ?", (uid,)))
    assert company(alone, ANNA).barred is Barred.OBJECTED


def test_a_client_that_an_employer_may_be_is_suggested(alone: Maya) -> None:
    application = alone.application
    joining.join(
        alone.vault,
        alone.hub.invite,
        lambda terms: True,
        application.connect,
        application.clock,
        application.new_id,
    )
    seen = company(alone, ANNA)
    (found,) = suggest_clients(alone.vault, alone.laptop.work.rules, seen)
    assert (found.organisation_uid, found.name) == (seen.employers[0].organisation_uid, "Veldmark Foods")


def test_an_employer_that_is_confirmed_needs_no_suggestion(waiting: Maya) -> None:
    assert suggest_clients(waiting.vault, waiting.laptop.work.rules, company(waiting, ANNA)) == ()
