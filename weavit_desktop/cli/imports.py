"""weavit imports: what came in earlier, and taking an import back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC
from typing import Annotated, Any

import typer

from weavit_core.fields import instant_text
from weavit_desktop.cli.confirming import confirmed
from weavit_desktop.cli.printing import print_json, print_line, print_table
from weavit_desktop.cli.session import open_vault, session_of, work_of
from weavit_desktop.cli.stopping import stoppable
from weavit_desktop.cli.watching import watched
from weavit_desktop.services.import_history import EarlierImport, earlier_imports, files_words
from weavit_desktop.services.undoing import Undone, gone_words, kept_words, undo_import

imports = typer.Typer(help="What came in earlier; undo takes an import back.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(imports, name="imports")


@imports.callback()
def list_imports(context: typer.Context) -> None:
    """List all imports, the newest first."""
    if context.invoked_subcommand is not None:
        return
    session = session_of(context)
    with open_vault(session, "weavit imports") as vault:
        found = earlier_imports(vault, count=None)
    if session.json:
        print_json([_document(one) for one in found])
        return
    print_table(
        ("Id", "When", "Files", "New", "Updated", "Interactions", "Problems", ""),
        (
            (
                one.uid,
                f"{one.at:%Y-%m-%d %H:%M}",
                files_words(one.files),
                one.people_new,
                one.people_updated,
                one.interactions_new,
                one.problems or "none",
                _state(one),
            )
            for one in found
        ),
        numbers=frozenset(range(3, 7)),
    )


@imports.command("undo")
def undo(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="ID", help="The id of an import.")],
    confirm: Annotated[
        str | None, typer.Option(help="Confirm that this many go, as the refusal names it.")
    ] = None,
) -> None:
    """Take an import back, whenever it was. What you changed or wrote since stays."""
    session = session_of(context)
    with open_vault(session, "weavit imports undo") as vault:
        work = work_of(session, vault)

        def go(typed: str | None) -> Undone:
            with watched("Undoing") as show, stoppable() as stopped:
                return undo_import(vault, replace(work, progress=show), which, typed=typed, cancelled=stopped)

        undone = confirmed(go, confirm)
    if session.json:
        print_json({"undone": which, **asdict(undone)})
        return
    for sentence in undone_words(undone):
        print_line(sentence)


def undone_words(undone: Undone) -> Iterator[str]:
    """Yield the sentences about an import that was taken back."""
    yield f"The import is undone. With it went {gone_words(undone) or 'nothing'}."
    yield from kept_words(undone)


def _state(one: EarlierImport) -> str:
    if one.undone_at:
        return f"undone {one.undone_at:%Y-%m-%d}"
    return "" if one.records else "nothing taken in"


def _document(one: EarlierImport) -> dict[str, Any]:
    return {
        "id": one.uid,
        "at": instant_text(one.at.astimezone(UTC)),
        "files": list(one.files),
        "people_new": one.people_new,
        "people_updated": one.people_updated,
        "interactions_new": one.interactions_new,
        "problems": one.problems,
        "undone_at": instant_text(one.undone_at.astimezone(UTC)) if one.undone_at else None,
    }
