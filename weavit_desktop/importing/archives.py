"""ZIP files that others made: what is in them, and what about them is refused. Nothing is unpacked."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.limits import (
    KIB,
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_DIRECTORY_BYTES,
    MAX_FILES,
    MAX_RATIO,
    MIB,
    MIN_RATIO_BYTES,
)
from weavit_desktop.importing.sources import Member

DAMAGED: Final = "This ZIP is damaged. Download or copy it again."
TOO_MANY: Final = f"This ZIP holds more than {MAX_FILES:,} files. Unpack it and import a part at a time."
TOO_LARGE: Final = (
    f"This ZIP would unpack to more than {MAX_ARCHIVE_BYTES // MIB:,} MB. Unpack it and import its files."
)
TOO_DENSE: Final = (
    f"A file in this ZIP unpacks to more than {MAX_RATIO} times its size, as only harmful ones do. "
    "It was not opened."
)
LOCKED: Final = "This file is locked by a password. Unpack the ZIP with the password and import its files."
OUTSIDE: Final = "The name of this file leads out of the ZIP, as only harmful ones do. It was not opened."
MISPLACED: Final = (
    "This file lies within another in this ZIP, or beyond its end, as only in damaged or harmful ones. "
    "It was not opened. Download or copy the ZIP again."
)
NAMELESS: Final = "A file in this ZIP has no name, as only in damaged ones. It was not opened."
UNKNOWN_COMPRESSION: Final = "This file is compressed in a way that is not known here. Unpack the ZIP first."

_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 64 * KIB
_LOCAL_HEADER_BYTES = 30  # before a name and the bytes of a file
_COUNT_IS_ELSEWHERE = 0xFFFF  # in a ZIP64
_ENCRYPTED = 0x41  # bit 0, and bit 6 for the strong kind
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a ZIP. `refusal` says why it is not read, "" if it may be."""

    member: Member
    refusal: str = ""


def list_entries(
    path: Path,
    *,
    most_files: int | None = None,
    most_bytes: int | None = None,
    most_directory_bytes: int | None = None,
) -> list[Entry]:
    """Return the files in a ZIP, in the order of their names.

    Limits are those of any ZIP unless others are named. Raises InputRefused where the ZIP as a whole is
    damaged or beyond one, OSError where it cannot be read.
    """
    with path.open("rb") as stream:
        count = _count_entries(stream, most_directory_bytes or MAX_ARCHIVE_DIRECTORY_BYTES)
        try:
            with zipfile.ZipFile(stream) as archive:
                infos = archive.infolist()
        # zipfile lets slip what its own checks do not foresee: undecodable names, negative offsets.
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise InputRefused(DAMAGED, fact=repr(error)) from error
    if count not in (len(infos), _COUNT_IS_ELSEWHERE):  # a damaged length can swallow the entry after it
        raise InputRefused(DAMAGED)
    misplaced = _misplaced(infos, path.stat().st_size)
    infos = [info for info in infos if not _is_ignored(info)]
    if len(infos) > (most_files or MAX_FILES):
        raise InputRefused(TOO_MANY)
    if sum(info.file_size for info in infos) > (most_bytes or MAX_ARCHIVE_BYTES):
        raise InputRefused(TOO_LARGE)
    entries = (
        Entry(Member(info.filename, info.file_size, info), MISPLACED if info in misplaced else _refusal(info))
        for info in infos
    )
    return sorted(entries, key=lambda entry: entry.member.name)


def _count_entries(stream: IO[bytes], most_directory_bytes: int) -> int:
    """Return how many entries a ZIP says it has.

    Refuses one whose table of contents alone would fill the memory: zipfile reads it whole.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _MAX_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise InputRefused(DAMAGED)
    # In a ZIP64 too large for this field it holds its greatest value, which is beyond the limit as well.
    if int.from_bytes(tail[at + 12 : at + 16], "little") > most_directory_bytes:
        raise InputRefused(TOO_MANY)
    stream.seek(0)
    return int.from_bytes(tail[at + 10 : at + 12], "little")


def _is_ignored(info: zipfile.ZipInfo) -> bool:
    """Say whether an entry is a folder, or one of the shadows that macOS puts beside each file."""
    name = PurePosixPath(info.filename)
    # Not info.is_dir(), which fails on the empty name of a damaged entry.
    is_folder = info.filename.endswith("/") and not info.file_size
    return is_folder or "__MACOSX" in name.parts or name.name.startswith("._") or name.name == ".DS_Store"


def _misplaced(infos: Sequence[zipfile.ZipInfo], size: int) -> frozenset[zipfile.ZipInfo]:
    """Return the entries that begin within the one before them, or reach beyond the end of a ZIP of `size`.

    A bomb unpacks the same bytes many times, which Python sees to only since 3.11.8, or says that it has
    more of them than there are, so that its ratio looks sound.
    """
    found, end = set(), 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        begin, past = info.header_offset, info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size
        if begin < end or past > size:
            found.add(info)
        end = max(end, past)
    return frozenset(found)


def _refusal(info: zipfile.ZipInfo) -> str:
    name = info.filename.replace("\\", "/")
    leads_out = name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")
    if leads_out or stat.S_ISLNK(info.external_attr >> 16):
        return OUTSIDE
    if not name:
        return NAMELESS
    if info.flag_bits & _ENCRYPTED:
        return LOCKED
    if info.compress_type not in _COMPRESSIONS:
        return UNKNOWN_COMPRESSION
    if info.file_size > MIN_RATIO_BYTES and info.file_size > MAX_RATIO * info.compress_size:
        return TOO_DENSE
    return ""
