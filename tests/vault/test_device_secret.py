"""The keychain's way in: opt-in, 14 days, never the only one, and nothing is lost when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders.keychain import FakeKeychain
from builders.vault import NOW, PASSPHRASE, new_vault_and_code
from weavit_desktop.errors import KeychainRefused, NoRoom
from weavit_desktop.vault import device_secret, files, ways_in
from weavit_desktop.vault.device_secret import (
    forget_device_secret,
    is_kept,
    keep_device_secret,
    open_with_keychain,
    renew_device_secret,
)
from weavit_desktop.vault.header import DEVICE, encode
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.opening import open_vault, open_with_recovery_code
from weavit_desktop.vault.slots import slot_of_kind
from weavit_desktop.vault.vault import Vault

DAY = timedelta(days=1)


@pytest.fixture
def keychain() -> FakeKeychain:
    return FakeKeychain()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault, _ = new_vault_and_code(tmp_path / "vault")
    with vault:
        yield vault


@pytest.fixture
def folder(vault: Vault, keychain: FakeKeychain) -> Path:
    """Return the folder of a locked vault that the keychain opens."""
    keep_device_secret(vault, keychain, NOW)
    vault.close()
    return vault.folder


def opens(folder: Path, keychain: FakeKeychain, after: timedelta = timedelta(0)) -> bool:
    try:
        open_with_keychain(folder, lambda _id: keychain, NOW + after, command="test").close()
    except KeychainRefused:
        return False
    return True


def test_nobody_is_opted_in(vault: Vault, keychain: FakeKeychain) -> None:
    vault.close()
    assert not is_kept(vault.folder)
    assert not opens(vault.folder, keychain)
    assert keychain.asked == 0


def test_once_switched_on_it_opens_the_vault_and_so_do_the_others(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        keep_device_secret(vault, keychain, NOW)
        key = vault.derive("suppression")
    with open_with_keychain(vault.folder, lambda _id: keychain, NOW, command="test") as again:
        assert again.derive("suppression") == key
    open_vault(vault.folder, PASSPHRASE, command="test").close()
    open_with_recovery_code(vault.folder, code, command="test").close()


def test_it_holds_neither_the_data_key_nor_anything_the_header_holds(
    vault: Vault, keychain: FakeKeychain
) -> None:
    keep_device_secret(vault, keychain, NOW)
    assert keychain.secret is not None
    assert keychain.secret != vault.data_key.raw
    assert keychain.secret.hex().encode() not in encode(read_header(vault.folder))
    assert len(keychain.secret) == 32


def test_after_fourteen_days_the_passphrase_is_due(folder: Path, keychain: FakeKeychain) -> None:
    assert opens(folder, keychain, 13 * DAY)
    before = keychain.asked
    assert not opens(folder, keychain, 14 * DAY)
    assert keychain.asked == before, "the keychain was asked for what would not be used"


def test_a_clock_that_was_put_back_makes_it_due_too(folder: Path, keychain: FakeKeychain) -> None:
    assert not opens(folder, keychain, -1 * DAY)


def test_the_passphrase_begins_another_fourteen_days(folder: Path, keychain: FakeKeychain) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        assert renew_device_secret(vault, keychain, NOW + 20 * DAY)
    assert opens(folder, keychain, 33 * DAY)
    assert not opens(folder, keychain, 34 * DAY)


def test_the_keychain_alone_never_begins_another_fourteen_days(folder: Path, keychain: FakeKeychain) -> None:
    assert opens(folder, keychain, 13 * DAY)
    assert not opens(folder, keychain, 14 * DAY)


def test_renewing_what_was_never_switched_on_switches_nothing_on(
    vault: Vault, keychain: FakeKeychain
) -> None:
    assert not renew_device_secret(vault, keychain, NOW)
    assert not is_kept(vault.folder)
    assert keychain.asked == 0


def test_a_vault_that_was_closed_meanwhile_is_not_written(folder: Path, keychain: FakeKeychain) -> None:
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        pass  # somebody else may have it by now
    before = read_header(folder)
    with pytest.raises(RuntimeError):
        renew_device_secret(vault, keychain, NOW + DAY)
    assert read_header(folder) == before


@pytest.mark.parametrize("trouble", ["empty", "wrong", "refuses"])
def test_a_keychain_that_does_not_help_is_not_renewed_and_the_passphrase_opens(
    folder: Path, keychain: FakeKeychain, trouble: str
) -> None:
    keychain.secret = {"empty": None, "wrong": bytes(32)}.get(trouble, keychain.secret)
    keychain.refuses = trouble == "refuses"
    assert not opens(folder, keychain)
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        assert not renew_device_secret(vault, keychain, NOW)


def test_the_day_in_the_header_cannot_be_moved(folder: Path, keychain: FakeKeychain) -> None:
    header = read_header(folder)
    slot = slot_of_kind(header, DEVICE)
    later = replace(slot, params={"day": slot.params["day"] + 100})
    moved = replace(header, slots=tuple(later if one is slot else one for one in header.slots))
    for name in (files.HEADER, files.HEADER_COPY):
        (folder / name).write_bytes(encode(moved))
    assert not opens(folder, keychain, 100 * DAY)


def test_switched_off_it_opens_nothing_even_with_the_secret_of_before(
    folder: Path, keychain: FakeKeychain
) -> None:
    stolen = FakeKeychain(keychain.secret)
    with open_vault(folder, PASSPHRASE, command="test") as vault:
        forget_device_secret(vault, keychain)
    assert keychain.secret is None
    assert not opens(folder, stolen)
    (folder / files.HEADER).unlink()
    assert not opens(folder, stolen)


def test_a_keychain_that_does_not_let_go_opens_nothing_all_the_same(
    folder: Path, keychain: FakeKeychain
) -> None:
    keychain.refuses = True
    with open_vault(folder, PASSPHRASE, command="test") as vault, pytest.raises(KeychainRefused):
        forget_device_secret(vault, keychain)
    keychain.refuses = False
    assert not opens(folder, keychain)


@pytest.mark.parametrize("trouble", ["refuses", "forgets"])
def test_a_keychain_that_does_not_keep_the_secret_changes_nothing(
    vault: Vault, keychain: FakeKeychain, trouble: str
) -> None:
    setattr(keychain, trouble, True)
    before = read_header(vault.folder)
    with pytest.raises(KeychainRefused):
        keep_device_secret(vault, keychain, NOW)
    assert read_header(vault.folder) == before


def test_a_header_that_cannot_be_written_stays_as_it_was(
    vault: Vault, keychain: FakeKeychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(ways_in, "write_header", fail)
        with pytest.raises(NoRoom):
            keep_device_secret(vault, keychain, NOW)
    vault.close()
    assert not is_kept(vault.folder)
    open_vault(vault.folder, PASSPHRASE, command="test").close()


def test_it_can_never_become_the_only_way_in(vault: Vault, keychain: FakeKeychain) -> None:
    keep_device_secret(vault, keychain, NOW)
    before = read_header(vault.folder)
    with pytest.raises(ValueError, match="never taken away"):
        ways_in.change_slots(
            vault,
            lambda old: (slot_of_kind(old, DEVICE),),
            opens=lambda written: slot_of_kind(written, DEVICE),
        )
    assert read_header(vault.folder) == before


def test_the_days_are_those_of_the_specification() -> None:
    assert device_secret.DAYS == 14
