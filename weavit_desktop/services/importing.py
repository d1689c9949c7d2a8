"""Importing files: read into staging in batches, then published in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from weavit_desktop.clock import Clock
from weavit_desktop.importing.columns.mapping import ColumnMapping
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.detection import FORMATS, find_sources
from weavit_desktop.rules import Rules
from weavit_desktop.services import mappings
from weavit_desktop.services.archive_import import bring_archives
from weavit_desktop.services.archive_taking import Target
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.collector import collector_at_rest
from weavit_desktop.services.duplicates import COMPARING, KnownPeople, count_duplicates, known_people
from weavit_desktop.services.field_check import FieldCheck
from weavit_desktop.services.identifiers import SUPPRESSION_LABEL, Suppressed
from weavit_desktop.services.identity import reading_context
from weavit_desktop.services.import_report import ImportReport, PassedOver, SourceReport
from weavit_desktop.services.import_room import require_room_for
from weavit_desktop.services.picture_process import PictureProcess
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never, silent, stop_if
from weavit_desktop.services.publishing_import import Published, publish
from weavit_desktop.services.staging import SourceTally, Stager, stage_sources
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault import blobs
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.interruption import ticking
from weavit_desktop.vault.repositories import imports, staging, suppression
from weavit_desktop.vault.repositories.imports import NewSource
from weavit_desktop.vault.vault import Vault

KNOWN_FORMATS: Final = FORMATS
"""What can be asked for; "auto" takes whatever the content is."""


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
    check: FieldCheck | None = None,
    clock: Clock,
    ids: Callable[[], str],
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> ImportReport:
    """Import files and folders, or with `dry_run` do all of it, take the figures and undo it.

    A record that cannot be read costs that record, a file that cannot be read that file; both stand in
    the report. `mapping` says what the columns of unknown tables are, and is remembered. `check` compares
    every value with what the vault gives back. Cancelled, failed or killed at any moment, it leaves the
    vault as it was: what is left in the staging is emptied here or at the start of the next import. The
    vault is backed up first. Raises UsageRefused for an unknown format or a mapping that fits no table,
    Cancelled, VaultDamaged, NoRoom.
    """
    started = clock()
    sources = find_sources(paths, format=format)
    said = mappings.matched(sources, mapping) if mapping else {}
    require_room_for(vault.folder, sources)
    vault.write(staging.clear)
    if not dry_run:
        back_up(vault, Reason.BEFORE_IMPORT, clock, progress=progress, cancelled=cancelled)
    context, suppressed = _known(vault, rules, started, said)
    import_id = ids()
    work = work_for(vault, rules, clock, ids, _unless(cancelled, progress))
    place = blobs.place_of(vault)

    def write(db: Connection) -> tuple[ImportReport, frozenset[int]]:
        with ticking(db, lambda: work.progress(Step("people", 0))):
            published = publish(db, import_id, [_new_source(one) for one in tallies], work)
        published = bring_archives(db, tallies, published, Target(import_id, work, suppressed, place))
        seconds = (clock() - started).total_seconds()
        report = _report(None if dry_run else import_id, tallies, published, seconds, tables)
        if dry_run:
            found = count_duplicates(known_people(db), work, published.touched)
            raise _RehearsedError(replace(report, duplicates_found=found))
        imports.set_report(db, import_id, dump_json(report.figures()))
        mappings.keep(db, list(said.values()), work.now)
        return report, published.touched

    try:
        with PictureProcess() as cleaner:
            stager = Stager(work.rules, context, suppressed, cleaner, place, check)
            tallies = stage_sources(vault, sources, stager, progress, cancelled)
        tables = [mappings.look_at(source, context.mappings) for source in sources]
        report, touched = vault.write(write)
    except _RehearsedError as rehearsed:
        return rehearsed.report
    finally:
        vault.write(staging.clear)
    return _with_duplicates(vault, report, touched, replace(work, progress=progress))


def _with_duplicates(vault: Vault, report: ImportReport, touched: frozenset[int], work: Work) -> ImportReport:
    """Count who is probably there twice, beside the database: everybody can be found by now."""

    def read(db: Connection) -> KnownPeople:
        with ticking(db, lambda: work.progress(Step(COMPARING, 0))):
            return known_people(db)

    found = count_duplicates(vault.read(read), work, touched)
    whole = replace(report, duplicates_found=found)
    if found and report.import_id is not None:
        text = dump_json(whole.figures())
        vault.write(partial(imports.set_report, uid=report.import_id, report=text))
    return whole


def _unless(cancelled: IsCancelled, progress: Progress) -> Progress:
    def tell(step: Step) -> None:
        stop_if(cancelled)
        progress(step)

    return tell


def _known(
    vault: Vault, rules: Rules, now: datetime, said: Mapping[str, ColumnMapping]
) -> tuple[ReadingContext, Suppressed]:
    """Return what the vault knows already: who the holder is, what columns mean, who is not to come back."""
    context, hashes, remembered = vault.read(
        lambda db: (
            reading_context(db, rules, now),
            suppression.everything(db),
            mappings.remembered(db),
        )
    )
    context = replace(context, mappings={**remembered, **said})
    return context, Suppressed(vault.derive(SUPPRESSION_LABEL), hashes)


def _new_source(tally: SourceTally) -> NewSource:
    return NewSource(tally.source.path, tally.source.format, tally.digest.hexdigest())


def _report(
    import_id: str | None,
    tallies: Sequence[SourceTally],
    published: Published,
    seconds: float,
    tables: Sequence[mappings.Table | None],
) -> ImportReport:
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
                problems=tuple(tally.problems),
                passed_over=tuple(PassedOver(*entry) for entry in sorted(tally.passed_over.items())),
                table=table,
            )
            for tally, table in zip(tallies, tables, strict=True)
        ),
        seconds=seconds,
        people=published.people,
    )
