"""The root command, and what makes, runs and checks a hub."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from weavit_core import invite as wire
from weavit_core.release import Release
from weavit_hub import configuration
from weavit_hub.cli import administration
from weavit_hub.cli.context import Place, hub, place, print_json
from weavit_hub.composition import init_hub, migrate_hub
from weavit_hub.errors import HubDamaged, UsageRefused
from weavit_hub.hub import system_clock
from weavit_hub.policy_file import default_policy, read_policy
from weavit_hub.services import check as checking
from weavit_hub.services import invites, releasing
from weavit_hub.store.engine import forget, reading, write

app = typer.Typer(
    help="The company's hub of Weavit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
app.add_typer(administration.reps, name="reps")
app.add_typer(administration.device, name="device")
app.add_typer(administration.policies, name="policy")
app.add_typer(administration.clients, name="clients")


class Role(StrEnum):
    """What a colleague may reach."""

    REP = "rep"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


File = Annotated[Path | None, typer.Option(exists=True, dir_okay=False)]


@app.callback()
def root(
    context: typer.Context,
    directory: Annotated[Path, typer.Option("--dir", help="The hub's folder.", file_okay=False)],
    debug: Annotated[  # noqa: ARG001  main() looks for it, for errors come up there
        bool, typer.Option("--debug", help="Show tracebacks.")
    ] = False,
) -> None:
    """Keep what colleagues chose to publish, and release tables that name nobody."""
    context.obj = Place(directory)


@app.command()
def init(
    context: typer.Context,
    database: Annotated[str, typer.Option(help="An SQLAlchemy URL.")] = configuration.DEFAULT_DATABASE,
    name: Annotated[str, typer.Option(help="The company's name.")] = "Our company",
    policy: File = None,
) -> None:
    """Make a new hub: keys, configuration, database."""
    wanted = default_policy(name) if policy is None else read_policy(policy, name)
    init_hub(place(context).directory, name, database, wanted, system_clock())


@app.command("serve")
def serve_hub(
    context: typer.Context,
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8420,
    certificate: File = None,
    key: File = None,
) -> None:
    """Serve; prints `listening on URL` once it answers."""
    from weavit_hub.serving import Listening, serve  # 0.6 s of imports that no other command needs

    listening = Listening(host, port, certificate, key)
    here = hub(context)
    directory = place(context).directory

    def announce(url: str) -> None:
        configuration.remember_url(directory, configuration.load(directory)[0], url)
        typer.echo(f"listening on {url}")

    serve(here, listening, announce)


@app.command()
def invite(
    context: typer.Context,
    name: str,
    role: Role = Role.REP,
    team: str | None = None,
    url: Annotated[str | None, typer.Option(help="The hub's address, if not where it last listened.")] = None,
) -> None:
    """Print one invite, for one colleague, good for five days."""
    here = hub(context)
    address = url or configuration.load(place(context).directory)[0].url
    if address is None:
        raise UsageRefused("The hub never listened yet. Start `serve` once, or give its address with --url.")
    invite_id, secret = write(
        here.engine, lambda db: invites.create(db, name, role.value, team, here.clock())
    )
    key = here.seal.key.public_key()
    typer.echo(wire.write(wire.Invite(address.rstrip("/"), here.seal.hub_id, key, invite_id, secret)))


@app.command()
def release(
    context: typer.Context,
    now: Annotated[bool, typer.Option("--now", help="Even before the epoch is over.")] = False,
    as_json: administration.AsJson = False,
) -> None:
    """Compute the release of a new epoch, if one is due."""
    here = hub(context)
    with reading(here.engine) as db:
        due = now or releasing.is_due(db, here.clock().date())
    if not due:
        raise UsageRefused("The epoch is not over yet. `release --now` computes a release all the same.")
    computed = write(here.engine, lambda db: releasing.release(db, here.seal, here.clock()))
    forget(here.engine)
    counts = _counts(computed)
    if as_json:
        print_json(counts)
    else:
        typer.echo(", ".join(f"{what} {value}" for what, value in counts.items()))


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the schema of this version."""
    done = migrate_hub(place(context).directory)
    typer.echo("migrated" if done else "nothing to do")


@app.command()
def check(context: typer.Context) -> None:
    """Verify the log, the rows and every document."""
    here = hub(context)
    with reading(here.engine) as db:
        faults = checking.faults(db, here.seal.hub_id, here.seal.key.public_key())
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise HubDamaged("The hub's data do not verify. Stop it, and compare with a copy.")
    typer.echo("all verified")


def _counts(computed: Release) -> dict[str, object]:
    return {
        "epoch": computed.epoch,
        "computed_on": computed.computed_on.isoformat(),
        "clients": len(computed.tables.clients),
        "levels": len(computed.tables.levels),
        "cells": len(computed.tables.cells),
    }
