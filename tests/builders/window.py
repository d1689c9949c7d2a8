"""Single pages at a desk, and the whole window, for tests and for pictures of screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from builders import sample
from weavit_desktop.composition import Application
from weavit_desktop.models.changes import Changes
from weavit_desktop.models.tasks import InlineRunner, Runner, Tasks
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.desk import Desk, Navigation
from weavit_desktop.views.theme.theme import Theme


@dataclass
class Trail:
    """A Navigation that goes nowhere and remembers what a page asked of it, in order."""

    went: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    undo: Callable[[], object] | None = None

    def go(self, section: str) -> None:
        self.went.append(("go", section))

    def open_person(self, uid: str) -> None:
        self.went.append(("open_person", uid))

    def review_files(self, paths: list[Path]) -> None:
        self.went.append(("review_files", paths))

    def join_hub(self) -> None:
        self.went.append(("join_hub", None))

    def choose_for(self, uids: list[str]) -> None:
        self.went.append(("choose_for", uids))

    def back(self) -> None:
        self.went.append(("back", None))

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(words)
        self.undo = undo

    def tell_error(self, error: Exception) -> None:
        self.errors.append(error)


def desk_for(
    vault: Vault,
    theme: Theme,
    *,
    application: Application | None = None,
    navigation: Navigation | None = None,
    runner: Runner | None = None,
) -> Desk:
    """Return a desk for one page. Without more, work is done inline, and Trail takes what the page asks.

    Give `Maya.application` where the page talks to the hub; `trail_of(desk)` is what the page asked.
    """
    return Desk(
        application or sample.application(),
        vault,
        theme,
        Tasks(runner or InlineRunner()),
        Changes(),
        navigation or Trail(),
    )


def trail_of(desk: Desk) -> Trail:
    """Return the trail of a desk that `desk_for` made without a navigation."""
    assert isinstance(desk.navigation, Trail)
    return desk.navigation
