"""The keychain in the settings and at the gate: switched on with the passphrase, used, due, switched off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from builders import sample
from builders.driver import Driver
from builders.keychain import FakeKeychain, FakeKeychains
from builders.sweeps import nameless, rich_labels
from builders.vault import NOW, PASSPHRASE, fixed_clock, new_vault
from builders.window import session_at, unlock
from weavit_desktop.vault.device_secret import is_kept, keep_device_secret
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.settings.keychain import TITLE
from weavit_desktop.views.pages.settings.page import SECURITY, SettingsPage
from weavit_desktop.views.theme.theme import Theme

Key = Qt.Key
DAY = timedelta(days=1)
USE = "Use the system keychain"


@pytest.fixture
def keychains() -> FakeKeychains:
    return FakeKeychains()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def keychain(vault: Vault, keychains: FakeKeychains) -> FakeKeychain:
    return keychains.of(vault.id)


@pytest.fixture
def kept(vault: Vault, keychain: FakeKeychain) -> Path:
    """Return the folder of a locked vault that the keychain opens since NOW."""
    keep_device_secret(vault, keychain, NOW)
    vault.close()
    return vault.folder


@contextmanager
def gate_at(
    folder: Path, theme: Theme, keychains: FakeKeychains, after: timedelta = timedelta(0)
) -> Iterator[Driver]:
    program = replace(sample.application(clock=fixed_clock(NOW + after)), keychain=keychains.of)
    with session_at(folder, theme, application=program) as session:
        yield Driver(session)


class TestSettings:
    @pytest.fixture
    def security(self, vault: Vault, theme: Theme, keychains: FakeKeychains) -> Iterator[Driver]:
        vault.close()
        with gate_at(vault.folder, theme, keychains) as driver:
            unlock(driver.session, PASSPHRASE)
            assert driver.session.workspace is not None
            driver.session.workspace.go("settings")
            page = driver.window.findChild(SettingsPage)
            assert page is not None
            page.open_part(SECURITY)
            yield driver

    def test_it_is_off_and_switched_on_with_the_passphrase(
        self, security: Driver, vault: Vault, keychain: FakeKeychain
    ) -> None:
        assert keychain.asked == 0
        security.click(TITLE)
        assert security.sees("Whoever is signed in to this computer as you can then open the vault")
        assert (nameless(security.window), rich_labels(security.window)) == ([], [])
        security.write(PASSPHRASE)
        security.press(Key.Key_Return)
        assert is_kept(vault.folder)
        assert keychain.secret is not None
        security.click(TITLE)
        assert not is_kept(vault.folder)
        assert keychain.secret is None

    def test_neither_a_wrong_passphrase_nor_escape_switches_it_on(
        self, security: Driver, vault: Vault, keychain: FakeKeychain
    ) -> None:
        security.click(TITLE)
        security.write("not the passphrase")
        security.press(Key.Key_Return)
        assert security.sees("That passphrase does not fit.")
        security.press(Key.Key_Escape)
        assert not is_kept(vault.folder)
        assert keychain.asked == 0

    def test_a_keychain_that_refuses_is_told_and_it_stays_off(
        self, security: Driver, vault: Vault, keychain: FakeKeychain
    ) -> None:
        keychain.refuses = True
        security.click(TITLE)
        security.write(PASSPHRASE)
        security.press(Key.Key_Return)
        assert security.sees("The keychain did not help")
        assert not is_kept(vault.folder)


class TestGate:
    def test_a_vault_that_was_not_opted_in_offers_nothing(
        self, vault: Vault, theme: Theme, keychains: FakeKeychains
    ) -> None:
        vault.close()
        with gate_at(vault.folder, theme, keychains) as gate:
            assert not gate.sees(USE)

    def test_it_opens_when_asked_and_never_by_itself(
        self, kept: Path, theme: Theme, keychains: FakeKeychains
    ) -> None:
        with gate_at(kept, theme, keychains, 13 * DAY) as gate:
            assert gate.session.workspace is None
            assert (nameless(gate.window), rich_labels(gate.window)) == ([], [])
            gate.click(USE)
            assert gate.session.workspace is not None

    def test_after_fourteen_days_the_passphrase_is_asked_for_and_begins_others(
        self, kept: Path, theme: Theme, keychains: FakeKeychains
    ) -> None:
        with gate_at(kept, theme, keychains, 14 * DAY) as gate:
            gate.click(USE)
            assert gate.sees("The passphrase is due")
            assert gate.words_at_focus() == "Passphrase"
            gate.write(PASSPHRASE)
            gate.press(Key.Key_Return)
            assert gate.session.workspace is not None
        with gate_at(kept, theme, keychains, 27 * DAY) as gate:
            gate.click(USE)
            assert gate.session.workspace is not None

    def test_opening_by_the_keychain_does_not_begin_others(
        self, kept: Path, theme: Theme, keychains: FakeKeychains
    ) -> None:
        with gate_at(kept, theme, keychains, 13 * DAY) as gate:
            gate.click(USE)
        with gate_at(kept, theme, keychains, 14 * DAY) as gate:
            gate.click(USE)
            assert gate.session.workspace is None

    def test_a_keychain_that_lost_it_leaves_the_passphrase(
        self, kept: Path, theme: Theme, keychains: FakeKeychains, keychain: FakeKeychain
    ) -> None:
        keychain.secret = None
        with gate_at(kept, theme, keychains) as gate:
            gate.click(USE)
            assert gate.sees("has no secret for this vault")
            gate.write(PASSPHRASE)
            gate.press(Key.Key_Return)
            assert gate.session.workspace is not None
