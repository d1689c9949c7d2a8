"""Lists of people: what is found, in which order, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builders.vault import new_vault
from weavit_core.taxonomy import Band
from weavit_desktop.domain.folding import fold, search_terms
from weavit_desktop.domain.intensity import DayBucket, sums_of
from weavit_desktop.domain.interaction import Channel, Direction
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import people, scores, search_words
from weavit_desktop.vault.repositories.people import Computed
from weavit_desktop.vault.repositories.people_pages import PeopleQuery, by_uid, page
from weavit_desktop.vault.repositories.scores import Scored
from weavit_desktop.vault.repositories.search_words import SearchWords
from weavit_desktop.vault.vault import Vault

TODAY = date(2026, 11, 20)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def add_person(db: Connection, name: str, *, work: str = "", email: str = "", level: str = "unknown") -> int:
    (person_id,) = people.add(db, [name], "2026-01-01T00:00:00Z")
    shown = Computed(person_id, name, fold(name), "", work, "", level, "", "unknown", "", "{}")
    people.save(db, [shown])
    words = SearchWords(person_id, name, work, email, "", " ".join(search_terms(name)))
    search_words.save(db, [words])
    return person_id


def add_history(db: Connection, person_id: int, weight: float) -> None:
    buckets = tuple(
        DayBucket(TODAY, Channel.MAIL, way, weight) for way in (Direction.OUTGOING, Direction.INCOMING)
    )
    scores.save(db, [Scored(person_id, buckets, sums_of(buckets, TODAY), 2, TODAY.isoformat())])


def names(vault: Vault, text: str = "", **filters: object) -> list[str]:
    query = PeopleQuery(TODAY, text, **filters)  # type: ignore[arg-type]  # the test's own shorthand
    return [row.name for row in vault.read(lambda db: page(db, query))]


def people_called(vault: Vault, *called: str) -> None:
    vault.write(lambda db: [add_person(db, name) for name in called])


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("思涵", "王思涵"),
        ("王思", "王思涵"),
        ("王思涵", "王思涵"),
        ("Muller", "Jürgen Müller"),
        ("mueller", "Jürgen Müller"),
        ("Müller", "Jürgen Mueller"),
        ("MÜLL", "Jürgen Müller"),
        ("müll jür", "Jürgen Müller"),
        ("ivanov", "Пётр Иванов"),
        ("иван", "Пётр Иванов"),
        ("민준", "김민준"),
        ("O'Br", "Seán O'Brien"),
        ("kowalczyk-br", "Anna Kowalczyk-Brandt"),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order(
    vault: Vault, typed: str, called: str
) -> None:
    people_called(vault, called, "Someone Else", "李小龙")
    assert names(vault, typed) == [called]


def test_an_address_is_found_by_its_parts(vault: Vault) -> None:
    vault.write(lambda db: add_person(db, "Anna", email="anna.k@veldmark.example +49301234567"))
    people_called(vault, "Bea")
    assert names(vault, "anna.k@veld") == ["Anna"]
    assert names(vault, "veldmark") == ["Anna"]
    assert names(vault, "+49301234") == ["Anna"]


@pytest.mark.parametrize(
    "typed", ['"', "*", "a AND", "name:", "NEAR(", "(", "^a", "- -", "a*b", "OR", "\x00"]
)
def test_whatever_is_typed_is_text_and_never_a_query(vault: Vault, typed: str) -> None:
    people_called(vault, "Anna")
    assert names(vault, typed) in ([], ["Anna"])


def test_who_is_called_so_comes_before_who_works_there(vault: Vault) -> None:
    vault.write(lambda db: add_person(db, "Aaron Abel", work="Cooper Industries"))
    people_called(vault, "Zoe Cooper")
    assert names(vault, "cooper") == ["Zoe Cooper", "Aaron Abel"]


def test_without_a_search_people_stand_by_name(vault: Vault) -> None:
    people_called(vault, "Özil", "Nora", "Peter", "ølberg")
    assert names(vault) == ["Nora", "ølberg", "Özil", "Peter"]


@pytest.mark.parametrize("typed", ["", "anna"])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_together_are_the_whole_list_in_its_order(vault: Vault, typed: str, size: int) -> None:
    people_called(vault, "Anna", *(f"Anna {letter}" for letter in "CABBA"[:3]), "Bo", "Anna Z Anna")
    query = PeopleQuery(TODAY, typed)
    whole = vault.read(lambda db: page(db, query))
    paged, after = [], None
    while rows := vault.read(lambda db: page(db, query, after, size)):  # noqa: B023  # read runs at once
        assert len(rows) <= size
        paged += rows
        after = rows[-1].uid
    assert paged == whole
    assert len(whole) == (6 if typed == "" else 5)


def test_a_page_after_nobody_is_refused(vault: Vault) -> None:
    with pytest.raises(LookupError):
        vault.read(lambda db: page(db, PeopleQuery(TODAY), after="nobody"))


def test_bands_are_those_of_today(vault: Vault) -> None:
    def fill(db: Connection) -> None:
        add_history(db, add_person(db, "Busy"), 1000.0)
        add_history(db, add_person(db, "Once"), 0.1)
        add_person(db, "Never")

    vault.write(fill)
    assert names(vault, band=Band.CORE) == ["Busy"]
    assert names(vault, band=Band.DORMANT) == ["Never", "Once"]
    later = PeopleQuery(date(2036, 1, 1), band=Band.CORE)
    assert vault.read(lambda db: page(db, later)) == []


def test_a_level_filters(vault: Vault) -> None:
    vault.write(lambda db: (add_person(db, "Vi", level="vp"), add_person(db, "Staffan", level="staff")))
    assert names(vault, level="vp") == ["Vi"]


def allow(db: Connection, uid: str, level: int, until: str | None = None) -> None:
    db.execute(
        """INSERT INTO permission (person_uid, audience, level, k, purpose, policy, from_day, until_day,
          decided_at) VALUES (?, 'hub', ?, 3, 'coverage', 'p', '2026-01-01', ?, '2026-01-01T00:00:00Z')""",
        (uid, level, until),
    )


def test_the_newest_permission_is_the_one_in_force(vault: Vault) -> None:
    def fill(db: Connection) -> None:
        for name in ("Shared", "Lowered", "Ended", "Private"):
            add_person(db, name)
        allow(db, "Shared", 3)
        allow(db, "Lowered", 4)
        allow(db, "Lowered", 0)
        allow(db, "Ended", 2, until="2026-11-19")

    vault.write(fill)
    assert names(vault, sharing=3) == ["Shared"]
    assert names(vault, sharing=0) == ["Ended", "Lowered", "Private"]
    row = vault.read(lambda db: by_uid(db, "Shared", TODAY))
    assert row is not None
    assert (row.sharing_level, row.sharing_k, row.sharing_until) == (3, 3, None)
