"""An archive into a vault, within the transaction of an import: all of it, or nothing.

Into an empty vault everything comes back as it was. Into any other, each person of the archive is looked for:
by their id, by a record that is here already, then as any import does; what the vault says of them wins.
Nothing is shared because of a file: permissions come back as a record, and everyone starts as Only you.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive.container import ARCHIVE, DAMAGED, PEOPLE, Archive, open_archive
from weavit_desktop.importing.sources import UNREADABLE, Source, opened
from weavit_desktop.services.archive_ledgers import bring_ledgers, bring_own
from weavit_desktop.services.archive_linked import keep_linked
from weavit_desktop.services.archive_links import read_links
from weavit_desktop.services.archive_people import bring_person
from weavit_desktop.services.archive_rows import Document, instant, number, read_person, text
from weavit_desktop.services.archive_taking import Bringing, Taken, Target, rows
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.import_report import PeopleCount
from weavit_desktop.services.objecting import object_within
from weavit_desktop.services.picture_process import PictureProcess
from weavit_desktop.services.publishing_import import Published
from weavit_desktop.services.staging import SourceTally
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import imports, interactions, people, unarchiving
from weavit_desktop.vault.repositories.imports import NewSource


def bring_archives(
    db: Connection, tallies: Sequence[SourceTally], published: Published, target: Target
) -> Published:
    """Take over the sound archives among the sources of an import; return its figures with theirs.

    Raises InputRefused for one that makes no sense, Cancelled.
    """
    with PictureProcess() as cleaner:  # started by the first picture
        bringing = Bringing(target.import_uid, target.work, target.suppressed, target.place, cleaner)
        for tally in tallies:
            if tally.source.format == ARCHIVE and not tally.problems:
                taken = bring_in(db, tally.source, bringing)
                tally.records += taken.records
                tally.passed_over += taken.passed_over
                published = _with(published, tally.number, taken)
    return published


def bring_in(db: Connection, source: Source, bringing: Bringing) -> Taken:
    """Take an archive over. Raises InputRefused for one that is damaged or makes no sense, Cancelled."""
    taken = Taken(
        unarchiving.is_empty(db),
        unarchiving.last_card(db),
        people.next_id(db) - 1,
        unarchiving.ledgered(db),
    )
    last_interaction = interactions.last_id(db)
    try:
        with opened(source.archive) as open_member:
            archive = open_archive(source, open_member)
            _bring_sources(db, archive, bringing, taken)
            bring_own(db, archive, bringing, taken)
            for person, links in rows(archive, PEOPLE, lambda one: (read_person(one), read_links(one))):
                bring_person(db, archive, person, links, bringing, taken)
            bring_ledgers(db, archive, bringing, taken)
            keep_linked(db, taken)
    except UNREADABLE as error:
        raise InputRefused(DAMAGED, fact=type(error).__name__) from error
    interactions.resolve_brought(db, last_interaction)
    met = interactions.people_since(db, last_interaction)
    recompute(db, taken.touched, bringing.work, also_scores=met)
    for uid, person_id in taken.objected.items():
        object_within(db, bringing.work, bringing.suppressed.key, person_id, uid)
    if not taken.empty:
        imports.delete_sources_without_content(db, list(taken.sources.values()))
    return taken


def _bring_sources(db: Connection, archive: Archive, bringing: Bringing, taken: Taken) -> None:
    """Add the files that the archive's records came from: as sources of this import, to be undone with it."""

    def read(document: Document) -> tuple[int, NewSource]:
        new = NewSource(
            text(document, "path"),
            text(document, "format"),
            text(document, "digest"),
            instant(document, "imported_at"),
        )
        return number(document, "id"), new

    for old, new in rows(archive, "sources.jsonl", read):
        source_id = imports.add_sources(db, bringing.import_uid, [new])
        if old in taken.sources:
            raise InputRefused(DAMAGED, fact="source")
        taken.sources[old] = source_id
        if unarchiving.is_known_source(db, new.digest, new.format, min(taken.sources.values())):
            taken.known_sources.add(old)


def _with(published: Published, number: int, taken: Taken) -> Published:
    mine = PeopleCount(taken.people_new, taken.people_updated, taken.unchanged)
    count = published.people
    return replace(
        published,
        people_new=published.people_new + Counter({number: taken.people_new}),
        people_updated=published.people_updated + Counter({number: taken.people_updated}),
        unchanged=published.unchanged + Counter({number: taken.unchanged}),
        interactions_new=published.interactions_new + Counter({number: taken.interactions_new}),
        touched=published.touched | taken.touched,
        people=PeopleCount(
            count.new + mine.new, count.updated + mine.updated, count.unchanged + mine.unchanged
        ),
    )
