"""Keeps the figures around the pages true: counts, ledger, whose vault, whether anything is leaving."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from weavit_desktop.models.changes import Topic
from weavit_desktop.services.overview import Overview, read_overview
from weavit_desktop.views.components.sidebar import Sidebar
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.moments import short_day_and_time
from weavit_desktop.views.page_table import PEOPLE, SHARING

QUIET = ("cloud-off", "Offline. Nothing is leaving.")


class FrameFigures(QObject):
    """Reads the overview whenever something changed, and shows it in the sidebar."""

    def __init__(self, desk: Desk, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._desk = desk
        self._sidebar = sidebar
        self._hub_name = ""
        self._reading = False
        self._again = False
        desk.changes.happened.connect(self._hear)

    @property
    def is_joined(self) -> bool:
        """Return whether a hub is joined, as far as was read."""
        return bool(self._hub_name)

    def refresh(self) -> None:
        """Read again. What changes meanwhile is read once more afterwards."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        vault, clock = self._desk.vault, self._desk.application.clock
        self._desk.tasks.run(
            lambda _progress, _cancelled: read_overview(vault, clock), self._show, self._fail
        )

    def set_open_ways(self, count: int) -> None:
        """Say whether the process that may reach the hub is running."""
        talking = ("upload", f"Talking to {self._hub_name or 'the hub'}")
        self._sidebar.network.set_state(*(talking if count else QUIET))

    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics:
            self.refresh()

    def _show(self, overview: Overview) -> None:
        self._hub_name = overview.hub_name
        name = f"Vault of {overview.given_name}" if overview.given_name else "Your vault"
        self._sidebar.set_vault_name(name)
        self._sidebar.set_count(PEOPLE, f"{overview.people:,}" if overview.people else "")
        waiting = f"{overview.waiting:,} waiting" if overview.waiting else ""
        self._sidebar.set_count(SHARING, waiting, waiting=True)
        self._sidebar.ledger.set_figures(overview.private, overview.seen, self._last(overview))
        self._settle()

    def _fail(self, error: Exception) -> None:
        self._settle()
        self._desk.navigation.tell_error(error)

    def _settle(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.refresh()

    def _last(self, overview: Overview) -> str:
        if not overview.last_published:
            return "Nothing published yet"
        at = datetime.fromisoformat(overview.last_published)
        zone = ZoneInfo(self._desk.application.home_zone())
        return f"Last published {short_day_and_time(at.astimezone(zone))}"
