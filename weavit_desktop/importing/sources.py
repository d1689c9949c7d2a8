"""What a reader reads from: one file, or the files of one export, on the disk or inside a ZIP."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from weavit_desktop.importing.limits import KIB

UNREADABLE: Final = (OSError, zipfile.BadZipFile, zlib.error, EOFError)
"""What may befall while a file is being read, through no fault of ours."""

# What zipfile raises for features it lacks, and lets slip where its own checks do not foresee a value.
_SLIPPED: Final = (NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a source, of `size` bytes.

    `place` is its path on the disk or its entry in the ZIP; `kind` is what recognition found in it,
    where a source has files of several kinds.
    """

    name: str
    size: int
    place: Path | zipfile.ZipInfo
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to import: `path` is what to call it, `format` a name of the command line's list.

    A source with a `refusal`, a plain sentence, cannot be read; it stands for an input in the report.
    """

    path: str
    format: str
    members: tuple[Member, ...] = ()
    archive: Path | None = None
    refusal: str = ""

    @property
    def size(self) -> int:
        """Bytes to read, for progress."""
        return sum(member.size for member in self.members)


Opener = Callable[[Member], IO[bytes]]


@contextmanager
def opened(archive: Path | None) -> Iterator[Opener]:
    """Give a function that opens members: of this ZIP, or from the disk. Nothing is unpacked to the disk.

    Raises UNREADABLE, and so does the function.
    """
    if archive is None:
        yield _open_file
        return
    try:
        opened_archive = zipfile.ZipFile(archive)
    except _SLIPPED as error:  # it was sound when it was listed: another has taken its place
        raise zipfile.BadZipFile(repr(error)) from error
    with opened_archive:
        yield lambda member: _open_entry(opened_archive, member)


def explain(error: BaseException) -> str:
    """Return the sentence for one of UNREADABLE."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder. Check the path and try again."
    if isinstance(error, PermissionError):
        return "This may not be read by you. Change its permissions and try again."
    if isinstance(error, OSError):
        return "This could not be read from the disk. Copy it to another place and try again."
    return "This ZIP is damaged. Download or copy it again."


def _open_file(member: Member) -> IO[bytes]:
    if not isinstance(member.place, Path):
        raise TypeError(member.place)
    return member.place.open("rb", buffering=128 * KIB)


def _open_entry(archive: zipfile.ZipFile, member: Member) -> IO[bytes]:
    if not isinstance(member.place, zipfile.ZipInfo):
        raise TypeError(member.place)
    try:
        return archive.open(member.place)
    except _SLIPPED as error:
        raise zipfile.BadZipFile(repr(error)) from error
