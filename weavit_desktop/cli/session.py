"""What one call of `weavit` was told before its command: which vault, which secret, which form of answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from weavit_desktop.cli.secrets import read_secret
from weavit_desktop.composition import Application
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
    """Open the vault with whichever secret was named, in the name of a command."""
    if session.recovery_code_file is not None:
        code = read_secret(session.recovery_code_file, prompt="Recovery code", option="--recovery-code-file")
        return opening.open_with_recovery_code(session.folder, code, command=command)
    secret = read_secret(session.passphrase_file, prompt="Passphrase", option="--passphrase-file")
    return opening.open_vault(session.folder, secret, command=command)


def work_of(session: Session, vault: Vault) -> Work:
    """Return what services that compute need, as of the holder's local day."""
    application = session.application
    return work_for(vault, application.rules(), application.clock, application.new_id)
