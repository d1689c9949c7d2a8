"""The portable archive as a container: its parts, each with a SHA-256 that is checked whenever it is read.

The format is told in exporting/archive_file.py, and in every archive itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archives import list_entries
from weavit_desktop.importing.limits import KIB, MAX_JSON_BYTES, MIB
from weavit_desktop.importing.sources import Member, Opener, Source

ARCHIVE: Final = "archive"
VERSIONS: Final = (1, 2)  # that can be read
PEOPLE: Final = "people.jsonl"
MARKS: Final = "suppressed.jsonl"  # since version 2

DAMAGED: Final = (
    "This archive is not whole: a part of it is missing or is not what it was. Nothing of it was imported. "
    "Copy it again, or make a new one."
)
NEWER: Final = "This archive was made by a newer version of Weavit. Update Weavit, then import it again."
NO_SENSE: Final = (
    "This archive cannot be read: line {line} of {part} is not what it should be. Nothing of it was imported."
)

MAX_FILES: Final = 300_000
MAX_BYTES: Final = 64 * KIB * MIB
MAX_DIRECTORY_BYTES: Final = 64 * MIB
MAX_LINE_BYTES: Final = 64 * MIB  # all of one person but the pictures

_FORMAT: Final = "weavit-archive"
_FOLDER: Final = f"{_FORMAT}/"
_MANIFEST: Final = "manifest.json"
_LOCAL_HEADER_BYTES: Final = 30  # of a ZIP, before the name of its first file
_CHUNK: Final = 256 * KIB


@dataclass(frozen=True, slots=True)
class Part:
    """What the manifest says of a part."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open: its members and what its manifest says of them, by their names."""

    members: dict[str, Member]
    parts: dict[str, Part]
    open_member: Opener


def find_archive(path: Path) -> Source | None:
    """Return the archive that a ZIP is, None for any other. Raises InputRefused, OSError."""
    with path.open("rb") as stream:
        head = stream.read(_LOCAL_HEADER_BYTES + len(_FOLDER))
    if not head.endswith(_FOLDER.encode()) or len(head) < _LOCAL_HEADER_BYTES:
        return None
    entries = list_entries(
        path, most_files=MAX_FILES, most_bytes=MAX_BYTES, most_directory_bytes=MAX_DIRECTORY_BYTES
    )
    refusal = next((entry.refusal for entry in entries if entry.refusal), "")
    return Source(str(path), ARCHIVE, tuple(entry.member for entry in entries), path, refusal)


def open_archive(source: Source, open_member: Opener) -> Archive:
    """Open an archive by its manifest. Raises InputRefused, and UNREADABLE."""
    members = {one.name.removeprefix(_FOLDER): one for one in source.members}
    if len(members) < len(source.members):
        raise InputRefused(DAMAGED, fact="two parts of one name")
    manifest = _manifest(members, open_member)
    parts = manifest.get("parts")
    if manifest.get("format") != _FORMAT or not isinstance(parts, dict) or PEOPLE not in parts:
        raise InputRefused(DAMAGED, fact="manifest")
    if manifest.get("version") not in VERSIONS:
        raise InputRefused(NEWER)
    return Archive(members, {name: _part(name, said, members) for name, said in parts.items()}, open_member)


def check(archive: Archive) -> None:
    """Read every part to its end. Raises InputRefused for one that is not what the manifest says."""
    for name in archive.parts:
        for _ in _chunks(archive, name):
            pass


def documents(archive: Archive, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the document of each line of a part, nothing for one that is not there.

    Raises InputRefused for what is no document, and at the end for a part that is not what it was: whoever
    stores what is read here stores it in a transaction that this undoes.
    """
    if name not in archive.parts:
        return
    digest, said = hashlib.sha256(), archive.parts[name]
    with archive.open_member(archive.members[name]) as stream:
        number = 0
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            digest.update(line)
            yield number, _document(line, name, number)
    _compare(said, digest.hexdigest())


def read_part(archive: Archive, name: str, most: int) -> bytes:
    """Return a part that is a file. Raises InputRefused for one not listed, or of more than `most` bytes."""
    if name not in archive.parts or archive.parts[name].bytes > most:
        raise InputRefused(DAMAGED, fact="file")
    return b"".join(_chunks(archive, name))


def nonsense(part: str, line: int) -> InputRefused:
    """Return the error for a line that makes no sense."""
    return InputRefused(NO_SENSE.format(part=part, line=line))


def _manifest(members: dict[str, Member], open_member: Opener) -> dict[str, Any]:
    member = members.get(_MANIFEST)
    if member is None or member.size > MAX_JSON_BYTES:
        raise InputRefused(DAMAGED, fact="no manifest")
    with open_member(member) as stream:
        return _document(stream.read(MAX_JSON_BYTES), _MANIFEST, 1)


def _part(name: str, said: object, members: dict[str, Member]) -> Part:
    length = said.get("bytes") if isinstance(said, dict) else None
    sha256 = said.get("sha256") if isinstance(said, dict) else None
    if name not in members or length != members[name].size or not isinstance(sha256, str):
        raise InputRefused(DAMAGED, fact="parts")
    return Part(members[name].size, sha256)


def _chunks(archive: Archive, name: str) -> Iterator[bytes]:
    digest, said = hashlib.sha256(), archive.parts[name]
    with archive.open_member(archive.members[name]) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            yield chunk
    _compare(said, digest.hexdigest())


def _compare(said: Part, sha256: str) -> None:
    if sha256 != said.sha256:
        raise InputRefused(DAMAGED, fact="digest")


def _document(line: bytes, part: str, number: int) -> dict[str, Any]:
    try:
        document = json.loads(line.decode("utf-8"))  # given bytes, it would let half characters pass
        if b"\\u" in line:  # fails for half a character, which JSON may escape and a database cannot hold
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise nonsense(part, number) from error
    if not isinstance(document, dict):
        raise nonsense(part, number)
    return document
