"""The list of everyone: which people, in which order, how many of which kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.people import TODAY, Listed, add_listed
from builders.vault import new_vault
from weavit_core.taxonomy import Band
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import people_lists
from weavit_desktop.vault.repositories.people_lists import ListQuery, Sort
from weavit_desktop.vault.vault import Vault

EVERYONE = (
    Listed("Anna Kowalczyk", "Head of Operations", "Veldmark", level="director", mails=40),
    Listed("Bo Operman", "CFO", "Aurelis", level="c_level", mails=3, days_ago=30),
    Listed("Çelik Demir", "Analyst", "Aurelis"),
    Listed("Dora Marsh", "Operations Lead", "Veldmark", level="manager", mails=6, days_ago=200),
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


@pytest.fixture
def crowd(vault: Vault) -> Vault:
    fill(vault, EVERYONE)
    return vault


def fill(vault: Vault, everyone: tuple[Listed, ...]) -> None:
    vault.write(lambda db: add_listed(db, everyone))
    vault.write(lambda db: people_lists.prepare(db, TODAY))


def names(vault: Vault, query: ListQuery) -> list[str]:
    def read(db: Connection) -> list[str]:
        found = people_lists.find(db, query, 100)
        assert list(people_lists.find_all(db, query)) == list(found.ids)
        assert found.count == len(found.ids)
        return [row.name for row in people_lists.rows_of(db, found.ids)]

    return vault.read(read)


def share(vault: Vault, **shares: tuple[int, int | None]) -> None:
    """Say what the company sees of people, by their first name."""

    def write(db: Connection) -> None:
        ids = dict(db.execute("SELECT name, id FROM person").fetchall())
        by_id = {ids[name]: one for first, one in shares.items() for name in ids if name.startswith(first)}
        people_lists.set_shares(db, by_id)

    vault.write(write)


def test_everyone_stands_by_name_in_every_spelling(crowd: Vault) -> None:
    by_name = [one.name for one in EVERYONE]
    assert names(crowd, ListQuery()) == by_name
    ids = crowd.read(people_lists.everyone)
    assert [row.name for row in crowd.read(lambda db: people_lists.rows_of(db, ids))] == by_name


def test_by_intensity_the_closest_comes_first_and_equals_stand_by_name(crowd: Vault) -> None:
    expected = ["Anna Kowalczyk", "Bo Operman", "Dora Marsh", "Çelik Demir"]
    assert names(crowd, ListQuery(sort=Sort.INTENSITY)) == expected


def test_by_last_contact_whoever_was_never_met_comes_last(crowd: Vault) -> None:
    expected = ["Anna Kowalczyk", "Bo Operman", "Dora Marsh", "Çelik Demir"]
    assert names(crowd, ListQuery(sort=Sort.LAST_CONTACT)) == expected


def test_a_search_puts_whoever_is_called_so_before_whoever_works_so(crowd: Vault) -> None:
    assert names(crowd, ListQuery("oper")) == ["Bo Operman", "Dora Marsh", "Anna Kowalczyk"]
    assert names(crowd, ListQuery("oper", sort=Sort.NAME)) == ["Anna Kowalczyk", "Bo Operman", "Dora Marsh"]


def test_a_search_of_signs_alone_finds_nobody(crowd: Vault) -> None:
    assert names(crowd, ListQuery("?!")) == []


def test_within_a_set_any_may_hold_and_between_sets_all_must(crowd: Vault) -> None:
    two = ListQuery(levels=frozenset({"director", "manager"}))
    assert names(crowd, two) == ["Anna Kowalczyk", "Dora Marsh"]
    both = ListQuery(levels=frozenset({"director", "manager"}), bands=frozenset({int(Band.LIGHT)}))
    assert names(crowd, both) == ["Dora Marsh"]
    there = ListQuery("oper", clients=frozenset({"org-Veldmark"}))
    assert names(crowd, there) == ["Dora Marsh", "Anna Kowalczyk"]


def test_who_never_met_is_dormant(crowd: Vault) -> None:
    assert "Çelik Demir" in names(crowd, ListQuery(bands=frozenset({int(Band.DORMANT)})))


def test_what_the_company_sees_and_what_waits_stand_in_one_set(crowd: Vault) -> None:
    share(crowd, Anna=(3, None), Bo=(0, 1), Dora=(2, 3))
    assert names(crowd, ListQuery(seen=frozenset({3}))) == ["Anna Kowalczyk"]
    assert names(crowd, ListQuery(waiting=True)) == ["Bo Operman", "Dora Marsh"]
    assert names(crowd, ListQuery(seen=frozenset({3}), waiting=True)) == [
        "Anna Kowalczyk",
        "Bo Operman",
        "Dora Marsh",
    ]
    share(crowd, Bo=(1, None))
    assert names(crowd, ListQuery(waiting=True)) == []
    assert names(crowd, ListQuery(seen=frozenset({0}))) == ["Anna Kowalczyk", "Çelik Demir", "Dora Marsh"]


def test_a_second_look_sees_who_came_and_who_is_gone(crowd: Vault) -> None:
    crowd.write(lambda db: db.execute("DELETE FROM person WHERE name = 'Bo Operman'"))
    crowd.write(lambda db: add_listed(db, [Listed("Ada Byron")]))
    crowd.write(lambda db: people_lists.prepare(db, TODAY))
    assert names(crowd, ListQuery()) == ["Ada Byron", "Anna Kowalczyk", "Çelik Demir", "Dora Marsh"]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two hits be many."""
    monkeypatch.setattr(people_lists, "RANKED", 2)


@pytest.mark.usefixtures("few")
def test_where_many_are_found_they_stand_by_name_and_the_first_come_first(crowd: Vault) -> None:
    found = crowd.read(lambda db: people_lists.find(db, ListQuery("oper"), 1))
    assert (found.count, len(found.ids)) == (3, 1)
    ids = crowd.read(lambda db: people_lists.find_all(db, ListQuery("oper")))
    rows = crowd.read(lambda db: people_lists.rows_of(db, ids))
    assert [row.name for row in rows] == ["Anna Kowalczyk", "Bo Operman", "Dora Marsh"]
    assert found.ids == ids[:1]


@pytest.mark.usefixtures("few")
def test_where_many_are_found_filters_hold_too(crowd: Vault) -> None:
    query = ListQuery("oper", clients=frozenset({"org-Veldmark"}), sort=Sort.INTENSITY)
    assert names(crowd, query) == ["Anna Kowalczyk", "Dora Marsh"]


def test_kinds_are_counted_by_text_and_client_alone(crowd: Vault) -> None:
    query = ListQuery("oper", levels=frozenset({"director"}))
    counted = crowd.read(lambda db: people_lists.count_by_facts(db, query))
    assert sorted((one.level, one.count) for one in counted) == [
        ("c_level", 1),
        ("director", 1),
        ("manager", 1),
    ]


def test_clients_are_counted_by_everything_else_with_the_chosen_first(crowd: Vault) -> None:
    query = ListQuery("oper", clients=frozenset({"org-Aurelis"}))
    found, total = crowd.read(lambda db: people_lists.count_by_client(db, query))
    assert [(one.name, one.count) for one in found] == [("Aurelis", 1), ("Veldmark", 2)]
    assert total == 2


def test_organisations_stand_for_clients_until_there_is_one(vault: Vault) -> None:
    fill(vault, (Listed("A B", work="Firm", client=False),))
    assert [one.name for one in vault.read(lambda db: people_lists.count_by_client(db, ListQuery()))[0]] == [
        "Firm"
    ]
    fill(vault, (Listed("C D", work="Veldmark"),))
    found, _ = vault.read(lambda db: people_lists.count_by_client(db, ListQuery()))
    assert [one.name for one in found] == ["Veldmark"]


def test_someone_with_two_posts_counts_at_both(vault: Vault) -> None:
    fill(vault, (Listed("A B", work="Firm"), Listed("C D", work="Veldmark")))
    vault.write(
        lambda db: db.execute(
            """INSERT INTO position (person_id, organisation_id, title, level, level_rule, function,
              function_rule, confidence) SELECT 1, organisation_id, '', 'staff', '', 'unknown', '', 1
            FROM position WHERE person_id = 2"""
        )
    )
    vault.write(lambda db: people_lists.prepare(db, TODAY))
    assert names(vault, ListQuery(clients=frozenset({"org-Veldmark"}))) == ["A B", "C D"]
    found, _ = vault.read(lambda db: people_lists.count_by_client(db, ListQuery()))
    assert [(one.name, one.count) for one in found] == [("Veldmark", 2), ("Firm", 1)]


def test_rows_come_in_the_order_asked_for_without_those_who_are_gone(crowd: Vault) -> None:
    ids = list(crowd.read(people_lists.everyone))
    rows = crowd.read(lambda db: people_lists.rows_of(db, [ids[2], 999, ids[0]]))
    assert [row.name for row in rows] == ["Çelik Demir", "Anna Kowalczyk"]
    assert rows[1].organization == "Veldmark"
    assert (rows[1].given, rows[1].family) == ("Anna", "Kowalczyk")


def test_preparing_writes_nothing_to_the_vault(crowd: Vault) -> None:
    before = crowd.read(lambda db: db.execute("SELECT count(*) FROM main.sqlite_schema").fetchone())
    crowd.write(lambda db: people_lists.prepare(db, TODAY))
    assert crowd.read(lambda db: db.execute("SELECT count(*) FROM main.sqlite_schema").fetchone()) == before
    tables = crowd.read(lambda db: {row[0] for row in db.execute("SELECT name FROM main.sqlite_schema")})
    assert not tables & {"listed", "at_work"}
