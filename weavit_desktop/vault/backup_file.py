"""The backup container: one file that holds a whole vault, encrypted as it was.

magic, length of the manifest (4 bytes, big-endian), the manifest in canonical JSON, the bytes of the
parts in the manifest's order, SHA-256 of all before it, HMAC-SHA256 of that hash. The hash tells damage
without any key; the HMAC, made with the vault's data key, tells a file that somebody changed and hashed
anew. The manifest holds no personal data: it can be read by whoever has the file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from weavit_core import canonical, fields
from weavit_core.errors import MalformedDocument
from weavit_desktop.errors import BackupDamaged, MadeByNewerVersion, UsageRefused
from weavit_desktop.vault import files
from weavit_desktop.vault.keys import DataKey

MAGIC = b"WEAVITBK"
READER_VERSION = 1
SUFFIX = ".weavitbackup"
MOST_MANIFEST_BYTES = 32 * 1024 * 1024  # a part is about 150 bytes of it

_LENGTH_BYTES = 4
_HASH_BYTES = 32
_TRAILER_BYTES = 2 * _HASH_BYTES
_CHUNK = 1024 * 1024
_MOST_NUMBER = 2**53 - 1  # what canonical JSON can write
_MEMBERS = frozenset(
    {"v", "min_reader_version", "vault_id", "sequence", "made_at", "reason", "pinned", "parts"}
)
_BLOB_NAME = re.compile(r"blobs/[0-9a-f]{2}/[0-9a-f]{1,64}")


class Reason(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    DAILY = "daily"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_IMPORT = "before-import"
    BEFORE_DELETION = "before-deletion"
    BEFORE_RESTORE = "before-restore"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the vault. `name` is its path in the vault's folder, with slashes."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `sequence` orders the backups of a vault; `made_at` may go back."""

    vault_id: str
    sequence: int
    made_at: datetime
    reason: Reason
    pinned: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A container whose bytes are whole, as its hash says; nobody has vouched for them yet."""

    manifest: Manifest
    digest: bytes
    mac: bytes


Sink = Callable[[Part, Iterator[bytes]], None]


def write_container(path: Path, manifest: Manifest, sources: Sequence[Path], data_key: DataKey) -> None:
    """Write a new container, down to the disk. `sources` are the files of the manifest's parts.

    Raises RuntimeError if a source has another size than its part, and what the disk raises.
    """
    with _sealing(path, manifest, data_key) as put:
        for part, source in zip(manifest.parts, sources, strict=True):
            with source.open("rb") as file:
                if os.fstat(file.fileno()).st_size != part.bytes:
                    raise RuntimeError(f"{part.name} has not the size that was taken down")
                for chunk in iter(lambda: file.read(_CHUNK), b""):
                    put(chunk)


def write_with_header(path: Path, source: Path, header: bytes, data_key: DataKey) -> None:
    """Write a new container that holds what the one at `source` does, but for its header.

    What it wrote counts only once this returns. Raises BackupDamaged for a source that is not whole, or made
    with another data key, and as `read_container` does.
    """
    manifest = read_manifest(source)
    parts = tuple(
        replace(part, bytes=len(header)) if part.name == files.HEADER else part for part in manifest.parts
    )
    with _sealing(path, replace(manifest, parts=parts), data_key) as put:

        def copy(part: Part, chunks: Iterator[bytes]) -> None:
            for chunk in (header,) if part.name == files.HEADER else chunks:
                put(chunk)

        authenticate(read_container(source, copy), data_key)


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself, unchecked. Raises as `read_container` does."""
    with _opened(path) as file:
        return _manifest_at_start(file)[1]


def read_container(path: Path, sink: Sink) -> Sealed:
    """Read a container whole and hand every part to `sink`, which need not take all of it.

    Whatever the sink was given counts only once this returns. Raises BackupDamaged, MadeByNewerVersion,
    or UsageRefused if there is no such file.
    """
    with _opened(path) as file:
        start, manifest = _manifest_at_start(file)
        # Asked before anything is written, so that no false length can fill the disk.
        expected = len(start) + sum(part.bytes for part in manifest.parts) + _TRAILER_BYTES
        if os.fstat(file.fileno()).st_size != expected:
            raise _damaged("the length differs")
        digest = hashlib.sha256(start)
        for part in manifest.parts:
            chunks = _chunks(file, part.bytes, digest)
            sink(part, chunks)
            for _ in chunks:
                pass
        trailer = file.read(_TRAILER_BYTES)
        if trailer[:_HASH_BYTES] != digest.digest():
            raise _damaged("the hash differs")
        return Sealed(manifest, digest.digest(), trailer[_HASH_BYTES:])


def pass_over(part: Part, chunks: Iterator[bytes]) -> None:
    """Take nothing of a part: a sink for who only wants to know whether a container is whole."""
    del part, chunks


def authenticate(container: Sealed, data_key: DataKey) -> None:
    """Raise BackupDamaged unless the container was made with this data key."""
    if not hmac.compare_digest(container.mac, _mac(container.digest, data_key)):
        raise BackupDamaged(
            "This backup was made with other keys, or changed by something other than Weavit. "
            "Use another backup.",
            fact="mac",
        )


@contextmanager
def _sealing(path: Path, manifest: Manifest, data_key: DataKey) -> Iterator[Callable[[bytes], None]]:
    """Lend how to put the parts of a new container into it. It is sealed at the end, if nothing is raised."""
    body = canonical.encode(_document(manifest))
    digest = hashlib.sha256()
    with files.new_private(path) as out:

        def put(data: bytes) -> None:
            digest.update(data)
            out.write(data)

        put(MAGIC + len(body).to_bytes(_LENGTH_BYTES) + body)
        yield put
        out.write(digest.digest() + _mac(digest.digest(), data_key))


def _opened(path: Path) -> BinaryIO:
    if not path.is_file():
        raise UsageRefused("There is no such backup file. Check the path.")
    return path.open("rb")


def _manifest_at_start(file: BinaryIO) -> tuple[bytes, Manifest]:
    """Return the bytes up to the end of the manifest, and the manifest."""
    frame = file.read(len(MAGIC) + _LENGTH_BYTES)
    if not frame.startswith(MAGIC):
        raise BackupDamaged(
            f"This is not a backup of Weavit, or its beginning is damaged. Backups end in {SUFFIX}.",
            fact="magic",
        )
    length = int.from_bytes(frame[len(MAGIC) :])
    if length > MOST_MANIFEST_BYTES:
        raise _damaged("the manifest is too long")
    body = file.read(length)
    try:
        return frame + body, _manifest(canonical.decode(body, at_most=MOST_MANIFEST_BYTES))
    except MalformedDocument as error:
        raise _damaged(str(error)) from error


def _chunks(file: BinaryIO, left: int, digest: hashlib._Hash) -> Iterator[bytes]:
    while left:
        chunk = file.read(min(left, _CHUNK))
        if not chunk:
            raise _damaged("the file ends early")
        left -= len(chunk)
        digest.update(chunk)
        yield chunk


def _manifest(document: dict[str, Any]) -> Manifest:
    version = fields.integer(document.get("v"), 1, _MOST_NUMBER)
    if fields.integer(document.get("min_reader_version"), 1, _MOST_NUMBER) > READER_VERSION:
        raise MadeByNewerVersion(
            "This backup was made by a newer version of Weavit. Install the newest version and try again."
        )
    if not document.keys() >= _MEMBERS or (version == READER_VERSION and document.keys() != _MEMBERS):
        raise MalformedDocument("members missing or unknown")
    if not isinstance(document["pinned"], bool) or not isinstance(document["parts"], list):
        raise MalformedDocument("a member of another type")
    parts = tuple(_part(part) for part in document["parts"])
    names = [part.name for part in parts]
    if names[:2] != [files.HEADER, files.DATABASE] or len(set(names)) != len(names):
        raise MalformedDocument("a backup holds a header and a database, and each part once")
    return Manifest(
        vault_id=fields.uuid_text(document["vault_id"]),
        sequence=fields.integer(document["sequence"], 1, _MOST_NUMBER),
        made_at=fields.instant(document["made_at"]),
        reason=Reason(fields.one_of(document["reason"], frozenset(Reason))),
        pinned=document["pinned"],
        parts=parts,
    )


def _part(value: Any) -> Part:
    document = fields.closed(value, frozenset({"name", "bytes"}))
    name = fields.text(document["name"], at_most=128)
    # Names become paths when a backup is restored.
    if name not in (files.HEADER, files.DATABASE) and not _BLOB_NAME.fullmatch(name):
        raise MalformedDocument("a part that no vault has")
    return Part(name, fields.integer(document["bytes"], 0, _MOST_NUMBER))


def _document(manifest: Manifest) -> dict[str, Any]:
    return {
        "v": READER_VERSION,
        "min_reader_version": READER_VERSION,
        "vault_id": manifest.vault_id,
        "sequence": manifest.sequence,
        "made_at": fields.instant_text(manifest.made_at),
        "reason": manifest.reason.value,
        "pinned": manifest.pinned,
        "parts": [{"name": part.name, "bytes": part.bytes} for part in manifest.parts],
    }


def _mac(digest: bytes, data_key: DataKey) -> bytes:
    return hmac.digest(data_key.derive("backup-mac"), digest, "sha256")


def _damaged(fact: str) -> BackupDamaged:
    return BackupDamaged("This backup is damaged: some of it is missing or changed. Use another.", fact=fact)
