"""A source into records, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from weavit_desktop.importing.archive.container import ARCHIVE
from weavit_desktop.importing.archive.reading import read_archive
from weavit_desktop.importing.columns.opening import FORMATS as TABLES
from weavit_desktop.importing.columns.reading import read_table
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.linkedin.reading import read_linkedin
from weavit_desktop.importing.mail.reading import read_mail
from weavit_desktop.importing.monica.reading import MONICA, read_monica
from weavit_desktop.importing.position import Position
from weavit_desktop.importing.recognition import CALENDAR, LETTER, LINKEDIN, MAILBOX, MAILDIR, VCARD
from weavit_desktop.importing.records import Problem, Record
from weavit_desktop.importing.sources import UNREADABLE, Opener, Source, explain, opened
from weavit_desktop.importing.vcard.reading import read_vcards

WHOLE = "the whole file"
FROM_HERE = "from here to the end of the file"
CHANGED = "This file changed while it was read. What was read is kept; import it again for the rest."

Reader = Callable[[Source, Opener, ReadingContext], Iterator[Record]]


def read_source(
    source: Source, context: ReadingContext, position: Position | None = None
) -> Iterator[Record]:
    """Yield the records of a source in the order of its files, with a problem for whatever cannot be read.

    Memory is bounded by one record; for LinkedIn also by the number of conversations, of connections, and of
    rows about them. Never raises for what a file may hold, or for a file that becomes unreadable on the
    way: what came before counts. `position` tells meanwhile how far it is.
    """
    if source.refusal:
        yield Problem(WHOLE, source.refusal)
        return
    before = _stamps(source)
    try:
        with opened(source.archive) as open_unwatched:
            open_member = (position or Position(source)).watch(open_unwatched)
            yield from READERS[source.format](source, open_member, context)
    except UNREADABLE as error:
        yield Problem(FROM_HERE, explain(error))
    if _stamps(source) != before:
        yield Problem(WHOLE, CHANGED)


def _stamps(source: Source) -> list[tuple[int, int]]:
    """Return length and time of writing of each file of a source, (-1, -1) of one that is gone."""
    stamps = []
    for place in {one.place: None for one in source.members if isinstance(one.place, Path)}:
        try:
            status = place.stat()
        except OSError:
            stamps.append((-1, -1))
        else:
            stamps.append((status.st_size, status.st_mtime_ns))
    return stamps


def _read_cards(source: Source, open_member: Opener, _context: ReadingContext) -> Iterator[Record]:
    keys = Keys()
    for member in source.members:
        try:
            with open_member(member) as stream:
                yield from read_vcards(stream, keys, member.name if source.archive else "")
        except UNREADABLE as error:  # of one card file in a ZIP; the next may well be sound
            yield Problem(member.name, explain(error))


def _read_calendar(source: Source, open_member: Opener, context: ReadingContext) -> Iterator[Record]:
    from weavit_desktop.importing.calendar.reading import read_calendar  # 55 ms that few commands need

    return read_calendar(source, open_member, context)


READERS: Final[Mapping[str, Reader]] = {
    VCARD: _read_cards,
    LINKEDIN: read_linkedin,
    **dict.fromkeys(TABLES, read_table),
    CALENDAR: _read_calendar,
    MAILBOX: partial(read_mail, mailbox=True),
    MAILDIR: partial(read_mail, mailbox=False),
    LETTER: partial(read_mail, mailbox=False),
    MONICA: read_monica,
    ARCHIVE: read_archive,
}
"""How each format is read, by its name on the command line, in the order in which they are named there."""
