"""Importing files: read into staging in batches, then published in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from weavit_desktop.clock import Clock
from weavit_desktop.importing.columns.mapping import ColumnMapping
from weavit_desktop.importing.context import NOTHING, Asked, ReadingContext
from weavit_desktop.importing.detection import FORMATS, find_sources
from weavit_desktop.importing.sources import Source
from weavit_desktop.rules import Rules
from weavit_desktop.services import mappings
from weavit_desktop.services.archive_import import bring_archives
from weavit_desktop.services.archive_taking import Target
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.collector import collector_at_rest
from weavit_desktop.services.compute import PEOPLE
from weavit_desktop.services.duplicates import COMPARING, KnownPeople, count_duplicates, known_people
from weavit_desktop.services.facts_process import facts_beside
from weavit_desktop.services.field_check import FieldCheck
from weavit_desktop.services.identifiers import SUPPRESSION_LABEL, Suppressed
from weavit_desktop.services.identity import reading_context
from weavit_desktop.services.import_report import ImportReport, PassedOver, SourceReport
from weavit_desktop.services.import_room import require_room_for
from weavit_desktop.services.picture_process import PictureProcess
from weavit_desktop.services.progress import (
    IsCancelled,
    Progress,
    Step,
    never,
    pulsing,
    silent,
    stop_if,
    unless,
)
from weavit_desktop.services.publishing_import import Published, publish
from weavit_desktop.services.staging import SourceTally, Stager, stage_sources
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault import blobs
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.blobs import Place
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.interruption import ticking
from weavit_desktop.vault.repositories import imports, staging, suppression
from weavit_desktop.vault.repositories.imports import NewSource
from weavit_desktop.vault.vault import Vault

KNOWN_FORMATS: Final = FORMATS
"""What can be asked for; "auto" takes whatever the content is."""
EMPTYING: Final = "tidying up"


class _RehearsedError(Exception):
    """Carries the report of a dry run out of the transaction that it thereby undoes."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


@collector_at_rest()
def import_files(
    vault: Vault,
    rules: Rules,
    paths: Sequence[Path],
    *,
    format: str = "auto",  # noqa: A002  the command line's word
    dry_run: bool = False,
    mapping: ColumnMapping | None = None,
    asked: Asked = NOTHING,
    check: FieldCheck | None = None,
    clock: Clock,
    ids: Callable[[], str],
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> ImportReport:
    """Import files and folders, or with `dry_run` do all of it, take the figures and undo it.

    A record that cannot be read costs that record, a file that cannot be read that file; both stand in
    the report. `mapping` says what the columns of unknown tables are, and is remembered. `asked`: what
    is kept beside who met whom and when, in this import alone. `check` compares
    every value with what the vault gives back. Cancelled, failed or killed at any moment, it leaves the
    vault as it was: what is left in the staging is emptied here or at the start of the next import. The
    vault is backed up first. Raises UsageRefused for an unknown format or a mapping that fits no table,
    Cancelled, VaultDamaged, NoRoom.
    """
    with pulsing(progress) as told:
        started = clock()
        sources = find_sources(paths, format=format)
        said = mappings.matched(sources, mapping, vault.read(mappings.remembered)) if mapping else {}
        require_room_for(vault.folder, sources)
        vault.write(staging.clear)
        if not dry_run:
            back_up(vault, Reason.BEFORE_IMPORT, clock, progress=told, cancelled=cancelled)
        context, suppressed = _known(vault, rules, started, said, asked)
        work = work_for(vault, rules, clock, ids, unless(cancelled, told))
        place = blobs.place_of(vault)
        running = _Running(
            ids(), vault, clock, started, work, context, suppressed, place, said, dry_run, cancelled
        )
        try:
            read = running.stage(sources, check, told)
            with facts_beside(work, sum(tally.records for tally in read.tallies)) as helped:
                report, touched = vault.write(partial(running.publish, read=read, work=helped))
        except _RehearsedError as rehearsed:
            return rehearsed.report
        finally:
            _empty_staging(vault, told)
        return _with_duplicates(vault, report, touched, replace(work, progress=told))


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading, source by source: figures, and what is known of a table's columns."""

    tallies: list[SourceTally]
    tables: list[mappings.Table | None]


@dataclass(frozen=True, slots=True)
class _Running:
    """An import on its way: what it needs from its beginning to its end."""

    id: str
    vault: Vault
    clock: Clock
    started: datetime
    work: Work
    context: ReadingContext
    suppressed: Suppressed
    place: Place
    said: Mapping[str, ColumnMapping]
    dry_run: bool
    cancelled: IsCancelled

    def stage(self, sources: Sequence[Source], check: FieldCheck | None, progress: Progress) -> _Read:
        """Read every source into the staging."""
        with PictureProcess() as cleaner:
            stager = Stager(self.work.rules, self.context, self.suppressed, cleaner, self.place, check)
            tallies = stage_sources(self.vault, sources, stager, progress, self.cancelled)
        return _Read(tallies, [mappings.look_at(source, self.context.mappings) for source in sources])

    def publish(self, db: Connection, read: _Read, work: Work) -> tuple[ImportReport, frozenset[int]]:
        """Make what is staged part of the vault. Returns who was touched too. A dry run ends by raising."""
        work.progress(Step(PEOPLE, 0))
        with ticking(db, lambda: stop_if(self.cancelled)):
            published = publish(db, self.id, [_new_source(one) for one in read.tallies], work)
        target = Target(self.id, work, self.suppressed, self.place)
        published = bring_archives(db, read.tallies, published, target)
        seconds = (self.clock() - self.started).total_seconds()
        report = _report(None if self.dry_run else self.id, read, published, seconds)
        if self.dry_run:
            found = count_duplicates(_everyone(db, work), work, published.touched)
            raise _RehearsedError(replace(report, duplicates_found=found))
        imports.set_report(db, self.id, dump_json(report.figures()))
        mappings.keep(db, list(self.said.values()), work.now)
        return report, published.touched


def _empty_staging(vault: Vault, progress: Progress) -> None:
    """Empty the staging, part by part: everybody can be found by now, and nothing waits for it."""
    while vault.write(staging.clear_some):
        progress(Step(EMPTYING, 0))


def _with_duplicates(vault: Vault, report: ImportReport, touched: frozenset[int], work: Work) -> ImportReport:
    """Count who is probably there twice, beside the database: everybody can be found by now."""
    found = count_duplicates(vault.read(lambda db: _everyone(db, work)), work, touched)
    whole = replace(report, duplicates_found=found)
    if found and report.import_id is not None:
        text = dump_json(whole.figures())
        vault.write(partial(imports.set_report, uid=report.import_id, report=text))
    return whole


def _everyone(db: Connection, work: Work) -> KnownPeople:
    return known_people(db, lambda: work.progress(Step(COMPARING, 0)))


def _known(
    vault: Vault, rules: Rules, now: datetime, said: Mapping[str, ColumnMapping], asked: Asked
) -> tuple[ReadingContext, Suppressed]:
    """Return what the vault knows already: who the holder is, what columns mean, who is not to come back."""
    context, hashes, foreign, remembered = vault.read(
        lambda db: (
            reading_context(db, rules, now),
            suppression.everything(db),
            suppression.foreign_keys(db),
            mappings.remembered(db),
        )
    )
    context = replace(context, mappings={**remembered, **said}, asked=asked)
    return context, Suppressed(vault.derive(SUPPRESSION_LABEL), hashes, foreign)


def _new_source(tally: SourceTally) -> NewSource:
    return NewSource(tally.source.path, tally.source.format, tally.digest.hexdigest())


def _report(import_id: str | None, read: _Read, published: Published, seconds: float) -> ImportReport:
    return ImportReport(
        import_id=import_id,
        dry_run=import_id is None,
        sources=tuple(
            SourceReport(
                path=tally.source.path,
                format=tally.source.format,
                records=tally.records,
                people_new=published.people_new[tally.number],
                people_updated=published.people_updated[tally.number],
                unchanged=published.unchanged[tally.number],
                interactions_new=published.interactions_new[tally.number],
                interactions_updated=published.interactions_updated[tally.number],
                words_added=published.words_added[tally.number],
                problems=tuple(tally.problems),
                passed_over=tuple(PassedOver(*entry) for entry in sorted(tally.passed_over.items())),
                table=table,
            )
            for tally, table in zip(read.tallies, read.tables, strict=True)
        ),
        seconds=seconds,
        people=published.people,
    )
