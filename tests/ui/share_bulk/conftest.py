"""The choice for several people over a small vault that joined a stand-in hub, in an active window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from builders.sample import HOME_ZONE, NOW, application
from builders.sharing import Post, Someone, Time, add_organisation, add_people, straight_to, uuid
from builders.sharing import choose as choose_level
from builders.stand_in_hub import StandInHub
from builders.vault import new_vault
from builders.window import Trail, desk_for, trail_of
from weavit_desktop.models.share_bulk import BulkModel, Column
from weavit_desktop.models.tasks import Runner
from weavit_desktop.services.joining import join
from weavit_desktop.vault.repositories import permissions
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.share_bulk.card import BulkCard
from weavit_desktop.views.pages.share_bulk.page import ShareBulk
from weavit_desktop.views.theme.theme import Theme


def named(name: str, *posts: Post, **marks: bool) -> Someone:
    """Return someone whose id is the first word of the name."""
    return Someone(name.split()[0].lower(), posts or (Post(1),), texts=(name, "", ""), **marks)


EVERYONE = (
    named("Anna Kowalczyk"),
    named("Bert Operman", Post(1, "manager", "legal")),
    named("Carla Diaz", Post(2, "vp", "it")),
    named("Dora Marsh", Post(1, "unknown", "it")),
    named("Emil Noor", objected=True),
)
UIDS = [one.uid for one in EVERYONE]


@dataclass
class Opened:
    """The card as a test drives it, by key and mouse."""

    bulk: ShareBulk
    desk: Desk
    window: QWidget
    hub: StandInHub

    @property
    def card(self) -> BulkCard:
        return self.bulk.card

    @property
    def model(self) -> BulkModel:
        return self.card.model

    @property
    def trail(self) -> Trail:
        return trail_of(self.desk)

    @property
    def is_open(self) -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return isValid(self.bulk) and self.bulk.overlay.isVisible()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
            QApplication.processEvents()

    def apply(self) -> None:
        """Press Ctrl Enter."""
        self.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def click_row(self, row: int, column: Column = Column.NAME) -> None:
        area = self.card.table.visualRect(self.model.index(row, column))
        at = area.topLeft() + QPoint(30, area.height() // 2)
        QTest.mouseClick(self.card.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def say(self) -> list[str]:
        """Return every text in sight."""
        return [
            label.text() for label in self.card.findChildren(QLabel) if label.isVisible() and label.text()
        ]

    def rows(self) -> list[tuple[str, ...]]:
        """Return what the rows say."""
        return [
            tuple(str(self.model.index(row, column).data()) for column in Column)
            for row in range(self.model.rowCount())
        ]

    def words(self) -> dict[str, str]:
        """Return by first name what a row says at its end."""
        return {name.split()[0]: words for name, _change, words in self.rows()}

    def chosen(self) -> dict[str, tuple[int, int, date | None]]:
        """Return what is chosen in the vault."""
        found = self.desk.vault.read(permissions.all_giving)
        return {uid: (int(one.level), one.k, one.until) for uid, one in found.items()}

    def choose_before(self, uid: str, level: int, k: int = 3, until: date | None = None) -> None:
        """Choose for one person, outside the card."""
        program = self.desk.application
        choose_level(self.desk.vault, uid, level, program.clock, program.new_id, k, until)


Open = Callable[..., Opened]


@pytest.fixture
def hub() -> StandInHub:
    return StandInHub(Time(NOW))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault", home_zone=HOME_ZONE) as opened:
        yield opened


@pytest.fixture
def open_card(qapp: QApplication, theme: Theme, vault: Vault, hub: StandInHub) -> Iterator[Open]:
    """Give a function that fills the vault and opens the card for some of its people."""
    windows: list[QWidget] = []

    def opened(
        people: Sequence[Someone] = EVERYONE,
        uids: Sequence[str] | None = None,
        *,
        joined: bool = True,
        before: dict[str, tuple[int, int]] | None = None,
        runner: Runner | None = None,
    ) -> Opened:
        program = application(clock=hub.clock, connect=straight_to(hub))

        def fill(db) -> None:
            add_organisation(db, 1, uuid(0xC1))
            add_organisation(db, 2, uuid(0xC2))
            add_people(db, people)

        vault.write(fill)
        if joined:
            join(vault, hub.invite, lambda _terms: True, program.connect, program.clock, program.new_id)
        for uid, (level, k) in (before or {}).items():
            choose_level(vault, uid, level, program.clock, program.new_id, k)
        window = QWidget()
        windows.append(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        desk = desk_for(vault, theme, application=program, runner=runner)
        bulk = ShareBulk(desk, window)
        bulk.choose_for([one.uid for one in people] if uids is None else uids)
        qapp.processEvents()
        return Opened(bulk, desk, window, hub)

    yield opened
    for window in windows:
        if isValid(window):
            window.close()
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def opened(open_card: Open) -> Opened:
    return open_card()
