"""Releases as the hub computes, signs and gives them (the rules themselves: core/tests/test_release.py)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.contents import contents
from builders.hub import Laptop, Site, authorship_of, problem, role, running_company
from weavit_core import authorship, release_document
from weavit_core.publication import Content
from weavit_core.release import Count, Release
from weavit_core.taxonomy import Band, Function, Level
from weavit_hub.services import closing, registry
from weavit_hub.store.log import entries

FEW = contents((Level.VP,), (Function.IT, Function.LEGAL))


def fetch(laptop: Laptop) -> bytes:
    answer = laptop.get("/v1/releases/current")
    assert answer.status == 200
    return answer.body


def kinds(site: Site) -> list[str]:
    with site.hub.engine.begin() as db:
        return [str(entry.record).split('"kind":"')[1].split('"')[0] for entry in entries(db) if entry.record]


def colleagues(release: Release) -> dict[str, Count]:
    return {row.client_id: row.shown.colleagues for row in release.tables.clients}


def test_a_release_counts_colleagues_and_is_signed_by_the_hub(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    for laptop in laptops[:3]:
        laptop.publish(acme, role(3, Band.STRONG))
    computed = site.release()
    answer = laptops[4].get("/v1/releases/current")
    assert release_document.decode(answer.body) == computed
    key = site.hub.seal.key.public_key()
    authorship.verify_detached(answer.body, authorship_of(answer), key, release_document.TYP)
    (row,) = computed.tables.cells
    assert (row.client_id, row.level, row.func) == (acme, Level.DIRECTOR, Function.IT)
    assert (row.shown.colleagues, row.shown.strength) == (Count.SOME, Band.STRONG)


def test_nothing_is_released_on_upload(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    assert problem(laptops[0].get("/v1/releases/current")) == "not-found"
    site.release()
    before = fetch(laptops[0])
    laptops[1].publish(acme)
    assert fetch(laptops[0]) == before


def test_epochs_are_counted(site: Site) -> None:
    assert [site.release().epoch for _ in range(3)] == [1, 2, 3]


def test_there_is_no_table_below_five_active_reps(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    laptops[0].publish(acme)
    assert colleagues(site.release()) == {acme: Count.FEW}
    site.write(lambda db: closing.close_named(db, site.hub.seal, laptops[4].name, site.clock.now))
    assert colleagues(site.release()) == {}


def test_a_rep_without_a_device_or_long_silent_is_not_active(site: Site, acme: str) -> None:
    laptops = site.enrol_some(6)
    laptops[0].publish(acme)
    site.write(lambda db: closing.revoke_device(db, site.hub.seal, laptops[5].device_id, site.clock.now))
    assert colleagues(site.release()) == {acme: Count.FEW}
    site.clock.advance(days=20)
    for laptop in laptops[:4]:
        laptop.get("/v1/registry")
    site.clock.advance(days=20)
    assert colleagues(site.release()) == {}


@given(others=st.lists(FEW, min_size=0, max_size=3), hidden=FEW)
@settings(max_examples=15)
def test_a_hidden_colleague_changes_no_byte(others: list[Content], hidden: Content) -> None:
    """Hidden is invisible (property 12): among fewer than five, whoever asks for five is not there."""
    with running_company(6) as (site, (anna, *colleagues)):
        acme = site.add_client()
        for laptop, content in zip(colleagues, others, strict=False):
            laptop.publish(acme, content)
        epoch_of = site.release()
        document = anna.publish(acme, only_among_five(hidden))
        with_anna = site.release()
        assert with_anna.tables == epoch_of.tables
        anna.retract(document)
        assert site.release().tables == epoch_of.tables


def only_among_five(content: Content) -> Content:
    cells = {(cell.level, cell.func): cell for cell in content.cells}
    five = [type(cell)(cell.level, cell.func, 5, cell.band, cell.activity) for cell in cells.values()]
    return Content(5, tuple(sorted(five, key=lambda cell: cell.key)))


def test_not_shown_is_the_same_answer_for_none_and_for_hidden(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    site.release()
    nobody = laptops[0].get("/v1/releases/current")
    laptops[1].publish(acme, role(5, Band.CORE))
    site.release()
    hidden = laptops[0].get("/v1/releases/current")
    assert hidden.status == nobody.status
    assert hidden.body == nobody.body.replace(b'"epoch":1', b'"epoch":2')
    assert len(hidden.body) == len(nobody.body)
    assert sorted(hidden.headers) == sorted(nobody.headers)


def test_who_did_not_accept_the_policy_in_force_is_not_counted(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    for laptop in laptops[:3]:
        laptop.publish(acme, role(1))
    site.set_policy(epoch_days=14)
    for laptop in laptops[:2]:
        laptop.accept_policy()
    assert colleagues(site.release()) == {acme: Count.FEW}
    laptops[2].accept_policy()
    assert colleagues(site.release()) == {acme: Count.SOME}


def test_what_is_published_at_a_merged_client_counts_for_the_one_that_remains(site: Site, acme: str) -> None:
    laptops = site.enrol_some(5)
    bank = site.add_client("Bank")
    for laptop, client in zip(laptops[:3], (acme, bank, bank), strict=True):
        laptop.publish(client, role(3))
    laptops[1].publish(acme, role(3))
    site.write(lambda db: registry.merge(db, site.hub.seal, acme, bank, site.clock.now))
    assert colleagues(site.release()) == {bank: Count.SOME}


def test_a_fetched_release_is_logged_once_for_each_rep(site: Site) -> None:
    laptops = site.enrol_some(2)
    site.release()
    for laptop in (laptops[0], laptops[0], laptops[1]):
        fetch(laptop)
    assert kinds(site).count("view") == 2
    site.release()
    fetch(laptops[0])
    assert kinds(site).count("view") == 3


def test_every_change_stands_in_the_log(site: Site, laptop: Laptop, acme: str) -> None:
    laptop.retract(laptop.publish(acme))
    laptop.publish(acme)
    site.release()
    laptop.close()
    site.write(lambda db: closing.revoke_device(db, site.hub.seal, laptop.device_id, site.clock.now))
    # The record of the publication that was taken back is erased; its leaf remains.
    assert kinds(site) == [
        "policy",
        "enrolment",
        "registry",
        "retraction",
        "publication",
        "release",
        "closure",
        "device-key",
    ]
