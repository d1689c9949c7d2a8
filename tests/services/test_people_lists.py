"""The list of everyone as the window asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders.people import TODAY, Listed, add_listed, set_chosen
from builders.vault import new_vault
from weavit_core.taxonomy import Band, Level, SharingLevel
from weavit_desktop.errors import Cancelled
from weavit_desktop.services import people_lists
from weavit_desktop.services.people_lists import Basis, Facets
from weavit_desktop.services.share_states import Share
from weavit_desktop.vault.repositories.people_lists import ListQuery
from weavit_desktop.vault.vault import Vault

EVERYONE = (
    Listed("Anna Kowalczyk", "Head of Operations", "Veldmark", level="director", mails=40, chosen=3),
    Listed("Bo Operman", "CFO", "Aurelis", level="c_level", mails=3, days_ago=30),
    Listed("Dora Marsh", "Operations Lead", "Veldmark", level="manager"),
)


def clock() -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        opened.write(lambda db: add_listed(db, EVERYONE))
        yield opened


@pytest.fixture
def basis(vault: Vault) -> Basis:
    found = people_lists.read_basis(vault, clock)
    people_lists.prepare(vault, found)
    return found


def facets(vault: Vault, **query: object) -> Facets:
    return people_lists.count_facets(vault, ListQuery(**query))  # type: ignore[arg-type]  # shorthand


def test_the_first_page_is_everyone_and_needs_nothing_prepared(vault: Vault) -> None:
    found = people_lists.read_basis(vault, clock)
    page = people_lists.first_page(vault, found)
    assert (found.total, page.count, len(page.ids)) == (3, 3, 3)
    anna = page.rows[0]
    assert (anna.name, anna.level, anna.last) == ("Anna Kowalczyk", Level.DIRECTOR, TODAY)
    assert anna.share == Share(SharingLevel.ONLY_YOU, SharingLevel.STRENGTH)


def test_a_row_has_the_score_without_its_fraction_and_its_band(vault: Vault, basis: Basis) -> None:
    anna, bo, dora = people_lists.find(vault, basis, ListQuery()).rows
    assert anna.band is Band.CORE
    assert anna.score >= 75
    assert (dora.score, dora.band, dora.last) == (0, Band.DORMANT, None)
    assert isinstance(bo.score, int)


def test_each_set_is_counted_beside_what_is_chosen_in_the_others(vault: Vault, basis: Basis) -> None:
    found = facets(vault, levels=frozenset({"director"}))
    assert found.levels == {Level.DIRECTOR: 1, Level.C_LEVEL: 1, Level.MANAGER: 1}
    assert found.bands == {Band.CORE: 1}
    assert [(one.name, one.count) for one in found.clients] == [("Veldmark", 1)]
    found = facets(vault, waiting=True)
    assert (found.waiting, found.seen) == (1, {SharingLevel.ONLY_YOU: 3})
    assert found.levels == {Level.DIRECTOR: 1}


def test_a_chosen_client_with_nobody_stays_on_the_list(vault: Vault, basis: Basis) -> None:
    found = facets(vault, text="anna", clients=frozenset({"org-Aurelis"}))
    assert [(one.name, one.count) for one in found.clients] == [("Aurelis", 0), ("Veldmark", 1)]


def test_what_is_chosen_later_is_taken_over(vault: Vault, basis: Basis) -> None:
    vault.write(lambda db: set_chosen(db, "Bo Operman", 2))
    now = people_lists.read_basis(vault, clock)
    people_lists.prepare_shares(vault, now)
    assert people_lists.find(vault, now, ListQuery(waiting=True)).count == 2


def test_a_search_that_was_overtaken_stops(vault: Vault, basis: Basis) -> None:
    with pytest.raises(Cancelled):
        people_lists.find(vault, basis, ListQuery("a"), lambda: True)


@pytest.mark.parametrize(
    ("text", "shorter"),
    [("operr", "oper"), ("anna xx", "anna"), ("zzz", ""), ("Kołwalski", "ko")],
)
def test_fewer_letters_are_offered_as_long_as_they_find_somebody(
    vault: Vault, basis: Basis, text: str, shorter: str
) -> None:
    assert people_lists.fewer_letters(vault, text).lower() == shorter


def test_opaque_ids_come_by_name(vault: Vault, basis: Basis) -> None:
    ids = people_lists.find(vault, basis, ListQuery()).ids
    assert people_lists.opaque_ids(vault, reversed(ids)) == [
        "uid-Anna Kowalczyk",
        "uid-Bo Operman",
        "uid-Dora Marsh",
    ]
