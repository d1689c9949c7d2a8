"""The version of the schema: bringing a database up to date, and telling whether it is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from weavit_hub.store.engine import reading

HEAD = "0001"  # the last of the numbered migrations
_MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(db: Connection) -> None:
    """Bring the database to the schema of this version, as a part of the caller's transaction."""
    from alembic import command  # takes 0.4 s to import, and only this needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, HEAD)


def is_current(engine: Engine) -> bool:
    """Return whether the database has the schema of this version."""
    if not inspect(engine).has_table("alembic_version"):
        return False
    with reading(engine) as db:
        return list(db.execute(text("SELECT version_num FROM alembic_version")).scalars()) == [HEAD]


def is_empty(engine: Engine) -> bool:
    """Return whether the database holds no table yet."""
    return not inspect(engine).get_table_names()
