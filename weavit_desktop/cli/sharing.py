"""weavit share, revoke, object: what the company may see, person by person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.publishing import print_published
from weavit_desktop.cli.session import Session, open_vault, session_of, work_of
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import objecting, publishing, sharing
from weavit_desktop.services.hub import is_joined
from weavit_desktop.services.sharing import Choice, Revoked
from weavit_desktop.sharing.words import SHARING
from weavit_desktop.vault.vault import Vault

Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it holds.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("share")(share)
    app.command("revoke")(revoke)
    app.command("object")(heed_objection)


def share(
    context: typer.Context,
    person: Annotated[str | None, typer.Argument(metavar="[PERSON]", help="The id of a person.")] = None,
    level: Annotated[int, typer.Option(help="0 only you, 1 counted, 2 role, 3 strength, 4 rhythm.")] = 0,
    k: Annotated[
        int, typer.Option("--k", help="Show only when at least 1, 3 or 5 colleagues share too.")
    ] = 3,
    until: Until = None,
    all_at: Annotated[
        str | None, typer.Option(help="Everyone at this Client, instead of one person.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Apply to everyone listed.")] = False,
) -> None:
    """Choose what the company may see. Nothing leaves before you approve its bytes."""
    session = session_of(context)
    if (person is None) == (all_at is None):
        raise UsageRefused("Name one person, or everyone at a Client with --all-at CLIENT.")
    application = session.application
    with open_vault(session, "weavit share") as vault:
        choice = sharing.read_choice(level, k, _day(until), application.clock().date())
        if all_at is not None:
            _share_all(session, vault, all_at, choice, apply=yes)
            return
        now = sharing.share(vault, str(person), choice, application.clock, application.new_id)
    if session.json:
        print_json({"id": person, "level": int(now.level), "k": now.k, "until": _text(now.until)})
    else:
        print_line(f"{SHARING[now.level]}. What it adds waits in the outbox until you approve its bytes.")


def revoke(
    context: typer.Context,
    person: Annotated[str | None, typer.Argument(metavar="[PERSON]", help="The id of a person.")] = None,
    client: Annotated[str | None, typer.Option(help="Everyone at this Client.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Everyone, at every Client.")] = False,
) -> None:
    """Take back what the company sees, and tell the hub at once."""
    session = session_of(context)
    if sum((person is not None, client is not None, everything)) != 1:
        raise UsageRefused("Name one person, or --client ID, or --everything.")
    application = session.application
    with open_vault(session, "weavit revoke") as vault:
        revoked = _revoke(session, vault, person, client)
        if not is_joined(vault):
            _print_revoked(session, revoked)
            return
        report = publishing.send_taken_back(vault, application.connect, application.clock, application.new_id)
    _print_revoked(session, revoked, report)


def heed_objection(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="ID", help="The id of the person who objected.")],
) -> None:
    """Somebody asked not to be processed: share nothing of them for good, and leave them out of imports."""
    session = session_of(context)
    application = session.application
    with open_vault(session, "weavit object") as vault:
        revoked = objecting.heed_objection(vault, work_of(session, vault), person)
        report = None
        if is_joined(vault):
            report = publishing.send_taken_back(
                vault, application.connect, application.clock, application.new_id
            )
    if not session.json:
        print_line(
            "Only you, for good: nothing of this person can be shared, and imports leave them out. What you "
            "have stays until you delete it."
        )
    _print_report(session, revoked, report)


def _revoke(session: Session, vault: Vault, person: str | None, client: str | None) -> Revoked:
    clock, new_id = session.application.clock, session.application.new_id
    if person is not None:
        return sharing.revoke_person(vault, person, clock, new_id)
    if client is not None:
        return sharing.revoke_client(vault, client, clock, new_id)
    return sharing.revoke_everything(vault, clock, new_id)


def _print_revoked(
    session: Session, revoked: Revoked, report: publishing.PublishReport | None = None
) -> None:
    if not session.json:
        who, where = many_people(revoked.people), many(revoked.clients, "Client")
        print_line(f"Taken back: {who} at {where}, Only you from now on.")
    _print_report(session, revoked, report)


def _print_report(session: Session, revoked: Revoked, report: publishing.PublishReport | None) -> None:
    if report is not None:
        print_published(session, report, people=revoked.people)
    elif session.json:
        print_json({"people": revoked.people, "sent": 0, "accepted": 0, "refused": [], "waiting": 0})


def _share_all(session: Session, vault: Vault, client: str, choice: Choice, *, apply: bool) -> None:
    application = session.application
    touched = sharing.who_would_change(vault, client, choice.level)
    if apply:
        people = [one.id for one in touched]
        sharing.share_all(vault, people, choice, application.clock, application.new_id)
    if session.json:
        rows = [{"id": one.id, "name": one.name, "before": int(one.before)} for one in touched]
        print_json({"applied": apply, "level": int(choice.level), "k": choice.k, "people": rows})
        return
    print_table(
        ("Id", "Name", "Now", "Then"),
        ((one.id, one.name, SHARING[one.before], SHARING[choice.level]) for one in touched),
    )
    who = many_people(len(touched))
    if apply:
        print_line(f"Chosen for {who}. Nobody was lowered; people added later start as Only you.")
    else:
        say(f"This touches {who}. Nothing is chosen yet; add --yes to apply.")


def _day(value: datetime | None) -> date | None:
    return None if value is None else value.date()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
