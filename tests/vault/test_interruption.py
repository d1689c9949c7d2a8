"""A query that nobody waits for stops in the middle, and the connection goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.vault import new_vault
from weavit_desktop.errors import Cancelled
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.interruption import interruptible
from weavit_desktop.vault.vault import Vault

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        yield opened


def endless(db: Connection, cancelled: object) -> None:
    with interruptible(db, cancelled):  # type: ignore[arg-type]  # a callable, as every caller gives
        db.execute(ENDLESS).fetchall()


def test_an_endless_query_ends_once_it_is_cancelled(vault: Vault) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        vault.read(lambda db: endless(db, cancelled))


def test_what_was_cancelled_before_it_began_never_begins(vault: Vault) -> None:
    with pytest.raises(Cancelled):
        vault.read(lambda db: endless(db, lambda: True))


def test_afterwards_the_connection_answers_and_nothing_asks_any_more(vault: Vault) -> None:
    with pytest.raises(Cancelled):
        vault.read(lambda db: endless(db, lambda: True))
    counting = ENDLESS.replace("FROM n)", "FROM n LIMIT 200000)")
    assert vault.read(lambda db: db.execute(counting).fetchone()) == (200000,)


def test_other_errors_of_a_query_stay_what_they_are(vault: Vault) -> None:
    def wrong(db: Connection) -> None:
        with interruptible(db, lambda: False):
            db.execute("SELECT no_column")

    with pytest.raises(Exception, match="no such column"):
        vault.read(wrong)
