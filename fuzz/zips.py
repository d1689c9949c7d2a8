"""What must hold of any bytes taken for a ZIP."""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from taken import CONTEXT, check_records

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archives import Entry, list_entries
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.importing.limits import MAX_RATIO, MIN_RATIO_BYTES
from weavit_desktop.importing.position import Position
from weavit_desktop.importing.reading import read_source
from weavit_desktop.importing.records import Problem
from weavit_desktop.importing.sources import UNREADABLE, opened

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")


def check_zip(data: bytes) -> None:
    """A ZIP: nothing leads out of it, nothing is unpacked beyond what it says, nothing reaches the disk."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        path = Path(folder) / "any.zip"
        path.write_bytes(data if data.startswith(_BEGINNINGS) else _packed(data))
        try:
            entries = list_entries(path)
        except InputRefused:
            entries = []
        _check_entries(path, [entry for entry in entries if not entry.refusal])
        check_sources(path)
        assert [one.name for one in Path(folder).iterdir()] == [path.name], "something was unpacked"


def check_sources(path: Path) -> None:
    """Assert that what is found in a file is read, or refused, twice the same, and by no more than it has."""
    sources = find_sources([path])
    assert sources, "a file was passed over without a word"
    again = find_sources([path])
    assert [(one.path, one.format, one.refusal) for one in sources] == [
        (one.path, one.format, one.refusal) for one in again
    ], "the same bytes were taken for something else"
    for source in sources:
        position = Position(source)
        first, second = list(read_source(source, CONTEXT, position)), list(read_source(source, CONTEXT))
        assert first == second, "the same bytes were read otherwise"
        assert 0 <= position.done <= position.total, "more was read than there is"
        check_records(first)
        if source.refusal:
            assert [one.what for one in first if isinstance(one, Problem)] == [source.refusal]
            assert source.refusal.endswith("."), "a refusal says nothing"


def _check_entries(path: Path, entries: list[Entry]) -> None:
    packed = 0
    for member in (entry.member for entry in entries):
        name = member.name.replace("\\", "/")
        assert not name.startswith("/"), "a name leads out"
        assert name[1:2] != ":", "a name leads out on Windows"
        assert ".." not in name.split("/"), "a name leads out"
        assert isinstance(member.place, zipfile.ZipInfo)
        packed += member.place.compress_size
        assert member.size <= max(MIN_RATIO_BYTES, MAX_RATIO * member.place.compress_size), "a bomb"
    assert packed <= path.stat().st_size, "one byte is in two files, as in a bomb"
    try:
        with opened(path) as open_member:
            for entry in entries:
                with open_member(entry.member) as stream:
                    assert len(stream.read()) <= entry.member.size, "more was unpacked than it says"
    except UNREADABLE:
        pass


def _packed(data: bytes) -> bytes:
    """Return the pieces of data between NULs, names and contents by turns, as a ZIP."""
    pieces = data.split(b"\0")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.NameToInfo = _Forgetful()  # it warns of names that come twice
        for name, content in zip(pieces[::2], pieces[1::2], strict=False):
            packed.writestr(zipfile.ZipInfo(name.decode("utf-8", "replace")), content)
    return out.getvalue()


class _Forgetful(dict[str, zipfile.ZipInfo]):
    def __contains__(self, name: object) -> bool:
        return False


@cache
def memory() -> str | None:
    """Return a folder in memory, None where there is none."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
