"""weavit hub ...: join, look, fetch, compare, leave."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.publishing import print_published
from weavit_desktop.cli.secrets import read_secret
from weavit_desktop.cli.session import open_vault, session_of
from weavit_desktop.errors import NoWayToAsk
from weavit_desktop.services import adopting, checking, hub, hub_policy, joining, retracting
from weavit_desktop.services.hub_policy import Terms

commands = typer.Typer(help="The company's hub: join it, see what it holds, leave it.", no_args_is_help=True)

AcceptPolicy = Annotated[
    bool, typer.Option("--accept-policy", help="Accept the hub's rules without being asked.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(commands, name="hub")


@commands.command()
def join(
    context: typer.Context,
    invite: Annotated[str, typer.Argument(metavar="INVITE", help="The line that begins with weavit1-.")],
    accept_policy: AcceptPolicy = False,
) -> None:
    """Join the hub of an invite. Joining shares nothing."""
    session = session_of(context)
    application = session.application
    with open_vault(session, "weavit hub join") as vault:
        joined = joining.join(
            vault,
            invite,
            lambda terms: _accept(terms, accepted=accept_policy),
            application.connect,
            application.clock,
            application.new_id,
        )
    if joined is None:
        say("Not joined. Nothing was sent.")
        raise typer.Exit(1)
    say("Retract-everything code, shown this once. Print it and keep it away from the laptop:")
    say(f"  {joined.retract_code}")
    say("It takes back all you shared, without this laptop (weavit hub retract). It can do nothing else.")
    if session.json:
        print_json({"hub": joined.hub_name, "name": joined.rep_name, "role": joined.role})
    else:
        print_line(f"You joined {joined.hub_name} as {joined.rep_name}. Still nothing is shared.")


@commands.command("accept-policy")
def accept_policy(context: typer.Context, yes: AcceptPolicy = False) -> None:
    """Read the hub's new rules, and accept them so that publishing goes on."""
    session = session_of(context)
    application = session.application
    with open_vault(session, "weavit hub accept-policy") as vault:
        accepted = hub_policy.accept_policy(
            vault,
            lambda terms: _accept(terms, accepted=yes),
            application.connect,
            application.clock,
            application.new_id,
        )
    if session.json:
        print_json({"accepted": accepted})
    else:
        print_line(
            "The new rules are accepted." if accepted else "There is nothing to accept, or you did not."
        )


@commands.command()
def status(context: typer.Context) -> None:
    """Tell what is known of the hub, without asking it."""
    session = session_of(context)
    with open_vault(session, "weavit hub status") as vault:
        found = asdict(hub.hub_status(vault))
    if session.json:
        print_json(found)
    else:
        print_table(("", ""), ((name.replace("_", " "), value) for name, value in found.items()))


@commands.command()
def fetch(context: typer.Context) -> None:
    """Fetch the registry of Clients and the newest release, whole, so that a look-up tells nobody."""
    session = session_of(context)
    with open_vault(session, "weavit hub fetch") as vault:
        application = session.application
        fetched = hub.fetch(vault, application.connect, application.clock, application.new_id)
    if session.json:
        print_json(asdict(fetched))
        return
    if fetched.adopted is not None:
        say(adopting.sentence(fetched.adopted))
    release = "no release yet" if fetched.epoch is None else f"release {fetched.epoch}"
    print_line(f"{fetched.clients} Clients in the registry, {release}.")
    if fetched.policy_changed:
        say("The hub's rules changed. Publishing waits until you accept them: weavit hub accept-policy")


@commands.command()
def mirror(context: typer.Context) -> None:
    """Fetch all that the hub holds about you, and compare it with what you sent."""
    session = session_of(context)
    with open_vault(session, "weavit hub mirror") as vault:
        application = session.application
        adopted = adopting.adopt_if_restored(
            vault, application.connect, application.clock, application.new_id
        )
        rows = checking.mirror(vault, application.connect, application.clock)
    if adopted is not None:
        say(adopting.sentence(adopted))
    if session.json:
        print_json([asdict(row) for row in rows])
        return
    print_table(
        ("Document", "Client", "Version", "Bytes", ""),
        (
            (
                row.pub_id,
                row.client_id,
                row.seq,
                row.bytes,
                "same bytes as you sent" if row.matches_sent else "NOT WHAT YOU SENT",
            )
            for row in rows
        ),
        numbers=frozenset({2, 3}),
    )
    print_line(f"{sum(row.matches_sent for row in rows)} of {len(rows)} agree.")


@commands.command()
def leave(context: typer.Context) -> None:
    """Take everything back, close your account and forget the hub. Your vault stays with you."""
    session = session_of(context)
    application = session.application
    with open_vault(session, "weavit hub leave") as vault:
        report = hub.leave(vault, application.connect, application.clock, application.new_id)
    print_published(session, report)
    if not session.json:
        print_line("You left the hub. Your vault stays with you.")


@commands.command()
def retract(
    context: typer.Context,
    code_file: Annotated[
        str | None, typer.Option(help="File with the printed code, - for standard input.")
    ] = None,
    invite: Annotated[
        str | None,
        typer.Option(help="Any invite to that hub, also one that was used: then no vault is needed."),
    ] = None,
) -> None:
    """Take back everything with the printed retract-everything code, as when the laptop is lost."""
    session = session_of(context)
    application = session.application
    if invite is not None:
        address = retracting.hub_of_invite(invite)
    else:
        with open_vault(session, "weavit hub retract") as vault:
            address = retracting.hub_of_vault(vault)
    code = read_secret(code_file, prompt="Retract-everything code", option="--code-file")
    retracted = retracting.retract_everything(address, code, application.connect, application.clock)
    if session.json:
        print_json({"retracted": retracted})
    else:
        print_line(
            f"Taken back: {retracted} documents. What the company has seen stays seen; nothing of it counts "
            "from the next release on."
        )


def _accept(terms: Terms, *, accepted: bool) -> bool:
    say(f"{terms.hub_name}, at {terms.url}")
    say(f"Key of the hub: {terms.fingerprint}")
    say("")
    for sentence in terms.policy.words:
        say(f"  {sentence}")
    say("")
    if terms.choices:
        say(f"You chose for {terms.choices} people already. Nothing leaves before you approve its bytes.")
    if accepted:
        return True
    if not sys.stdin.isatty():
        raise NoWayToAsk(
            "The hub's rules must be accepted, and there is no terminal to ask on. Use --accept-policy."
        )
    return typer.confirm("Accept these rules?", err=True)
