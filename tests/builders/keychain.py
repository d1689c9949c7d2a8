"""Keychains for tests: one that works, and one whose backend does as it is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.errors import KeychainRefused


@dataclass
class FakeKeychain:
    """Holds one secret in memory; refuses everything while `refuses`, and keeps nothing where `forgets`."""

    secret: bytes | None = None
    refuses: bool = False
    forgets: bool = False
    asked: int = 0

    def read(self) -> bytes | None:
        self._ask()
        return self.secret

    def write(self, secret: bytes) -> None:
        self._ask()
        if not self.forgets:
            self.secret = secret

    def remove(self) -> None:
        self._ask()
        self.secret = None

    def _ask(self) -> None:
        self.asked += 1
        if self.refuses:
            raise KeychainRefused("The system keychain is missing or locked.")


@dataclass
class FakeKeychains:
    """The keychains of all vaults of one computer."""

    kept: dict[str, FakeKeychain] = field(default_factory=dict)

    def of(self, vault_id: str) -> FakeKeychain:
        return self.kept.setdefault(vault_id, FakeKeychain())
