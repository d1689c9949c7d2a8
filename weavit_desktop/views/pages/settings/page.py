"""The settings, in parts at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from weavit_desktop.models.changes import Topic
from weavit_desktop.services import hub, identity
from weavit_desktop.services.hub import Status
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.sidebar import Section, SidebarItem
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.settings.about import AboutCard, LicencesCard
from weavit_desktop.views.pages.settings.backups import BackupsCard
from weavit_desktop.views.pages.settings.export import ExportCard
from weavit_desktop.views.pages.settings.hub import HoldsCard, HubCard, LeaveCard, NoHubCard
from weavit_desktop.views.pages.settings.integrity import IntegrityCard
from weavit_desktop.views.pages.settings.locking import LockingCard
from weavit_desktop.views.pages.settings.pane import Pane
from weavit_desktop.views.pages.settings.reading import ReadingCard
from weavit_desktop.views.pages.settings.recovery import RecoveryCard
from weavit_desktop.views.pages.settings.security import PlaceCard, UnlockingCard
from weavit_desktop.views.pages.settings.you import AddCard, YouCard, confirm
from weavit_desktop.views.window_state import WindowState

PARTS = (
    Section("you", "You", "user-round"),
    Section("security", "Security", "lock"),
    Section("hub", "Hub", "eye"),
    Section("reading", "Reading, motion", "accessibility"),
    Section("about", "About", "info"),
)
YOU, SECURITY, HUB, READING, ABOUT = range(5)
NAVIGATION = 188


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page shows of the vault. `status` is None without a hub."""

    me: Sequence[Identifier]
    status: Status | None


class SettingsPage(QWidget):
    """A page of the window."""

    def __init__(self, desk: Desk, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._header = HeaderBar(theme, "Settings", PARTS[0].words)
        self._add = AddCard(desk)
        self._add.added.connect(lambda kind, text: confirm(desk, kind, text, self._add))
        self._export = ExportCard(desk)
        self._panes = (
            Pane(theme, [self._add, self._export]),
            Pane(theme, _security(desk, state)),
            Pane(theme, [NoHubCard(desk)]),
            Pane(theme, [ReadingCard(theme, state)]),
            Pane(theme, [AboutCard(theme), LicencesCard(theme)]),
        )
        self._stack = QStackedWidget()
        for pane in self._panes:
            self._stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._navigation())
        row.addWidget(Rule(Qt.Orientation.Vertical))
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        desk.changes.happened.connect(self._hear)

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def refresh(self) -> None:
        """Read who is "me", and how it stands with the hub."""
        vault = self._desk.vault

        def read(_progress: object, _cancelled: object) -> Facts:
            return Facts(identity.me(vault), hub.hub_status(vault) if hub.is_joined(vault) else None)

        self._desk.tasks.run(read, self._show, self._desk.navigation.tell_error)

    def set_narrow(self, *, narrow: bool, slim: bool) -> None:
        """Put the cards below each other where two do not stand side by side."""
        del slim
        for pane in self._panes:
            pane.set_narrow(narrow=narrow)

    def focus_search(self) -> bool:
        """Return that there is nothing to search."""
        return False

    def open_part(self, place: int) -> None:
        """Show one part."""
        self._stack.setCurrentIndex(place)
        self._items.button(place).setChecked(True)
        self._header.set_title("Settings", PARTS[place].words)

    def _navigation(self) -> QWidget:
        side = Frame(Ground.PAGE, margin=10, gap=1)
        side.column.setContentsMargins(10, 16, 10, 10)
        side.setFixedWidth(self._desk.theme.grow(NAVIGATION))
        self._items = QButtonGroup(self)
        for place, part in enumerate(PARTS):
            item = SidebarItem(self._desk.theme, part)
            self._items.addButton(item, place)
            side.column.addWidget(item)
        side.column.addStretch(1)
        self._items.button(YOU).setChecked(True)
        self._items.idClicked.connect(self.open_part)
        return side

    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.HUB, Topic.IDENTITY, Topic.SHARING} and self.isVisible():
            self.refresh()

    def _show(self, facts: Facts) -> None:
        desk = self._desk
        you = YouCard(desk, facts.me)
        you.confirmed.connect(lambda kind, value: confirm(desk, kind, value))
        self._panes[YOU].set_cards([you, self._add, self._export])
        status = facts.status
        if status is None:
            self._panes[HUB].set_cards([NoHubCard(desk)])
        else:
            cards = [HubCard(desk, status), HoldsCard(desk, status), LeaveCard(desk, status)]
            self._panes[HUB].set_cards(cards)


def _security(desk: Desk, state: WindowState) -> list[QWidget]:
    return [
        UnlockingCard(desk),
        RecoveryCard(desk),
        LockingCard(desk.theme, state),
        BackupsCard(desk),
        PlaceCard(desk),
        IntegrityCard(desk),
    ]
