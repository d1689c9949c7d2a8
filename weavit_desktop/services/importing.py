"""Importing files: read into staging in batches, then published in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from weavit_desktop.clock import Clock
from weavit_desktop.importing.detection import find_sources
from weavit_desktop.rules import Rules
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.field_check import FieldCheck
from weavit_desktop.services.identifiers import SUPPRESSION_LABEL, Suppressed
from weavit_desktop.services.identity import reading_context
from weavit_desktop.services.import_report import ImportReport, PassedOver, SourceReport
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never, silent, stop_if
from weavit_desktop.services.publishing_import import Published, publish
from weavit_desktop.services.staging import SourceTally, Stager, stage_sources
from weavit_desktop.services.work import work_for
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import imports, staging, suppression
from weavit_desktop.vault.repositories.imports import NewSource
from weavit_desktop.vault.vault import Vault


class _RehearsedError(Exception):
    """Carries the report of a dry run out of the transaction that it thereby undoes."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


def import_files(
    vault: Vault,
    rules: Rules,
    paths: Sequence[Path],
    *,
    format: str = "auto",  # noqa: A002  the command line's word
    dry_run: bool = False,
    check: FieldCheck | None = None,
    clock: Clock,
    ids: Callable[[], str],
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> ImportReport:
    """Import files and folders, or with `dry_run` do all of it, take the figures and undo it.

    A record that cannot be read costs that record, a file that cannot be read that file; both stand in
    the report. `check` compares every value with what the vault gives back. Cancelled, failed or killed
    at any moment, it leaves the vault as it was: what is left in the staging is emptied here or at the
    start of the next import. The vault is backed up first. Raises UsageRefused for an unknown
    format, Cancelled, VaultDamaged, NoRoom.
    """
    started = clock()
    sources = find_sources(paths, format=format)
    vault.write(staging.clear)
    if not dry_run:
        back_up(vault, Reason.BEFORE_IMPORT, clock)
    context, hashes = vault.read(lambda db: (reading_context(db), suppression.everything(db)))
    stager = Stager(rules, context, Suppressed(vault.derive(SUPPRESSION_LABEL), hashes), check)
    import_id = ids()

    def tell(step: Step) -> None:
        stop_if(cancelled)
        progress(step)

    work = work_for(vault, rules, clock, ids, tell)

    def write(db: Connection) -> ImportReport:
        published = publish(db, import_id, [_new_source(one) for one in tallies], work)
        seconds = (clock() - started).total_seconds()
        report = _report(None if dry_run else import_id, tallies, published, seconds)
        if dry_run:
            raise _RehearsedError(report)
        imports.set_report(db, import_id, dump_json(report.figures()))
        return report

    try:
        tallies = stage_sources(vault, sources, stager, progress, cancelled)
        return vault.write(write)
    except _RehearsedError as rehearsed:
        return rehearsed.report
    finally:
        vault.write(staging.clear)


def _new_source(tally: SourceTally) -> NewSource:
    return NewSource(tally.source.path, tally.source.format, tally.digest.hexdigest())


def _report(
    import_id: str | None, tallies: Sequence[SourceTally], published: Published, seconds: float
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
                problems=tuple(tally.problems),
                passed_over=tuple(PassedOver(*entry) for entry in sorted(tally.passed_over.items())),
            )
            for tally in tallies
        ),
        duplicates_found=published.duplicates_found,
        seconds=seconds,
        people=published.people,
    )
