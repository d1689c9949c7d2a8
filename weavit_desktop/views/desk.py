"""What every page is given: the program, the open vault, the theme, and ways to work and to move about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from weavit_desktop.composition import Application
from weavit_desktop.models.changes import Changes
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.theme.theme import Theme


class Navigation(Protocol):
    """Where a page can send its user. The window is the one implementation."""

    def go(self, section: str) -> None:
        """Open a section by its key: people, sharing, import, settings; or duplicates."""

    def open_person(self, uid: str) -> None:
        """Open the page of one person."""

    def review_files(self, paths: list[Path]) -> None:
        """Open the flight check over files."""

    def join_hub(self) -> None:
        """Open the steps of joining a hub."""

    def choose_for(self, uids: list[str]) -> None:
        """Open the choice of what the company sees of several people."""

    def back(self) -> None:
        """Go back to where the user came from."""

    def restore_backup(self) -> None:
        """Close the vault, and choose a backup to restore."""

    def change_key(self, passphrase: str, code: str) -> None:
        """Close the vault, and encrypt it anew, with `code` as its new recovery code."""

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say in passing what was done; with `undo`, offer to undo it."""

    def tell_error(self, error: Exception) -> None:
        """Tell a known error in its sentence, and a bug without anybody's data."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every page by the window. Everything that takes longer than a frame goes through `tasks`."""

    application: Application
    vault: Vault
    theme: Theme
    tasks: Tasks
    changes: Changes
    navigation: Navigation

    def work(self) -> Work:
        """Return what computing services need, as of now. Call it inside a task: it reads the vault."""
        application = self.application
        return work_for(self.vault, application.rules(), application.clock, application.new_id)


class Page(Protocol):
    """A section of the window. `widget` is shown as it is; `refresh` is called when it comes to the front."""

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        ...

    def refresh(self) -> None:
        """Read again what may have changed while the page was not seen."""
        ...

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Take the form for a window under 1320 pixels (`narrow`), and under 1200 (`slim`)."""
        ...

    def focus_search(self) -> bool:
        """Put the cursor into the page's search field. Return False where it has none."""
        ...
