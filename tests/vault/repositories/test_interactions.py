"""Who stands behind the addresses of interactions, looked up a part at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.vault import new_vault
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import interactions
from weavit_desktop.vault.vault import Vault

INSTANT = "2026-01-01T00:00:00Z"
ADDRESSES = [("email", "anna@orrin.example"), ("email", "bo@acme.example"), ("phone", "+41446681800")]
PEOPLE = [1, 2, 3]
ANSWER_TO = st.frozensets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ADDRESSES)), max_size=5)
TOOK_PART = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(ADDRESSES)), st.none() | st.sampled_from(PEOPLE), max_size=6
)
ASKED = st.lists(st.sampled_from([*ADDRESSES, ("email", "nobody@veldmark.example")]), max_size=6)

Address = tuple[str, str]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with new_vault(Path(tmp_path_factory.mktemp("here")) / "vault") as opened:
        yield opened


def put(
    db: Connection,
    answer_to: frozenset[tuple[int, Address]],
    took_part: dict[tuple[int, Address], int | None],
) -> None:
    """Let there be these people and meetings alone. A participant may be resolved already, wrongly."""
    for table in ("identifier", "participant", "interaction", "person"):
        db.execute(f"DELETE FROM {table}")
    db.executemany(
        "INSERT INTO person (id, uid, name, sort_key, created_at) VALUES (?1, 'uid-' || ?1, '', '', ?2)",
        ((one, INSTANT) for one in PEOPLE),
    )
    db.executemany(
        "INSERT INTO identifier (person_id, kind, value) VALUES (?, ?, ?)",
        ((person, *address) for person, address in answer_to),
    )
    db.executemany(
        """INSERT INTO interaction (id, source_key, at, zone, day, channel, direction, recipients)
        VALUES (?1, 'key-' || ?1, ?2, 'UTC', '2026-01-01', 'mail', 'out', 1)""",
        ((one, INSTANT) for one in (1, 2, 3)),
    )
    db.executemany(
        """INSERT INTO participant (interaction_id, kind, value, name, role, person_id)
        VALUES (?, ?, ?, '', 'to', ?)""",
        ((meeting, *address, person) for (meeting, address), person in took_part.items()),
    )


def participants(db: Connection) -> list[tuple[object, ...]]:
    return list(db.execute("SELECT interaction_id, kind, value, person_id FROM participant ORDER BY 1, 2, 3"))


@given(answer_to=ANSWER_TO, took_part=TOOK_PART, asked=ASKED)
def test_addresses_looked_up_one_by_one_are_as_if_all_at_once(
    vault: Vault,
    answer_to: frozenset[tuple[int, Address]],
    took_part: dict[tuple[int, Address], int | None],
    asked: list[Address],
) -> None:
    def resolve(db: Connection) -> tuple[set[int], list[tuple[object, ...]]]:
        put(db, answer_to, took_part)
        return interactions.resolve(db, iter(asked)), participants(db)

    at_once = vault.write(resolve)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interactions, "RESOLVED_AT_ONCE", 1)
        assert vault.write(resolve) == at_once


def test_an_address_that_one_person_answers_to_is_theirs_whichever_part_it_is_in(vault: Vault) -> None:
    answer_to = frozenset(zip(PEOPLE, ADDRESSES, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interactions, "RESOLVED_AT_ONCE", 2)
        vault.write(lambda db: put(db, answer_to, {(1, one): None for one in ADDRESSES}))
        assert vault.write(lambda db: interactions.resolve(db, ADDRESSES)) == set(PEOPLE)
    assert {row[3] for row in vault.read(participants)} == set(PEOPLE)


def test_where_nobody_took_part_in_anything_no_address_is_looked_up(vault: Vault) -> None:
    def unread() -> Iterator[Address]:
        raise AssertionError("an address was asked for")
        yield "", ""

    vault.write(lambda db: put(db, frozenset({(1, ADDRESSES[0])}), {}))
    assert vault.write(lambda db: interactions.resolve(db, unread())) == set()
