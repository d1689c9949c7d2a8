"""weavit attach, files: files kept with a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from weavit_desktop.cli.printing import print_json, print_line, print_table
from weavit_desktop.cli.session import Session, open_vault, session_of, work_of
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import attachments
from weavit_desktop.vault.repositories.attachments import Attachment

Person = Annotated[str, typer.Argument(metavar="PERSON", help="The id of a person.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("attach")(attach)
    app.command("files")(files)


def attach(
    context: typer.Context,
    person: Person,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; a copy of it goes into the vault.")],
) -> None:
    """Keep a copy of a file with a person, encrypted in the vault."""
    session = session_of(context)
    with open_vault(session, "weavit attach") as vault:
        uid = attachments.attach_file(vault, work_of(session, vault), person, file)
    if session.json:
        print_json({"id": uid})
    else:
        print_line(uid)


def files(
    context: typer.Context,
    person: Person,
    save: Annotated[
        tuple[str, Path] | None,
        typer.Option(metavar="ID OUT", help="Write the file with this id to a new path, in the clear."),
    ] = None,
    remove: Annotated[str | None, typer.Option(metavar="ID", help="Remove the file with this id.")] = None,
) -> None:
    """List the files kept with a person, write one out, or remove one."""
    session = session_of(context)
    if save and remove:
        raise UsageRefused("Either --save or --remove, not both.")
    with open_vault(session, "weavit files") as vault:
        if save:
            attachments.save_file(vault, person, *save)
        if remove:
            attachments.remove_file(vault, person, remove)
        kept = attachments.files_of(vault, person)
    if save or remove:
        _tell(session, {"saved": save[0]} if save else {"removed": remove})
    elif session.json:
        print_json([_document(one) for one in kept])
    else:
        print_table(
            ("Id", "Name", "Kind", "Bytes", "Since"),
            ((one.uid, one.name, one.media_type, one.size, one.added_at) for one in kept),
            numbers=frozenset({3}),
        )


def _tell(session: Session, done: dict[str, Any]) -> None:
    if session.json:
        print_json(done)
    else:
        saved = "Written, in the clear: whoever can read that folder can read it."
        print_line(saved if "saved" in done else "Removed.")


def _document(one: Attachment) -> dict[str, Any]:
    return {
        "id": one.uid,
        "name": one.name,
        "media_type": one.media_type,
        "bytes": one.size,
        "added_at": one.added_at,
    }
