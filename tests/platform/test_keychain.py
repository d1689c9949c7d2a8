"""The keychain of the system: what it is given it must prove to keep, and whatever it does, a call ends."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from weavit_desktop.errors import KeychainRefused
from weavit_desktop.platform import keychain
from weavit_desktop.platform.keychain import ALLOWED, USER, SystemKeychain, allowed_backend

SECRET = bytes(range(32))
OTHER = bytes(32)
SERVICE = "Weavit vault v1"


@dataclass
class FakeBackend:
    """A backend as the keyring library has them."""

    kept: dict[tuple[str, str], Any] = field(default_factory=dict)

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(FakeBackend):
    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password


class Twisting(FakeBackend):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[::-1])


class Clinging(FakeBackend):
    def delete_password(self, service: str, username: str) -> None:
        del service, username


@dataclass
class Raising(FakeBackend):
    error: BaseException = field(default_factory=RuntimeError)

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


def over(backend: FakeBackend, vault_id: str = "v1") -> SystemKeychain:
    return SystemKeychain(vault_id, lambda: backend)


# One that works ----------------------------------------------------------------------------------


def test_what_is_written_is_read_and_what_is_removed_is_gone(backend: FakeBackend) -> None:
    assert over(backend).read() is None
    over(backend).write(SECRET)
    assert over(backend).read() == SECRET
    over(backend).remove()
    assert backend.kept == {}


def test_removing_what_is_not_there_is_no_error(backend: FakeBackend) -> None:
    over(backend).remove()


def test_every_vault_has_a_service_name_of_its_own(backend: FakeBackend) -> None:
    over(backend, "v1").write(SECRET)
    over(backend, "v2").write(OTHER)
    assert set(backend.kept) == {(SERVICE, USER), ("Weavit vault v2", USER)}
    over(backend, "v2").remove()
    assert over(backend, "v1").read() == SECRET


def test_nothing_but_a_secret_of_its_length_is_ever_put_there(backend: FakeBackend) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        over(backend).write(b"ledger amber tide chapel")
    assert backend.kept == {}


# Hostile ones ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Forgetful, Twisting])
def test_one_that_does_not_keep_what_it_was_given_is_found_out(kind: type[FakeBackend]) -> None:
    with pytest.raises(KeychainRefused, match="did not keep"):
        over(kind()).write(SECRET)


def test_one_that_does_not_delete_is_found_out() -> None:
    backend = Clinging()
    over(backend).write(SECRET)
    with pytest.raises(KeychainRefused, match="still holds"):
        over(backend).remove()


@pytest.mark.parametrize(
    "error", [RuntimeError("secret"), OSError(5, "secret"), SystemExit("secret"), KeyboardInterrupt("secret")]
)
def test_whatever_one_raises_is_told_in_our_words_alone(error: BaseException) -> None:
    with pytest.raises(KeychainRefused, match="The passphrase opens the vault as ever") as told:
        over(Raising(error=error)).read()
    assert "secret" not in str(told.value) + told.value.fact
    assert told.value.__cause__ is None


@pytest.mark.parametrize("found", ["", "00", "zz" * 32, "00" * 33, b"\0" * 64, 7, "é" * 64, ["00" * 32]])
def test_what_no_weavit_has_written_is_not_believed(backend: FakeBackend, found: Any) -> None:
    backend.kept[SERVICE, USER] = found
    with pytest.raises(KeychainRefused):
        over(backend).read()


@pytest.fixture
def blocking() -> Iterator[Callable[[], FakeBackend]]:
    """Give a backend that answers only when the test is over."""
    over_now = threading.Event()

    def wait() -> FakeBackend:
        over_now.wait()
        return FakeBackend()

    yield wait
    over_now.set()


@pytest.mark.parametrize(
    "call", [SystemKeychain.read, SystemKeychain.remove, lambda chain: chain.write(SECRET)]
)
def test_one_that_never_answers_ends_in_time(
    blocking: Callable[[], FakeBackend], call: Callable[[SystemKeychain], object]
) -> None:
    with pytest.raises(KeychainRefused, match="does not answer"):
        call(SystemKeychain("v1", blocking, seconds=0.01))


# Which backend -----------------------------------------------------------------------------------


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> type[Any]:
    """Put a backend of the library where that of this system is; it takes what the environment says."""

    class StandIn(FakeBackend):
        keychain = "/from/the/environment"

        def __init__(self) -> None:
            raise AssertionError("takes its properties from the environment")

    module = ModuleType("stand_in")
    module.Keyring = StandIn  # type: ignore[attr-defined]  # a module made for this test
    monkeypatch.setitem(sys.modules, "stand_in", module)
    monkeypatch.setitem(keychain.ALLOWED, sys.platform, ("stand_in", "Keyring"))
    return StandIn


def test_no_property_of_the_backend_comes_from_the_environment(stand_in: type[Any]) -> None:
    assert isinstance(allowed_backend(), stand_in)


@pytest.mark.parametrize(("system", "name", "value"), [("darwin", "keychain", None)])
def test_on_a_mac_it_is_the_keychain_of_the_user(
    stand_in: type[Any], monkeypatch: pytest.MonkeyPatch, system: str, name: str, value: object
) -> None:
    del stand_in
    monkeypatch.setitem(keychain.ALLOWED, system, ("stand_in", "Keyring"))
    monkeypatch.setattr(sys, "platform", system)
    assert getattr(allowed_backend(), name) == value


def test_on_windows_it_stays_on_this_machine(stand_in: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    del stand_in
    monkeypatch.setitem(keychain.ALLOWED, "win32", ("stand_in", "Keyring"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert getattr(allowed_backend(), "persist") == "local machine"  # noqa: B009  no attribute of ours


def test_the_library_is_never_asked_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring.core

    asked: list[object] = []  # a configuration file may name any class

    def choose(*_: object) -> None:
        asked.append(choose)

    for name in ("init_backend", "load_config", "load_env", "get_keyring"):
        monkeypatch.setattr(keyring.core, name, choose)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with pytest.raises(KeychainRefused, match="missing or locked"):
        SystemKeychain("v1").read()
    assert asked == []


def test_an_unknown_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    with pytest.raises(KeychainRefused, match="missing"):
        SystemKeychain("v1").read()


def test_no_backend_is_allowed_that_keeps_a_file_of_its_own() -> None:
    assert {module for module, _ in ALLOWED.values()} == {
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
    }
