"""The schema: what the migrations make is what the code expects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from builders.hub import NOW
from weavit_hub.identifiers import new_id
from weavit_hub.store import schema
from weavit_hub.store.engine import open_engine, reading, write
from weavit_hub.store.tables import metadata


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/hub.db")
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_that_the_code_expects(engine: Engine) -> None:
    write(engine, schema.upgrade)
    with reading(engine) as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_head_is_the_last_migration(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "weavit_hub:store/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_a_database_is_empty_then_current(engine: Engine) -> None:
    assert schema.is_empty(engine)
    assert not schema.is_current(engine)
    write(engine, schema.upgrade)
    assert not schema.is_empty(engine)
    assert schema.is_current(engine)


def test_a_database_of_a_later_version_is_not_current(engine: Engine) -> None:
    write(engine, schema.upgrade)
    write(engine, lambda db: db.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    assert not schema.is_current(engine)


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    def fail(db: Connection) -> None:
        schema.upgrade(db)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write(engine, fail)
    assert schema.is_empty(engine)


def test_the_database_is_durable_and_forgets(engine: Engine) -> None:
    with reading(engine) as db:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [db.execute(text(f"PRAGMA {pragma}")).scalar_one() for pragma in asked]
    assert found == ["wal", 2, 1, 1]


def test_identifiers_are_uuids_that_sort_by_time() -> None:
    ids = [new_id(NOW + timedelta(milliseconds=n)) for n in range(50)]
    assert ids == sorted(ids)
    assert {UUID(one).version for one in ids} == {7}
    assert {UUID(one).variant for one in ids} == {"specified in RFC 4122"}
