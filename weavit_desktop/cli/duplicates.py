"""weavit duplicates, link, unlink: one person of several entries, decided by the person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table
from weavit_desktop.cli.session import open_vault, session_of, work_of
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import duplicates
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.unlinking import unlink_person


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("duplicates")(list_duplicates)
    app.command("link")(link)
    app.command("unlink")(unlink)


def list_duplicates(
    context: typer.Context,
    not_same: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="These two are not the same person; remember it."),
    ] = None,
    forget: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Take back that two are not the same.")
    ] = None,
    link_certain: Annotated[
        bool, typer.Option("--link-certain", help="Link those who are one person for certain.")
    ] = False,
) -> None:
    """List who probably stands in the vault twice, the surest first, and why."""
    session = session_of(context)
    if sum((not_same is not None, forget is not None, link_certain)) > 1:
        raise UsageRefused("Use one of --not-same, --forget and --link-certain at a time.")
    with open_vault(session, "weavit duplicates") as vault:
        work = work_of(session, vault)
        if not_same is not None:
            duplicates.refuse(vault, work, *not_same)
            done = "Remembered. They are not asked about again."
        elif forget is not None:
            said = duplicates.forget_refusal(vault, *forget)
            done = "Taken back." if said else "You had not said so. Nothing was changed."
        elif link_certain:
            done = f"Linked: {len(duplicates.link_certain(vault, work))}. Undo each with: weavit unlink ID"
        else:
            done = ""
        found = duplicates.find_duplicates(vault, work.rules)
    if session.json:
        print_json([asdict(one) for one in found])
        return
    if done:
        print_line(done)
        return
    print_table(
        ("Id", "Name", "Id", "Name", "Of 100", "", "Why"),
        (
            (one.one, one.one_name, one.other, one.other_name, one.percent, one.likelihood, one.reason)
            for one in found
        ),
        numbers=frozenset({4}),
    )


def link(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help="The id that goes on.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The id of the same person's other entry.")],
) -> None:
    """Link two people who are one. Their cards stay as they are, and the company sees no more by it."""
    session = session_of(context)
    with open_vault(session, "weavit link") as vault:
        link_people(vault, work_of(session, vault), one, other)
    if session.json:
        print_json({"id": one, "linked": other})
    else:
        print_line(f"Linked. Undo with: weavit unlink {other}")


def unlink(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="ID", help="The id of either of two that were linked.")],
) -> None:
    """Take apart who was linked last; both are as they were before."""
    session = session_of(context)
    with open_vault(session, "weavit unlink") as vault:
        unlinked = unlink_person(vault, work_of(session, vault), who)
    if session.json:
        print_json({"id": unlinked.keeper, "unlinked": unlinked.back})
    else:
        print_line(f"Two people again: {unlinked.keeper} and {unlinked.back}")
