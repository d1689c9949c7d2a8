"""Pictures and files beside the database: `blobs/ab/<name>`, each encrypted with a random key of its own.

    magic, nonce (12 bytes), AES-256-GCM of the content; bound to the id of the vault and to the name

The key stands in the database, so that whoever deletes a row has made the file unreadable. The name is a
keyed hash of the content: the same picture of two people is one file, and to whoever lacks the key, names
are random numbers. A content has at most MOST_BYTES and is encrypted in one piece: one tag vouches for
all of it, and no half of a file is ever handed out.

A file is on the disk before the transaction that refers to it is committed, and removed after the one that
drops its last reference. Both run on the database thread, and so does the sweep: none of them can meet
another one halfway.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from weavit_desktop.errors import BlobDamaged
from weavit_desktop.vault import files
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.faults import disk_faults
from weavit_desktop.vault.keys import KEY_BYTES, NONCE_BYTES
from weavit_desktop.vault.repositories import blobs
from weavit_desktop.vault.repositories.blobs import KeptBlob
from weavit_desktop.vault.vault import Vault

MOST_BYTES = 25 * 1024 * 1024
MAGIC = b"WEAVITB1"
INDEX_LABEL = "blob-index"

_START = len(MAGIC) + NONCE_BYTES


@dataclass(frozen=True, slots=True)
class NewBlob:
    """What is to be kept. `purpose` keeps apart what may have the same bytes: a picture, and a file."""

    purpose: str
    media_type: str
    data: bytes = field(repr=False)
    thumbnail: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the blobs of a vault lie, and what their names are made with."""

    folder: Path
    vault_id: str
    index_key: bytes = field(repr=False)


def place_of(vault: Vault) -> Place:
    """Return where an open vault keeps its blobs. To be called outside of its transactions."""
    return Place(vault.folder, vault.id, vault.derive(INDEX_LABEL))


def keep(db: Connection, place: Place, wanted: Sequence[NewBlob]) -> list[int]:
    """Keep blobs and return their ids. Inside the transaction that goes on to refer to them.

    Whatever is kept already is not kept twice. Raises NoRoom, ValueError for more than MOST_BYTES.
    """
    with disk_faults():
        return [_keep(db, place, one) for one in wanted]


def load(vault: Vault, blob_id: int) -> bytes:
    """Return what a blob holds. Raises BlobDamaged, which costs this blob alone, or NoRoom."""
    kept = vault.read(lambda db: blobs.of_id(db, blob_id))
    if kept is None:
        raise _damaged("no row")
    with disk_faults():
        return read(vault.folder, vault.id, kept)


def read(folder: Path, vault_id: str, kept: KeptBlob) -> bytes:
    """Return what the file of a blob holds. Raises BlobDamaged."""
    path = path_of(folder, kept.name)
    try:
        if path.stat().st_size > _START + MOST_BYTES + KEY_BYTES:
            raise _damaged("too long")
        sealed = path.read_bytes()
    except FileNotFoundError as error:
        raise _damaged("missing") from error
    if not sealed.startswith(MAGIC) or len(sealed) <= _START:
        raise _damaged("no blob")
    nonce = sealed[len(MAGIC) : _START]
    try:
        return AESGCM(kept.key).decrypt(nonce, sealed[_START:], _bound_to(vault_id, kept.name))
    except InvalidTag as error:
        raise _damaged("tag") from error


def damaged(vault: Vault) -> list[str]:
    """Read every blob, and return the names of those that are missing or damaged."""
    found = []
    for kept in vault.read(blobs.everything):
        try:
            read(vault.folder, vault.id, kept)
        except BlobDamaged:
            if vault.read(partial(blobs.of_name, name=kept.name)):  # else it was deleted just now
                found.append(kept.name)
    return found


def remove_dropped(db: Connection, folder: Path) -> None:
    """Remove the files that committed transactions have dropped. Runs outside of any transaction.

    What cannot be removed now is tried again the next time: its key is gone already.
    """
    gone = []
    names = blobs.dropped(db)
    for name in names:
        with suppress(OSError):
            path_of(folder, name).unlink(missing_ok=True)
            gone.append(name)
    if names:
        blobs.forget_dropped(db, gone)


def sweep(db: Connection, folder: Path) -> int:
    """Remove what a crash left: files that no row refers to, and unfinished ones. Return how many."""
    wanted = blobs.names(db)
    count = 0
    for path in (folder / files.BLOBS).glob("??/*"):
        if path.name not in wanted or path != path_of(folder, path.name):
            with suppress(OSError):
                path.unlink()
                count += 1
    return count


def link_all(db: Connection, folder: Path, target: Path) -> list[Path]:
    """Give every blob a second name under another folder of the same disk, and return those.

    Whatever happens to the first name, the second keeps what it was. A file that is missing is left out:
    one lost picture must not keep the rest from a backup; `check` tells of it.
    """
    linked = []
    for name in sorted(blobs.names(db)):
        source, path = path_of(folder, name), path_of(target, name)
        if source.is_file():
            path.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
            _link(source, path)
            linked.append(path)
    return linked


def path_of(folder: Path, name: str) -> Path:
    """Return where the blob of a name lies in a vault's folder."""
    return folder / files.BLOBS / name[:2] / name


def _keep(db: Connection, place: Place, new: NewBlob) -> int:
    if len(new.data) > MOST_BYTES:
        raise ValueError("more than a blob may hold")
    name = hmac.digest(place.index_key, f"{new.purpose}\0".encode() + new.data, "sha256").hex()
    known = blobs.of_name(db, name)
    if known and path_of(place.folder, name).exists():
        return known.id
    key = known.key if known else os.urandom(KEY_BYTES)
    _write(place, name, key, new.data)
    return known.id if known else blobs.add(db, name, key, new.media_type, len(new.data), new.thumbnail)


def _write(place: Place, name: str, key: bytes, data: bytes) -> None:
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, data, _bound_to(place.vault_id, name))
    path = path_of(place.folder, name)
    for folder in (path.parent.parent, path.parent):
        if not folder.is_dir():
            folder.mkdir(mode=files.PRIVATE_FOLDER)
            files.sync_folder(folder.parent)
    files.replace_private(path, MAGIC + nonce + sealed)


def _link(source: Path, path: Path) -> None:
    try:
        os.link(source, path)
    except OSError:  # a disk without links
        files.create_private(path, source.read_bytes())


def _bound_to(vault_id: str, name: str) -> bytes:
    return f"weavit/v1/blob\0{vault_id}\0{name}".encode()


def _damaged(fact: str) -> BlobDamaged:
    return BlobDamaged(
        "This picture or file is missing from the vault's folder, or damaged. Everything else is as it was. "
        "Restore a backup to get it back.",
        fact=fact,
    )
