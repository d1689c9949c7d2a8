"""weavit demo: the whole product on sample data, with a hub of its own on loopback."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from weavit_desktop.cli.printing import print_line
from weavit_desktop.cli.session import session_of
from weavit_desktop.errors import UsageRefused
from weavit_desktop.platform.program import window_command


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("--dir", help="Keep everything in this new folder, to look around in.")
    ] = None,
    gui: Annotated[
        bool, typer.Option("--gui", help="Before she takes anything back, open her window and wait.")
    ] = False,
) -> None:
    """Run the whole product once on invented data, and tell what each side sees."""
    from weavit_desktop.demo.laptop import PASSPHRASE
    from weavit_desktop.demo.story import tell_story  # it brings in all that the other commands do without

    application = session_of(context).application
    look = _open_window if gui else None
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="weavit-demo-") as temporary:
            tell_story(application, Path(temporary), print_line, look)
        print_line()
        print_line("All of it is gone again. To keep it and look around: weavit demo --dir FOLDER")
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageRefused("The folder for the demo is not empty. Choose a new one.")
    folder.mkdir(parents=True, exist_ok=True)
    tell_story(application, folder, print_line, look)
    print_line()
    print_line(f"All of it is in {folder}. The passphrase of every vault there: {PASSPHRASE}")


def _open_window(folder: Path) -> None:
    """Open the window on a vault and wait until it is closed. Locking it keeps its process."""
    subprocess.run(window_command(folder), check=False)  # noqa: S603  our own program, no shell
