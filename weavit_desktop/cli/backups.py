"""weavit vault backup, backups, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from weavit_core.fields import instant_text
from weavit_desktop.cli.confirming import confirmed
from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.session import open_vault, session_of, unlock_of
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.errors import BackupDamaged, UsageRefused
from weavit_desktop.services import backups, restoring
from weavit_desktop.services.backups import Listed, Made, State
from weavit_desktop.services.restoring import Restored
from weavit_desktop.vault.backup_file import Manifest, Reason


def register(commands: typer.Typer) -> None:
    """Add the commands to `weavit vault`."""
    commands.command("backup")(back_up)
    commands.command("backups")(list_backups)
    commands.command("restore")(restore)


def back_up(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Copy this backup there too, as to another disk.")
    ] = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Copy every backup there from now on.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Copy backups nowhere from now on.")] = False,
) -> None:
    """Make a backup, read it back and open it. It is encrypted as the vault is."""
    session = session_of(context)
    if (remember and folder is None) or (remember and forget):
        raise UsageRefused("--remember needs the folder, and does not go with --forget.")
    with open_vault(session, "weavit vault backup") as vault:
        if remember or forget:
            backups.remember_copy_folder(vault, folder if remember else None)
        made = backups.back_up(vault, Reason.ASKED, session.application.clock, copy_to=folder)
    if session.json:
        print_json(_made_document(made))
    else:
        print_line(f"Backed up and verified: {made.backup.path}")
        if made.copy:
            print_line(f"Copied and verified: {made.copy}")
    if made.problem:
        say(made.problem)
        raise typer.Exit(1)


def list_backups(
    context: typer.Context,
    verify: Annotated[bool, typer.Option("--verify", help="Read back and open every one now.")] = False,
) -> None:
    """List the backups of the vault, the newest first."""
    session = session_of(context)
    with open_vault(session, "weavit vault backups") as vault:
        found = backups.verified(vault, session.application.clock) if verify else backups.listed(vault)
        last, folder = backups.last_verified(vault), backups.copy_folder(vault)
    if session.json:
        print_json(
            {
                "backups": [_listed_document(one) for one in found],
                "last_verified": instant_text(last) if last else None,
                "copy_folder": str(folder) if folder else None,
            }
        )
    else:
        print_table(
            ("File", "Made", "Why", "Bytes", "State"),
            (
                (
                    one.path.name,
                    instant_text(one.manifest.made_at) if one.manifest else "",
                    one.manifest.reason if one.manifest else "",
                    one.bytes,
                    one.state,
                )
                for one in found
            ),
            numbers=frozenset({3}),
        )
        print_line(f"Last verified: {instant_text(last) if last else 'never'}")
    damaged = sum(one.state is State.DAMAGED for one in found)
    if damaged:
        raise BackupDamaged(
            f"Of {many(len(found), 'backup')}, {many(damaged, 'is', 'are')} damaged. Make a new one."
        )


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup.")],
    confirm: Annotated[
        str | None, typer.Option(help="Confirm the loss of this many, as the refusal names it.")
    ] = None,
) -> None:
    """Make a backup the vault. The files of the old vault are kept in its quarantine."""
    session = session_of(context)
    unlock = unlock_of(session)
    clock = session.application.clock
    restored = confirmed(lambda typed: restoring.restore(file, session.folder, unlock, clock, typed), confirm)
    if session.json:
        print_json(_restored_document(restored))
        return
    made_at = instant_text(restored.manifest.made_at)
    print_line(f"The vault is as it was at {made_at}: {many_people(restored.contents.people)}.")
    if restored.quarantine:
        print_line(f"The files of the old vault are in {restored.quarantine}.")


def _about(manifest: Manifest) -> dict[str, Any]:
    return {
        "sequence": manifest.sequence,
        "made_at": instant_text(manifest.made_at),
        "reason": manifest.reason,
        "pinned": manifest.pinned,
    }


def _made_document(made: Made) -> dict[str, Any]:
    return {
        "path": str(made.backup.path),
        **_about(made.backup.manifest),
        "bytes": made.backup.path.stat().st_size,
        "people": made.backup.contents.people,
        "interactions": made.backup.contents.interactions,
        "verified": True,
        "copy": str(made.copy) if made.copy else None,
        "removed": [path.name for path in made.removed],
    }


def _listed_document(one: Listed) -> dict[str, Any]:
    about: dict[str, Any] = _about(one.manifest) if one.manifest else {}
    return {"path": str(one.path), "bytes": one.bytes, "state": one.state, **about}


def _restored_document(restored: Restored) -> dict[str, Any]:
    return {
        "id": restored.manifest.vault_id,
        "path": str(restored.folder),
        "sequence": restored.manifest.sequence,
        "made_at": instant_text(restored.manifest.made_at),
        "people": restored.contents.people,
        "interactions": restored.contents.interactions,
        "quarantine": str(restored.quarantine) if restored.quarantine else None,
    }
