"""What one call of `weavit` was told before its command: which vault, which secret, which form of answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from weavit_desktop.cli.printing import say
from weavit_desktop.cli.secrets import read_secret
from weavit_desktop.composition import Application
from weavit_desktop.errors import WeavitError
from weavit_desktop.services.backups import back_up_daily
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault import opening
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Session:
    """`folder` is the vault's; `passphrase_file` a path, `-`, or None for a prompt."""

    application: Application
    folder: Path
    passphrase_file: str | None
    recovery_code_file: str | None
    json: bool


def session_of(context: typer.Context) -> Session:
    """Return the session that the first callback made."""
    session = context.find_object(Session)
    if session is None:
        raise RuntimeError("a command was called without its session")
    return session


def open_vault(session: Session, command: str) -> Vault:
    """Open the vault with whichever secret was named, in the name of a command.

    The first time of a day, it is backed up. A backup that cannot be made is told and stops no command.
    """
    vault = _opened(session, command)
    try:
        back_up_daily(vault, session.application.clock)
    except WeavitError as error:
        say(f"Today's backup could not be made. {error}")
    except BaseException:
        vault.close()
        raise
    return vault


def work_of(session: Session, vault: Vault) -> Work:
    """Return what services that compute need, as of the holder's local day."""
    application = session.application
    return work_for(vault, application.rules(), application.clock, application.new_id)


def _opened(session: Session, command: str) -> Vault:
    clock = session.application.clock
    if session.recovery_code_file is not None:
        code = read_secret(session.recovery_code_file, prompt="Recovery code", option="--recovery-code-file")
        return opening.open_with_recovery_code(session.folder, code, command=command, clock=clock)
    secret = read_secret(session.passphrase_file, prompt="Passphrase", option="--passphrase-file")
    return opening.open_vault(session.folder, secret, command=command, clock=clock)
