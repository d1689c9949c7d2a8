"""Commands about colleagues, devices, the policy and the Clients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from weavit_hub.cli.context import hub, print_json
from weavit_hub.errors import InputRefused
from weavit_hub.policy_file import read_policy
from weavit_hub.services import client_import, closing, policy, registry
from weavit_hub.store import accounts
from weavit_hub.store.accounts import Device, Rep
from weavit_hub.store.engine import reading, write

reps = typer.Typer(help="Colleagues who are enrolled.", no_args_is_help=True)
device = typer.Typer(help="Their devices.", no_args_is_help=True)
policies = typer.Typer(help="What the company promises.", no_args_is_help=True)
clients = typer.Typer(help="The registry of Clients.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
ReadableFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]


@reps.command("list")
def list_reps(context: typer.Context, as_json: AsJson = False) -> None:
    """List colleagues and their devices."""
    with reading(hub(context).engine) as db:
        everyone, devices = accounts.list_reps(db), accounts.list_devices(db)
    of_rep = {rep.id: [own for own in devices if own.rep_id == rep.id] for rep in everyone}
    if as_json:
        print_json([_rep_row(rep, of_rep[rep.id]) for rep in everyone])
        return
    for rep in everyone:
        state = f"closed {rep.closed_at}" if rep.closed_at else f"last seen {rep.last_seen}"
        ids = ", ".join(own.id + (" (revoked)" if own.revoked_at else "") for own in of_rep[rep.id])
        typer.echo(f"{rep.name}  {rep.role}  {state}  device {ids}")


@reps.command("close")
def close_rep(context: typer.Context, name: str) -> None:
    """Close a colleague's account; they can still take back what they published."""
    here = hub(context)
    write(here.engine, lambda db: closing.close_named(db, here.seal, name, here.clock()))


@device.command("revoke")
def revoke_device(context: typer.Context, device_id: str) -> None:
    """Refuse a device from now on, such as a stolen laptop."""
    here = hub(context)
    write(here.engine, lambda db: closing.revoke_device(db, here.seal, device_id, here.clock()))


@policies.command("set")
def set_policy(context: typer.Context, file: ReadableFile) -> None:
    """Put another policy in force; colleagues must accept it before they publish again."""
    here = hub(context)
    wanted = read_policy(file, here.name)
    typer.echo(write(here.engine, lambda db: policy.put_in_force(db, here.seal, wanted, here.clock())))


@clients.command("import")
def import_list(context: typer.Context, file: ReadableFile, as_json: AsJson = False) -> None:
    """Add and update Clients from a CSV list: name,aliases,domains,lei,country, several values by "|"."""
    here = hub(context)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused("The list is not UTF-8 text. Save it as CSV in UTF-8.") from error
    report = write(here.engine, lambda db: client_import.import_clients(db, here.seal, text, here.clock()))
    counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
    problems = [{"line": problem.line, "what": problem.what} for problem in report.problems]
    if as_json:
        print_json({**counts, "problems": problems})
    else:
        typer.echo(", ".join(f"{number} {what}" for what, number in counts.items()))
    if report.problems:
        for problem in report.problems:
            typer.echo(f"line {problem.line}: {problem.what}", err=True)
        raise InputRefused(f"{len(problems)} rows of the list were refused; the other rows were taken.")


@clients.command("list")
def list_clients(context: typer.Context, as_json: AsJson = False) -> None:
    """List the registry."""
    with reading(hub(context).engine) as db:
        known = registry.listed(db)
    if as_json:
        print_json(known)
        return
    for row in known:
        typer.echo(f"{row['id']}  {row['status']}  {row['name']}  {' '.join(row['domains'])}")


@clients.command("merge")
def merge(context: typer.Context, a: str, b: str) -> None:
    """Make the Client A a part of the Client B (ids)."""
    here = hub(context)
    write(here.engine, lambda db: registry.merge(db, here.seal, a, b, here.clock()))


def _rep_row(rep: Rep, devices: list[Device]) -> dict[str, object]:
    return {
        "id": rep.id,
        "name": rep.name,
        "role": rep.role,
        "team": rep.team,
        "last_seen": rep.last_seen,
        "closed_at": rep.closed_at,
        "devices": [{"id": own.id, "revoked": own.revoked_at is not None} for own in devices],
    }
