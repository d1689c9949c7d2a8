"""weavit lock: what a command can ask of the open window."""

from __future__ import annotations

import typer

from weavit_desktop.cli.printing import print_json, say
from weavit_desktop.cli.session import session_of


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("lock")(lock)


def lock(context: typer.Context) -> None:
    """Ask the open window of this vault to lock it."""
    from weavit_desktop.platform.inbox import Request, ask_window  # brings in Qt, without a display

    session = session_of(context)
    locked = ask_window(session.application.inboxes, session.folder, Request("lock"))
    if session.json:
        print_json({"locked": locked})
    else:
        say("The vault is locked." if locked else "No window is open on this vault.")
