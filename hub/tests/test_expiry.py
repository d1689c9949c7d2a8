"""What is past its last day, or whose rep fell silent, is deleted before a release and at the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builders.hub import Laptop, Site, members, problem, role
from weavit_core import publication
from weavit_core.ledger import Kind
from weavit_hub.services import closing
from weavit_hub.serving import release_if_due
from weavit_hub.store.log import entries


def runs(laptop: Laptop) -> bool:
    return bool(members(laptop.get("/v1/me/publications"))["publications"])


def test_a_document_counts_on_its_last_day_and_not_after(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    assert laptops[0].put(laptops[0].draft(acme, not_after=date(2026, 3, 12))).status == 201
    site.clock.advance(days=2)
    assert site.release().tables.clients != ()
    site.clock.advance(days=1)
    assert site.release().tables.clients == ()


def test_an_expired_document_is_gone_from_the_file_and_stays_away(
    site: Site, laptop: Laptop, acme: str
) -> None:
    document = replace(laptop.draft(acme), not_after=date(2026, 3, 10))
    laptop.put(document)
    body = publication.encode(document)
    assert body in site.stored_bytes()
    site.clock.advance(days=1)
    release_if_due(site.hub)
    assert body not in site.stored_bytes()
    assert problem(laptop.put(document)) == "gone"
    assert problem(laptop.retract(document)) == "gone"


def test_the_log_says_that_it_expired_and_not_that_the_rep_took_it_back(
    site: Site, laptop: Laptop, acme: str
) -> None:
    laptop.put(laptop.draft(acme, not_after=date(2026, 3, 10)))
    site.clock.advance(days=1)
    release_if_due(site.hub)
    with site.hub.engine.begin() as db:
        last = list(entries(db))[-1]
    assert last.record is not None
    assert f'"kind":"{Kind.EXPIRY}"'.encode() in last.record


def test_a_rep_who_is_silent_for_35_days_is_not_counted_any_more(
    site: Site, laptop: Laptop, acme: str
) -> None:
    laptop.publish(acme)
    site.clock.advance(days=35)
    release_if_due(site.hub)
    assert runs(laptop)  # which was a sign of life
    site.clock.advance(days=35, seconds=1)
    release_if_due(site.hub)
    assert not runs(laptop)


def test_what_a_leaver_lets_end_outlives_their_silence(site: Site, laptop: Laptop, acme: str) -> None:
    laptop.publish(acme)
    laptop.close()
    site.clock.advance(days=100)
    release_if_due(site.hub)
    assert runs(laptop)


def test_what_an_administrator_closed_ends_with_silence(site: Site, laptop: Laptop, acme: str) -> None:
    laptop.publish(acme)
    site.write(lambda db: closing.close_named(db, site.hub.seal, laptop.name, site.clock.now))
    site.clock.advance(days=36)
    release_if_due(site.hub)
    assert not runs(laptop)


def test_a_release_is_computed_when_an_epoch_has_passed(site: Site, acme: str) -> None:
    for laptop in site.enrol_some(5):
        laptop.publish(acme, role())
    assert not release_if_due(site.hub)
    site.clock.advance(days=7)
    assert release_if_due(site.hub)
    assert not release_if_due(site.hub)
    site.clock.advance(days=6)
    assert not release_if_due(site.hub)
    site.clock.advance(days=1)
    assert release_if_due(site.hub)
