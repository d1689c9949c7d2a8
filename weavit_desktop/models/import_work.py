"""The pieces of work of the Import page, each to be run beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from weavit_desktop.composition import Application
from weavit_desktop.errors import ConfirmationNeeded
from weavit_desktop.importing.columns.mapping import ColumnMapping
from weavit_desktop.importing.context import Asked
from weavit_desktop.services.flight_check import FlightCheck, check_files, import_checked
from weavit_desktop.services.identity import confirm_me, me
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.mappings import say_mapping
from weavit_desktop.services.problem_groups import ProblemGroup, group_problems
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.undoing import Undone, confirm_undo, look_at_undo, undo_import
from weavit_desktop.services.work import work_for
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Checked:
    """A flight check with its problems as they are looked through."""

    check: FlightCheck
    problems: Sequence[ProblemGroup]


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import brought. `proposed`: what the files say of the holder, to be confirmed."""

    report: ImportReport
    problems: Sequence[ProblemGroup]
    proposed: Sequence[Identifier]


@dataclass(frozen=True, slots=True)
class UndoLook:
    """What undoing an import would take away. `warning`: so much that its number has to be typed, else ""."""

    figures: Undone
    warning: str


@dataclass(frozen=True, slots=True)
class ImportWork:
    """Blocks until it is done: call it inside a task."""

    application: Application
    vault: Vault

    def check(self, paths: Sequence[Path], progress: Progress, cancelled: IsCancelled) -> Checked:
        """Do the flight check."""
        application = self.application
        check = check_files(
            self.vault,
            application.rules(),
            paths,
            clock=application.clock,
            ids=application.new_id,
            progress=progress,
            cancelled=cancelled,
        )
        return Checked(check, group_problems(check.report.sources))

    def bring_in(
        self, checked: FlightCheck, asked: Asked, progress: Progress, cancelled: IsCancelled
    ) -> Brought:
        """Import what was checked, with what is `asked` to be kept besides."""
        application = self.application
        report = import_checked(
            self.vault,
            application.rules(),
            checked,
            asked=asked,
            clock=application.clock,
            ids=application.new_id,
            progress=progress,
            cancelled=cancelled,
        )
        proposed = [one for one in me(self.vault) if not one.confirmed]
        return Brought(report, group_problems(report.sources), proposed)

    def say_columns(self, mapping: ColumnMapping) -> None:
        """Remember what the columns of a table stand for."""
        say_mapping(self.vault, mapping, self.application.clock)

    def look_at_undo(self, uid: str) -> UndoLook:
        """Say what undoing an import would take away. Raises UsageRefused."""
        figures = look_at_undo(self.vault, uid)
        try:
            confirm_undo(self.vault, uid, None)
        except ConfirmationNeeded as error:
            return UndoLook(figures, str(error))
        return UndoLook(figures, "")

    def confirm_undo(self, uid: str, typed: str | None) -> None:
        """Compare the number that was typed. Raises what `undoing.confirm_undo` raises."""
        confirm_undo(self.vault, uid, typed)

    def undo(self, uid: str, typed: str | None, progress: Progress, cancelled: IsCancelled) -> Undone:
        """Take an import back. Raises what `undoing.undo_import` raises."""
        application = self.application
        work = work_for(self.vault, application.rules(), application.clock, application.new_id, progress)
        return undo_import(self.vault, work, uid, typed=typed, cancelled=cancelled)

    def confirm(self, identifiers: Sequence[Identifier], progress: Progress) -> None:
        """Confirm identifiers as the holder's. Raises UsageRefused for one that is none of its kind."""

        def values(kind: str) -> list[str]:
            return [one.value for one in identifiers if one.kind == kind]

        application = self.application
        work = work_for(self.vault, application.rules(), application.clock, application.new_id)
        confirm_me(
            self.vault,
            replace(work, progress=progress),
            emails=values("email"),
            phones=values("phone"),
            profiles=values("profile"),
            company_domains=values("company-domain"),
        )
