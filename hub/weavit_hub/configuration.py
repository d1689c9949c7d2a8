"""The hub's folder: hub.json, which may hold a database's password, and hub.key, for its account alone."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from weavit_hub.errors import HubDamaged, UsageRefused

DEFAULT_DATABASE = "sqlite:///hub.db"
_CONFIGURATION = "hub.json"
_KEY = "hub.key"


@dataclass(frozen=True, slots=True)
class Configuration:
    """`database` is an SQLAlchemy URL as given; `url` the address at which the hub last listened."""

    hub_id: str
    name: str
    database: str
    url: str | None = None


def exists(directory: Path) -> bool:
    """Return whether the folder holds a hub."""
    return (directory / _CONFIGURATION).exists() or (directory / _KEY).exists()


def new(name: str, database: str) -> Configuration:
    """Return the configuration of a new hub."""
    return Configuration(str(uuid4()), name, database)


def save_new(directory: Path, configuration: Configuration, key: Ed25519PrivateKey) -> None:
    """Write the files of a new hub. The key never replaces another one."""
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_private(directory / _KEY, pem)
    _save(directory, configuration)


def load(directory: Path) -> tuple[Configuration, Ed25519PrivateKey]:
    """Read the folder of a hub. Raises HubDamaged."""
    if not exists(directory):
        raise HubDamaged("There is no hub in this folder. `weavit-hub --dir DIR init` makes one.")
    try:
        configuration = Configuration(**json.loads((directory / _CONFIGURATION).read_bytes()))
        key = serialization.load_pem_private_key((directory / _KEY).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise HubDamaged("The hub's hub.json or hub.key cannot be read. Restore both from a copy.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise HubDamaged("The hub's hub.key is another kind of key. Restore it from a copy.")
    return configuration, key


def remember_url(directory: Path, configuration: Configuration, url: str) -> None:
    """Keep the address at which the hub listens, for the next invite."""
    if configuration.url != url:
        _save(directory, replace(configuration, url=url))


def database_url(directory: Path, configuration: Configuration) -> str:
    """Return the database's URL, where a relative SQLite file lies in the hub's folder."""
    try:
        url = make_url(configuration.database)
    except ArgumentError as error:
        raise UsageRefused(
            "The database is not an SQLAlchemy URL, such as sqlite:///hub.db or postgresql+psycopg://..."
        ) from error
    if url.get_backend_name() == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise UsageRefused("A hub keeps its data; give a database file, such as sqlite:///hub.db.")
        url = url.set(database=str(directory.absolute() / str(url.database)))
    return url.render_as_string(hide_password=False)


def _save(directory: Path, configuration: Configuration) -> None:
    """Write hub.json whole or not at all."""
    beside = directory / f"{_CONFIGURATION}.new"
    beside.unlink(missing_ok=True)
    _write_private(beside, (json.dumps(asdict(configuration), indent=2) + "\n").encode())
    beside.replace(directory / _CONFIGURATION)


def _write_private(file: Path, content: bytes) -> None:
    """Write a new file that only this account may read. Raises FileExistsError."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
