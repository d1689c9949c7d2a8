"""The words of the search are gone from the index once they are deleted, one by one or many together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.vault import new_vault
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import search_words
from weavit_desktop.vault.repositories.search_words import FEW, SearchWords, erasing_together
from weavit_desktop.vault.vault import Vault

EVERYONE = range(1, FEW + 51)
COUNTS = pytest.mark.parametrize("count", [1, FEW + 20], ids=["one", "many"])


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def called(name: str, person_ids: range) -> list[SearchWords]:
    return [SearchWords(one, f"{name} {one}", "Orrin", "", "", "") for one in person_ids]


def index_of(vault: Vault) -> bytes:
    """Return all that the index holds, as it lies in the file."""
    rows = [row for table in ("data", "content") for row in _rows(vault, table)]
    return b"".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)


def _rows(vault: Vault, table: str) -> list[tuple[object, ...]]:
    return vault.read(lambda db: list(db.execute(f"SELECT * FROM person_search_{table}")))


@COUNTS
def test_deleted_words_are_nowhere_in_the_index(vault: Vault, count: int) -> None:
    going, staying = EVERYONE[:count], EVERYONE[count:]

    def delete(db: Connection) -> None:
        with erasing_together(db, going):
            search_words.delete(db, going)

    vault.write(lambda db: search_words.save(db, [*called("zebra", going), *called("lion", staying)]))
    assert b"zebra" in index_of(vault)
    vault.write(delete)
    assert b"zebra" not in index_of(vault)
    assert b"lion" in index_of(vault)


@COUNTS
def test_replaced_words_are_nowhere_in_the_index(vault: Vault, count: int) -> None:
    changing = EVERYONE[:count]

    def replace(db: Connection) -> None:
        with erasing_together(db, changing):
            search_words.save(db, called("lion", changing))

    vault.write(lambda db: search_words.save(db, called("zebra", EVERYONE)))
    vault.write(replace)
    vault.write(lambda db: search_words.delete(db, EVERYONE[count:]))  # one by one again
    assert b"zebra" not in index_of(vault)


def test_after_one_that_failed_words_are_erased_one_by_one_again(vault: Vault) -> None:
    def fail(db: Connection) -> None:
        with erasing_together(db, EVERYONE):
            raise KeyError

    vault.write(lambda db: search_words.save(db, called("zebra", EVERYONE)))
    with pytest.raises(KeyError):
        vault.write(fail)
    vault.write(lambda db: search_words.delete(db, EVERYONE))
    assert b"zebra" not in index_of(vault)
