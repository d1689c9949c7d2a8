"""`weavit-hub`: known errors become one sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import sys

import typer
from sqlalchemy.exc import DatabaseError, OperationalError

from weavit_hub.cli.commands import app
from weavit_hub.errors import HubDamaged, HubError, NoRoom

_NO_ROOM = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT})


def main() -> None:
    """Run the command line."""
    try:
        app()
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        known = _known(error)
        typer.echo(str(known), err=True)
        sys.exit(known.exit_code)


def _known(error: Exception) -> HubError:
    if isinstance(error, HubError):
        return error
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return NoRoom("There is no room, or no permission to write, in the hub's folder.")
    if isinstance(error, OperationalError):
        return NoRoom("The database cannot be opened or written. Is it running, with room and permission?")
    if isinstance(error, DatabaseError):
        return HubDamaged("The database is damaged, or is no database. Restore it from a copy.")
    return HubError(f"The hub failed by a mistake of its own ({type(error).__name__}). --debug shows it.")


if __name__ == "__main__":
    main()
