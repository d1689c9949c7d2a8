"""The command line as one tree, and how its errors become sentences and exit codes."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException

from weavit_desktop.cli.arguments import hoist
from weavit_desktop.cli.printing import say
from weavit_desktop.cli.session import Session
from weavit_desktop.composition import Application, chosen_folder
from weavit_desktop.errors import WeavitError
from weavit_desktop.events import Event, note, note_failure, place_of

USAGE = 2
INTERRUPTED = 130
STOPPED = "Stopped. Nothing was left half done."

# The commands of each module: one call loads the module of its command, and what that needs.
MODULES: Final = {
    "vault": ("vault",),
    "hub": ("hub",),
    "importing": ("import", "me"),
    "imports": ("imports",),
    "exporting": ("export",),
    "people": ("people", "person", "add", "edit", "delete"),
    "duplicates": ("duplicates", "link", "unlink"),
    "files": ("attach", "files"),
    "clients": ("clients", "client"),
    "sharing": ("share", "revoke", "object"),
    "publishing": ("outbox", "receipts", "publish"),
    "window": ("lock",),
    "demo": ("demo",),
}


def modules_for(arguments: Sequence[str]) -> list[str]:
    """Return which modules hold the command of a line: all of them where it names none, as for help."""
    return [one for one, commands in MODULES.items() if not {*commands}.isdisjoint(arguments)] or [*MODULES]


def make_app(application: Application, modules: Iterable[str] = MODULES) -> typer.Typer:
    """Return the command tree of some modules over one application."""
    app = typer.Typer(
        help="Your relationships, in a vault on your laptop. You decide what the company sees.",
        epilog="The options above may stand anywhere in the line.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def begin(
        context: typer.Context,
        vault_folder: Annotated[
            Path | None, typer.Option("--vault", help="Folder of the vault; also WEAVIT_VAULT.")
        ] = None,
        passphrase_file: Annotated[
            str | None, typer.Option(help="File with the passphrase, - for standard input.")
        ] = None,
        recovery_code_file: Annotated[
            str | None, typer.Option(help="Open with the recovery code in this file instead.")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")] = False,
        debug: Annotated[  # noqa: ARG001  read before parsing, see run()
            bool, typer.Option("--debug", help="Show the traceback of an error.")
        ] = False,
    ) -> None:
        folder = chosen_folder(vault_folder, application.default_vault)
        context.obj = Session(application, folder, passphrase_file, recovery_code_file, as_json)

    for module in modules:
        import_module(f"weavit_desktop.cli.{module}").register(app)
    return app


def run(arguments: Sequence[str], application: Application) -> int:
    """Run one command. Returns the exit code of cli.md; prints one plain sentence for an error."""
    debug = "--debug" in arguments
    try:
        command = typer.main.get_command(make_app(application, modules_for(arguments)))
        left_with = command.main(args=hoist(arguments), prog_name="weavit", standalone_mode=False)
    except TyperException as error:
        say(error.format_message())
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        say(STOPPED)
        return INTERRUPTED
    except WeavitError as error:
        return _tell(error, error.exit_code, debug=debug)
    except Exception as error:  # a bug: told in one sentence, with its place but without its values
        note_failure(error)
        say(f"Weavit itself failed ({place_of(error)}). Nothing was left half done; --debug shows more.")
        return _trace(1, debug=debug)
    if left_with == INTERRUPTED:  # what Typer makes of Ctrl+C
        say(STOPPED)
    return left_with if isinstance(left_with, int) else 0


def _tell(error: WeavitError, exit_code: int, *, debug: bool) -> int:
    note(Event.REFUSED, code=error.code)
    say(error)
    return _trace(exit_code, debug=debug)


def _trace(exit_code: int, *, debug: bool) -> int:
    if debug:
        traceback.print_exc(file=sys.stderr)
    return exit_code
