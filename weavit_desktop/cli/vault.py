"""weavit vault ...: make, describe, check a vault, change its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from weavit_desktop.cli import backups
from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.secrets import read_new_secret, read_secret, require_typed_back
from weavit_desktop.cli.session import open_vault, session_of
from weavit_desktop.errors import NoRoom, UsageRefused, VaultDamaged
from weavit_desktop.services import rotation
from weavit_desktop.vault import opening
from weavit_desktop.vault.creation import change_passphrase, create_vault
from weavit_desktop.vault.files import create_private
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import describe_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.ways_in import replace_recovery_code

commands = typer.Typer(help="Make, describe and check the vault.", no_args_is_help=True)
backups.register(commands)

NewPassphraseFile = Annotated[
    str | None,
    typer.Option("--new-passphrase-file", help="File with the new passphrase, - for standard input."),
]


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
    """Check that the vault is sound."""
    session = session_of(context)
    with open_vault(session, "weavit vault check") as vault:
        report = check_vault(vault, deep=deep)
    if session.json:
        print_json({"sound": not report.problems, "checks": report.checks, "problems": report.problems})
    for problem in report.problems:
        say(problem)
    if report.problems:
        raise VaultDamaged(
            f"The vault is damaged: {len(report.problems)} findings. Keep a copy of its folder as it is."
        )
    if not session.json:
        print_line("The vault is sound.")


@commands.command()
def passphrase(context: typer.Context, new_passphrase_file: NewPassphraseFile = None) -> None:
    """Set another passphrase. No data is rewritten."""
    session = session_of(context)
    with open_vault(session, "weavit vault passphrase") as vault:
        secret = read_new_secret(new_passphrase_file, prompt="New passphrase", option="--new-passphrase-file")
        change_passphrase(vault, secret)
    print_line("The passphrase is changed. Copies of the vault made before still open with the old one.")


@commands.command()
def recovery(
    context: typer.Context,
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the new code here instead of to standard error.")
    ] = None,
) -> None:
    """Make a new recovery code. The old one stops working."""
    session = session_of(context)
    with open_vault(session, "weavit vault recovery") as vault:
        code = _new_code(recovery_file)
        replace_recovery_code(vault, code)
    if session.json:
        print_json({"id": vault.id, "path": str(session.folder)})
    else:
        print_line("The new recovery code is in force. The old one opens copies made before, and no more.")


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
