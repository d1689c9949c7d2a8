"""weavit export: everything back out of the vault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from weavit_desktop.cli.printing import print_json, print_line, say
from weavit_desktop.cli.session import open_vault, session_of
from weavit_desktop.cli.watching import watched
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.services import exporting


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("export")(export)


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new file.")],
    format: Annotated[  # noqa: A002  the contract's word
        str, typer.Option("--format", help=f"{', '.join(exporting.FORMATS)}.")
    ],
    version: Annotated[
        str | None, typer.Option("--version", help=f"Of vCards: {', '.join(exporting.VERSIONS)}.")
    ] = None,
) -> None:
    """Write everyone into a new file, in the clear; as an archive, everything."""
    session = session_of(context)
    application = session.application
    with open_vault(session, "weavit export") as vault, watched("Writing") as show:
        report = exporting.export(
            vault,
            application.rules(),
            out,
            format=format,
            version=version,
            clock=application.clock,
            progress=show,
        )
    say(exporting.NOT_ENCRYPTED)
    if session.json:
        print_json(report.as_json())
        return
    print_line(f"{many_people(report.people)}, {many(report.bytes, 'byte')}.")
    for what, count in report.left_out:
        print_line(f"Left out: {what} ({count:,}).")
