"""The one place where a hub is put together from its folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import NoSuchModuleError

from weavit_core.policy import Policy
from weavit_hub import configuration
from weavit_hub.errors import HubDamaged, UsageRefused
from weavit_hub.hub import Clock, Hub, system_clock
from weavit_hub.services import policy as policies
from weavit_hub.services.ledger import Seal
from weavit_hub.store import schema
from weavit_hub.store.engine import open_engine, write


def init_hub(directory: Path, name: str, database: str, policy: Policy, now: datetime) -> None:
    """Make a new hub: its database first, in one transaction, then its key and configuration."""
    if configuration.exists(directory):
        raise UsageRefused("There is a hub in this folder already. Give another folder with --dir.")
    settings = configuration.new(name, database)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    seal = Seal(settings.hub_id, Ed25519PrivateKey.generate())

    def create(db: Connection) -> None:
        schema.upgrade(db)
        policies.put_in_force(db, seal, policy, now)

    with _disposing(_engine(directory, settings)) as engine:
        if engine.url.get_backend_name() == "sqlite":
            Path(str(engine.url.database)).touch(0o600)  # what lies beside it takes its permissions over
        if not schema.is_empty(engine):
            raise UsageRefused("The database holds tables already. Give an empty one with --database.")
        write(engine, create)
    configuration.save_new(directory, settings, seal.key)


def open_hub(directory: Path, clock: Clock = system_clock) -> Hub:
    """Open the hub in a folder; its engine is the caller's to dispose of.

    Raises HubDamaged where the database has another version's schema.
    """
    settings, key = configuration.load(directory)
    engine = _engine(directory, settings)
    if not schema.is_current(engine):
        engine.dispose()
        raise HubDamaged(
            "The database has the schema of another version. After a copy of it, run `weavit-hub migrate`."
        )
    return Hub(settings.name, Seal(settings.hub_id, key), engine, clock)


def migrate_hub(directory: Path) -> bool:
    """Bring the hub's database to this version's schema. Returns whether there was anything to do."""
    settings, _ = configuration.load(directory)
    with _disposing(_engine(directory, settings)) as engine:
        if schema.is_current(engine):
            return False
        write(engine, schema.upgrade)
        return True


@contextmanager
def _disposing(engine: Engine) -> Iterator[Engine]:
    """Give an engine and dispose of it afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


def _engine(directory: Path, settings: configuration.Configuration) -> Engine:
    try:
        return open_engine(configuration.database_url(directory, settings))
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageRefused("The driver for this database is not installed beside the hub.") from error
