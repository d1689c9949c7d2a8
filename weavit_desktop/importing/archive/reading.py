"""An archive before it is imported: whole, or refused as a whole. What is in it, services take over."""

from __future__ import annotations

from collections.abc import Iterator

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive.container import check, open_archive
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.records import Problem, Record
from weavit_desktop.importing.sources import Opener, Source


def read_archive(source: Source, open_member: Opener, _context: ReadingContext) -> Iterator[Record]:
    """Yield a problem for an archive that is damaged, else nothing. Raises UNREADABLE."""
    try:
        check(open_archive(source, open_member))
    except InputRefused as refusal:
        yield Problem("the whole file", str(refusal))
