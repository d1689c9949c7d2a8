"""What one call of `weavit` was told before its command: which vault, which secret, which form of answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from weavit_desktop.cli.printing import say
from weavit_desktop.cli.secrets import read_secret
from weavit_desktop.composition import Application
from weavit_desktop.errors import WeavitError
from weavit_desktop.services import restoring
from weavit_desktop.services.backups import back_up_daily
from weavit_desktop.services.photos_left import move_photos_left
from weavit_desktop.services.restoring import Unlock
from weavit_desktop.vault import opening
from weavit_desktop.vault.vault import Vault

if TYPE_CHECKING:
    from weavit_desktop.services.work import Work


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


def open_vault(session: Session, command: str, unlock: Unlock | None = None) -> Vault:
    """Open the vault with whichever secret was named, in the name of a command.

    The first time of a day, it is backed up. A backup that cannot be made is told and stops no command.
    """
    clock = session.application.clock
    vault = opening.open_unlocked(session.folder, command, unlock or unlock_of(session), clock)
    try:
        _or_say("Today's backup could not be made.", lambda: back_up_daily(vault, clock))
        _or_say(
            "The photos of an older version still lie in the database.",
            lambda: move_photos_left(vault, lambda: work_of(session, vault)),
        )
    except BaseException:
        vault.close()
        raise
    return vault


def _or_say(sentence: str, care: Callable[[], object]) -> None:
    try:
        care()
    except WeavitError as error:
        say(f"{sentence} {error}")


def work_of(session: Session, vault: Vault) -> Work:
    """Return what services that compute need, as of the holder's local day."""
    from weavit_desktop.services.work import work_for  # with the rules, which few commands need

    application = session.application
    return work_for(vault, application.rules(), application.clock, application.new_id)


def unlock_of(session: Session) -> Unlock:
    """Ask for whichever secret was named, once; return what opens a header with it."""
    if session.recovery_code_file is not None:
        code = read_secret(session.recovery_code_file, prompt="Recovery code", option="--recovery-code-file")
        return restoring.with_recovery_code(code)
    secret = read_secret(session.passphrase_file, prompt="Passphrase", option="--passphrase-file")
    return restoring.with_passphrase(secret)
