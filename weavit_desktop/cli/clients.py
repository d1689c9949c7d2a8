"""weavit clients, client: the institutions that are covered."""

from __future__ import annotations

from typing import Annotated

import typer

from weavit_core.taxonomy import Function, Level
from weavit_desktop.cli.printing import print_json, print_line, print_table
from weavit_desktop.cli.session import Session, open_vault, session_of
from weavit_desktop.domain.counting import many_people
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import clients
from weavit_desktop.services.clients import ClientView
from weavit_desktop.sharing.words import FUNCTIONS, LEVELS
from weavit_desktop.vault.vault import Vault


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("clients")(list_clients)
    app.command("client")(client)


def list_clients(context: typer.Context) -> None:
    """List Clients, and organisations that may be one."""
    session = session_of(context)
    with open_vault(session, "weavit clients") as vault:
        rows = clients.list_clients(vault, session.application.rules())
    if session.json:
        print_json([row.as_json() for row in rows])
        return
    print_table(
        ("Id", "Name", "People", "Domains", ""),
        (
            (
                row.id,
                row.name,
                row.people,
                ", ".join(row.domains),
                "in the registry" if row.registry_id else _suggested(row.suggestion),
            )
            for row in rows
        ),
        numbers=frozenset({2}),
    )


def client(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="ID", help="The id of an organisation.")],
    action: Annotated[str | None, typer.Argument(metavar="[mark|confirm]", help="What to do.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[REGISTRY_ID]", help="For confirm.")] = None,
) -> None:
    """Show a Client; mark an organisation as one; confirm which one of the hub's registry it is."""
    session = session_of(context)
    with open_vault(session, "weavit client") as vault:
        if action is None:
            _show(session, clients.open_client(vault, session.application.rules(), who))
            return
        _act(session, vault, who, action, value)
        found = clients.open_client(vault, session.application.rules(), who)
    if session.json:
        print_json(found.as_json())
    else:
        print_line(f"{found.summary.name} is a Client now.")


def _act(session: Session, vault: Vault, who: str, action: str, value: str | None) -> None:
    if action == "mark" and value is None:
        clients.mark_client(vault, who)
    elif action == "confirm" and value is not None:
        application = session.application
        clients.confirm_client(vault, who, value, application.clock, application.new_id)
    else:
        raise UsageRefused("Write `weavit client ID mark` or `weavit client ID confirm REGISTRY_ID`.")


def _show(session: Session, found: ClientView) -> None:
    if session.json:
        print_json(found.as_json())
        return
    print_line(f"{found.summary.name}: {many_people(found.summary.people)}")
    print_table(
        ("Level", "Function", "Your people"),
        (
            (
                LEVELS.get(Level(cell.level), "unknown"),
                FUNCTIONS.get(Function(cell.function), "unknown"),
                len(cell.mine),
            )
            for cell in found.matrix
        ),
        numbers=frozenset({2}),
    )


def _suggested(suggestion: clients.Suggested | None) -> str:
    return (
        ""
        if suggestion is None
        else f"found in the registry by {suggestion.matched_by}: {suggestion.registry_id}"
    )
