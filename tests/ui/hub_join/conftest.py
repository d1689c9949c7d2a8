"""The steps of joining a hub, over an empty vault and a stand-in hub, in an active window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from builders.sample import HOME_ZONE, NOW, RULES, application
from builders.sharing import Time, straight_to
from builders.stand_in_hub import StandInHub
from builders.vault import new_vault
from builders.window import Trail, desk_for, trail_of
from weavit_core import canonical
from weavit_core.http_signing import Answer, Request
from weavit_core.policy import Policy
from weavit_core.policy import encode as encode_policy
from weavit_desktop.models.hub_joining import Step
from weavit_desktop.models.tasks import Runner
from weavit_desktop.services.hub import hub_status, is_joined
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.notice import Notice
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.hub_join.page import HubJoinPage
from weavit_desktop.views.theme.theme import Theme

ASKED = (2, 7)


@dataclass
class TalkingHub(StandInHub):
    """A stand-in hub that says of itself what a test wants: members of /v1/hub."""

    says: dict[str, object] = field(default_factory=dict)

    def _answer(self, request: Request) -> Answer:
        answer = super()._answer(request)
        if not request.url.endswith("/v1/hub") or not self.says:
            return answer
        return replace(answer, body=canonical.encode({**json.loads(answer.body), **self.says}))

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [f"{one.method} {one.url.removeprefix(self.url)}" for one in self.seen]


@dataclass
class Opened:
    """The page as a test drives it, by key and mouse."""

    page: HubJoinPage
    desk: Desk
    hub: TalkingHub
    window: QWidget

    @property
    def trail(self) -> Trail:
        return trail_of(self.desk)

    @property
    def step(self) -> Step:
        return self.page.flow.step

    @property
    def joined(self) -> str:
        """Return the name of the hub that the vault has joined."""
        return hub_status(self.desk.vault).name if is_joined(self.desk.vault) else ""

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))
        QApplication.processEvents()

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)

    def say(self) -> list[str]:
        """Return every text in sight."""
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    def problems(self) -> list[str]:
        """Return what is said to be wrong, above the buttons."""
        notices = self.page.findChildren(Notice)
        return [one.accessibleName() for one in notices if one.isVisible()]

    def go_to(self, step: Step) -> None:
        """Go to a step by the keyboard."""
        if step >= Step.KEY:
            self.paste(self.hub.invite)
            self.press(Qt.Key.Key_Return)
        if step >= Step.RULES:
            self.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
        if step >= Step.WAY_OUT:
            self.press(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
        if step >= Step.DONE:
            self.type_code()
            self.press(Qt.Key.Key_Return)
        assert self.step is step

    def type_code(self) -> None:
        """Type the groups that are asked for."""
        groups = self.page.flow.code.split("-")
        first, second = ASKED
        self.type(groups[first - 1])
        self.press(Qt.Key.Key_Tab)
        self.type(groups[second - 1])


Open = Callable[..., Opened]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault", home_zone=HOME_ZONE) as opened:
        yield opened


@pytest.fixture
def hub() -> TalkingHub:
    return TalkingHub(Time(NOW), policy=encode_policy(Policy("Tarnholm", RULES)))


@pytest.fixture
def open_page(qapp: QApplication, theme: Theme, vault: Vault, hub: TalkingHub) -> Iterator[Open]:
    """Give a function that opens the steps in an active window."""
    windows: list[QWidget] = []

    def opened(*, runner: Runner | None = None, width: int = 1440, height: int = 900) -> Opened:
        window = QWidget()
        windows.append(window)
        program = application(clock=hub.clock, connect=straight_to(hub))
        desk = desk_for(vault, theme, application=program, runner=runner)
        page = HubJoinPage(desk, asked=ASKED)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        page.set_narrow(narrow=width < 1320, slim=width < 1200)
        page.refresh()
        qapp.processEvents()
        page.cards.invite.edit.setFocus()
        return Opened(page, desk, hub, window)

    yield opened
    for window in windows:
        if isValid(window):
            window.close()
            window.deleteLater()


@pytest.fixture
def opened(open_page: Open) -> Opened:
    return open_page()
