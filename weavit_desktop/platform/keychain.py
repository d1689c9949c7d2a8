"""The keychain of the system: one secret of 32 bytes per vault. It never holds a passphrase or a data key.

The library's choice of a backend is not used: a `keyringrc.cfg` or an environment variable could name
any class, from any folder. Each system has the one backend below, and no property of it comes from the
environment. Whatever a backend does, a call ends: it answers in time, or KeychainRefused is raised.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol, TypeVar

from weavit_desktop.errors import KeychainRefused

T = TypeVar("T")

SECRET_BYTES = 32
USER = "device secret"
SECONDS = 20.0  # the system may ask for a password of its own meanwhile

ALLOWED = {
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "linux": ("keyring.backends.SecretService", "Keyring"),
}


class Backend(Protocol):
    """What is used of a backend of the keyring library."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class SystemKeychain:
    """The secret of one vault. Every call raises KeychainRefused if the keychain does not do as asked."""

    def __init__(
        self, vault_id: str, backend: Callable[[], Backend] | None = None, *, seconds: float = SECONDS
    ) -> None:
        self._service = f"Weavit vault {vault_id}"
        self._backend = backend or allowed_backend
        self._seconds = seconds

    def read(self) -> bytes | None:
        """Return the secret; None if there is none."""
        return self._ask(self._read)

    def write(self, secret: bytes) -> None:
        """Keep a secret, and read it back."""
        if len(secret) != SECRET_BYTES:
            raise ValueError("a device secret has 32 bytes")
        self._ask(lambda backend: backend.set_password(self._service, USER, secret.hex()))
        if self.read() != secret:
            raise _refused("The system keychain did not keep what was put into it.", "read back")

    def remove(self) -> None:
        """Let the keychain forget the secret, and see that it did. None to forget is no error."""
        if self.read() is None:
            return
        self._ask(lambda backend: backend.delete_password(self._service, USER))
        if self.read() is not None:
            raise _refused("The system keychain still holds the secret of this vault.", "deletion")

    def _read(self, backend: Backend) -> bytes | None:
        text = backend.get_password(self._service, USER)
        if text is None:
            return None
        # Believe nothing of it: another program may have written there.
        if not isinstance(text, str) or len(text) != 2 * SECRET_BYTES:
            raise ValueError
        return bytes.fromhex(text)

    def _ask(self, call: Callable[[Backend], T]) -> T:
        return _in_time(lambda: call(self._backend()), self._seconds)


def allowed_backend() -> Backend:
    """Return the one backend of this system. Raises whatever its library raises where it is missing."""
    module, name = ALLOWED[sys.platform]
    kind: Any = getattr(import_module(module), name)
    backend: Any = kind.__new__(kind)  # __init__ takes properties from the environment, and does nothing else
    if sys.platform == "win32":
        backend.persist = "local machine"  # else it roams to other computers of the domain
    if sys.platform == "darwin":
        backend.keychain = None  # the class takes a path from KEYCHAIN_PATH
    checked: Backend = backend
    return checked


def _in_time(call: Callable[[], T], seconds: float) -> T:
    """Return what a call returns within so many seconds. A thread that hangs is left behind."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # a backend of D-Bus or Objective-C raises what it likes
            failures.append(error)

    thread = threading.Thread(target=run, name="keychain", daemon=True)
    thread.start()
    thread.join(seconds)
    if results:
        return results[0]
    if failures:
        raise _refused("The system keychain is missing or locked.", type(failures[0]).__name__)
    raise _refused("The system keychain does not answer.", "time-out")


def _refused(what: str, fact: str) -> KeychainRefused:
    # Without the cause: the message of a backend may quote what it was given.
    return KeychainRefused(f"{what} The passphrase opens the vault as ever.", fact=fact)
