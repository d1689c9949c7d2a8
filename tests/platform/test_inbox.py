"""One window per vault, and what other processes ask of it, through a folder."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from weavit_desktop.errors import NoRoom, VaultInUse
from weavit_desktop.platform.inbox import Inbox, Request, ask_window, inbox_of, is_served

LOCK = Request("lock")


@dataclass
class Window:
    """An inbox, and what it told."""

    inbox: Inbox
    told: list[object] = field(default_factory=list)

    def serve(self, vault: Path) -> bool:
        return self.inbox.serve(vault)


@pytest.fixture
def window_at(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[], Window]]:
    opened = []

    def make() -> Window:
        window = Window(Inbox(tmp_path / "inboxes"))
        window.inbox.lock_asked.connect(lambda: window.told.append("lock"))
        window.inbox.files_came.connect(window.told.append)
        opened.append(window)
        return window

    yield make
    for each in opened:
        each.inbox.close()
        each.inbox.deleteLater()
    # Here, and not when Python finds the cycle, in whatever thread: watchers of files crash by that.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@dataclass
class Asked:
    """A request from another thread: its sender waits, as another process would."""

    thread: threading.Thread
    answers: list[bool]

    @property
    def is_answered(self) -> bool:
        return not self.thread.is_alive()


def ask_beside(root: Path, vault: Path, request: Request) -> Asked:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(ask_window(root, vault, request)), daemon=True)
    thread.start()
    return Asked(thread, answers)


def put(folder: Path, content: bytes) -> Path:
    """Put a request into an inbox, as no sender of ours would."""
    path = folder / "0.part"
    path.write_bytes(content)
    return path.replace(folder / "0.request")


def test_without_a_window_nobody_is_asked(tmp_path: Path) -> None:
    assert not ask_window(tmp_path / "inboxes", tmp_path / "vault", LOCK)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        (LOCK, "lock"),
        (Request("open"), []),
        (Request("open", (Path("/tmp/anna ü.vcf"), Path("/b"))), [Path("/tmp/anna ü.vcf"), Path("/b")]),
    ],
)
def test_the_window_is_told_and_the_sender_knows(
    tmp_path: Path, qtbot: QtBot, window_at: Callable[[], Window], request_: Request, told: object
) -> None:
    window = window_at()
    assert window.serve(tmp_path / "vault")
    asked = ask_beside(tmp_path / "inboxes", tmp_path / "vault", request_)
    qtbot.waitUntil(lambda: asked.is_answered)
    assert asked.answers == [True]
    assert window.told == [told]


def test_a_window_on_another_vault_is_not_asked(tmp_path: Path, window_at: Callable[[], Window]) -> None:
    assert window_at().serve(tmp_path / "other")
    assert not ask_window(tmp_path / "inboxes", tmp_path / "vault", LOCK)


def test_the_same_vault_is_meant_by_any_way_to_it(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "vault")
    ways = (tmp_path / "vault", tmp_path / "link", tmp_path / "x" / ".." / "vault")
    assert len({inbox_of(tmp_path, one) for one in ways}) == 1


def test_a_second_window_on_a_vault_is_told_that_it_is_one(
    tmp_path: Path, window_at: Callable[[], Window]
) -> None:
    first, second = window_at(), window_at()
    assert first.serve(tmp_path / "vault")
    assert not second.serve(tmp_path / "vault")
    first.inbox.close()
    assert second.serve(tmp_path / "vault")


def test_going_to_another_vault_frees_the_first(tmp_path: Path, window_at: Callable[[], Window]) -> None:
    window = window_at()
    assert window.serve(tmp_path / "one")
    assert window.serve(tmp_path / "two")
    assert not is_served(inbox_of(tmp_path / "inboxes", tmp_path / "one"))
    assert is_served(inbox_of(tmp_path / "inboxes", tmp_path / "two"))


def test_a_request_counts_as_done_only_when_its_slot_is_through(
    tmp_path: Path, window_at: Callable[[], Window]
) -> None:
    window = window_at()
    folder = inbox_of(tmp_path / "inboxes", tmp_path / "vault")
    seen: list[bool] = []
    window.inbox.lock_asked.connect(lambda: seen.append((folder / "0.request").exists()))
    folder.mkdir(parents=True)
    put(folder, b'{"do": "lock", "files": []}')
    assert window.serve(tmp_path / "vault")
    assert seen == [True]
    assert not (folder / "0.request").exists()


def test_closing_while_one_is_carried_out_counts_it_as_done_and_frees_the_vault(
    tmp_path: Path, window_at: Callable[[], Window]
) -> None:
    window = window_at()
    folder = inbox_of(tmp_path / "inboxes", tmp_path / "vault")
    window.inbox.lock_asked.connect(window.inbox.close)
    folder.mkdir(parents=True)
    put(folder, b'{"do": "lock", "files": []}')
    window.serve(tmp_path / "vault")
    assert window.told == ["lock"]
    assert not (folder / "0.request").exists()
    assert not is_served(folder)


def test_a_window_that_does_not_react_is_told_and_the_request_withdrawn(
    tmp_path: Path, window_at: Callable[[], Window]
) -> None:
    assert window_at().serve(tmp_path / "vault")  # and nobody lets it work
    with pytest.raises(VaultInUse, match="does not react"):
        ask_window(tmp_path / "inboxes", tmp_path / "vault", LOCK, patience=0.0)
    assert list((tmp_path / "inboxes").glob("*/*.request")) == []


def test_what_a_killed_window_left_is_no_window(tmp_path: Path) -> None:
    folder = inbox_of(tmp_path / "inboxes", tmp_path / "vault")
    folder.mkdir(parents=True)
    (folder / "window.lock").write_text(f"{2**22 + 1}\npython\n{os.uname().nodename}\n")
    assert not ask_window(tmp_path / "inboxes", tmp_path / "vault", LOCK)


def test_where_nothing_can_be_written_a_window_opens_all_the_same(
    tmp_path: Path, window_at: Callable[[], Window]
) -> None:
    (tmp_path / "inboxes").write_text("in the way")
    assert not window_at().serve(tmp_path / "vault")


def test_no_room_for_a_request_is_told(
    tmp_path: Path, window_at: Callable[[], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    assert window_at().serve(tmp_path / "vault")
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(NoRoom):
        ask_window(tmp_path / "inboxes", tmp_path / "vault", LOCK)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_this_user_can_ask(tmp_path: Path, window_at: Callable[[], Window]) -> None:
    window_at().serve(tmp_path / "vault")
    for folder in (tmp_path / "inboxes", inbox_of(tmp_path / "inboxes", tmp_path / "vault")):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["lock", "open"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["do", "files"]) | st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(content=st.binary(max_size=40) | JSON.map(lambda one: json.dumps(one).encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_makes_no_sense_is_cleared_away_and_harms_nothing(
    tmp_path: Path, window_at: Callable[[], Window], content: bytes
) -> None:
    window = window_at()
    folder = inbox_of(tmp_path / "inboxes", tmp_path / "vault")
    folder.mkdir(parents=True, exist_ok=True)
    put(folder, content)
    assert window.serve(tmp_path / "vault")
    window.inbox.close()
    assert not (folder / "0.request").exists()
    for told in window.told:
        assert told == "lock" or (isinstance(told, list) and all(one.is_absolute() for one in told))
