"""weavit outbox, publish, receipts: the exact bytes, their approval, their way, and the hub's word for it."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.session import Session, open_vault, session_of
from weavit_desktop.domain.counting import many
from weavit_desktop.errors import HubRefused, UsageRefused
from weavit_desktop.services import adopting, approving, checking, publishing
from weavit_desktop.services.publishing import PublishReport

outbox = typer.Typer(help="What waits to leave, in its exact bytes.", invoke_without_command=True)
receipts = typer.Typer(help="What the hub confirmed, verified again.", invoke_without_command=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a document.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(outbox, name="outbox")
    app.add_typer(receipts, name="receipts")
    app.command("publish")(publish)


@outbox.callback()
def list_outbox(context: typer.Context) -> None:
    """List the documents: one per Client, a new version replaces the one before."""
    if context.invoked_subcommand is not None:
        return
    session = session_of(context)
    with open_vault(session, "weavit outbox") as vault:
        rows = approving.list_outbox(vault)
    if session.json:
        keys = ("id", "pub_id", "client_id", "seq", "state", "sha256", "bytes", "retraction")
        print_json([{key: getattr(row, key) for key in keys} for row in rows])
        return
    print_table(
        ("Id", "State", "Version", "Bytes", "", ""),
        (
            (
                row.id,
                row.state,
                row.seq,
                row.bytes,
                "takes everything back" if row.retraction else "",
                row.problem,
            )
            for row in rows
        ),
        numbers=frozenset({2, 3}),
    )


@outbox.command("show")
def show(
    context: typer.Context,
    document: Id,
    as_bytes: Annotated[
        bool, typer.Option("--bytes", help="Only the bytes that leave, nothing else.")
    ] = False,
) -> None:
    """Show what a document says, or exactly the bytes that publishing it sends."""
    session = session_of(context)
    with open_vault(session, "weavit outbox show") as vault:
        if as_bytes:
            sys.stdout.buffer.write(approving.show_bytes(vault, document))
            sys.stdout.buffer.flush()
            return
        shown = approving.show(vault, document)
    if session.json:
        print_json(
            {"id": shown.row.id, "state": shown.row.state, "sha256": shown.row.sha256, "text": shown.text}
        )
        return
    print_table(
        ("What", "Strength", "Rhythm", ""),
        ((one.what, one.strength, one.rhythm, one.shown_from) for one in shown.table),
    )
    print_line()
    print_table(("", ""), shown.facts)
    print_line()
    print_line(shown.text)
    print_line(f"{many(len(shown.body), 'byte')}, SHA-256 {shown.row.sha256}")


@outbox.command("approve")
def approve(
    context: typer.Context,
    documents: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Ids of documents.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Approve every draft as it stands.")] = False,
) -> None:
    """Approve the bytes of documents. Nothing else is ever sent."""
    session = session_of(context)
    if bool(documents) == everything:
        raise UsageRefused("Name the documents to approve, or --all.")
    clock, new_id = session.application.clock, session.application.new_id
    with open_vault(session, "weavit outbox approve") as vault:
        if everything:
            approved = approving.approve_all(vault, clock, new_id)
        else:
            approved = list(documents or ())
            approving.approve_each(vault, approved, clock, new_id)
    if session.json:
        print_json({"approved": approved})
    else:
        print_line(f"Approved: {len(approved)}. `weavit publish` sends exactly these bytes.")


@outbox.command("discard")
def discard(context: typer.Context, document: Id) -> None:
    """Put a document aside. It is not sent, and not proposed again until it would say something else."""
    session = session_of(context)
    with open_vault(session, "weavit outbox discard") as vault:
        approving.discard(vault, document, session.application.clock, session.application.new_id)
    if session.json:
        print_json({"discarded": document})
    else:
        print_line("Put aside. The choice for the people stays; only this document is not sent.")


def publish(context: typer.Context) -> None:
    """Send what was approved, and verify a receipt for each document."""
    session = session_of(context)
    application = session.application
    with open_vault(session, "weavit publish") as vault:
        report = publishing.publish(vault, application.connect, application.clock, application.new_id)
    print_published(session, report)


@receipts.callback()
def list_receipts(context: typer.Context) -> None:
    """List the receipts, each verified again now."""
    if context.invoked_subcommand is not None:
        return
    session = session_of(context)
    with open_vault(session, "weavit receipts") as vault:
        rows = checking.receipts(vault)
    if session.json:
        keys = ("pub_id", "seq", "sha256", "accepted_at", "verified")
        print_json([{key: getattr(row, key) for key in keys} for row in rows])
        return
    print_table(
        ("Document", "Version", "Accepted", "SHA-256", ""),
        (
            (row.pub_id, row.seq, row.accepted_at, row.sha256, "verified" if row.verified else "NOT VERIFIED")
            for row in rows
        ),
        numbers=frozenset({1}),
    )


def print_published(session: Session, report: PublishReport, **more: Any) -> None:
    """Print what publishing did. Raises what stopped it, or HubRefused if a document was refused."""
    refused = [{"pub_id": one.pub_id, "problem": one.problem} for one in report.refused]
    if session.json:
        figures = {
            "sent": report.sent,
            "accepted": report.accepted,
            "refused": refused,
            "waiting": report.waiting,
        }
        print_json({**more, **figures})
    else:
        print_line(f"{report.accepted} of {report.sent} documents arrived, each with a verified receipt.")
        if report.waiting:
            print_line(f"{report.waiting} wait.")
    if report.adopted is not None:
        say(adopting.sentence(report.adopted))
    for one in report.refused:
        say(f"The hub refused document {one.pub_id}: {one.problem}.")
    if report.trouble is not None:
        raise report.trouble
    if refused:
        raise HubRefused("Some documents were refused; they stay in the outbox. Look at: weavit outbox")
