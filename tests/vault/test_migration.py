"""Migrations: each step wholly or not at all, and never backwards."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from weavit_desktop.errors import MadeByNewerVersion
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.migration import Step, migrate, shipped_steps

ONE = Step(1, "CREATE TABLE one (a TEXT);\nINSERT INTO one VALUES ('a;b'); -- a comment; with semicolons")
TWO = Step(2, "CREATE TABLE two (b TEXT)\n-- and no semicolon at the end")
TRIGGER = Step(3, "CREATE TRIGGER t AFTER INSERT ON one BEGIN INSERT INTO two VALUES (new.a); END;")


def memory() -> Connection:
    return dbapi2.connect(":memory:", isolation_level=None)


def state(db: Connection) -> tuple[int, list[str]]:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema ORDER BY name")]
    return version, names


def test_steps_run_in_order_and_only_once() -> None:
    db = memory()
    migrate(db, [ONE])
    migrate(db, [ONE, TWO, TRIGGER])
    migrate(db, [ONE, TWO, TRIGGER])
    assert state(db) == (3, ["one", "t", "two"])
    assert db.execute("SELECT a FROM one").fetchall() == [("a;b",)]


@pytest.mark.parametrize("mistake", ["INSERT INTO nowhere VALUES (1);", "CREATE TABLE", "SELECT 'open"])
def test_a_step_that_fails_leaves_no_trace(mistake: str) -> None:
    db = memory()
    with pytest.raises(dbapi2.OperationalError):
        migrate(db, [ONE, Step(2, f"CREATE TABLE half (a TEXT);\nDROP TABLE one;\n{mistake}")])
    assert state(db) == (1, ["one"])
    assert not db.in_transaction
    migrate(db, [ONE, TWO])
    assert state(db) == (2, ["one", "two"])


def test_a_database_of_a_newer_version_is_left_alone() -> None:
    db = memory()
    migrate(db, [ONE, TWO])
    with pytest.raises(MadeByNewerVersion, match="newer version"):
        migrate(db, [ONE])
    assert state(db) == (2, ["one", "two"])


def test_the_shipped_steps_make_the_schema() -> None:
    db = memory()
    steps = shipped_steps()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    migrate(db, steps)
    version, names = state(db)
    assert version == len(steps) >= 2
    assert {"meta", "person", "person_search", "permission", "outbox"} <= set(names)
