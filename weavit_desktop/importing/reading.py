"""A source into records, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.linkedin.reading import read_linkedin
from weavit_desktop.importing.position import Position
from weavit_desktop.importing.recognition import LINKEDIN
from weavit_desktop.importing.records import Problem, Record
from weavit_desktop.importing.sources import UNREADABLE, Opener, Source, explain, opened
from weavit_desktop.importing.vcard.reading import read_vcards

WHOLE = "the whole file"
FROM_HERE = "from here to the end of the file"


def read_source(
    source: Source, context: ReadingContext, position: Position | None = None
) -> Iterator[Record]:
    """Yield the records of a source in the order of its files, with a problem for whatever cannot be read.

    Memory is bounded by one record, and for messages by the number of conversations. Never raises for
    what a file may hold, or for a file that becomes unreadable on the way: what came before counts.
    `position` tells meanwhile how far it is.
    """
    if source.refusal:
        yield Problem(WHOLE, source.refusal)
        return
    try:
        with opened(source.archive) as open_unwatched:
            open_member = (position or Position(source)).watch(open_unwatched)
            if source.format == LINKEDIN:
                yield from read_linkedin(source, open_member, context)
            else:
                yield from _read_cards(source, open_member)
    except UNREADABLE as error:
        yield Problem(FROM_HERE, explain(error))


def _read_cards(source: Source, open_member: Opener) -> Iterator[Record]:
    keys = Keys()
    for member in source.members:
        try:
            with open_member(member) as stream:
                yield from read_vcards(stream, keys, member.name if source.archive else "")
        except UNREADABLE as error:  # of one card file in a ZIP; the next may well be sound
            yield Problem(member.name, explain(error))
