"""weavit import, me: what comes in, and who I am in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.session import open_vault, session_of, work_of
from weavit_desktop.cli.stopping import stoppable
from weavit_desktop.cli.watching import watched
from weavit_desktop.domain.counting import many
from weavit_desktop.importing.context import Asked
from weavit_desktop.services import identity
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.importing import KNOWN_FORMATS, import_files
from weavit_desktop.services.mapping_words import HEADINGS, NO_NAME, column_words, samples_words
from weavit_desktop.services.mappings import NOBODY_READ, Table, read_mapping
from weavit_desktop.services.person_words import source_name
from weavit_desktop.services.problem_groups import group_problems

INPUT_REFUSED = 5
_PROBLEMS_SHOWN = 20
_SAY_COLUMNS = (
    "Type: weavit import FILE --format csv --dry-run --json, change what it prints under sources[].mapping, "
    "then: weavit import FILE --format csv --map MAP.json"
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("import")(import_)
    app.command("me")(me)


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path],  # one that may not be read costs itself alone: the import says so
        typer.Argument(metavar="PATH...", help="Files, folders or archives.", readable=False),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    format: Annotated[  # noqa: A002  the contract's word
        str, typer.Option("--format", help=f"{', '.join(KNOWN_FORMATS)}.")
    ] = "auto",
    columns: Annotated[
        Path | None,
        typer.Option("--map", help="JSON that says what the columns of a table are; it is remembered."),
    ] = None,
    keep_subjects: Annotated[
        bool,
        typer.Option("--keep-subjects", help="Keep subjects of mail and messages, and titles of meetings."),
    ] = False,
    keep_texts: Annotated[
        bool, typer.Option("--keep-texts", help="Keep what LinkedIn messages say.")
    ] = False,
) -> None:
    """Bring people and interactions into the vault. The same file again changes nothing."""
    session = session_of(context)
    application = session.application
    mapping = read_mapping(columns) if columns else None
    with open_vault(session, "weavit import") as vault, watched("Reading") as show, stoppable() as stopped:
        report = import_files(
            vault,
            application.rules(),
            paths,
            format=format,
            dry_run=dry_run,
            mapping=mapping,
            asked=Asked(keep_subjects, keep_texts),
            clock=application.clock,
            ids=application.new_id,
            progress=show,
            cancelled=stopped,
        )
    if session.json:
        print_json(report.as_json())
    else:
        _print_report(report)
    if report.any_refused:
        raise typer.Exit(INPUT_REFUSED)


def me(
    context: typer.Context,
    email: Annotated[list[str] | None, typer.Option(help="An e-mail address of mine.")] = None,
    phone: Annotated[list[str] | None, typer.Option(help="A phone number of mine.")] = None,
    profile: Annotated[list[str] | None, typer.Option(help="My LinkedIn profile.")] = None,
    company_domain: Annotated[list[str] | None, typer.Option(help="A domain of my company.")] = None,
) -> None:
    """Show who Weavit takes for you; with options, confirm it."""
    session = session_of(context)
    given = {"emails": email, "phones": phone, "profiles": profile, "company_domains": company_domain}
    confirmed = {kind: values for kind, values in given.items() if values}
    with open_vault(session, "weavit me") as vault:
        if confirmed:
            found = identity.confirm_me(vault, work_of(session, vault), **confirmed)
        else:
            found = identity.me(vault)
    if session.json:
        print_json([{"kind": one.kind, "value": one.value, "confirmed": one.confirmed} for one in found])
        return
    print_table(
        ("", "", ""),
        (
            (one.kind, one.value, "confirmed" if one.confirmed else "found in your files, not confirmed")
            for one in found
        ),
    )


def _print_report(report: ImportReport) -> None:
    print_table(
        ("File", "Format", "Records", "New", "Updated", "Unchanged", "Interactions", "Problems"),
        (
            (
                source_name(source.path),
                source.format,
                source.records,
                source.people_new,
                source.people_updated,
                source.unchanged,
                source.interactions_new,
                len(source.problems) or "none",
            )
            for source in report.sources
        ),
        numbers=frozenset(range(2, 8)),
    )
    _say_problems(report)
    for source in report.sources:
        if report.dry_run and source.table is not None:
            _print_columns(source.table)
    if report.passed_over:
        print_line()
        print_table(
            ("Passed over: counted, not imported", ""),
            ((one.what, f"{one.count:,}") for one in report.passed_over),
            numbers=frozenset({1}),
        )
        print_line()
    for sentence in report_words(report):
        print_line(sentence)


def _say_problems(report: ImportReport) -> None:
    groups = group_problems(report.sources)
    for group in groups[:_PROBLEMS_SHOWN]:
        is_news = group.all_kept and not report.dry_run and "kept" not in group.what
        kept = f" {_raw(len(group.problems))}" if is_news else ""
        say(f"{group.places}: {group.what}{kept}")
        if group.what == NOBODY_READ:
            say(_SAY_COLUMNS)
    if (more := len(groups) - _PROBLEMS_SHOWN) > 0:
        say(f"And {many(more, 'more problem')}; --json lists them all.")


def _raw(count: int) -> str:
    return "Its raw text is kept." if count == 1 else "Their raw texts are kept."


def report_words(report: ImportReport) -> Iterator[str]:
    """Yield the sentences below the figures of an import."""
    if changed := sum(source.interactions_updated for source in report.sources):
        yield f"{many(changed, 'meeting')} known before: moved, called off, or with others now."
    if worded := sum(source.words_added for source in report.sources):
        yield f"Of {many(worded, 'interaction')} known before, a subject or text is kept now."
    for source in report.sources:
        if source.records and source.table and not (source.table.remembered or report.dry_run):
            guessed = f"What the columns of {source_name(source.path)} stand for was guessed."
            yield f"{guessed} To see it, and to say otherwise: weavit import --dry-run"
    if report.outcome:
        yield report.outcome
    if found := report.duplicates_found:
        who = many(found, "person is", "people are")
        yield f"{who} probably there twice." + ("" if report.dry_run else " See: weavit duplicates")


def _print_columns(table: Table) -> None:
    """Print what the columns of a table are taken for, in the words of the window."""
    said = "as you said before" if table.remembered else "by their names and what is in them"
    print_line(f"{source_name(table.path)}: what its columns stand for, {said}")
    print_table(
        HEADINGS,
        (
            (column.name or NO_NAME, samples_words(column), column_words(table.mapping, at))
            for at, column in enumerate(table.columns)
        ),
    )
