"""weavit vault salvage: what can still be read of a damaged vault, in a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.session import session_of, unlock_of
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.services import salvage as service
from weavit_desktop.services.salvage import Means, Outcome
from weavit_desktop.vault.salvaging import SalvagedTable


def register(commands: typer.Typer) -> None:
    """Add the command to `weavit vault`."""
    commands.command("salvage")(salvage)


def salvage(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new or empty folder for the new vault.")],
) -> None:
    """Make a new vault of what can still be read of this one. This one stays as it is.

    Restore a backup instead, if there is one that is whole.
    """
    session = session_of(context)
    application = session.application
    means = Means(application.clock, application.new_id, application.rules, application.home_zone)
    outcome = service.salvage(session.folder, out, unlock_of(session), means)
    if session.json:
        print_json(_document(outcome))
        return
    pages = outcome.salvaged.pages
    print_line(f"{pages.unreadable:,} of {many(pages.total, 'page')} cannot be read.")
    touched = [one for one in outcome.salvaged.tables if one.lost != 0 or one.dropped or one.revived]
    if touched:
        print_table(
            ("Table", "Read", "Lost", "Dropped", "Put back"),
            ((one.name, one.read, _lost(one), one.dropped, one.revived) for one in touched),
            numbers=frozenset({1, 2, 3, 4}),
        )
    else:
        print_line("No row was lost.")
    if outcome.salvaged.blobs_lost:
        files = many(outcome.salvaged.blobs_lost, "picture or file is", "pictures and files are")
        print_line(f"{files} lost.")
    people, met = many_people(outcome.contents.people), many(outcome.contents.interactions, "interaction")
    print_line(f"The new vault in {outcome.folder} holds {people} and {met}.")
    say("It is checked and opens as the old one does. Keep the old folder until you have looked through it.")


def _lost(one: SalvagedTable) -> str:
    if one.lost is None:
        return "not known"
    return str(one.lost) if one.exact else f"at most {one.lost}"


def _document(outcome: Outcome) -> dict[str, Any]:
    found = outcome.salvaged
    return {
        "path": str(outcome.folder),
        "pages": found.pages.total,
        "pages_unreadable": found.pages.unreadable,
        "people": outcome.contents.people,
        "interactions": outcome.contents.interactions,
        "blobs": found.blobs_read,
        "blobs_lost": found.blobs_lost,
        "tables": [
            {
                "name": one.name,
                "read": one.read,
                "lost": one.lost,
                "exact": one.exact,
                "dropped": one.dropped,
                "revived": one.revived,
            }
            for one in found.tables
        ],
    }
