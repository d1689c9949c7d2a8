"""weavit vault ...: make, describe, check a vault, change its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from weavit_desktop.cli import backups, salvage
from weavit_desktop.cli.damage import tell_check
from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.secrets import read_new_secret, read_secret, require_typed_back
from weavit_desktop.cli.session import open_vault, session_of, unlock_of
from weavit_desktop.errors import HeaderDamaged, NoRoom, UsageRefused, VaultDamaged
from weavit_desktop.services import rewrapping, rotation
from weavit_desktop.services.damage import examine_closed
from weavit_desktop.services.rewrapping import Rewrapped
from weavit_desktop.vault import opening
from weavit_desktop.vault.creation import change_passphrase, create_vault
from weavit_desktop.vault.files import create_private
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import describe_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.ways_in import replace_recovery_code

_ELSEWHERE = "Copies of the vault put elsewhere, and old files in its quarantine, open as they did."

commands = typer.Typer(help="Make, describe and check the vault.", no_args_is_help=True)
backups.register(commands)
salvage.register(commands)

NewPassphraseFile = Annotated[
    str | None,
    typer.Option("--new-passphrase-file", help="File with the new passphrase, - for standard input."),
]
RewrapBackups = Annotated[
    bool, typer.Option("--rewrap-backups", help="Let old backups open with the new one only, too.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(commands, name="vault")


@commands.command()
def create(
    context: typer.Context,
    new_passphrase_file: NewPassphraseFile = None,
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the recovery code here instead of to standard error.")
    ] = None,
    home_zone: Annotated[
        str | None, typer.Option(help="Time zone that days are counted in, as Europe/Stockholm.")
    ] = None,
) -> None:
    """Make a new vault. Nothing of it leaves this computer."""
    session = session_of(context)
    if recovery_file is not None and recovery_file.exists():
        raise UsageRefused("The file for the recovery code exists already. Choose another name.")
    source = new_passphrase_file or session.passphrase_file
    secret = read_new_secret(source, prompt="New passphrase", option="--new-passphrase-file")
    zone = _known_zone(home_zone or session.application.home_zone())
    vault, code = create_vault(session.folder, secret, home_zone=zone, clock=session.application.clock)
    vault.close()
    _hand_over(code, recovery_file)
    if session.json:
        print_json({"id": vault.id, "path": str(session.folder)})
    else:
        print_line(f"Your vault is ready in {session.folder}. Nothing leaves this computer.")


@commands.command()
def info(context: typer.Context) -> None:
    """Tell what can be told without a passphrase."""
    session = session_of(context)
    found = describe_vault(session.folder)
    facts = {
        "id": found.id,
        "path": str(found.folder),
        "version": found.version,
        "slots": list(found.slots),
        "bytes": found.database_bytes,
    }
    if session.json:
        print_json(facts)
    else:
        facts["slots"] = ", ".join(found.slots)
        print_table(("", ""), facts.items())


@commands.command()
def check(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="Read and authenticate every page.")] = False,
) -> None:
    """Check that the vault is sound. --deep tells what is lost, and which backup is whole."""
    session = session_of(context)
    unlock = unlock_of(session)
    problems: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    try:
        with open_vault(session, "weavit vault check", unlock) as vault:
            report = check_vault(vault, deep=deep)
            checks, problems = report.checks, report.problems
    except HeaderDamaged:
        raise
    except VaultDamaged as error:
        if not deep:
            raise
        problems = (str(error),)
    found = examine_closed(session.folder, unlock) if deep and problems else None
    tell_check(checks, problems, found, json=session.json)


@commands.command()
def passphrase(
    context: typer.Context,
    new_passphrase_file: NewPassphraseFile = None,
    rewrap_backups: RewrapBackups = False,
) -> None:
    """Set another passphrase. No data is rewritten."""
    session = session_of(context)
    with open_vault(session, "weavit vault passphrase") as vault:
        secret = read_new_secret(new_passphrase_file, prompt="New passphrase", option="--new-passphrase-file")
        change_passphrase(vault, secret)
        done = rewrapping.rewrap_backups(vault) if rewrap_backups else None
    if session.json:
        print_json({"id": vault.id, "path": str(session.folder), "backups": _rewrapped_document(done)})
    else:
        print_line(f"The passphrase is changed. {_ELSEWHERE}")
    _tell_rewrapped(done, json=session.json)


@commands.command()
def recovery(
    context: typer.Context,
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the new code here instead of to standard error.")
    ] = None,
    rewrap_backups: RewrapBackups = False,
) -> None:
    """Make a new recovery code. The old one stops working."""
    session = session_of(context)
    with open_vault(session, "weavit vault recovery") as vault:
        code = _new_code(recovery_file)
        replace_recovery_code(vault, code)
        done = rewrapping.rewrap_backups(vault) if rewrap_backups else None
    if session.json:
        print_json({"id": vault.id, "path": str(session.folder), "backups": _rewrapped_document(done)})
    else:
        print_line(f"The new recovery code is in force. {_ELSEWHERE}")
    _tell_rewrapped(done, json=session.json)


@commands.command()
def rotate(
    context: typer.Context,
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the new recovery code here instead of to standard error.")
    ] = None,
) -> None:
    """Encrypt the vault anew, under another data key and with a new recovery code. The passphrase stays."""
    session = session_of(context)
    if session.recovery_code_file is not None:
        raise UsageRefused("This needs the passphrase: the vault is locked with it anew.")
    name = "weavit vault rotate"
    secret = read_secret(session.passphrase_file, prompt="Passphrase", option="--passphrase-file")
    with opening.open_vault(session.folder, secret, command=name) as vault:  # or say what is wrong, first
        code = _new_code(recovery_file)
    old_files = rotation.rotate(session.folder, secret, code, session.application.clock, command=name)
    if session.json:
        print_json({"id": vault.id, "path": str(session.folder), "old_files": str(old_files)})
        return
    print_line("The vault is encrypted anew, and the new recovery code is in force.")
    print_line(f"The old files lie in {old_files}, and the backups made before open as they did.")
    print_line("Delete them if somebody else may know their key.")


def _rewrapped_document(done: Rewrapped | None) -> list[dict[str, str]] | None:
    if done is None:
        return None
    return [{"path": str(path), "outcome": outcome} for path, outcome in done.outcomes]


def _tell_rewrapped(done: Rewrapped | None, *, json: bool) -> None:
    """Say what became of old backups. Ends with code 1 if some of them open as before."""
    if done is None:
        if not json:
            print_line("Backups made before open as they did; --rewrap-backups changes that.")
        return
    for sentence in rewrapping.sentences(done):
        say(sentence)
    if not done.complete:
        raise typer.Exit(1)


def _new_code(file: Path | None) -> str:
    """Return a new code that was handed over: one that is lost on its way must not be the one in force."""
    if file is not None and file.exists():
        raise UsageRefused("The file for the recovery code exists already. Choose another name.")
    code = new_recovery_code()
    if file is None:
        _show(code)
        require_typed_back(code)
    else:
        _write_new(file, code)
    return code


def _known_zone(name: str) -> str:
    """Return the name of a time zone that exists. Raises UsageRefused."""
    if name not in available_timezones():
        raise UsageRefused("There is no such time zone. Write it as Europe/Stockholm.")
    return name


def _hand_over(code: str, file: Path | None) -> None:
    if file is None:
        _show(code)
        return
    try:
        _write_new(file, code)
    except NoRoom as error:
        say(f"Recovery code: {code}")
        raise NoRoom(
            "The vault was made, but the recovery code could not be written to its file; it stands above."
        ) from error


def _show(code: str) -> None:
    say("Recovery code, shown this once. Write it down and keep it away from the laptop:")
    say(f"  {code}")
    say("If you lose it and the passphrase, nobody can open the vault, including us.")


def _write_new(file: Path, code: str) -> None:
    try:
        create_private(file, f"{code}\n".encode())
    except OSError as error:
        raise NoRoom(
            "The recovery code could not be written to its file. Nothing was changed; choose another place."
        ) from error
